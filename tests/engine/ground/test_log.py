import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from app.engine.ground.log import HIDDEN, redact, start_log, stop_log
from app.engine.ground.paths import Home


@pytest.fixture
def console(home: Home) -> Iterator[io.StringIO]:
    console = io.StringIO()
    start_log(home, console=console)
    yield console
    structlog.contextvars.clear_contextvars()
    stop_log()


def lines(home: Home) -> list[dict[str, object]]:
    return [json.loads(line) for line in home.log_file.read_text().splitlines()]


def test_a_line_goes_to_the_file_as_json_and_to_the_console_as_text(home: Home, console: io.StringIO) -> None:
    structlog.get_logger("room").info("scan_ended", files=3)

    [line] = lines(home)
    assert (line["event"], line["files"], line["level"], line["logger"]) == ("scan_ended", 3, "info", "room")
    assert "scan_ended" in console.getvalue()
    assert not console.getvalue().startswith("{")


def test_lines_of_libraries_are_kept_too(home: Home, console: io.StringIO) -> None:
    logging.getLogger("aiohttp.access").warning("slow: %s", "/x")

    assert lines(home)[0]["event"] == "slow: /x"


def test_the_request_id_is_on_every_line_of_a_request(home: Home, console: io.StringIO) -> None:
    structlog.contextvars.bind_contextvars(request_id="r1")
    structlog.get_logger().info("asked")
    logging.getLogger("library").warning("heard")

    assert [line["request_id"] for line in lines(home)] == ["r1", "r1"]


def test_no_secret_reaches_a_log_not_even_in_a_traceback(home: Home, console: io.StringIO) -> None:
    log = structlog.get_logger()
    try:
        raise RuntimeError("GET http://x/?token=sesame failed for Bearer sesame")
    except RuntimeError:
        log.exception("broken", api_key="sesame", nested={"password": "sesame"}, header=["Basic sesame"])
    log.info("/stream/direct/7/1700000000/sesame/film.mkv", proxy="http://me:sesame@proxy/")

    assert "sesame" not in home.log_file.read_text()
    assert "sesame" not in console.getvalue()
    assert HIDDEN in console.getvalue()


def test_a_value_nested_without_end_is_shown_as_text() -> None:
    endless: dict[str, object] = {}
    endless["again"] = endless

    assert "again" in str(redact(None, "info", {"value": endless}))


def test_whether_there_is_a_secret_may_be_told() -> None:
    assert redact(None, "info", {"has_token": True, "token": ""}) == {"has_token": True, "token": ""}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_the_log_is_closed_to_others(home: Home, console: io.StringIO) -> None:
    structlog.get_logger().info("hello")

    assert home.log_file.stat().st_mode & 0o777 == 0o600

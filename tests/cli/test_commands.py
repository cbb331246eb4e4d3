"""The commands, as somebody types them, beside an engine that runs."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import main as cli
from app.cli.main import COMMANDS, main
from app.contract.accounts import NewToken, Permission
from app.contract.errors import Unavailable
from app.contract.library import ScanState, SourceKind
from app.engine.ground.paths import Home
from tests.cli.conftest import SCAN, FakeEngine, ended

Output = pytest.CaptureFixture[str]


def run(home: Home, *words: str) -> int:
    return main([*words, "--data-dir", str(home.root)])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: Output) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])

    assert left.value.code == 0
    assert "--data-dir" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["sing"], ["add"], ["serve", "--port", "70000"], ["serve", "--port", "x"], ["token"], ["scan", "--wat"]]
)
def test_wrong_usage_ends_with_2(words: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)

    assert left.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_the_version_is_told(capsys: Output) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])

    assert capsys.readouterr().out.startswith("Marquee 0.")


@pytest.mark.parametrize(
    ("words", "command", "folder"),
    [
        ([], "desktop", None),
        (["--data-dir", "/a"], "desktop", "/a"),
        (["--data-dir=/a"], "desktop", "/a"),
        (["--data-dir", "/a", "scan"], "scan", "/a"),
        (["scan", "--data-dir", "/a"], "scan", "/a"),
        (["--data-dir", "/a", "scan", "--data-dir", "/b"], "scan", "/b"),
        (["--data-dir", "/a", "token", "create", "x"], "token", "/a"),
        (["token", "create", "x", "--data-dir", "/a"], "token", "/a"),
        (["token", "--data-dir", "/a", "create", "x"], "token", "/a"),
    ],
)
def test_the_data_folder_may_stand_anywhere(words: list[str], command: str, folder: str | None) -> None:
    options = cli.build_parser().parse_args(cli._with_command(words))

    assert options.run.__module__ == f"app.cli.{command}"
    assert options.data_dir == (Path(folder) if folder else None)


def test_the_start_imports_next_to_nothing() -> None:
    trial = (
        "import sys, app.__main__, app.cli.main; app.cli.main.build_parser(); "
        "print([m for m in ('aiohttp', 'httpx', 'msgspec', 'structlog', 'asyncio', 'PySide6') if m in sys.modules])"
    )

    result = subprocess.run([sys.executable, "-c", trial], capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "[]"


def test_folders_are_added(home: Home, engine: FakeEngine, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "Films").mkdir()

    assert run(home, "add", str(tmp_path / "Films"), "--kind", "movies") == 0
    assert capsys.readouterr().out == f"Added {tmp_path / 'Films'} (movies).\n"
    assert [(source.path, source.kind) for source in engine.sources] == [(str(tmp_path / "Films"), SourceKind.MOVIES)]


def test_added_folders_are_shown_as_json(home: Home, engine: FakeEngine, tmp_path: Path, capsys: Output) -> None:
    assert run(home, "add", "--json", str(tmp_path)) == 0

    (shown,) = json.loads(capsys.readouterr().out)
    assert (shown["path"], shown["kind"]) == (str(tmp_path), "mixed")
    assert len(engine.sources) == 1


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.touch()])
def test_what_is_no_folder_is_told_in_one_line_and_nothing_is_added(
    home: Home, engine: FakeEngine, tmp_path: Path, capsys: Output, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "wrong")

    assert run(home, "add", str(tmp_path), str(tmp_path / "wrong")) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("marquee: ")
    assert told.err.count("\n") == 1
    assert engine.sources == []


def test_what_the_engine_refuses_is_told_in_one_line(
    home: Home, engine: FakeEngine, tmp_path: Path, capsys: Output
) -> None:
    assert run(home, "add", str(tmp_path), str(tmp_path)) == 1

    assert capsys.readouterr().err == "marquee: This folder is a source already.\n"


def test_a_scan_is_queued(home: Home, engine: FakeEngine, capsys: Output) -> None:
    assert run(home, "scan") == 0

    assert "Queued scans: 1" in capsys.readouterr().out


def test_a_scan_is_waited_for(home: Home, engine: FakeEngine, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.scan.LOOK_EVERY_S", 0)
    engine.looks = [SCAN, replace(SCAN, state=ScanState.PROBING, total=4), ended(found=1234, added=1, problems=2)]

    assert run(home, "scan", "--wait") == 0

    told = capsys.readouterr()
    assert told.out.startswith("Scanned 1,234 files in ")
    assert "1 added, 0 changed, 0 missing, 2 problems." in told.out
    assert told.err == ""


def test_a_scan_ends_with_counts_as_json(home: Home, engine: FakeEngine, capsys: Output) -> None:
    engine.looks = [ended(found=3, done=3, total=3, added=3)]

    assert run(home, "scan", "--wait", "--json") == 0

    shown = json.loads(capsys.readouterr().out)
    assert (shown["sources"], shown["found"], shown["added"]) == (1, 3, 3)
    assert shown["seconds"] >= 0


def test_a_failed_scan_fails_the_command(home: Home, engine: FakeEngine, capsys: Output) -> None:
    engine.looks = [replace(SCAN, state=ScanState.FAILED)]

    assert run(home, "scan", "--wait") == 1
    assert "1 of 1 sources failed" in capsys.readouterr().out


def test_a_token_stands_alone_on_its_line(home: Home, engine: FakeEngine, capsys: Output) -> None:
    words = ("token", "create", "Kodi", "--scope", "library.read", "--scope", "playback")

    assert run(home, *words) == 0

    assert capsys.readouterr().out == "mq_made\n"
    assert engine.wishes == [NewToken(name="Kodi", scopes=(Permission.LIBRARY_READ, Permission.PLAYBACK))]


def test_a_token_is_shown_as_json(home: Home, engine: FakeEngine, capsys: Output) -> None:
    assert run(home, "token", "create", "Kodi", "--json") == 0

    told = capsys.readouterr()
    assert json.loads(told.out) == {"id": "1", "name": "Kodi", "token": "mq_made"}
    assert told.err == ""


def test_the_document_of_the_api_is_printed(home: Home, engine: FakeEngine, capsys: Output) -> None:
    assert run(home, "openapi") == 0

    assert json.loads(capsys.readouterr().out)["openapi"] == "3.1.0"


@pytest.mark.parametrize(
    ("error", "code"),
    [(Unavailable("two\nlines"), 1), (KeyboardInterrupt(), 130)],
)
def test_an_end_before_the_end_is_calm(
    error: BaseException, code: int, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_options: object) -> int:
        raise error

    monkeypatch.setattr("app.cli.doctor.run", fail)

    assert main(["doctor"]) == code
    assert capsys.readouterr().err in ("", "marquee: two lines\n")

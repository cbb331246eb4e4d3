"""Files over HTTP."""

import asyncio
import os
import socket
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from app.contract.accounts import Permission
from app.engine.web import ranges
from app.engine.web.media_types import media_type
from app.engine.web.ranges import IMMUTABLE, file_response
from app.engine.web.route import Call, Route
from tests.fakes.web import OWNER, a_route, serving

CONTENT = bytes(range(256)) * 40


def sending(path: Path, **named: Any) -> Route:
    async def handler(call: Call) -> object:
        return await file_response(call.raw, path, **named)

    return a_route(handler, path="/file", permission=Permission.SIGNED, media_type="video/mp4", answer=None)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mkv"
    path.write_bytes(CONTENT)
    return path


async def get(path: Path, **headers: str) -> httpx.Response:
    async with serving(sending(path)) as url, httpx.AsyncClient() as http:
        return await http.get(f"{url}/file", headers={name.replace("_", "-"): value for name, value in headers.items()})


async def test_a_whole_file_comes_with_all_that_a_player_needs(film: Path) -> None:
    answer = await get(film)

    assert answer.status_code == 200
    assert answer.content == CONTENT
    assert answer.headers["Content-Type"] == "video/x-matroska"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["ETag"].startswith('"')
    assert answer.headers["Last-Modified"].endswith("GMT")


async def test_a_range_comes_with_its_place(film: Path) -> None:
    answer = await get(film, Range="bytes=100-199")

    assert answer.status_code == 206
    assert answer.content == CONTENT[100:200]
    assert answer.headers["Content-Range"] == f"bytes 100-199/{len(CONTENT)}"


async def test_a_range_behind_the_end_tells_the_size(film: Path) -> None:
    answer = await get(film, Range="bytes=99999999-")

    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(CONTENT)}"


async def test_a_known_file_is_not_sent_again(film: Path) -> None:
    etag = (await get(film)).headers["ETag"]

    known = await get(film, If_None_Match=etag)
    other = await get(film, If_Match='"another"')

    assert (known.status_code, known.content, known.headers["ETag"]) == (304, b"", etag)
    assert other.status_code == 412


async def test_a_changed_file_has_another_etag(film: Path) -> None:
    before = (await get(film)).headers["ETag"]
    os.utime(film, ns=(1, 1))

    assert (await get(film)).headers["ETag"] != before


async def test_head_tells_the_length_only(film: Path) -> None:
    async with serving(sending(film)) as url, httpx.AsyncClient() as http:
        answer = await http.head(f"{url}/file")

    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert answer.content == b""


async def test_an_empty_file_is_sent(tmp_path: Path) -> None:
    (tmp_path / "empty.srt").touch()

    answer = await get(tmp_path / "empty.srt")

    assert (answer.status_code, answer.content) == (200, b"")


async def test_type_tag_and_caching_can_be_given(film: Path) -> None:
    route = sending(film, media_type="image/png", etag="abc", cache=IMMUTABLE)

    async with serving(route) as url, httpx.AsyncClient() as http:
        answer = await http.get(f"{url}/file")

    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["ETag"] == '"abc"'
    assert "immutable" in answer.headers["Cache-Control"]


async def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mkv")

    assert (await get(tmp_path / "pipe.mkv")).json()["error"]["code"] == "not_a_file"
    assert (await get(tmp_path)).json()["error"]["code"] == "not_a_file"
    assert (await get(tmp_path / "gone.mkv")).status_code == 404
    assert (await get(tmp_path / ("x" * 300))).status_code == 503


async def test_a_large_file_arrives_whole_from_a_disk_that_cannot_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = os.urandom(3 * ranges.WINDOW_BYTES + 17)
    (tmp_path / "large.bin").write_bytes(content)
    monkeypatch.setattr(ranges, "_is_in_memory", lambda *_: False)

    assert (await get(tmp_path / "large.bin")).content == content


async def test_bytes_sent_are_counted(film: Path) -> None:
    async with serving(sending(film)) as url, httpx.AsyncClient() as http:
        await http.get(f"{url}/file", headers={"Range": "bytes=0-999"})
        text = (await http.get(f"{url}/metrics", headers={"Authorization": f"Bearer {OWNER}"})).text

    assert "marquee_http_sent_bytes_total 1000.0" in text


async def test_a_file_that_shrinks_ends_the_connection(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shrink(*_: object) -> bool:
        os.truncate(film, 10)
        return True

    monkeypatch.setattr(ranges, "_is_in_memory", shrink)

    with pytest.raises(httpx.RemoteProtocolError):
        await get(film)


async def test_a_player_that_hangs_up_disturbs_nobody(tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(bytes(40 * 1024 * 1024))

    async with serving(sending(large)) as url, httpx.AsyncClient() as http:
        parts = urlsplit(url)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(b"GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert await reader.read(1000)
        sock: socket.socket = writer.get_extra_info("socket")
        sock.shutdown(socket.SHUT_RDWR)
        writer.close()

        assert (await http.get(f"{url}/file", headers={"Range": "bytes=0-0"})).status_code == 206


async def test_a_file_that_nobody_waits_for_any_more_is_closed(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entered, may_go_on, opened = threading.Event(), threading.Event(), []
    really_open = ranges._open

    def slowly(path: Path, etag: str | None) -> ranges._Open:
        entered.set()
        may_go_on.wait(10)
        opened.append(really_open(path, etag))
        return opened[0]

    monkeypatch.setattr(ranges, "_open", slowly)
    asking = asyncio.create_task(ranges._opened(film, None))
    await asyncio.to_thread(entered.wait, 10)
    asking.cancel()
    await asyncio.wait({asking})
    may_go_on.set()

    async with asyncio.timeout(10):
        while not (opened and opened[0].file.closed):
            await asyncio.sleep(0.01)


async def test_stopping_cuts_a_stream_that_nobody_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.engine.web.server.STOP_TIMEOUT_S", 0.1)
    large = tmp_path / "large.bin"
    large.write_bytes(bytes(40 * 1024 * 1024))
    async with asyncio.timeout(5):
        async with serving(sending(large)) as url:
            parts = urlsplit(url)
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=1024)
            writer.write(b"GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert await reader.readline()
    writer.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.MKV", "video/x-matroska"),
        ("a.mp4", "video/mp4"),
        ("a.ts", "video/mp2t"),
        ("a.avi", "video/x-msvideo"),
        ("a.webm", "video/webm"),
        ("a.flac", "audio/flac"),
        ("a.mp3", "audio/mpeg"),
        ("a.srt", "application/x-subrip"),
        ("a.vtt", "text/vtt"),
        ("a", "application/octet-stream"),
    ],
)
def test_a_name_tells_the_content_type(name: str, expected: str) -> None:
    assert media_type(Path(name)) == expected

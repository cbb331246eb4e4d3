"""Films on other servers, through the engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from app.contract.settings import SettingChange
from app.engine.streaming.links import HOSTS
from tests.engine.streaming.conftest import Room

CONTENT = bytes(range(256)) * 4096
LENGTH = len(CONTENT)


@pytest.fixture
async def other(tmp_path: Path) -> AsyncIterator[str]:
    """Return the address of a server that has one film."""
    film = tmp_path / "there.mkv"
    film.write_bytes(CONTENT)

    async def send(request: web.Request) -> web.StreamResponse:
        if request.path == "/moved.mkv":
            raise web.HTTPFound("/there.mkv")
        if request.path == "/there.mkv":
            return web.FileResponse(film)
        raise web.HTTPNotFound if request.path == "/gone.mkv" else web.HTTPForbidden

    app = web.Application()
    app.router.add_get("/{name}", send)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


def link(room: Room, folder: Path, address: str) -> str:
    """Put a link file into the library; return the URL of its film."""
    path = folder / f"Film {len(room.files)}.strm"
    path.write_text(address)
    room.files.append(path)
    return room.url + room.streams.direct_path(len(room.files) - 1, path.name)


async def allow(room: Room, other: str) -> None:
    await room.settings.save(SettingChange(values={HOSTS: f"nowhere.invalid, {other.removeprefix('http://')}"}))


async def test_the_bytes_of_another_server_pass_through_with_ranges(room: Room, tmp_path: Path, other: str) -> None:
    await allow(room, other)
    url = link(room, tmp_path, f"{other}/moved.mkv")

    whole = await room.http.get(url)
    part = await room.http.get(url, headers={"Range": "bytes=1000-1999"})
    again = await room.http.get(url, headers={"If-None-Match": whole.headers["ETag"]})
    head = await room.http.head(url)
    beyond = await room.http.get(url, headers={"Range": f"bytes={LENGTH}-"})

    assert url.endswith("/Film%200")
    assert (whole.status_code, whole.content == CONTENT) == (200, True)
    assert (part.status_code, part.content) == (206, CONTENT[1000:2000])
    assert part.headers["Content-Range"] == f"bytes 1000-1999/{LENGTH}"
    assert (again.status_code, beyond.status_code) == (304, 416)
    assert (head.status_code, head.headers["Content-Length"], head.content) == (200, str(LENGTH), b"")


async def test_what_is_wrong_with_a_link_is_said(room: Room, tmp_path: Path, other: str) -> None:
    forbidden = await room.http.get(link(room, tmp_path, f"{other}/there.mkv"))
    await allow(room, other)
    answers = [await room.http.get(link(room, tmp_path, f"{other}/{name}.mkv")) for name in ("gone", "secret")]
    empty = await room.http.get(link(room, tmp_path, "nothing"))
    silent = await room.http.get(link(room, tmp_path, "http://nowhere.invalid/film.mkv"))

    told = [(answer.status_code, answer.json()["error"]["code"]) for answer in (forbidden, *answers, empty, silent)]
    assert told == [
        (403, "address_forbidden"),
        (404, "link_broken"),
        (503, "link_refused"),
        (415, "link_invalid"),
        (503, "host_unreachable"),
    ]

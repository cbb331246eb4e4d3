"""Files that flow into a connection: on real sockets."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from app.engine.web.outlet import Outlet

CONTENT = os.urandom(24 * 1024 * 1024)
FIRST = 1000
"""Sent by `loop.sendfile`, as every first window is."""

Reader = asyncio.StreamReader
Sending = Callable[[Outlet], Awaitable[bool]]


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mkv"
    path.write_bytes(CONTENT)
    return path


def wanted(_: int) -> bool:
    return True


@asynccontextmanager
async def sent(
    film: Path, send: Sending, hear: Callable[[int], bool] = wanted
) -> AsyncIterator[tuple[Reader, asyncio.StreamWriter, "asyncio.Future[bool]"]]:
    """Serve one connection with an outlet; the future has what `send` came to."""
    came_to: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    async def serve(_: Reader, writer: asyncio.StreamWriter) -> None:
        assert isinstance(writer.transport, asyncio.Transport)
        with film.open("rb", buffering=0) as file, Outlet(writer.transport, file, hear) as outlet:
            try:
                came_to.set_result(await send(outlet))
            except OSError as error:
                came_to.set_exception(error)
        writer.close()

    async with asyncio.timeout(20), await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        try:
            yield reader, writer, came_to
        finally:
            writer.close()
            await asyncio.wait({came_to})


async def two_windows(outlet: Outlet, end: int = len(CONTENT)) -> bool:
    return await outlet.send(0, FIRST) and await outlet.send(FIRST, end - FIRST)


async def test_windows_arrive_whole_and_every_byte_is_heard_of(film: Path) -> None:
    heard: list[int] = []

    def hear(count: int) -> bool:
        heard.append(count)
        return True

    async with sent(film, two_windows, hear) as (reader, _, came_to):
        assert await reader.read(-1) == CONTENT
        assert await came_to

    assert sum(heard) == len(CONTENT)
    assert len(heard) > 2, "more than one bite in the second window"


async def test_who_wants_no_more_ends_it_in_the_middle_of_a_window(film: Path) -> None:
    heard: list[int] = []

    def hear(count: int) -> bool:
        heard.append(count)
        return len(heard) < 3

    async with sent(film, two_windows, hear) as (reader, _, came_to):
        assert len(await reader.read(-1)) == sum(heard) < len(CONTENT)
        assert not await came_to


async def test_a_file_that_is_shorter_ends_its_window(film: Path) -> None:
    async with sent(film, partial(two_windows, end=len(CONTENT) + 1)) as (reader, _, came_to):
        assert await reader.read(-1) == CONTENT
        assert not await came_to


async def test_a_player_that_is_gone_is_an_error(film: Path) -> None:
    async with sent(film, two_windows) as (reader, writer, came_to):
        assert await reader.readexactly(FIRST)
        client: socket.socket = writer.get_extra_info("socket")
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        writer.transport.abort()

        with pytest.raises(ConnectionError):
            await came_to


async def test_a_cancelled_one_leaves_no_descriptor_and_lets_the_connection_be_read(film: Path) -> None:
    left, right = socket.socketpair()
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_connection(asyncio.Protocol, sock=left)
    lowest_free = os.dup(left.fileno())
    os.close(lowest_free)

    async def send() -> None:
        with film.open("rb", buffering=0) as file, Outlet(transport, file, wanted) as outlet:
            await two_windows(outlet)

    sending = asyncio.create_task(send())
    await loop.run_in_executor(None, right.recv, 2 * FIRST)
    sending.cancel()
    await asyncio.wait({sending})

    assert transport.is_reading()
    again = os.dup(left.fileno())
    os.close(again)
    assert again == lowest_free
    transport.abort()
    right.close()


async def test_without_sendfile_of_the_system_the_loop_sends(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sendfile")

    async with sent(film, two_windows) as (reader, _, came_to):
        assert await reader.read(-1) == CONTENT
        assert await came_to

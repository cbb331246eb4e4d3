"""The event line against a server that says strange things."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from app.client import Client
from app.client.events import KINDS
from app.contract.devices import DevicesChanged
from app.contract.errors import MarqueeError, Unavailable
from app.contract.events import Event, Resync

Say = Callable[[web.WebSocketResponse], Awaitable[object]]


@asynccontextmanager
async def saying(say: Say) -> AsyncIterator[Client]:
    async def handler(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await say(socket)
        return socket

    app = web.Application()
    app.router.add_get("/api/v1/events", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    async with Client(f"http://127.0.0.1:{runner.addresses[0][1]}", "t") as client:
        yield client
    await runner.cleanup()


async def test_unknown_events_and_bytes_are_passed_over() -> None:
    async def say(socket: web.WebSocketResponse) -> None:
        await socket.send_str('{"event": "tea.ready", "data": {"cups": 2}}')
        await socket.send_bytes(b"?")
        await socket.send_str('{"event": "devices.changed", "data": {"new_field": 1}}')

    async with saying(say) as client, client.events() as stream:
        assert await anext(stream) == DevicesChanged()
        with pytest.raises(Unavailable):
            await anext(stream)


async def test_resync_comes_whatever_was_asked_for() -> None:
    async def say(socket: web.WebSocketResponse) -> None:
        await socket.send_str('{"event": "job.progress", "data": {}}')

    async def lose(socket: web.WebSocketResponse) -> None:
        await socket.send_str('{"event": "resync", "data": {}}')

    async with saying(lose) as client, client.events(DevicesChanged) as stream:
        assert await anext(stream) == Resync()
    async with saying(say) as client, client.events(DevicesChanged) as stream:
        with pytest.raises(Unavailable) as caught:
            await anext(stream)
        assert caught.value.code == "answer_not_understood"


async def test_a_refusal_without_a_kind_is_told_by_its_status() -> None:
    async with saying(lambda _socket: _never()) as client, Client(client.url + "/elsewhere", "t") as other:
        with pytest.raises(MarqueeError) as caught:
            async with other.events():
                pass
    assert caught.value.code == "http_404"


async def _never() -> None:
    return None


async def test_nobody_there_is_unavailable() -> None:
    async with Client("http://127.0.0.1:1", "t") as client:
        with pytest.raises(Unavailable):
            async with client.events():
                pass


def test_every_event_of_the_contract_is_known() -> None:
    names = {kind.name for kind in Event.__subclasses__() if kind.__module__.startswith("app.contract")}

    assert set(KINDS) == names

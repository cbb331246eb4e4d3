"""The event stream."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest

from app.client import Client
from app.contract.accounts import Permission, TokensChanged
from app.contract.devices import DevicesChanged
from app.contract.errors import Denied, Unauthenticated, Unavailable
from app.contract.events import Resync
from app.contract.library import Aspect, ItemKind, ItemsChanged
from app.contract.playback import SessionChanged, SessionState
from app.engine.ground.bus import Bus
from app.engine.web import events
from app.engine.web.route import Caller
from tests.fakes.web import CALLERS, OWNER, READER, serving

CHANGED = ItemsChanged(ids=("1",), kinds=(ItemKind.FILM,), aspect=Aspect.FILE)


async def test_what_the_bus_tells_is_heard() -> None:
    bus = Bus()
    async with serving(bus=bus) as url, Client(url, READER) as client, client.events() as stream:
        bus.publish(CHANGED)

        assert await anext(stream) == CHANGED


async def test_only_the_wanted_events_are_heard() -> None:
    bus = Bus()
    async with serving(bus=bus) as url, Client(url, READER) as client, client.events(DevicesChanged) as stream:
        bus.publish(CHANGED)
        bus.publish(DevicesChanged())

        assert await anext(stream) == DevicesChanged()


async def test_a_slow_listener_is_told_to_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "QUEUE_EVENTS", 3)
    bus = Bus()
    async with serving(bus=bus) as url, Client(url, READER) as client, client.events(ItemsChanged) as stream:
        for _ in range(4):  # without a turn of the loop nothing is sent
            bus.publish(CHANGED)

        assert await anext(stream) == Resync()


async def test_a_stopping_engine_says_goodbye() -> None:
    async with Client("http://127.0.0.1:1", READER) as nowhere:
        with pytest.raises(Unavailable):
            async with nowhere.events():
                pass
    async with serving() as url:
        client = Client(url, READER)
        line = client.events()
        stream = await line.__aenter__()
    with pytest.raises(Unavailable):
        await anext(stream)
    await line.__aexit__(None, None, None)
    await client.aclose()


async def test_a_withdrawn_token_ends_the_stream() -> None:
    bus = Bus()
    tokens = dict(CALLERS)

    async def authenticate(token: str) -> Caller | None:
        return tokens.get(token)

    async with (
        serving(bus=bus, authenticate=authenticate) as url,
        Client(url, READER) as client,
        client.events() as stream,
    ):
        bus.publish(TokensChanged(ids=("8",)))
        assert await anext(stream) == TokensChanged(ids=("8",))
        del tokens[READER]
        bus.publish(TokensChanged(ids=("9",)))
        with pytest.raises(Unavailable):
            await anext(stream)


async def test_what_somebody_plays_is_heard_by_them_and_by_who_manages_it() -> None:
    bus = Bus()
    guest = Caller(user_id="2", permissions=frozenset({Permission.LIBRARY_READ}), is_narrowed=True)
    callers = {**CALLERS, "guest": guest}

    async def authenticate(token: str) -> Caller | None:
        return callers[token]

    async with serving(bus=bus, authenticate=authenticate) as url:
        told = {}
        for token in callers:
            async with Client(url, token) as client, client.events() as stream:
                for user_id in ("1", "2"):
                    bus.publish(SessionChanged(id="s", item_id="7", state=SessionState.PLAYING, user_id=user_id))
                bus.publish(CHANGED)
                heard = [await anext(stream)]
                while heard[-1] != CHANGED:
                    heard.append(await anext(stream))
                told[token] = [event.user_id for event in heard if isinstance(event, SessionChanged)]

    assert told == {OWNER: ["1", "2"], READER: ["2"], "guest": []}


async def test_what_somebody_has_watched_is_heard_by_them_alone() -> None:
    bus = Bus()
    by_user = {user: replace(CHANGED, aspect=Aspect.STATE, user_id=user) for user in ("1", "2")}
    async with serving(bus=bus) as url:
        told = {}
        for token in (OWNER, READER):
            async with Client(url, token) as client, client.events(ItemsChanged) as stream:
                for event in (*by_user.values(), CHANGED):
                    bus.publish(event)
                told[token] = [await anext(stream), await anext(stream)]

    assert told == {OWNER: [by_user["1"], CHANGED], READER: [by_user["2"], CHANGED]}


async def test_strangers_may_not_listen() -> None:
    async with serving() as url, Client(url, "wrong") as client:
        with pytest.raises(Unauthenticated):
            async with client.events():
                pass


async def test_pages_of_other_sites_may_not_listen() -> None:
    async with serving() as url, aiohttp.ClientSession(headers={"Authorization": f"Bearer {OWNER}"}) as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await session.ws_connect(f"{url}/api/v1/events", origin="http://evil.example")
        async with session.ws_connect(f"{url}/api/v1/events", origin=url) as socket:
            assert not socket.closed

    assert caught.value.status == Denied.status


async def test_a_listener_that_left_is_forgotten() -> None:
    bus = Bus()
    stream = events.EventStream(bus)

    assert stream.count == 0
    bus.publish(CHANGED)
    await asyncio.wait_for(stream.close(), 1)

"""Who plays what, how much goes out for it, and how the owner ends it."""

from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest

from app.contract.accounts import NewToken, Permission
from app.contract.errors import Denied, NotFound
from app.contract.playback import Progress, SessionChanged, SessionState, Wish
from app.contract.units import DurationMs
from app.engine.playback import store
from tests.engine.playback.conftest import FILM, FIRST, Room

LARGE_BYTES = 64 * 1024 * 1024


async def play(room: Room, item: int = FILM) -> tuple[str, str]:
    opened = await room.client.playback.open(str(item), Wish(device="den"))
    return opened.session_id, opened.url


async def rate(room: Room, session_id: str) -> int:
    return (await room.client.playback.get_session(session_id)).bandwidth_kbps


async def test_a_session_tells_what_goes_out_for_it(room: Room) -> None:
    (room.media / "The Lantern.mkv").write_bytes(bytes(5_000_000))
    (watched, url), (other, _) = await play(room), await play(room, FIRST)

    await room.client._wire.get_bytes(url)

    listed = {each.id: each.bandwidth_kbps for each in await room.client.playback.list_sessions()}
    assert listed == {watched: 4000, other: 0}


async def test_the_owner_ends_a_session_and_its_player_hears_of_it(room: Room) -> None:
    session_id, url = await play(room)
    await room.client.playback.report(session_id, Progress(position_ms=DurationMs(600_000)))

    await room.client.playback.dismiss(session_id)

    event = [each for each in room.heard if isinstance(each, SessionChanged)][-1]
    assert (event.id, event.state, event.is_dismissed) == (session_id, SessionState.STOPPED, True)
    with pytest.raises(NotFound) as told:
        await room.client.playback.report(session_id, Progress(position_ms=DurationMs(601_000)))
    assert told.value.code == "session_dismissed"
    with pytest.raises(Denied) as refused:
        await room.client._wire.get_bytes(url)
    assert refused.value.code == "playback_stopped"
    assert (await room.client.playback.list_history()).entries[0].position_ms == 600_000
    assert await room.client.playback.list_sessions() == ()


async def test_whoever_was_stopped_may_start_again(room: Room) -> None:
    session_id, _ = await play(room)
    begun = (await room.client.playback.get_session(session_id)).started_at
    await room.client.playback.dismiss(session_id)

    url = room.streams.direct_path(FILM * 10, "The Lantern.mkv", begun + timedelta(seconds=1))

    assert await room.client._wire.get_bytes(url) == b"hello films"


async def test_a_stream_that_runs_ends_with_its_session(room: Room) -> None:
    (room.media / "The Lantern.mkv").write_bytes(bytes(LARGE_BYTES))
    session_id, url = await play(room)
    received = 0

    async with (
        httpx.AsyncClient(base_url=room.client.url) as reader,
        reader.stream("GET", urlsplit(url).path) as answer,
    ):
        pieces = answer.aiter_raw()
        received += len(await anext(pieces))
        await room.client.playback.dismiss(session_id)
        with suppress(httpx.RemoteProtocolError):
            async for piece in pieces:
                received += len(piece)

    assert 0 < received < LARGE_BYTES


async def test_a_stranger_may_not_stop_anybody(room: Room) -> None:
    session_id, _ = await play(room)
    made = await room.people.create_token(NewToken(name="tv", scopes=(Permission.PLAYBACK,)), await room.owner())

    async with room.as_caller(made.token) as stranger:
        with pytest.raises(Denied):
            await stranger.playback.dismiss(session_id)

    assert (await room.client.playback.get_session(session_id)).id == session_id


async def test_a_guest_neither_moves_nor_ends_what_somebody_else_plays(room: Room) -> None:
    session_id, _ = await play(room)
    await room.client.playback.report(session_id, Progress(position_ms=DurationMs(600_000)))

    async with room.as_caller(await room.a_guest()) as guest:
        for told in (
            guest.playback.report(session_id, Progress(position_ms=DurationMs(1))),
            guest.playback.report(session_id, Progress(position_ms=DurationMs(1), state=SessionState.STOPPED)),
            guest.playback.stop(session_id, DurationMs(1)),
        ):
            with pytest.raises(Denied) as refused:
                await told
            assert refused.value.code == "not_your_session"

    assert (await room.client.playback.get_session(session_id)).position_ms == 600_000


async def test_a_guest_moves_and_ends_what_they_play(room: Room) -> None:
    async with room.as_caller(await room.a_guest()) as guest:
        opened = await guest.playback.open(str(FILM), Wish(device="den"))
        await guest.playback.report(opened.session_id, Progress(position_ms=DurationMs(600_000)))
        await guest.playback.stop(opened.session_id, DurationMs(700_000))

        assert (await guest.playback.list_history()).entries[0].position_ms == 700_000


async def test_the_owner_moves_what_a_guest_plays(room: Room) -> None:
    async with room.as_caller(await room.a_guest()) as guest:
        opened = await guest.playback.open(str(FILM), Wish(device="den"))

    await room.client.playback.stop(opened.session_id, DurationMs(700_000))

    assert await room.client.playback.list_sessions() == ()


async def test_a_late_report_does_not_bring_a_session_back(room: Room) -> None:
    session_id, _ = await play(room)
    session = await room.service.get_session(session_id)
    assert await room.db.write(store.end_session, session, 1)

    assert not await room.db.write(store.move_session, session)
    assert not await room.db.write(store.end_session, session, 2)

    assert await room.client.playback.list_sessions() == ()
    assert (await room.client.playback.list_history()).total == 1


async def test_a_session_that_is_not_there_cannot_be_stopped(room: Room) -> None:
    with pytest.raises(NotFound):
        await room.client.playback.dismiss("nobody")

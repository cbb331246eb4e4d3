"""Who sees what is played, and that a token that is withdrawn takes its streams with it."""

from contextlib import suppress
from urllib.parse import urlsplit

import httpx
import pytest

from app.client import Client
from app.contract.accounts import MadeToken, NewToken, Permission
from app.contract.errors import Denied, NotFound, Unauthenticated
from app.contract.playback import Playback, SessionChanged, Wish
from app.engine.accounts import Accounts
from app.engine.ground.bus import Bus
from app.engine.streaming import viewer
from app.engine.web.route import Caller
from tests.engine.playback.conftest import FILM, FIRST, Room, add_guest

LARGE_BYTES = 64 * 1024 * 1024
MEMBERS = frozenset({Permission.LIBRARY_READ, Permission.PLAYBACK, Permission.DEVICES_READ})
KINDS = {
    "direct": "film.mkv",
    "side": "film.srt",
    "progressive": "mkv/film.mkv",
    "remux": "mp4/master.m3u8",
    "encode": "ab/mp4/master.m3u8",
    "made": "ab/film.mp4",
    "subtitles": "s2.vtt",
}


async def a_token(room: Room, *scopes: Permission) -> MadeToken:
    return await room.people.create_token(NewToken(name="lent", scopes=scopes), await room.owner())


async def play(client: Client, item: int = FILM) -> Playback:
    return await client.playback.open(str(item), Wish(device="den"))


async def seen(client: Client) -> set[str]:
    return {each.id for each in await client.playback.list_sessions()}


async def test_a_lent_token_sees_what_it_plays_and_the_owner_sees_all(room: Room) -> None:
    lent = await a_token(room, Permission.PLAYBACK)
    theirs = await play(room.client, FIRST)

    async with room.as_caller(lent.token) as client:
        mine = await play(client)
        listed = await seen(client)
        with pytest.raises(NotFound) as told:
            await client.playback.get_session(theirs.session_id)

        assert (await client.playback.get_session(mine.session_id)).id == mine.session_id
    assert listed == {mine.session_id}
    assert told.value.code == "session_not_found"
    assert await seen(room.client) == {mine.session_id, theirs.session_id}


async def test_somebody_of_the_house_sees_their_own_on_all_their_devices(room: Room) -> None:
    member = Caller(user_id=str(await room.db.write(add_guest)), permissions=MEMBERS)
    phone, tv = [await room.people.create_token(NewToken(name=name), member) for name in ("phone", "tv")]
    await play(room.client, FIRST)

    async with room.as_caller(phone.token) as one, room.as_caller(tv.token) as other:
        opened = await play(one)

        assert await seen(one) == await seen(other) == {opened.session_id}


async def test_a_withdrawn_token_takes_its_stream_its_subtitles_and_its_session_with_it(room: Room) -> None:
    lent = await a_token(room, Permission.PLAYBACK)
    async with room.as_caller(lent.token) as client:
        opened = await play(client)
        own = await play(room.client)
        (beside,) = opened.subtitles
        before = [await room.client._wire.get_bytes(url) for url in (opened.url, beside.url)]

        await room.people.delete_token(lent.id)
        await room.service.sweep()

        for url in (opened.url, beside.url, beside.vtt_url):
            with pytest.raises(Denied) as refused:
                await room.client._wire.get_bytes(url)
            assert refused.value.code in {"token_withdrawn", "playback_stopped"}
        with pytest.raises(Unauthenticated):
            await play(client)
    assert before == [b"hello films", b"hallo"]
    assert await seen(room.client) == {own.session_id}
    assert await room.client._wire.get_bytes(own.url) == b"hello films"
    told = [event for event in room.heard if isinstance(event, SessionChanged) and event.is_dismissed]
    assert [event.id for event in told] == [opened.session_id]


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_of_path_ends_with_its_token(room: Room, kind: str) -> None:
    lent = await a_token(room, Permission.PLAYBACK)
    signed_as = {"encode": "encode/ab", "made": "encode/ab"}.get(kind, kind)
    started = (await room.service.get_session((await play(room.client)).session_id)).started_at
    signed = room.streams.signer.sign(signed_as, FILM * 10, started, viewer("nobody", lent.id))
    url = f"/stream/{kind}/{signed}/{KINDS[kind]}"

    async with httpx.AsyncClient(base_url=room.client.url) as reader:
        before = await reader.get(url)
        await room.people.delete_token(lent.id)
        after = await reader.get(url)

    assert before.status_code != Denied.status
    assert (after.status_code, after.json()["error"]["code"]) == (Denied.status, "token_withdrawn")


async def test_a_stream_that_runs_ends_with_its_token(room: Room) -> None:
    (room.media / "The Lantern.mkv").write_bytes(bytes(LARGE_BYTES))
    lent = await a_token(room, Permission.PLAYBACK)
    received = 0

    async with room.as_caller(lent.token) as client:
        url = urlsplit((await play(client)).url).path
    async with httpx.AsyncClient(base_url=room.client.url) as reader, reader.stream("GET", url) as answer:
        pieces = answer.aiter_raw()
        received += len(await anext(pieces))
        await room.people.delete_token(lent.id)
        with suppress(httpx.RemoteProtocolError):
            async for piece in pieces:
                received += len(piece)

    assert 0 < received < LARGE_BYTES


async def test_after_a_restart_it_is_known_whose_paths_hold(room: Room) -> None:
    kept, gone = await a_token(room, Permission.PLAYBACK), await a_token(room, Permission.PLAYBACK)
    await room.people.delete_token(gone.id)
    started_again = Accounts(room.db, Bus())

    await started_again.load()

    assert (started_again.stands(kept.id), started_again.stands(gone.id)) == (True, False)


async def test_a_token_that_the_command_line_made_holds_once_it_was_shown(room: Room) -> None:
    made = await Accounts(room.db, Bus()).create_token(NewToken(name="cli"), await room.owner())
    before = room.people.stands(made.id)

    await room.people.authenticate(made.token)

    assert (before, room.people.stands(made.id)) == (False, True)

"""A player that fails teaches the engine, through the real routes and client."""

import pytest

from app.contract.errors import NotFound, Unsupported
from app.contract.playback import Decision, Method, Progress, SessionState, Wish
from app.contract.quirks import Failure, Step
from app.contract.units import DurationMs
from tests.engine.playback.conftest import FILM, FIRST, Room
from tests.fakes.films import make_film
from tests.fakes.playing import device, target

TV = {**device(targets=[target("ts", "h264", "aac")]), "Name": "Television"}


async def play(room: Room, name: str = "den", item: int = FILM) -> tuple[str, Decision]:
    opened = await room.client.playback.open(str(item), Wish(device=name, profile=TV))
    return opened.session_id, opened.decision


async def fail(room: Room, session: str, failure: Failure) -> None:
    told = Progress(position_ms=DurationMs(0), state=SessionState.STOPPED, failure=failure)
    await room.client.playback.report(session, told)


async def test_what_failed_goes_down_the_ladder_and_the_decision_says_why(room: Room) -> None:
    make_film(room.media / "The Lantern.mkv", seconds=1)
    session, first = await play(room)
    await fail(room, session, Failure.OPEN)
    session, second = await play(room)
    await fail(room, session, Failure.OPEN)
    _, third = await play(room)

    assert [one.method for one in (first, second, third)] == [Method.DIRECT_PLAY, Method.REMUX, Method.TRANSCODE]
    assert [reason.source for reason in second.explanation] == ["learned"]
    assert second.words.startswith("Your device failed to play files like this before, so the picture is put into")
    (quirk,) = await room.client.playback.list_quirks()
    assert (quirk.device, quirk.container, quirk.video_codec, quirk.audio_codec) == ("den", "mkv", "h264", "")
    assert (quirk.failure, quirk.step, quirk.failures) == (Failure.OPEN, Step.CONVERT_ALL, 2)


async def test_a_failure_told_twice_is_one_step_only(room: Room) -> None:
    session, _ = await play(room)
    for _ in range(2):
        await room.client.playback.report(session, Progress(position_ms=DurationMs(0), failure=Failure.PICTURE))

    assert (await play(room))[1].method is Method.REMUX
    assert (await room.client.playback.get_session(session)).state is SessionState.PLAYING


async def test_files_like_it_are_meant_too_but_no_other_device(room: Room) -> None:
    session, _ = await play(room)
    await fail(room, session, Failure.SOUND)

    assert (await play(room, item=FIRST))[1].method is Method.REMUX
    assert (await play(room, "attic"))[1].method is Method.DIRECT_PLAY


@pytest.mark.parametrize(("name", "failure"), [("den", Failure.NETWORK), ("", Failure.OPEN)])
async def test_a_bad_line_or_a_device_without_a_name_teaches_nothing(room: Room, name: str, failure: Failure) -> None:
    session, _ = await play(room, name)
    await fail(room, session, failure)

    assert await room.client.playback.list_quirks() == ()
    assert (await play(room, name))[1].method is Method.DIRECT_PLAY


async def test_a_long_name_is_the_same_device_again(room: Room) -> None:
    session, _ = await play(room, "x" * 300)
    await fail(room, session, Failure.OPEN)

    assert (await play(room, "x" * 300))[1].method is Method.REMUX


async def test_what_failed_is_tried_again_where_there_is_no_other_way(room: Room) -> None:
    only_direct = Wish(device="den", profile={"DirectPlayProfiles": [{"Type": "Video"}]})
    opened = await room.client.playback.open(str(FILM), only_direct)
    await fail(room, opened.session_id, Failure.OPEN)

    assert (await room.client.playback.open(str(FILM), only_direct)).decision.method is Method.DIRECT_PLAY
    with pytest.raises(Unsupported):
        await room.client.playback.open(str(FILM), Wish(device="den", profile={"DirectPlayProfiles": []}))


async def test_a_file_that_went_away_meanwhile_teaches_nothing(room: Room) -> None:
    session, _ = await play(room)
    await room.db.write(lambda connection: connection.execute("delete from item_asset where item_id = ?", (FILM,)))
    await fail(room, session, Failure.OPEN)

    assert await room.client.playback.list_quirks() == ()


async def test_what_was_learned_can_be_forgotten(room: Room) -> None:
    for name in ("den", "attic", "yard"):
        await fail(room, (await play(room, name))[0], Failure.OPEN)
    newest = (await room.client.playback.list_quirks())[0]

    await room.client.playback.forget_quirk(newest.id)
    await room.client.playback.forget_quirks("den")

    assert [quirk.device for quirk in await room.client.playback.list_quirks()] == ["attic"]
    assert (await play(room, "den"))[1].method is Method.DIRECT_PLAY
    await room.client.playback.forget_quirks()
    assert await room.client.playback.list_quirks() == ()


@pytest.mark.parametrize("quirk", ["7", "x", "²", "9" * 30])
async def test_a_quirk_that_is_not_there_cannot_be_forgotten(room: Room, quirk: str) -> None:
    with pytest.raises(NotFound):
        await room.client.playback.forget_quirk(quirk)

"""Films made anew over HTTP, by real workers."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.contract.encoding import SoundForm, TrialMade, VideoForm
from app.contract.errors import Unavailable, Unsupported
from app.contract.segments import Form
from app.contract.units import DurationMs
from app.engine.ground.paths import Home
from app.engine.streaming import OrderedSound, Wanted
from app.engine.streaming.encodes import store
from app.engine.streaming.encodes.encoders import HARDWARE, USUAL
from tests.engine.streaming.conftest import Room, opened_room
from tests.fakes.films import make_film

SMALL = VideoForm(codec="h264", width_px=160, height_px=90, profile="high", level=30)
AAC = SoundForm(codec="aac", channels=2, bitrate=96_000)
SOUNDS = (
    OrderedSound(index=1, form=AAC, language="eng", is_default=True),
    OrderedSound(index=2, form=AAC, copied="aac", language="deu"),
)
WANTED = Wanted(
    form=Form.MP4,
    video_index=0,
    video=SMALL,
    sounds=SOUNDS,
    source_px=320 * 180,
    frame_rate=10.0,
    is_indexed=True,
)
PIECES = 3


@pytest.fixture
def film(tmp_path: Path, room: Room) -> Path:
    calm(room)
    path = make_film(tmp_path / "film.mkv", seconds=5, audio_tracks=2, languages=("eng", "deu"))
    room.files.append(path)
    return path


def calm(room: Room, frame_rate: float = 1000.0) -> None:
    """Have the room know what the computer can do, so that it does not find out while a test runs."""
    encoders = room.streams.encodes.registry.encoders
    encoders._is_looking = encoders._is_recalled = True
    encoders._known = {USUAL.name: TrialMade(frame_rate=frame_rate)}


async def ordered(room: Room, wanted: Wanted = WANTED, viewer: str = "anna", start_ms: int = 0) -> str:
    path, _ordered = await room.streams.order(0, wanted, viewer, DurationMs(start_ms))
    return room.url + path


async def fetched(room: Room, master: str, playlist: str = "v0") -> list[bytes]:
    """Return the bytes of all pieces of a playlist."""
    names = await room.names(master.replace("master", playlist))
    answers = [await room.http.get(name) for name in names]
    assert {answer.status_code for answer in answers} == {200}, answers[0].text[:300]
    return [answer.content for answer in answers]


async def kept(room: Room, count: int) -> None:
    """Wait until so many pieces lie on the disk: whoever asked has them a moment before."""
    async with asyncio.timeout(5):
        while len(room.streams.encodes.runs.shelf._sizes) < count:
            await asyncio.sleep(0.001)


async def test_pictures_and_sounds_have_playlists_whose_pieces_are_there(room: Room, film: Path) -> None:
    master = await ordered(room)
    text = (await room.http.get(master)).text

    assert 'CODECS="avc1.64001E,mp4a.40.2",RESOLUTION=160x90,FRAME-RATE=10.000' in text
    assert 'NAME="eng",DEFAULT=YES' in text
    assert len(await fetched(room, master)) == PIECES
    assert len(await fetched(room, master, "a1")) == PIECES
    copied = await fetched(room, master, "a2")
    assert b"moof" in copied[0]
    head = await room.http.get(master.replace("master.m3u8", "a1/x/head.mp4"))
    assert head.content[4:8] == b"ftyp"
    facts = room.streams.encodes.runs.facts("anna")
    assert facts is not None
    assert (facts.encoder, facts.pieces_made, facts.height_px) == ("libx264", PIECES, 90)


async def test_a_player_of_ts_gets_the_chosen_sound_with_the_picture(room: Room, film: Path) -> None:
    master = await ordered(room, replace(WANTED, form=Form.TS, sounds=tuple(reversed(SOUNDS))))

    [playlist] = await room.names(master)
    pieces = await fetched(room, master)

    assert "/ts-2/" in playlist
    assert all(piece[0] == 0x47 for piece in pieces)


async def test_two_viewers_share_every_piece_and_the_second_starts_no_worker(room: Room, film: Path) -> None:
    first = await fetched(room, await ordered(room))
    room.streams.leave("anna")

    second = await fetched(room, await ordered(room, viewer="ben"))

    assert second == first
    assert room.streams.encodes.runs.facts("ben") is None
    seen = room.streams.encodes.runs.picture("ben")
    assert seen is not None
    assert (seen.width_px, seen.height_px) == (160, 90)


async def test_orders_and_pieces_outlive_the_engine(home: Home, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=5, audio_tracks=2)
    async with opened_room(home, [film]) as room:
        calm(room)
        master = await ordered(room)
        before = await fetched(room, master)
        await kept(room, PIECES + 1)  # and their head

    async with opened_room(home, [film]) as again:
        after = await fetched(again, master.replace(room.url, again.url))
        assert again.media.encoding.pids() == ()

    assert after == before


async def test_what_nobody_ordered_is_not_there(room: Room, film: Path) -> None:
    master = await ordered(room)
    known = room.streams.encodes._known
    [name] = known
    pieces = await room.names(master.replace("master", "v0"))

    assert (await room.http.get(pieces[-1].replace("/2.m4s", "/3.m4s"))).status_code == 404
    assert (await room.http.get(master.replace(name, "0" * 64))).status_code == 403
    known.clear()
    await room.db.write(lambda connection: connection.execute("delete from stream_order"))
    gone = await room.http.get(master)
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "order_not_found")


async def test_an_order_that_is_not_used_is_forgotten(room: Room, film: Path) -> None:
    await ordered(room)
    [(name, known)] = room.streams.encodes._known.items()

    await room.db.write(store.save_order, "another", known.order, 2**62, 2**61)

    assert await room.db.read(store.find_order, name) is None
    assert await room.db.read(store.find_order, "another") == known.order


async def test_pieces_of_a_file_that_has_changed_are_not_made(room: Room, film: Path) -> None:
    master = await ordered(room)
    make_film(film, seconds=3)

    answer = await room.http.get(master)

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "file_changed")


async def test_a_computer_with_too_much_to_do_makes_less_then_nothing(room: Room, film: Path) -> None:
    large = replace(WANTED, video=replace(SMALL, width_px=320, height_px=180), source_px=0, frame_rate=25.0)
    calm(room, frame_rate=2.0)  # 320 x 180 at 25 pictures a second are 78 % of that

    _path, first = await room.streams.order(0, large, "anna", DurationMs(0))
    _path, second = await room.streams.order(0, replace(large, video=SMALL), "ben", DurationMs(0))
    with pytest.raises(Unavailable) as refused:
        await room.streams.order(0, replace(large, video=replace(large.video, bitrate=9_000)), "carl", DurationMs(0))
    _path, again = await room.streams.order(0, large, "dora", DurationMs(0))

    assert (first.is_lowered, second.is_lowered, again.name) == (False, True, first.name)
    assert refused.value.code == "too_many_encodes"
    assert "Try again" in refused.value.message


async def test_a_film_that_goes_on_later_waits_for_room_as_well(room: Room, film: Path) -> None:
    large = replace(WANTED, video=replace(SMALL, width_px=320, height_px=180), source_px=0, frame_rate=25.0)
    calm(room, frame_rate=2.0)
    pieces = await room.names((await ordered(room, large)).replace("master", "v0"))
    room.streams.leave("anna")
    while room.streams.encodes.runs._runs:
        await asyncio.sleep(0.01)
    await ordered(room, replace(large, video=replace(large.video, bitrate=90_000)), "ben")

    answer = await room.http.get(pieces[-1])

    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "too_many_encodes")


async def test_what_there_is_no_encoder_for_is_refused(room: Room, film: Path) -> None:
    with pytest.raises(Unsupported) as refused:
        await ordered(room, replace(WANTED, video=replace(SMALL, codec="theora")))

    assert refused.value.code == "no_encoder"


@pytest.mark.parametrize("sounds", [(), SOUNDS[:1]])
async def test_a_film_without_an_index_is_not_read_through_for_its_pictures(
    room: Room, film: Path, sounds: Sequence[OrderedSound]
) -> None:
    room.files[0] = make_film(film.with_suffix(".ts"), seconds=5)

    master = await ordered(room, replace(WANTED, sounds=tuple(sounds), is_indexed=False), start_ms=4_000)

    assert len(await fetched(room, master)) == PIECES
    assert await room.db.read(lambda c: c.execute("select count(*) from segment_table").fetchone()[0]) == 0


async def test_a_slower_film_has_a_grid_of_its_own(room: Room, film: Path) -> None:
    await ordered(room, replace(WANTED, video=replace(SMALL, frame_rate=5.0)))
    [known] = room.streams.encodes._known.values()

    assert (known.order.frame_rate, known.order.grid_us) == (5.0, 2_000_000)


async def test_hardware_that_works_is_used_when_the_owner_wants_it(room: Room) -> None:
    encoders = room.streams.encodes.registry.encoders
    encoders._known = {one.name: TrialMade(frame_rate=200.0) for one in (USUAL, *HARDWARE)}

    assert (await encoders.machine()).hardware == {}
    encoders._wants_hardware = lambda: True
    assert set((await encoders.machine()).hardware) == {"h264", "hevc"}


async def test_the_encoders_of_this_computer_are_tried_once(room: Room) -> None:
    encoders = room.streams.encodes.registry.encoders
    encoders._known = {one.name: TrialMade(frame_rate=0, fault="no hardware") for one in HARDWARE}
    found = await encoders.list_all()
    again = await encoders.list_all()
    machine = await encoders.machine()

    assert found == again
    assert {one.name for one in found if one.works} >= {"libx264", "mpeg4"}
    own = [one for one in found if one.provider == "pyav"]
    assert [one.fault for one in own if one.is_hardware] == ["no hardware"] * len(HARDWARE)
    assert machine.frame_rate > 0
    assert machine.hardware == {}

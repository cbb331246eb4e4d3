"""Subtitles of real films over HTTP, taken out by real workers."""

import asyncio
import os
from pathlib import Path

import pytest

from app.contract.errors import Unavailable
from app.contract.jobs import JobProgress, JobState
from app.contract.library import Aspect, ItemKind, ItemsChanged
from app.engine import streaming
from app.engine.ground.bus import Bus
from app.engine.ground.jobs import Jobs
from app.engine.ground.tasks import Tasks
from app.engine.streaming.files import look
from app.engine.streaming.subtitles import texts
from tests.engine.streaming.conftest import Room
from tests.fakes.drawn import Box, put_pgs_into, write_vobsub
from tests.fakes.films import make_film
from tests.fakes.subtitles import FONT, ass, put_into, srt


@pytest.fixture
def film(room: Room, tmp_path: Path) -> Path:
    """The film 0: English as SubRip (s2), German as ASS with a font (s3), and two files beside it."""
    film = put_into(
        make_film(tmp_path / "film.mkv"),
        srt((100, 900, "<i>Hello</i> & bye"), language="eng"),
        ass((0, 1000, "Sign,,0,0,0,,Exit"), language="ger"),
        fonts={"Lantern.ttf": FONT},
    )
    room.files.append(film)
    russian = tmp_path / "film.ru.srt"
    russian.write_bytes("1\n00:00:01,000 --> 00:00:02,000\nПривет, как дела?\n".encode("cp1251"))
    counted = tmp_path / "film.sub"
    counted.write_text("{25}{50}Hello")
    room.captions.files[:] = room.files
    room.captions.sides += [russian, counted]
    return film


async def get(room: Room, name: str, status: int = 200) -> str:
    answer = await room.http.get(room.url + room.streams.subtitles.place(0) + name)
    assert answer.status_code == status, answer.text
    return answer.text


async def test_a_stream_of_the_film_is_given_as_webvtt_and_as_subrip(room: Room, film: Path) -> None:
    assert "00:00:00.100 --> 00:00:00.900\n<i>Hello</i> &amp; bye" in await get(room, "s2.vtt")
    assert "00:00:00,100 --> 00:00:00,900\n<i>Hello</i> & bye" in await get(room, "s2.srt")
    assert "<c.yellow><b>Exit</b></c>" in await get(room, "s3.vtt")


async def test_an_offset_is_obeyed(room: Room, film: Path) -> None:
    assert "00:00:00.600 --> 00:00:01.400" in await get(room, "s2.vtt?offset_ms=500")
    assert "0:00:00.50,0:00:01.50" in await get(room, "s3.ass?offset_ms=500")
    await get(room, "s2.vtt?offset_ms=soon", 400)


async def test_files_beside_the_film_are_given_whatever_they_are(room: Room, film: Path) -> None:
    assert "Привет, как дела?" in await get(room, "x0.vtt")
    assert "00:00:01.000 --> 00:00:02.000\nHello" in await get(room, "x1.vtt")


async def test_styled_subtitles_come_as_they_are_with_their_fonts(room: Room, film: Path) -> None:
    assert "Style: Sign,Lantern" in await get(room, "s3.ass")
    answer = await room.http.get(room.url + room.streams.subtitles.place(0) + "fonts/list.json")
    (font,) = answer.json()["data"]
    sent = await room.http.get(room.url + room.streams.subtitles.place(0) + f"fonts/{font['index']}/{font['name']}")

    assert (font["name"], sent.content, sent.headers["Content-Type"]) == ("Lantern.ttf", FONT, "font/ttf")


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("s9.vtt", 404, "subtitle_not_found"),
        ("s2.html", 404, "subtitle_not_found"),
        ("..%2f..%2fx.vtt", 404, "subtitle_not_found"),
        ("s2.ass", 415, "not_styled"),
        ("fonts/1/x.ttf", 415, "unreadable"),
    ],
)
async def test_what_is_not_there_is_told(room: Room, film: Path, name: str, status: int, code: str) -> None:
    assert f'"{code}"' in await get(room, name, status)


async def test_a_path_holds_for_one_film_only(room: Room, film: Path) -> None:
    place = room.streams.subtitles.place(0)

    forged = await room.http.get(room.url + place.replace("/subtitles/0/", "/subtitles/1/") + "s2.vtt")

    assert forged.status_code == 403


async def test_the_film_is_read_once_and_again_when_it_has_changed(room: Room, film: Path) -> None:
    await get(room, "s2.vtt")
    before = await room.texts.list_states()
    put_into(make_film(film, seconds=1), srt((0, 500, "New")))

    assert "New" in await get(room, "s2.vtt")
    assert before != await room.texts.list_states()


async def test_what_was_lost_from_the_cache_is_taken_out_again(room: Room, film: Path) -> None:
    await get(room, "s2.vtt")
    for path in _kept(room):
        path.unlink()
    room.texts._kept.clear()

    assert "Hello" in await get(room, "s2.vtt")
    assert _kept(room)


async def test_nothing_stays_on_the_shelf_of_a_film_that_cannot_be_read_any_more(room: Room, film: Path) -> None:
    await get(room, "s2.vtt")
    await asyncio.to_thread(film.write_bytes, b"torn")

    row = await room.texts.take_out(0, await asyncio.to_thread(look, film), is_awaited=True)

    assert row.fault
    assert _kept(room) == []


async def test_a_disk_that_takes_no_texts_keeps_nobody_from_reading(
    room: Room, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = room.texts._shelf._root
    shelf.parent.mkdir(parents=True, exist_ok=True)
    shelf.write_bytes(b"a file where a folder should be")

    assert "Hello" in await get(room, "s2.vtt")
    assert "Style: Sign,Lantern" in await get(room, "s3.ass")
    room.texts._kept.clear()
    monkeypatch.setattr(texts, "AT_HAND_BYTES", 1)
    assert '"no_room"' in await get(room, "s2.vtt", 503)
    with pytest.raises(Unavailable, match="cannot be kept"):  # the job that does it for nobody tries again later
        await room.texts.take_out(0, await asyncio.to_thread(look, film), is_awaited=False)


async def test_the_shelf_has_a_limit_and_what_was_dropped_is_not_read_again_by_itself(
    room: Room, film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(room.texts._settings), "get_int", lambda _self, _key: 0)
    room.captions.files.append(put_into(make_film(tmp_path / "other.mkv"), srt((0, 500, "Other"))))

    await get(room, "s2.vtt")
    second = await room.http.get(room.url + room.streams.subtitles.place(1) + "s2.vtt")

    assert "Other" in second.text
    assert len(_kept(room)) == 1
    assert set(await room.texts.list_states()) == {0, 1}


async def test_what_is_in_memory_is_limited_by_its_size(
    room: Room, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await get(room, "s2.vtt")
    await get(room, "s3.vtt")
    one, other = room.texts._kept.values()
    assert min(one.size_bytes, other.size_bytes) > texts.LEAST_BYTES

    monkeypatch.setattr(texts, "AT_HAND_BYTES", one.size_bytes + other.size_bytes)
    await get(room, "x0.vtt")

    assert room.texts._kept_bytes == sum(written.size_bytes for written in room.texts._kept.values())
    assert room.texts._kept_bytes <= texts.AT_HAND_BYTES
    monkeypatch.setattr(texts, "AT_HAND_BYTES", 1)
    await get(room, "x1.vtt")
    assert len(room.texts._kept) == 1


async def test_texts_of_films_that_were_removed_and_files_that_nobody_knows_are_swept(
    room: Room, film: Path, tmp_path: Path
) -> None:
    room.captions.files.append(put_into(make_film(tmp_path / "other.mkv"), srt((0, 500, "Other"))))
    await room.texts.take_out(1, await asyncio.to_thread(look, room.captions.files[1]), is_awaited=True)
    [other] = _kept(room)
    await get(room, "s2.vtt")
    stray, fresh = other.with_name("stray"), other.with_name("fresh")
    for path in (stray, fresh):
        path.write_bytes(b"x")
    for path in (stray, other):
        os.utime(path, (1, 1))

    await room.texts.sweep(room.captions)
    assert other in _kept(room)
    assert stray not in _kept(room)
    assert fresh in _kept(room), "nobody may have noted it yet"

    room.captions.gone.add(1)
    await room.texts.sweep(room.captions)
    assert set(await room.texts.list_states()) == {0}
    assert other not in _kept(room)
    assert len(_kept(room)) == 2


async def test_films_are_read_in_the_background_once(room: Room, film: Path, tmp_path: Path) -> None:
    room.captions.files.append(put_into(make_film(tmp_path / "other.mkv"), srt((0, 500, "Other"))))
    broken = tmp_path / "broken.mkv"
    broken.write_bytes(b"no film")
    room.captions.files.append(broken)
    await get(room, "s2.vtt")
    room.captions.gone.add(0)
    bus, ended = Bus(), asyncio.Event()
    bus.on(JobProgress, lambda event: ended.set() if event.state is JobState.DONE else None)
    jobs = Jobs(room.db, bus)
    async with Tasks() as tasks:
        streaming.Background(bus, jobs, room.captions, room.texts).hear(tasks)
        async with jobs, asyncio.timeout(30):
            await ended.wait()
            first = await room.texts.list_states()
            ended.clear()
            bus.publish(ItemsChanged(ids=("1",), kinds=(ItemKind.FILM,), aspect=Aspect.FILE))
            await ended.wait()

    assert sorted(first) == [1, 2]
    assert await room.texts.list_states() == first
    assert len(_kept(room)) == 1


async def test_a_film_that_is_away_is_read_another_time(room: Room, film: Path, tmp_path: Path) -> None:
    gone = put_into(make_film(tmp_path / "other.mkv"), srt((0, 500, "Other")))
    room.captions.files.append(gone)
    wanted = await room.captions.list_with_text(None, 0, 10)
    gone.unlink()
    reading = streaming.Background(Bus(), Jobs(room.db, Bus()), room.captions, room.texts)

    await reading._read(wanted[0][0])

    assert await room.texts.list_states() == {}


async def test_drawn_subtitles_come_block_by_block(room: Room, film: Path, tmp_path: Path) -> None:
    box = Box(start_ms=500, end_ms=1500)
    room.captions.files.append(put_pgs_into(make_film(tmp_path / "other.mkv"), [box]))
    place = room.url + room.streams.subtitles.place(1) + "pictures/s2/"

    index = (await room.http.get(place + "list.json")).json()["data"]
    listed = (await room.http.get(place + index["lists"][0])).json()["data"]
    later = (await room.http.get(place + index["lists"][0] + "?offset_ms=250")).json()["data"]
    picture = await room.http.get(place + "0/" + listed["urls"][0])
    missing = await room.http.get(place + "0/1.png")
    beyond = await room.http.get(place + "99999/list.json")

    assert index == {"block_ms": 60_000, "lists": ["0/list.json"]}
    assert [(cue["start_ms"], cue["end_ms"]) for cue in listed["cues"]] == [(500, 1500)]
    assert [(cue["start_ms"], cue["end_ms"]) for cue in later["cues"]] == [(750, 1750)]
    assert (picture.headers["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert {missing.json()["error"]["code"], beyond.json()["error"]["code"]} == {"picture_not_found"}


async def test_pictures_beside_a_film_come_too_and_neither_kind_is_the_other(
    room: Room, film: Path, tmp_path: Path
) -> None:
    room.captions.sides.append(write_vobsub(tmp_path / "film.en.idx", [Box(start_ms=0, end_ms=900, size=(720, 576))]))

    assert '"start_ms":0' in await get(room, "pictures/x2/0/list.json")
    assert '"not_text"' in await get(room, "x2.vtt", 415)
    assert '"not_pictures"' in await get(room, "pictures/s2/list.json", 415)


def _kept(room: Room) -> list[Path]:
    return [path for path in room.texts._shelf._root.rglob("*") if path.is_file()]

"""Films in pieces over HTTP, made by real workers."""

import asyncio
import io
import os
import signal
import sys
from pathlib import Path

import av
import pytest

from app.contract.encoding import SoundForm
from app.contract.segments import Form
from app.engine.ground.paths import Home
from app.engine.streaming import store
from tests.engine.streaming.conftest import Room, opened_room
from tests.fakes.damage import damage_many
from tests.fakes.films import make_film
from tests.fakes.sounds import heard, lag, make_sound

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="about POSIX signals")


@pytest.fixture
def film(tmp_path: Path, room: Room) -> Path:
    path = make_film(tmp_path / "film.mkv", seconds=9, audio_tracks=2, languages=("eng", "deu"))
    room.files.append(path)
    return path


async def test_all_that_a_playlist_names_is_there_and_is_the_film(room: Room, film: Path) -> None:
    [playlist] = await room.names(room.master())
    text = (await room.http.get(playlist)).text
    head = await room.http.get(playlist.replace("v0.m3u8", text.split('URI="')[1].split('"')[0]))
    pieces = [await room.http.get(url) for url in await room.names(playlist)]

    content = b"".join(answer.content for answer in (head, *pieces))

    assert {answer.headers["Content-Type"] for answer in (head, *pieces)} == {"video/mp4"}
    with av.open(io.BytesIO(content), "r") as container, av.open(str(film), "r") as original:
        assert len(list(container.decode(video=0))) == len(list(original.decode(video=0))) == 90


async def test_a_sound_that_is_not_the_first_can_be_chosen(room: Room, film: Path) -> None:
    master = (await room.http.get(room.master(audio_index=2))).text

    assert 'NAME="deu",DEFAULT=YES' in master
    assert 'NAME="eng",DEFAULT=NO' in master


@pytest.mark.parametrize(
    ("form", "codec"), [(Form.MP4, "aac"), (Form.MP4, "opus"), (Form.MP4, "flac"), (Form.TS, "ac3"), (Form.TS, "mp3")]
)
async def test_a_sound_is_made_beside_the_copied_film(room: Room, tmp_path: Path, form: Form, codec: str) -> None:
    path = make_sound(tmp_path / "film.mkv", "flac", picture=True)
    room.files.append(path)
    sound = SoundForm(codec=codec, channels=2, bitrate=None if codec == "flac" else 160_000)
    master = room.master(form, sound=sound)
    [playlist] = await room.names(master)
    if form is Form.MP4:
        playlist = playlist.replace("v0.m3u8", "a1.m3u8")
    text = (await room.http.get(playlist)).text
    urls = await room.names(playlist)
    urls = [*([urls[0].replace("0.m4s", "head.mp4")] if form is Form.MP4 else []), *reversed(urls)]

    made = {url: (await room.http.get(url)).content for url in urls}

    content = (
        b"".join(made[url] for url in [urls[0], *urls[:0:-1]])
        if form is Form.MP4
        else b"".join(made[url] for url in reversed(urls))
    )
    with av.open(io.BytesIO(content), "r") as container:
        assert [stream.codec_context.name for stream in container.streams.audio] in ([codec], ["mp3float"])
        assert len(container.streams.video) == (form is Form.TS)
    assert "#EXT-X-ENDLIST" in text
    assert abs(lag(heard(path), heard(content), at=4 * 48_000)) < 30
    assert len(heard(content)) / 48_000 == pytest.approx(9, abs=0.2)


async def test_a_piece_has_the_manners_of_a_file(room: Room, film: Path) -> None:
    url = (await room.pieces(Form.TS))[1]

    whole = await room.http.get(url)
    part = await room.http.get(url, headers={"Range": "bytes=188-375"})
    known = await room.http.get(url, headers={"If-None-Match": whole.headers["ETag"]})
    behind = await room.http.get(url, headers={"Range": "bytes=99999999-"})
    head = await room.http.head(url)

    assert whole.headers["Content-Type"] == "video/mp2t"
    assert (part.status_code, part.content) == (206, whole.content[188:376])
    assert (known.status_code, known.content) == (304, b"")
    assert behind.status_code == 416
    assert (head.content, head.headers["Content-Length"]) == (b"", str(len(whole.content)))


async def test_what_no_playlist_names_is_not_found(room: Room, film: Path) -> None:
    last = (await room.pieces())[-1]

    for strange in (
        last.replace("/2.m4s", "/3.m4s"),
        last.replace("/2.m4s", "/2.ts"),
        last.replace("/v0/", "/v7/"),
        last.replace("/mp4-auto/", "/mkv-auto/"),
        room.master(number=5),
    ):
        answer = await room.http.get(strange)
        assert answer.status_code == 404, strange


async def test_a_path_that_was_not_signed_for_pieces_is_refused(room: Room, film: Path) -> None:
    direct = room.url + room.streams.direct_path(0, "film.mkv")
    answer = await room.http.get(direct.replace("/direct/", "/remux/").replace("film.mkv", "mp4-auto/master.m3u8"))

    assert answer.status_code == 403


async def test_pieces_of_a_file_that_has_changed_are_not_mixed_with_the_new_ones(room: Room, film: Path) -> None:
    old = await room.pieces()
    make_film(film, seconds=5)

    answer = await room.http.get(old[0])
    new = await room.pieces()

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "file_changed")
    assert len(new) < len(old)
    assert (await room.http.get(new[0])).status_code == 200


async def test_a_player_goes_on_when_the_engine_was_started_again(home: Home, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=9)
    async with opened_room(home, [film]) as room:
        pieces = await room.pieces(Form.TS)
        before = (await room.http.get(pieces[1])).content

    async with opened_room(home, [film]) as again:
        after = await again.http.get(pieces[1].replace(room.url, again.url))
        stored = await again.db.read(store.find_table, 0, _etag(film))

    assert after.content == before
    assert stored is not None
    assert len(stored.cuts) == len(pieces)


async def test_a_table_is_made_once_and_forgotten_with_its_file(room: Room, film: Path) -> None:
    await asyncio.gather(*(room.pieces() for _ in range(4)))
    stored = await room.db.read(store.find_table, 0, _etag(film))
    assert stored is not None
    assert room.media.pids() != ()

    await room.db.write(store.save_table, 1, "another", stored, 2**62, 1)

    assert await room.db.read(store.find_table, 0, _etag(film)) is None
    assert await room.db.read(store.find_table, 1, "another") == stored
    assert await room.db.read(store.find_table, 1, "changed") is None


@posix_only
async def test_a_worker_that_is_killed_in_the_middle_of_a_piece_is_not_noticed(room: Room, film: Path) -> None:
    pieces = await room.pieces()
    pids = room.media.pids()
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    asking = asyncio.ensure_future(room.http.get(pieces[2]))
    while not room.remux._pieces._once._running:
        await asyncio.sleep(0)
    await asyncio.sleep(0.05)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)

    answer = await asking

    assert answer.status_code == 200
    assert not set(pids) & set(room.media.pids())


async def test_broken_files_are_told_and_cost_no_worker(room: Room, film: Path, tmp_path: Path) -> None:
    room.files.extend(damage_many(film, tmp_path / "broken", 24))
    room.files.extend(damage_many(make_film(tmp_path / "other.mp4", seconds=3), tmp_path / "broken", 24))

    for number in range(1, len(room.files)):
        answer = await room.http.get(room.master(number=number))
        assert answer.status_code == 415
        assert answer.json()["error"]["message"]

    assert len(room.media.pids()) == 1


async def test_a_film_that_is_no_more_is_told(room: Room, film: Path, tmp_path: Path) -> None:
    master = room.master()
    room.files[0] = tmp_path / "gone.mkv"
    gone = await room.http.get(master)
    room.files[0] = tmp_path
    folder = await room.http.get(master)

    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "file_missing")
    assert (folder.status_code, folder.json()["error"]["code"]) == (415, "not_a_file")


def _etag(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size:x}-{found.st_mtime_ns:x}"

"""Subtitles in HLS: lines of the first playlist, playlists, and pieces that fit the pieces of the film."""

import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import av
import pytest

from app.contract.segments import Form
from app.engine.streaming.subtitles.renditions import Clock, Span, rendition_lines, with_renditions
from app.engine.streaming.subtitles.tracks import Track
from tests.engine.streaming.conftest import Room
from tests.fakes.films import make_film
from tests.fakes.subtitles import put_into, srt

ENGLISH = Track(name="s2", number=2, codec="subrip", language="eng")
FULL = Track(name="s3", number=3, codec="ass", language="eng", title='Full "SDH"\n#X', is_hearing_impaired=True)
SIGNS = Track(name="x7", number=7, codec="srt", language="de", is_forced=True)
DRAWN = Track(name="s4", number=4, codec="hdmv_pgs_subtitle")
MASTER = '#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="a,b"\n{}v0.m3u8\n'
LINES = [(at * 500, at * 500 + 700, f"line {at}") for at in range(24)]


def test_each_text_gets_a_line_of_its_own_name() -> None:
    lines = list(rendition_lines([ENGLISH, FULL, SIGNS, DRAWN, ENGLISH], "../x/", "s3"))

    assert lines[0] == (
        '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",NAME="eng",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,LANGUAGE="eng",'
        'URI="../x/s2.m3u8"'
    )
    assert "NAME=\"Full 'SDH' #X\",DEFAULT=YES" in lines[1]
    assert "transcribes-spoken-dialog" in lines[1]
    assert "FORCED=YES" in lines[2]
    assert 'NAME="eng (s2)"' in lines[3]
    assert len(lines) == 4


def test_the_lines_stand_in_front_of_the_variants_and_each_variant_names_them() -> None:
    text = with_renditions(MASTER.format("../mp4-1/"), [ENGLISH])

    assert text.splitlines()[2].endswith('URI="../mp4-1/s2.m3u8"')
    assert text.splitlines()[3] == '#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="a,b",SUBTITLES="text"'
    assert text.splitlines()[4] == "../mp4-1/v0.m3u8"


def test_a_film_without_text_keeps_its_playlist() -> None:
    assert with_renditions(MASTER, [DRAWN]) == MASTER
    assert with_renditions("#EXTM3U\n", [ENGLISH]) == "#EXTM3U\n"


@pytest.fixture
def film(room: Room, tmp_path: Path) -> Path:
    """A film of three pieces with pictures that are decoded in another order than shown."""
    film = make_film(tmp_path / "film.mkv", seconds=12, video_options={"preset": "veryfast", "bf": "3", "g": "20"})
    room.files.append(put_into(film, srt(*LINES, language="eng")))
    room.captions.files[:] = room.files
    beside = tmp_path / "film.de.srt"
    beside.write_text("1\n00:00:05,000 --> 00:00:06,000\nHallo\n")
    room.captions.sides.append(beside)
    return film


async def fetched(room: Room, form: Form, name: str) -> list[str]:
    """Return the pieces of a subtitle."""
    master = (await room.http.get(room.master(form))).text
    [place] = re.findall(rf'URI="([^"]*{name}\.m3u8)"', master)
    url = urljoin(room.master(form), place)
    return [(await room.http.get(piece)).text for piece in await room.names(url)]


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("is_read", [False, True])
async def test_all_that_is_said_is_in_the_pieces_in_which_it_is_shown(
    room: Room, film: Path, form: Form, is_read: bool
) -> None:
    if is_read:
        await room.http.get(room.url + room.streams.subtitles.place(0) + "s2.vtt")

    pieces = await fetched(room, form, "s2")

    media = await room.pieces(form) if form is Form.TS else (await _film_pieces(room))
    assert len(pieces) == len(media)
    for number in range(24):
        inside = [at for at, piece in enumerate(pieces) if f"\nline {number}\n" in piece]
        assert inside
        assert inside == list(range(inside[0], inside[-1] + 1))
    assert all(piece.startswith("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n") for piece in pieces)


async def test_the_words_of_a_piece_are_on_the_clock_of_its_pictures(room: Room, film: Path) -> None:
    pieces = await fetched(room, Form.TS, "s2")
    media = await room.pieces(Form.TS)
    container: Any = av.open(io.BytesIO((await room.http.get(media[1])).content))
    with container:
        packets = container.demux(container.streams.video[0])
        shown = min(float(packet.pts * packet.time_base) for packet in packets if packet.pts is not None)

    told = re.findall(r"00:00:(\d\d\.\d{3}) --> \S+\nline (\d+)\n", pieces[1])

    # The film's first picture is shown at 0 in the file and at `delay` in the pieces; the words move with it.
    delay = shown - 4.0
    assert delay > 0
    assert {round(float(start) - int(number) * 0.5, 3) for start, number in told} == {round(delay, 3)}


async def test_a_file_beside_the_film_comes_in_pieces_too(room: Room, film: Path) -> None:
    pieces = await fetched(room, Form.MP4, "x0")

    assert [at for at, piece in enumerate(pieces) if "Hallo" in piece] == [1]


async def test_a_player_is_told_to_begin_with_the_chosen_one(room: Room, film: Path) -> None:
    url = room.url + room.streams.remux_path(0, Form.MP4, subtitle="x0")

    master = (await room.http.get(url)).text

    assert re.findall(r"DEFAULT=(\w+),AUTOSELECT=YES,FORCED=NO[^\n]*URI=\"(\w+)", master) == [
        ("NO", "s2"),
        ("YES", "x0"),
    ]


@pytest.mark.parametrize(("agent", "count"), [("Lavf/61.7.100", 0), ("libmpv", 0), ("VLC/3.0.21", 2), ("", 2)])
async def test_players_that_only_complain_of_them_get_no_lines(room: Room, film: Path, agent: str, count: int) -> None:
    answer = await room.http.get(room.master(), headers={"User-Agent": agent})

    assert answer.text.count("TYPE=SUBTITLES") == count


@pytest.mark.parametrize(
    ("name", "code"),
    [("s9.m3u8", "subtitle_not_found"), ("s2/{tag}/99.vtt", "piece_not_found"), ("s2/{tag}/x.vtt", "piece_not_found")],
)
async def test_what_no_playlist_names_is_not_found(room: Room, film: Path, name: str, code: str) -> None:
    [playlist] = re.findall(r'URI="(s2\.m3u8)"', (await room.http.get(room.master())).text)
    first = (await room.names(urljoin(room.master(), playlist)))[0]
    tag = first.split("/")[-2]

    answer = await room.http.get(urljoin(room.master(), name.format(tag=tag)))

    assert answer.json()["error"]["code"] == code


async def test_pieces_of_a_film_that_has_changed_are_refused(room: Room, film: Path) -> None:
    answer = await room.http.get(urljoin(room.master(), "s2/0123456789/0.vtt"))

    assert answer.json()["error"]["code"] == "file_changed"


async def test_a_subtitle_that_cannot_be_read_is_silent(room: Room, film: Path) -> None:
    room.captions.sides[0].write_text("no subtitles at all")

    pieces = await fetched(room, Form.MP4, "x0")

    assert {piece.count("-->") for piece in pieces} == {0}


async def test_another_clock_is_obeyed(room: Room, film: Path) -> None:
    span, clock = Span(start_ms=4000, end_ms=8000), Clock(film_ms=1000, offset_ms=-1000)

    inside = await room.streams.renditions.get_piece(0, "s2", span, clock)
    beside = await room.streams.renditions.get_piece(0, "x0", span, clock)

    assert "00:00:03.000 --> 00:00:03.700\nline 8\n" in inside
    assert "00:00:05.000 --> 00:00:06.000\nHallo" in beside


async def _film_pieces(room: Room) -> list[str]:
    playlist = next(name for name in await room.names(room.master()) if "/v0" in name)
    return await room.names(playlist)

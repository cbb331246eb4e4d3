"""Drawn subtitles of discs and television: when and where each is shown, and what it looks like."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.contract.subtitles import PicturesMade, PicturesTask
from app.worker.checks import Fault
from app.worker.subtitles import drawn
from app.worker.subtitles.drawn import pictures
from app.worker.subtitles.dvb import Dvb
from app.worker.subtitles.idx import picture_in
from app.worker.subtitles.images import LARGEST_PIXELS, Screen, png_of
from app.worker.subtitles.pgs import Pgs
from app.worker.subtitles.vobsub import Head, read_head, read_picture
from tests.fakes.drawn import Box, dvb, dvb_page, pgs_set, put_pgs_into, spu, sup, vobsub, write_vobsub
from tests.fakes.films import make_film
from tests.fakes.subtitles import put_into

FIRST = Box(start_ms=500, end_ms=1500)
SECOND = Box(start_ms=2000, end_ms=2600, x=10, y=20, width=301, height=33, is_forced=True)
SMALL = Box(start_ms=500, end_ms=1500, x=72, y=288, width=361, height=31, size=(720, 576))


def drawn_in(
    path: Path, index: int | None, start_ms: int = 0, end_ms: int = 60_000
) -> tuple[PicturesMade, list[bytes]]:
    told, content = pictures(PicturesTask(path=str(path), index=index, start_ms=start_ms, end_ms=end_ms))
    found, at = [], 0
    for size in told.sizes_bytes:
        found.append(content[at : at + size])
        at += size
    assert at == len(content)
    return told, found


def colours(picture: bytes) -> tuple[tuple[int, int], set[object]]:
    image = Image.open(io.BytesIO(picture)).convert("RGBA")
    return image.size, {colour for _, colour in image.getcolors() or ()}


def test_pgs_inside_a_film(tmp_path: Path) -> None:
    film = put_pgs_into(make_film(tmp_path / "film.mkv", seconds=4), [FIRST, SECOND])

    told, found = drawn_in(film, 2)

    assert [(cue.start_ms, cue.end_ms, cue.is_forced) for cue in told.cues] == [(500, 1500, False), (2000, 2600, True)]
    (place,) = told.cues[0].pictures
    assert (place.x, place.y, place.width, place.height) == (0.3125, 0.83333, 0.375, 0.05556)
    assert colours(found[0]) == ((720, 60), {(255, 255, 255, 255)})
    assert colours(found[1])[0] == (301, 33)


def test_a_sup_file_beside_a_film(tmp_path: Path) -> None:
    path = tmp_path / "film.sup"
    path.write_bytes(sup([FIRST, SECOND]))

    whole, _ = drawn_in(path, None)
    part, _ = drawn_in(path, None, 1900, 60_000)

    assert [cue.start_ms for cue in whole.cues] == [500, 2000]
    assert [cue.start_ms for cue in part.cues] == [2000]


def test_what_is_shown_across_a_border_is_told_on_both_sides(tmp_path: Path) -> None:
    path = tmp_path / "film.sup"
    path.write_bytes(sup([FIRST]))

    before, _ = drawn_in(path, None, 0, 1000)
    after, _ = drawn_in(path, None, 1000, 2000)

    assert [(cue.start_ms, cue.end_ms) for cue in (*before.cues, *after.cues)] == [(500, 1500), (500, 1500)]


def test_subtitles_of_a_disc_stay_over_a_film_that_lost_its_bars(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=3, size=(384, 160), video="mpeg4")

    told, _ = drawn_in(put_pgs_into(film, [replace(FIRST, y=700), replace(SECOND, y=1040)]), 2)

    places = [cue.pictures[0] for cue in told.cues]
    assert (places[0].y, places[0].height) == (round((700 - 140) / 800, 5), round(60 / 800, 5))
    assert places[1].y == round(1 - 33 / 800, 5)


def test_vobsub_inside_a_film_and_beside_it(tmp_path: Path) -> None:
    film = put_into(make_film(tmp_path / "film.mkv", seconds=3), vobsub([SMALL], language="eng"))
    inside, _ = drawn_in(film, 2)
    beside, found = drawn_in(write_vobsub(tmp_path / "film.idx", [SMALL]), None)

    for told in (inside, beside):
        (cue,) = told.cues
        assert (cue.start_ms, abs(cue.end_ms - 1500) <= 12) == (500, True)
        (place,) = cue.pictures
        assert (place.x, place.y, place.width, place.height) == (0.1, 0.5, 0.50139, 0.05382)
    assert colours(found[0]) == ((361, 31), {(255, 0, 0, 255)})


def test_dvb_inside_a_film(tmp_path: Path) -> None:
    film = put_into(make_film(tmp_path / "film.mkv", seconds=3), dvb([SMALL]))

    told, found = drawn_in(film, 2)

    (cue,) = told.cues
    assert (cue.start_ms, cue.end_ms) == (500, 1500)
    assert cue.pictures[0].x == 0.1
    assert colours(found[0]) == ((361, 31), {(255, 255, 0, 255)})


def test_pictures_of_another_folder_are_not_read(tmp_path: Path) -> None:
    path = write_vobsub(tmp_path / "film.idx", [SMALL])
    (tmp_path / "elsewhere").mkdir()
    path.with_suffix(".sub").rename(tmp_path / "elsewhere" / "film.sub")
    path.with_suffix(".sub").symlink_to(tmp_path / "elsewhere" / "film.sub")

    with pytest.raises(Fault):
        drawn_in(path, None)
    path.with_suffix(".sub").unlink()
    with pytest.raises(Fault):
        drawn_in(path, None)


@pytest.mark.parametrize("content", [b"", b"# VobSub\nid: en, index: 0\n", b"\xff" * 99])
def test_a_list_of_nothing_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "film.idx"
    path.write_bytes(content)

    with pytest.raises(Fault):
        drawn_in(path, None)


def test_a_stream_that_is_not_drawn_is_refused(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", subtitles=True)

    for index in (0, 2, 9):
        with pytest.raises(Fault):
            drawn_in(film, index)


def test_more_pictures_than_the_limits_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "MOST_PICTURES", 1)
    path = tmp_path / "film.sup"
    path.write_bytes(sup([FIRST, SECOND]))

    told, found = drawn_in(path, None)

    assert (len(told.cues), len(found), told.is_cut) == (1, 1, True)


def test_a_palette_and_a_size_are_read_where_they_are_told() -> None:
    head = read_head("size: 720x480\norg: 0, 0\npalette: 000000, ff8000, zz\n")

    assert (head.width, head.height, head.palette[1], len(head.palette)) == (720, 480, (255, 128, 0), 16)
    assert read_head("nothing") == Head()


WHOLE = (pgs_set(Box(start_ms=0, end_ms=1, width=9, height=3)), spu(SMALL), dvb_page(SMALL), sup([SMALL])[:99])


@given(data=st.data())
def test_damaged_packets_are_answered_within_limits(data: st.DataObject) -> None:
    packet = bytearray(data.draw(st.one_of(st.binary(max_size=200), st.sampled_from(WHOLE))))
    for _ in range(data.draw(st.integers(0, 6)) if packet else 0):
        packet[data.draw(st.integers(0, len(packet) - 1))] = data.draw(st.integers(0, 255))
    raw = bytes(packet)
    pgs, dvb_reader = Pgs(), Dvb()

    screens: list[Screen] = []
    for _ in range(2):
        screens += [*pgs.read(0, raw), *dvb_reader.read(0, raw), *read_picture(Head(), 0, raw)]

    assert len(picture_in(b"\0\0\x01\xba" + raw, 0)) <= len(raw)
    for screen in screens:
        for shape in screen.shapes:
            assert len(shape.pixels) == shape.width * shape.height <= LARGEST_PIXELS
            assert len(shape.palette) <= 256
            if len(shape.pixels) < 100_000:
                assert png_of(shape).startswith(b"\x89PNG")

"""Subtitles that are part of the picture."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest

from app.contract.encoding import Burned, VideoForm
from app.contract.media import MediaFault
from app.worker.burn_text import Style, Styles, read_styles, read_text
from app.worker.checks import Fault
from app.worker.encode import encode
from tests.fakes.burned import make_sup, put_inside
from tests.fakes.drawn import Box, write_vobsub
from tests.fakes.making import SMALL, piece_task, together

FORM = replace(SMALL, width_px=320, height_px=180)
SRT = "1\n00:00:01,000 --> 00:00:02,500\nGrüße <i>to you</i>\n\n2\n00:00:04,500 --> 00:00:05,200\n{\\an8}Up here\n"
PLACE = (900, 900, 60, 62)


def lit(content: bytes) -> dict[str, list[float]]:
    """Return at which seconds the upper and the lower half of the picture are not black."""
    found: dict[str, list[float]] = {"above": [], "below": []}
    with av.open(io.BytesIO(content), "r") as container:
        for frame in container.decode(video=0):
            plane = frame.planes[0]
            middle = plane.line_size * (frame.height // 2)
            at = round(float(frame.pts * frame.time_base), 1) if frame.pts is not None and frame.time_base else 0
            for name, part in (("above", bytes(plane)[:middle]), ("below", bytes(plane)[middle:])):
                if max(part) > 150:
                    found[name].append(at)
    return found


def tenths(start: float, end: float) -> list[float]:
    return [place / 10 for place in range(round(start * 10), round(end * 10))]


def made(path: Path, burned: Burned, form: VideoForm = FORM, numbers: tuple[int, ...] = (2, 0, 1)) -> bytes:
    return together(piece_task(path, 0, video=replace(form, burned=burned)), numbers)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_text_beside_the_film_is_drawn_at_its_time_and_place(tmp_path: Path, black: Path, encoding: str) -> None:
    beside = tmp_path / "black.srt"
    beside.write_bytes(SRT.encode(encoding))

    seen = lit(made(black, Burned(path=str(beside))))

    assert seen == {"below": tenths(1, 2.5), "above": tenths(4.5, 5.2)}


def test_a_text_inside_the_film_is_drawn(tmp_path: Path, black: Path) -> None:
    beside = tmp_path / "text.srt"
    beside.write_text(SRT)
    path = put_inside(black, beside, tmp_path / "film.mkv")

    seen = lit(made(path, Burned(index=1)))

    assert seen == {"below": tenths(1, 2.5), "above": tenths(4.5, 5.2)}


@pytest.mark.parametrize("is_inside", [True, False])
def test_a_picture_of_words_is_drawn_where_its_disc_has_it(tmp_path: Path, black: Path, is_inside: bool) -> None:
    sup = make_sup(tmp_path / "words.sup", [(1, 3), (3.5, 4.6)], PLACE)
    path = put_inside(black, sup, tmp_path / "film.mkv") if is_inside else black

    content = made(path, Burned(index=1) if is_inside else Burned(path=str(sup)))

    assert lit(content) == {"below": [*tenths(1, 3), *tenths(3.5, 4.6)], "above": []}
    with av.open(io.BytesIO(content), "r") as container:
        frame: Any = next(found for found in container.decode(video=0) if found.pts and found.time > 1.5)
        plane = bytes(frame.planes[0])
        rows = [plane[row * frame.planes[0].line_size :][:320] for row in range(180)]
        bright = [(x, y) for y, row in enumerate(rows) for x, light in enumerate(row) if light > 150]
    assert [min(bright)[0], max(bright)[0]] == pytest.approx([150, 159], abs=1)
    assert [min(y for _, y in bright), max(y for _, y in bright)] == pytest.approx([150, 160], abs=1)


def test_a_text_that_began_before_the_piece_is_in_it(tmp_path: Path, black: Path) -> None:
    beside = tmp_path / "black.srt"
    beside.write_text("1\n00:00:01,000 --> 00:00:05,000\nLong\n")

    assert lit(made(black, Burned(path=str(beside)), numbers=(2,))) == {"below": tenths(4, 5), "above": []}


@pytest.mark.parametrize("burned", [Burned(index=0), Burned(index=7), Burned(), Burned(path="words.txt")])
def test_a_subtitle_that_is_not_there_is_refused(tmp_path: Path, black: Path, burned: Burned) -> None:
    if burned.path:
        (tmp_path / burned.path).write_text("Hello")
        burned = Burned(path=str(tmp_path / burned.path))

    with pytest.raises(Fault) as refused:
        encode(piece_task(black, 0, video=replace(FORM, burned=burned)))

    assert refused.value.kind is MediaFault.UNREADABLE


def test_pictures_that_lie_elsewhere_are_not_drawn(tmp_path: Path, black: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    listed = write_vobsub(tmp_path / "film.idx", [Box(start_ms=1_000, end_ms=2_000)])
    moved = listed.with_suffix(".sub").rename(elsewhere / "film.sub")
    listed.with_suffix(".sub").symlink_to(moved)

    with pytest.raises(Fault) as told:
        made(black, Burned(path=str(listed)))

    assert told.value.kind == MediaFault.VANISHED


def words(text: str, styles: Styles | None = None, name: str = "Default") -> list[list[tuple[str, Style]]]:
    found = read_text(f"0,0,{name},,0,0,0,,{text}", styles or Styles())
    return [[(part.text, part.style) for part in line] for line in found.lines] if found else []


def test_tags_tell_how_words_look() -> None:
    plain, slanted, bold = Style(), Style(is_italic=True), Style(is_bold=True)

    assert words(r"{\i1}One{\i0} two\Nthree {\b1}four{\b0}") == [
        [("One", slanted), (" two", plain)],
        [("three ", plain), ("four", bold)],
    ]
    assert words(r"{\c&H0000FF&}red{\c} white{\1c&HFF0000&}blue{\r}plain") == [
        [("red", Style(colour=(255, 0, 0))), (" white", plain), ("blue", Style(colour=(0, 0, 255))), ("plain", plain)]
    ]
    assert words(r"{\p1}m 0 0 l 1 1{\p0}") == []
    assert words("   ") == []
    assert words(r"{\fad(1,2)\blur3\clip(1,2,3,4)}kept") == [[("kept", plain)]]


@pytest.mark.parametrize(("tag", "place"), [(r"{\an7}", 7), (r"{\a6}", 8), (r"{\pos(1,2)}", 2), ("", 2)])
def test_tags_tell_where_words_stand(tag: str, place: int) -> None:
    found = read_text(f"0,0,Default,,0,0,0,,{tag}Hello", Styles())

    assert found is not None
    assert found.place == place


def test_styles_are_those_of_the_file() -> None:
    header = (
        "[V4+ Styles]\nFormat: Name, Fontname, PrimaryColour, Bold, Italic, Alignment\n"
        "Style: Sign,Arial,&H0000FFFF,-1,0,8\nStyle: Odd,Arial,nonsense,0,1,40\n"
    )
    styles = read_styles(header)

    assert styles.get("Sign") == Style(is_bold=True, colour=(255, 255, 0), place=8)
    assert styles.get("Odd") == Style(is_italic=True, place=2)
    assert styles.get("Nobody") == Style()
    assert read_styles(header, is_plain=True) == Styles()


def test_a_broken_event_is_no_text() -> None:
    assert read_text("0,0,Default", Styles()) is None

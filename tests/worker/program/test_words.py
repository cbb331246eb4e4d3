"""Styled subtitles, drawn by libass through the ffmpeg program."""

import io
from dataclasses import replace
from pathlib import Path

import av
import pytest

from app.contract.encoding import Burned
from app.worker.checks import Fault
from app.worker.encode import encode
from app.worker.program import words
from app.worker.program.words import FONTS, head_of, write_fonts
from tests.fakes.burned import make_sup, put_inside
from tests.fakes.ffmpeg import FFMPEG, needs_ffmpeg
from tests.fakes.making import SMALL, piece_task, together
from tests.fakes.subtitles import put_into, srt

FORM = replace(SMALL, width_px=320, height_px=180)
HEAD = """[Script Info]
ScriptType: v4.00+
PlayResX: 640
PlayResY: 360
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Outline, Shadow, Alignment
Style: Default,Sans,40,&Hffffff,0,0,7
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
BOX = r"{\an7\pos(%d,%d)\p1}m 0 0 l 120 0 120 60 0 60"


def event(start: str, end: str, text: str) -> str:
    return f"Dialogue: 0,0:00:0{start}0,0:00:0{end}0,Default,,0,0,0,,{text}\n"


SCRIPT = HEAD + "".join(
    (
        event("1.0", "2.5", BOX % (20, 40)),  # at the left
        event("3.5", "5.0", BOX % (260, 200)),  # in the middle, over the end of a run
        event("4.5", "5.2", BOX % (500, 280)),  # at the right
    )
)
PLACES = {"left": (30, 30), "middle": (150, 110), "right": (270, 150), "nowhere": (200, 20)}


def lit(content: bytes) -> dict[str, list[float]]:
    """Return at which seconds each place of the picture is bright."""
    found: dict[str, list[float]] = {name: [] for name in PLACES}
    with av.open(io.BytesIO(content), "r") as container:
        for frame in container.decode(video=0):
            assert frame.time is not None
            plane = frame.planes[0]
            for name, (x, y) in PLACES.items():
                if bytes(plane)[y * plane.line_size + x] > 150:
                    found[name].append(round(frame.time, 1))
    return found


def tenths(start: float, end: float) -> list[float]:
    return [place / 10 for place in range(round(start * 10), round(end * 10))]


def made(path: Path, burned: Burned, numbers: tuple[int, ...]) -> bytes:
    task = piece_task(path, 0, video=replace(FORM, burned=burned), provider="ffmpeg", program=FFMPEG, repeats_head=True)
    return together(task, numbers)


@needs_ffmpeg
@pytest.mark.parametrize("numbers", [(0, 1, 2), (2, 1, 0)])
def test_what_is_drawn_by_a_script_inside_the_film_is_seen_where_and_when_it_should(
    tmp_path: Path, black: Path, numbers: tuple[int, ...]
) -> None:
    script = tmp_path / "script.ass"
    script.write_text(SCRIPT)
    path = put_inside(black, script, tmp_path / "film.mkv")

    seen = lit(made(path, Burned(index=1), numbers))

    assert seen == {"left": tenths(1, 2.5), "middle": tenths(3.5, 5), "right": tenths(4.5, 5.2), "nowhere": []}


@needs_ffmpeg
def test_a_script_beside_the_film_with_a_hostile_name_is_drawn(tmp_path: Path, black: Path) -> None:
    script = tmp_path / "it's : [a], film; \\ 100% %d.ass"
    script.write_text(SCRIPT)

    seen = lit(made(black, Burned(path=str(script)), (0,)))

    assert seen["left"] == tenths(1, 2)


@needs_ffmpeg
def test_plain_text_is_drawn_too(tmp_path: Path, black: Path) -> None:
    script = tmp_path / "black.srt"
    script.write_text("1\n00:00:00,500 --> 00:00:01,500\n████████████████\n")

    content = made(black, Burned(path=str(script)), (0,))

    with av.open(io.BytesIO(content), "r") as container:
        bright = [max(bytes(frame.planes[0])) > 150 for frame in container.decode(video=0)]
    assert bright == [False] * 5 + [True] * 10 + [False] * 5


def test_pictures_of_words_are_left_to_pyav(tmp_path: Path, black: Path) -> None:
    beside = tmp_path / "black.sup"
    make_sup(beside, [(1.0, 2.0)], (900, 900, 60, 62))
    task = piece_task(black, 0, video=replace(FORM, burned=Burned(path=str(beside))), provider="ffmpeg", program=FFMPEG)

    with pytest.raises(Fault, match="that are pictures"):
        encode(task)


def test_a_script_that_is_too_large_is_refused(tmp_path: Path, black: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "LARGEST_SCRIPT_BYTES", 100)
    script = tmp_path / "black.ass"
    script.write_text(SCRIPT)
    task = piece_task(black, 0, video=replace(FORM, burned=Burned(path=str(script))), provider="ffmpeg", program=FFMPEG)

    with pytest.raises(Fault, match="too large"):
        encode(task)


def test_the_events_of_a_script_are_replaced_wherever_they_stand() -> None:
    head = "[Script Info]\nTitle: x\n[Events]\nFormat: Marked, Start\nDialogue: old\n[Fonts]\nfontname: a\n"

    assert head_of(head).splitlines()[:4] == ["[Script Info]", "Title: x", "[Fonts]", "fontname: a"]
    assert head_of(head).splitlines()[4] == "[Events]"
    assert "old" not in head_of(head)
    assert head_of("").startswith("[Script Info]")


def test_attached_fonts_are_written_under_other_names(
    tmp_path: Path, black: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = {"../../evil.ttf": b"\0\1\0\0abc", "b.woff": b"wOFFabc", "c.otf": b"OTTOde"}
    film = put_into(black, srt((0, 500, "a")), fonts=fonts)
    write_fonts(film, tmp_path)

    assert sorted(path.name for path in (tmp_path / FONTS).iterdir()) == ["0.ttf", "2.otf"]
    assert (tmp_path / FONTS / "0.ttf").read_bytes() == b"\0\1\0\0abc"

    monkeypatch.setattr(words, "MOST_FONT_BYTES", 8)
    (tmp_path / "less").mkdir()
    write_fonts(film, tmp_path / "less")
    assert [path.name for path in (tmp_path / "less" / FONTS).iterdir()] == ["0.ttf"]

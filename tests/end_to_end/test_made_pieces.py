"""FFmpeg plays pieces that were made anew by different lines in any order, and finds nothing to complain of."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from app.contract.encoding import EncodeTask
from app.contract.segments import Form
from app.worker.encode import LINES, encode
from tests.fakes.films import make_film
from tests.fakes.making import GRID_US, SMALL, make_counted_film, piece_task, with_sound
from tests.fakes.players import ffmpeg, ffmpeg_pictures

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed here"),
]

UNEVEN = [Fraction(n, 30) + (Fraction(n - 60, 15) if n > 60 else 0) + Fraction(n % 3, 200) for n in range(120)]
FILM = [Fraction(n * 1001, 24_000) for n in range(190)]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    LINES.close()


def playlist(folder: Path, task: EncodeTask, count: int) -> str:
    """Write pieces, each by a line of its own, and a playlist; return its path."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:2", "#EXT-X-PLAYLIST-TYPE:VOD"]
    if task.form is Form.MP4:
        lines.append('#EXT-X-MAP:URI="head.mp4"')
    for number in range(count):
        head_bytes, content = encode(replace(task, number=number, session=f"{number % 2} {number // 3}"))
        (folder / "head.mp4").write_bytes(content[:head_bytes])
        (folder / f"{number}.{task.form}").write_bytes(content[head_bytes:])
        lines += [f"#EXTINF:{GRID_US / 1_000_000},", f"{number}.{task.form}"]
    (folder / "film.m3u8").write_text("\n".join([*lines, "#EXT-X-ENDLIST", ""]))
    return str(folder / "film.m3u8")


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize(("shown", "name"), [(FILM, "film.mkv"), (FILM, "film.ts"), (UNEVEN, "film.mp4")])
def test_ffmpeg_plays_what_different_lines_made(tmp_path: Path, form: Form, shown: list[Fraction], name: str) -> None:
    path = make_counted_film(tmp_path / name, shown, options={"bf": "3"})
    task = piece_task(path, 0, form=form, video=replace(SMALL, height_px=96), preset="veryfast")

    played = ffmpeg_pictures(playlist(tmp_path, task, int(shown[-1] // 2) + 1))

    assert len(played.frames) == len(shown)
    assert played.complaints == ()


def test_ffmpeg_plays_pictures_with_their_sound(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=9, video_options={"preset": "veryfast", "bf": "3", "g": "20"})

    played = ffmpeg(playlist(tmp_path, with_sound(piece_task(path, 0, preset="veryfast")), 5))

    assert len(played.frames) == 90
    assert played.complaints == ()

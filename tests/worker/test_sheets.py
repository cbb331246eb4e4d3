"""Small pictures along a film: of key frames, upright, with square pixels, in the colours of common screens."""

import itertools
import struct
from pathlib import Path

import pytest
from PIL import Image

from app.contract.analysis import BifTask, ScenesTask, SheetTask
from app.contract.media import MediaFault
from app.contract.units import DurationMs
from app.worker.checks import Fault
from app.worker.colours import TRANSFER_PQ
from app.worker.sheets import bif, scenes, sheet
from app.worker.tone import hlg_nits, pq_nits, pressed, toned
from tests.fakes.films import make_film

SECOND = DurationMs(1000)
SPARSE = {"g": "20"}
"""A key frame every two seconds."""


def opened(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        picture.load()
        return picture


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return make_film(tmp_path / "film.mkv", seconds=12, size=(640, 360), video_options=SPARSE)


@pytest.mark.parametrize("suffix", [".mkv", ".mp4", ".ts"])
def test_a_sheet_has_one_picture_for_each_step(tmp_path: Path, suffix: str) -> None:
    film = make_film(tmp_path / f"film{suffix}", seconds=12, size=(640, 360), video_options=SPARSE)
    target = tmp_path / "0.jpg"

    made = sheet(SheetTask(path=str(film), target=str(target), first=0, count=12, step_ms=SECOND, columns=5))

    assert (made.width_px, made.height_px, made.found) == (320, 180, 12)
    assert opened(target).size == (5 * 320, 3 * 180)


def test_the_pictures_of_a_sheet_are_those_of_their_times(tmp_path: Path) -> None:
    film = make_film(tmp_path / "fade.mp4", seconds=8, pattern="gradients=speed=0.05", video_options={"g": "10"})
    target, other = tmp_path / "0.jpg", tmp_path / "1.jpg"

    sheet(SheetTask(path=str(film), target=str(target), first=0, count=8, step_ms=SECOND))
    sheet(SheetTask(path=str(film), target=str(other), first=4, count=4, step_ms=SECOND))

    whole, half = opened(target), opened(other)
    third, fifth = (whole.crop((at * 320, 0, at * 320 + 320, 180)).tobytes() for at in (3, 5))
    assert third != fifth
    first = half.crop((0, 0, 320, 180)).resize((1, 1)).getpixel((0, 0))
    assert first == pytest.approx(whole.crop((4 * 320, 0, 5 * 320, 180)).resize((1, 1)).getpixel((0, 0)), abs=3)


def test_a_picture_is_stretched_as_the_film_is_shown(tmp_path: Path) -> None:
    film = make_film(tmp_path / "wide.mkv", size=(360, 288), video_options={"x264-params": "sar=16/11"})

    made = sheet(SheetTask(path=str(film), target=str(tmp_path / "0.jpg"), first=0, count=1))

    assert made.width_px / made.height_px == pytest.approx(360 * 16 / 11 / 288, rel=0.02)


def test_a_film_without_pictures_is_refused(tmp_path: Path) -> None:
    music = make_film(tmp_path / "music.mka", video=None)

    with pytest.raises(Fault) as caught:
        sheet(SheetTask(path=str(music), target=str(tmp_path / "0.jpg"), first=0, count=1))

    assert caught.value.kind is MediaFault.UNREADABLE
    assert not (tmp_path / "0.jpg").exists()


def test_a_damaged_film_costs_some_pictures_only(film: Path, tmp_path: Path) -> None:
    content = bytearray(film.read_bytes())
    content[len(content) // 3 : len(content) // 2] = bytes(len(content) // 2 - len(content) // 3)
    film.write_bytes(content)

    made = sheet(SheetTask(path=str(film), target=str(tmp_path / "0.jpg"), first=0, count=6, step_ms=DurationMs(2000)))

    assert 0 < made.found <= 6


def test_what_cannot_be_decoded_at_all_is_refused(film: Path, tmp_path: Path) -> None:
    content = bytearray(film.read_bytes())
    content[2000:-400] = bytes(len(content) - 2400)
    film.write_bytes(content)

    with pytest.raises(Fault):
        sheet(SheetTask(path=str(film), target=str(tmp_path / "0.jpg"), first=0, count=6))


def test_a_bif_file_holds_each_picture_where_its_index_says(film: Path, tmp_path: Path) -> None:
    for number, count in ((0, 4), (1, 2)):
        task = SheetTask(
            path=str(film), target=str(tmp_path / f"{number}.jpg"), first=number * 4, count=count, columns=2
        )
        sheet(task)

    target = tmp_path / "tiles.bif"
    bif(BifTask(path=str(tmp_path), target=str(target), count=6, width_px=320, height_px=180, columns=2, rows=2))

    content = target.read_bytes()
    assert content[:8] == b"\x89BIF\r\n\x1a\n"
    assert struct.unpack_from("<III", content, 8) == (0, 6, 10_000)
    index = [struct.unpack_from("<II", content, 64 + 8 * number) for number in range(7)]
    assert [place[0] for place in index] == [0, 1, 2, 3, 4, 5, 0xFFFFFFFF]
    assert index[-1][1] == len(content)
    for (_, start), (_, end) in itertools.pairwise(index):
        assert (content[start : start + 2], content[end - 2 : end]) == (b"\xff\xd8", b"\xff\xd9")


def test_each_chapter_gets_a_picture_from_its_beginning(film: Path, tmp_path: Path) -> None:
    folder = tmp_path / "scenes"
    folder.mkdir()

    made = scenes(ScenesTask(path=str(film), target=str(folder), spans_ms=((0, 6000), (6000, 12_000))))

    assert made.numbers == (0, 1)
    assert {path.name: opened(path).size for path in folder.iterdir()} == {
        "chapter-0.jpg": (320, 180),
        "chapter-1.jpg": (320, 180),
    }


def test_the_curves_of_hdr_end_where_the_standards_say() -> None:
    assert pq_nits(0.0) == pytest.approx(0, abs=1e-6)
    assert pq_nits(1.0) == pytest.approx(10_000)
    assert pq_nits(0.58) == pytest.approx(203, rel=0.02)
    assert hlg_nits(1.0) == pytest.approx(1000, rel=0.01)
    assert hlg_nits(0.75) == pytest.approx(203, rel=0.02)


def test_bright_light_is_pressed_together_and_never_above_white() -> None:
    steps = [pressed(light / 10) for light in range(100)]

    assert steps == sorted(steps)
    assert steps[0] == 0
    assert steps[-1] == 1


def test_grey_of_hdr_stays_grey_and_becomes_brighter() -> None:
    grey = Image.new("RGB", (8, 8), (120, 120, 120))

    shown = toned(grey, TRANSFER_PQ).getpixel((4, 4))

    assert isinstance(shown, tuple)
    assert max(shown) - min(shown) <= 3
    assert 130 < shown[0] < 200
    assert toned(grey, 1) is grey

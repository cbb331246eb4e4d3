"""Making real films anew, piece by piece, and putting the pieces together again."""

import io
import subprocess
import sys
import threading
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from app.contract.encoding import VideoForm
from app.contract.media import MediaFault
from app.contract.segments import Form
from app.worker.checks import Fault
from app.worker.encode import encode
from app.worker.encode_source import Source
from app.worker.handover import Closed
from tests.fakes.films import make_film
from tests.fakes.making import (
    SMALL,
    make_counted_film,
    numbers,
    packet_times,
    piece_task,
    times,
    together,
    with_sound,
)

B_FRAMES = {"preset": "veryfast", "bf": "3", "g": "20"}
FILMS: list[tuple[str, dict[str, Any]]] = [
    ("film.mkv", {"video_options": B_FRAMES}),
    ("film.mp4", {"video_options": B_FRAMES}),
    ("film.ts", {"video_options": B_FRAMES}),
    ("open.mkv", {"video_options": {"preset": "veryfast", "x264-params": "open-gop=1:keyint=20:bframes=4"}}),
    ("old.avi", {"video": "mpeg4", "audio": "libmp3lame", "video_options": {"g": "20"}}),
]


@pytest.mark.parametrize(("name", "how"), FILMS, ids=[name for name, _ in FILMS])
@pytest.mark.parametrize("form", list(Form))
def test_pieces_made_in_any_order_are_the_film(tmp_path: Path, name: str, how: dict[str, Any], form: Form) -> None:
    path = make_film(tmp_path / name, seconds=7, **how)
    task = piece_task(path, 0, preset="veryfast")

    content = together(with_sound(task) if form is Form.TS else task, (2, 3, 0, 1))

    before = [at - Fraction(task.zero_us, 1_000_000) for at in times(str(path))]
    after = times(io.BytesIO(content))
    assert len(after) == len(before)
    assert max(abs(new - old) for new, old in zip(after, before, strict=True)) < Fraction(1, 10_000)
    decoded = [dts for dts, _, _ in packet_times(content)]
    assert all(one < two for one, two in pairwise(decoded))


def evenly(count: int, rate: Fraction, start: Fraction = Fraction(0)) -> list[Fraction]:
    return [start + number / rate for number in range(count)]


SLOW = [Fraction(n, 30) + (Fraction(n - 60, 15) if n > 60 else 0) + (Fraction(n % 3, 200)) for n in range(120)]
STILL = [Fraction(n, 10) for n in range(5)] + [Fraction(9), Fraction(91, 10), Fraction(135, 10)]
COUNTED = [
    ("film.mkv", evenly(150, Fraction(24_000, 1001)), {}),
    ("film.mp4", evenly(150, Fraction(24_000, 1001)), {"bf": "4"}),
    ("film.ts", evenly(150, Fraction(24_000, 1001), Fraction(10)), {"bf": "3"}),
    ("late.mkv", evenly(120, Fraction(25), Fraction(7)), {"bf": "3"}),
    ("late.mp4", evenly(120, Fraction(25), Fraction(7)), {"bf": "3"}),
    ("uneven.mkv", SLOW, {"bf": "3"}),
    ("uneven.mp4", SLOW, {"bf": "3"}),
    ("uneven.ts", SLOW, {"bf": "3"}),
    ("short.mkv", evenly(101, Fraction(25)), {}),
    ("fast.mkv", evenly(300, Fraction(60)), {"bf": "3"}),
    ("refresh.ts", evenly(150, Fraction(25)), {"bf": "2", "x264-params": "open-gop=1"}),
    ("old.avi", evenly(150, Fraction(25)), {"bf": "0"}),
    ("bare.h264", evenly(150, Fraction(25)), {"bf": "0"}),
]


@pytest.mark.parametrize(("name", "shown", "options"), COUNTED, ids=[film[0] for film in COUNTED])
@pytest.mark.parametrize("form", list(Form))
def test_every_picture_is_in_one_piece(
    tmp_path: Path, name: str, shown: list[Fraction], options: dict[str, str], form: Form
) -> None:
    encoder = "mpeg4" if name.endswith("avi") else "libx264"
    path = make_counted_film(tmp_path / name, shown, encoder=encoder, options=options)
    task = piece_task(path, 0, form=form, video=replace(SMALL, height_px=96), preset="veryfast")
    count = int((shown[-1] - shown[0]) // 2) + 1

    content = together(task, [*range(count - 1, count // 2, -1), *range(count // 2 + 1)])

    assert numbers(io.BytesIO(content)) == list(range(len(shown)))
    gaps = [new - old for new, old in zip(times(io.BytesIO(content)), shown, strict=True)]
    assert max(gaps) - min(gaps) < Fraction(1, 500)
    decoded = packet_times(content)
    assert all(one[0] < two[0] for one, two in pairwise(decoded))
    assert all(dts <= pts for dts, pts, _ in decoded)


def test_a_time_without_pictures_shows_the_last_one(tmp_path: Path) -> None:
    path = make_counted_film(tmp_path / "still.mkv", STILL)
    task = piece_task(path, 0, video=replace(SMALL, height_px=96))

    content = together(task, (3, 2, 1, 0, 6, 5, 4))

    assert numbers(io.BytesIO(content)) == [0, 1, 2, 3, 4, 4, 4, 4, 5, 6, 6, 7]
    assert [float(at) for at in times(io.BytesIO(content))][5:8] == [2.0, 4.0, 6.0]


def test_every_piece_begins_with_a_picture_that_needs_no_other(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=5, video_options=B_FRAMES)

    content = together(piece_task(path, 0), range(3))

    keys = [shown for _, shown, is_key in packet_times(content) if is_key]
    assert [round(float(at), 1) for at in keys] == [0.0, 2.0, 4.0]
    assert content.count(b"moof") == 3


def test_sound_lies_in_the_pieces_without_a_gap(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=7, video_options=B_FRAMES)

    content = together(with_sound(piece_task(path, 0)), (3, 1, 2, 0))

    heard = [shown for _, shown, _ in packet_times(content, "audio")]
    steps = {round(two - one, 4) for one, two in pairwise(heard)}
    assert steps <= {round(Fraction(ticks, 90_000), 4) for ticks in (1920, 1919, 1921)}
    assert heard[0] == 0
    assert float(heard[-1]) == pytest.approx(7, abs=0.1)


def test_the_piece_after_the_last_one_is_refused(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=3)

    with pytest.raises(Fault, match="nothing in this part"):
        encode(piece_task(path, 7))


@pytest.mark.parametrize(
    "change",
    [
        {"encoder": "libnothing"},
        {"video": replace(SMALL, codec="vp6")},
        {"video": replace(SMALL, width_px=161)},
        {"video": replace(SMALL, height_px=100_000)},
        {"grid_us": 0},
        {"number": -1},
    ],
)
def test_what_cannot_be_made_is_said(tmp_path: Path, change: dict[str, Any]) -> None:
    task = piece_task(make_film(tmp_path / "film.mkv", seconds=1), 0)

    with pytest.raises(Fault) as refused:
        encode(replace(task, **change))

    assert refused.value.kind is MediaFault.NOT_CUTTABLE


@pytest.mark.parametrize(
    "change", [{"video_index": 9}, {"video_index": 1}, {"video_index": -1}, {"sound_index": 0}, {"sound_index": 5}]
)
def test_a_stream_that_is_not_there_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    task = with_sound(piece_task(make_film(tmp_path / "film.mkv", seconds=1), 0))

    with pytest.raises(Fault) as refused:
        encode(replace(task, **change))

    assert refused.value.kind is MediaFault.UNREADABLE


def test_a_line_that_cannot_be_started_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=1)
    start = threading.Thread.start

    def short_of_threads(thread: threading.Thread) -> None:
        if thread.name == "encode _encode":
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", short_of_threads)
    with pytest.raises(Fault, match="new thread"):
        encode(piece_task(film, 0))

    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("encode")]


def test_a_way_that_nobody_wants_any_more_is_left(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=7)
    steps = iter(range(5))

    def keep_on() -> None:
        if next(steps, None) is None:
            raise Closed

    source = Source(piece_task(film, 0))
    with pytest.raises(Closed):
        list(source.read(Fraction(5), keep_on))
    source.close()

    assert next(steps, None) is None


def test_a_warm_line_keeps_no_process_alive(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=9)
    code = (
        "import sys; from pathlib import Path\n"
        "from app.worker.encode import encode; from tests.fakes.making import piece_task\n"
        "print(len(encode(piece_task(Path(sys.argv[1]), 0))[1]))"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code, str(film)],
        cwd=Path(__file__).parents[2],
        timeout=60,
        check=True,
        capture_output=True,
    )

    assert int(ended.stdout) > 0


def test_tasks_that_are_alike_share_a_line() -> None:
    assert hash(VideoForm(codec="h264", width_px=2, height_px=2)) == hash(replace(SMALL, width_px=2, height_px=2))

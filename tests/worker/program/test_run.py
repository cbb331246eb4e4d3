"""Pieces that the ffmpeg program makes: the very same that PyAV would make."""

import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import av
import pytest

from app.contract import codec
from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.contract.segments import Form
from app.worker.checks import Fault
from app.worker.encode import LINES, encode
from app.worker.program import run
from tests.fakes.ffmpeg import FFMPEG, children, is_alive, make_program, needs_ffmpeg
from tests.fakes.films import make_film
from tests.fakes.making import SMALL, make_counted_film, numbers, packet_times, piece_task, times, together, with_sound

RATE = Fraction(24_000, 1001)
B_FRAMES = {"bf": "3", "g": "40"}
SMALL_HIGH = replace(SMALL, height_px=96)
T = TypeVar("T")


def program_task(path: Path, **changes: Any) -> EncodeTask:
    """Return a task for the program."""
    given = {"provider": "ffmpeg", "program": FFMPEG, "repeats_head": True, "preset": "veryfast"} | changes
    return piece_task(path, 0, **given)


FILMS = [
    ("film.mkv", RATE, Fraction(0), B_FRAMES, Form.MP4),
    ("late.ts", Fraction(25), Fraction(10), B_FRAMES, Form.TS),
    ("old.avi", Fraction(25), Fraction(0), {"bf": "0"}, Form.MP4),
]


@needs_ffmpeg
@pytest.mark.parametrize(("name", "rate", "start", "options", "form"), FILMS, ids=[film[0] for film in FILMS])
def test_its_pieces_are_those_of_pyav_in_any_order(
    tmp_path: Path, name: str, rate: Fraction, start: Fraction, options: dict[str, str], form: Form
) -> None:
    path = counted(tmp_path / name, rate, start, options)
    count = round(rate * 9)
    task = program_task(path, form=form, video=SMALL_HIGH)
    usual = replace(task, provider="pyav", program="")

    content = together(task, (3, 0, 4, 2, 1))
    wanted = together(usual, range(5))

    assert numbers(io.BytesIO(content)) == list(range(count))
    assert times(io.BytesIO(content)) == times(io.BytesIO(wanted))
    found = packet_times(content)
    assert all(one[0] < two[0] for one, two in pairwise(found))
    assert all(dts <= pts for dts, pts, _ in found)


@needs_ffmpeg
@pytest.mark.parametrize("form", list(Form))
def test_pieces_of_both_are_one_film(tmp_path: Path, form: Form) -> None:
    path = counted(tmp_path / "film.mkv", Fraction(25), Fraction(0), B_FRAMES)
    task = program_task(path, form=form, video=SMALL_HIGH, reorders=False)
    usual = replace(task, provider="pyav", program="", preset="ultrafast")  # its words are other ones

    (theirs, one), (ours, two), (_, three) = (
        encode(replace(by, number=n)) for n, by in ((0, task), (1, usual), (2, task))
    )
    film = one + two[ours:] + three[theirs:]

    assert numbers(io.BytesIO(film)) == list(range(150))
    assert all(before[0] < after[0] for before, after in pairwise(packet_times(film)))


@needs_ffmpeg
def test_a_film_in_several_runs_of_the_program_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MOST_PIECES", 2)
    path = counted(tmp_path / "film.mkv", Fraction(25), Fraction(0), B_FRAMES)

    content = together(program_task(path, video=SMALL_HIGH), range(5))

    assert numbers(io.BytesIO(content)) == list(range(225))


@needs_ffmpeg
def test_pictures_are_left_out_turned_and_stretched_as_pyav_does_it(tmp_path: Path) -> None:
    path = counted(tmp_path / "film.mkv", Fraction(50), Fraction(0), B_FRAMES)
    form = replace(
        SMALL_HIGH, frame_rate=25.0, turned_by=180, is_deinterlaced=True, has_square_pixels=True, bitrate=400_000
    )
    task = program_task(path, video=form)

    content = together(task, (1, 0))
    wanted = together(replace(task, provider="pyav", program=""), (0, 1))

    assert len(times(io.BytesIO(content))) == 100
    assert times(io.BytesIO(content)) == times(io.BytesIO(wanted))
    assert numbers(io.BytesIO(content)) == numbers(io.BytesIO(wanted))


@needs_ffmpeg
def test_hdr_and_sound_come_out_as_with_pyav(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=3, pixel_format="yuv420p10le", video="libx265")
    task = with_sound(program_task(path, video=replace(SMALL, is_tone_mapped=True)))

    content = together(task, (1, 0))
    wanted = together(replace(task, provider="pyav", program=""), (0, 1))

    assert times(io.BytesIO(content)) == times(io.BytesIO(wanted))
    assert times(io.BytesIO(content), "audio") == times(io.BytesIO(wanted), "audio")
    assert abs(light(content) - light(wanted)) < 4


HOSTILE = ["it's : a, [film]; 100% \\ %d.mkv", "-i.mkv", "http:x,y='.mkv"]


@needs_ffmpeg
@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_only_a_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "o'dd : [folder], ; %s"
    path = make_film(folder / name, seconds=1, audio=None)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    content = together(program_task(path, video=replace(SMALL, is_tone_mapped=True)), (0,))
    LINES.close()

    assert len(times(io.BytesIO(content))) == 10
    assert [path.name for path in folder.iterdir()] == [name]


@needs_ffmpeg
def test_a_piece_without_pictures_of_its_own_is_left_to_pyav(tmp_path: Path) -> None:
    shown = [Fraction(n, 10) for n in (0, 1, 2, 3, 90, 91)]
    path = make_counted_film(tmp_path / "still.mkv", shown)

    with pytest.raises(Fault, match="without pictures"):
        encode(replace(program_task(path, video=SMALL_HIGH), number=1))


FAILS = [("echo broken >&2; exit 1", "ffmpeg failed: broken"), ("exit 1", "it was ended"), ("exit 0", "Invalid data")]


@pytest.mark.parametrize(("script", "reason"), FAILS)
def test_a_program_that_fails_is_told(tmp_path: Path, script: str, reason: str) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=1, audio=None)
    program = make_program(tmp_path / "ffmpeg", script)

    with pytest.raises(Fault, match=reason):
        encode(program_task(path, program=str(program)))


def test_a_program_that_is_gone_is_told(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=1, audio=None)

    with pytest.raises(Fault, match="cannot be started"):
        encode(program_task(path, program=str(tmp_path / "ffmpeg")))


def test_one_that_says_nothing_is_not_waited_for_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.ProgramRun, "patience_s", 0.1)
    path = make_film(tmp_path / "film.mkv", seconds=1, audio=None)
    program = make_program(tmp_path / "ffmpeg", "exec sleep 60")

    with pytest.raises(Fault, match="not made within") as refused:
        encode(program_task(path, program=str(program)))

    assert refused.value.kind is MediaFault.TIMEOUT
    assert not children(os.getpid())


@needs_ffmpeg
def test_a_program_that_is_killed_in_the_middle_of_a_piece_gives_none(tmp_path: Path) -> None:
    program = make_program(tmp_path / "ffmpeg", f'{FFMPEG} "$@" | head -c 3000; kill -9 $$')
    path = make_film(tmp_path / "film.mkv", seconds=3, audio=None)

    with pytest.raises(Fault, match="ffmpeg failed"):
        encode(program_task(path, program=str(program)))


@needs_ffmpeg
@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes")
def test_nothing_runs_on_when_its_worker_is_killed(tmp_path: Path) -> None:
    rest = tmp_path / "rest"
    rest.mkdir()
    path = counted(tmp_path / "film.mkv", Fraction(25), Fraction(0), B_FRAMES)
    program = make_program(tmp_path / "ffmpeg", "echo begun >&2; exec sleep 60")  # it writes nothing and reads nothing
    task = codec.encode({"task": "encode", **codec.plain(program_task(path, program=str(program), folder=str(rest)))})
    worker = subprocess.Popen(
        (sys.executable, "-m", "app.worker"),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert worker.stdin is not None
    worker.stdin.write(task + b"\n")
    worker.stdin.flush()
    [left] = until(
        lambda: [pid for pid in children(worker.pid) if b"sleep" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    )

    worker.kill()
    worker.wait()
    worker.stdin.close()

    assert until(lambda: not is_alive(left))
    assert len(list(rest.iterdir())) == 1  # for whoever started it


def counted(path: Path, rate: Fraction, start: Fraction, options: dict[str, str]) -> Path:
    """Write nine seconds of a film."""
    encoder = "mpeg4" if path.suffix == ".avi" else "libx264"
    shown = [start + number / rate for number in range(round(rate * (9 if rate < 30 else 4)))]
    return make_counted_film(path, shown, encoder=encoder, options=options, rate=round(rate))


def light(content: bytes) -> float:
    """Return how bright the first picture is."""
    with av.open(io.BytesIO(content), "r") as container:
        plane = next(container.decode(video=0)).reformat(format="gray").planes[0]
        return sum(bytes(plane)) / plane.buffer_size


def until(look: Callable[[], T]) -> T:
    """Return what there is as soon as there is something."""
    end = time.monotonic() + 10
    while not (found := look()):
        assert time.monotonic() < end
        time.sleep(0.01)
    return found

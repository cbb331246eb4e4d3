"""The ffmpeg program, asked and tried."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.contract.encoding import ProgramTask, TrialTask
from app.worker.program import trial as trials
from app.worker.program.look import look
from app.worker.program.running import Program, environment, reason_of
from app.worker.trials import trial
from tests.fakes.ffmpeg import FFMPEG, is_alive, make_program, needs_ffmpeg

TASK = TrialTask(encoder="libx264", preset="ultrafast", width_px=160, height_px=96, count=8, limit_s=1, program=FFMPEG)


@needs_ffmpeg
def test_it_tells_what_it_is() -> None:
    found = look(ProgramTask(program=FFMPEG))

    assert found.version
    assert found.fault == ""
    assert "scale" in found.filters
    assert "mpeg4" in found.encoders


@needs_ffmpeg
@pytest.mark.parametrize("ability", ["", "styled_text"])
def test_what_works_is_measured(ability: str) -> None:
    made = trial(replace(TASK, ability=ability))

    assert made.fault == ""
    assert made.frame_rate > 0
    assert made.cores > 0


@needs_ffmpeg
def test_a_chip_that_is_not_there_is_found_out_in_words() -> None:
    made = trial(replace(TASK, encoder="h264_vaapi", preset=""))

    assert made.frame_rate == 0
    assert "VA display" in made.fault
    assert "0x" not in made.fault


@needs_ffmpeg
def test_pictures_that_are_not_those_that_were_given_are_no_success() -> None:
    made = trials.try_program(replace(TASK, ability="styled_text", count=3))  # the box comes up later

    assert made.frame_rate == 0
    assert made.fault == "What it makes is not what it was given."


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("exit 3", "It ended without a word."),
        ("echo no such thing >&2; exit 1", "no such thing"),
        ("echo nonsense", "What it makes is not what it was given."),
    ],
)
def test_a_program_that_fails_is_not_used(tmp_path: Path, script: str, fault: str) -> None:
    program = make_program(tmp_path / "ffmpeg", script)

    assert trial(replace(TASK, program=str(program))).fault == fault
    assert look(ProgramTask(program=str(program))).fault == "It does not say that it is ffmpeg."


def test_a_program_that_is_not_there_is_told() -> None:
    assert "No such file" in look(ProgramTask(program="/nowhere/ffmpeg")).fault
    assert "No such file" in trial(replace(TASK, program="/nowhere/ffmpeg")).fault


def test_one_that_never_ends_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = make_program(tmp_path / "ffmpeg", "exec sleep 60")
    monkeypatch.setattr(trials, "PATIENCE_S", 0.05)

    assert trial(replace(TASK, program=str(program))).fault == "It ended without a word."


def test_what_is_let_go_of_ends(tmp_path: Path) -> None:
    program = make_program(tmp_path / "ffmpeg", "exec sleep 60")
    with Program((str(program),), tmp_path) as running:
        assert is_alive(running.pid)
        pid = running.pid

    assert not is_alive(pid)
    assert not [one for one in threading.enumerate() if one.name == "ffmpeg says"]


def test_it_gets_no_secrets_and_nothing_that_changes_what_it_does() -> None:
    whole = {"HOME": "/home/anna", "MARQUEE_TOKEN": "x", "FFREPORT": "file=/tmp/x", "LD_PRELOAD": "/x.so"}

    assert environment(whole) == {"HOME": "/home/anna", "LC_ALL": "C.UTF-8", "AV_LOG_FORCE_NOCOLOR": "1"}


def test_what_it_said_is_told_once_and_without_addresses() -> None:
    lines = ["[AVHWDeviceContext @ 0x5560] No display.", "[AVHWDeviceContext @ 0x5560] No display.", "", "Failed."]

    assert reason_of(lines) == "No display. Failed."
    assert len(reason_of(["word " * 1000])) < 400

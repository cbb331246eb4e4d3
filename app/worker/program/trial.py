"""Tries an encoder or an ability of the ffmpeg program: what it makes is decoded and looked at."""

import os
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.contract.encoding import TrialMade, TrialTask
from app.worker.checks import BROKEN_FILE
from app.worker.program.hardware import hardware_of
from app.worker.program.packets import OUTPUT, open_packets
from app.worker.program.running import Program

FRAME_RATE = 25
PATIENCE_S = 15.0
"""Some drivers hang instead of failing."""
STYLED_TEXT = "styled_text"
DARK, BRIGHT = 60, 180
_SCRIPT = """[Script Info]
ScriptType: v4.00+
PlayResX: 320
PlayResY: 180
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Alignment
Style: Default,Sans,60,&Hffffff,5
[Events]
Format: Layer, Start, End, Style, Text
Dialogue: 0,0:00:00.15,0:01:00.00,Default,{\\p1}m 0 0 l 160 0 160 90 0 90
"""
"""A white box, which needs no font, from the fifth picture on."""


def try_program(task: TrialTask) -> TrialMade:
    """Return how fast the program's encoder is, or why it does not work, in its own words."""
    with tempfile.TemporaryDirectory(prefix="marquee-trial-") as folder:
        Path(folder, "box.ass").write_text(_SCRIPT, encoding="utf-8")
        try:
            return _tried(task, Path(folder))
        except OSError as error:
            return TrialMade(frame_rate=0, fault=error.strerror or str(error))


def _tried(task: TrialTask, folder: Path) -> TrialMade:
    began, began_cpu = time.perf_counter(), _cpu_s()
    with Program(_command(task), folder) as running:
        watch = threading.Timer(PATIENCE_S, running.kill)
        watch.start()
        try:
            lights = list(_lights(running, (task.width_px, task.height_px)))
        except BROKEN_FILE:
            lights = []
        finally:
            watch.cancel()
        if running.wait() != 0:
            return TrialMade(frame_rate=0, fault=running.reason or "It ended without a word.")
    took_s, cores = time.perf_counter() - began, _cpu_s() - began_cpu
    if len(lights) != task.count or not _is_right(task, lights):
        return TrialMade(frame_rate=0, fault="What it makes is not what it was given.")
    return TrialMade(frame_rate=task.count / took_s, cores=cores / took_s)


def _command(task: TrialTask) -> Sequence[str]:
    """Return how the program is called; what it is given is a test picture, or black with a box."""
    hardware = hardware_of(task.encoder)
    size = f"size={task.width_px}x{task.height_px}:rate={FRAME_RATE}"
    picture, drawn = ("color=black:", "ass=box.ass,") if task.ability == STYLED_TEXT else ("testsrc2=", "")
    return (
        *(task.program, "-nostdin", "-hide_banner", "-loglevel", "error", *hardware.before),
        *("-f", "lavfi", "-i", f"{picture}{size}", "-frames:v", str(task.count)),
        *("-vf", f"{drawn}{hardware.chain or 'format=yuv420p'}", "-fps_mode", "passthrough"),
        *("-c:v", task.encoder, *(("-preset", task.preset) if task.preset else ()), *OUTPUT),
    )


def _lights(running: Program, size: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield how dark and how bright each picture of the right size is."""
    with open_packets(running) as container:
        for frame in container.decode(video=0):
            plane: Any = frame.reformat(format="gray").planes[0]
            row, told = plane.line_size, bytes(plane)
            middle = [told[row * at : row * at + frame.width] for at in range(frame.height // 4, frame.height // 2)]
            if (frame.width, frame.height) == size:
                yield min(map(min, middle)), max(map(max, middle))


def _is_right(task: TrialTask, lights: Sequence[tuple[int, int]]) -> bool:
    if task.ability == STYLED_TEXT:
        return lights[0][1] < DARK and lights[-1][1] > BRIGHT
    return all(dark < DARK and bright > BRIGHT for dark, bright in lights)


def _cpu_s() -> float:
    told = os.times()
    return told.children_user + told.children_system

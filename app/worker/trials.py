"""Tries an encoder: its name may be there without the hardware that it needs, and nobody knows how fast it is."""

import time
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
from av.filter import Graph

from app.contract.encoding import TrialMade, TrialTask
from app.worker.checks import BROKEN_FILE

FRAME_RATE = 25
_DECODERS = {"av1": "libdav1d"}  # FFmpeg's own needs hardware
PATTERNS = 16
"""Pictures that are made before the clock runs, shown again and again."""


def trial(task: TrialTask) -> TrialMade:
    """Return how fast an encoder is, or why it does not work."""
    if task.program:
        from app.worker.program.trial import try_program

        return try_program(task)
    try:
        return _tried(task)
    except BROKEN_FILE as error:
        return TrialMade(frame_rate=0, fault=str(error) or type(error).__name__)


def _tried(task: TrialTask) -> TrialMade:
    pictures = list(_pictures(task))
    encoder: Any = av.CodecContext.create(task.encoder, "w")
    encoder.width, encoder.height = task.width_px, task.height_px
    encoder.pix_fmt = "yuv420p" if "yuv420p" in _formats(encoder) else _formats(encoder)[0]
    encoder.time_base, encoder.framerate = Fraction(1, FRAME_RATE), Fraction(FRAME_RATE)
    encoder.options = {"preset": task.preset} if task.preset else {}
    began, began_cpu, done, packets = time.perf_counter(), time.process_time(), 0, []
    while done < task.count and time.perf_counter() - began < task.limit_s:
        picture = pictures[done % len(pictures)]
        picture.pts, picture.time_base = done, encoder.time_base
        packets += encoder.encode(picture)
        done += 1
    packets += encoder.encode(None)
    took_s, took_cpu_s = time.perf_counter() - began, time.process_time() - began_cpu
    if _decoded(encoder, packets) != done:
        return TrialMade(frame_rate=0, fault="What it makes cannot be decoded.")
    return TrialMade(frame_rate=done / took_s, cores=took_cpu_s / took_s)


def _formats(encoder: Any) -> list[str]:
    return [shape.name for shape in encoder.codec.video_formats or ()] or ["yuv420p"]


def _pictures(task: TrialTask) -> Iterator[Any]:
    graph = Graph()
    shape = f"size={task.width_px}x{task.height_px}:rate={FRAME_RATE}"
    source, end = graph.add("testsrc2", shape), graph.add("buffersink")
    shape_yuv = graph.add("format", "yuv420p")
    source.link_to(shape_yuv)
    shape_yuv.link_to(end)
    graph.configure()
    for _ in range(min(PATTERNS, task.count)):
        yield graph.pull()


def _decoded(encoder: Any, packets: list[Any]) -> int:
    name = encoder.codec.canonical_name
    decoder: Any = av.CodecContext.create(_DECODERS.get(name, name), "r")
    decoder.extradata = encoder.extradata
    count = sum(len(decoder.decode(packet)) for packet in packets)
    return count + len(decoder.decode(None))

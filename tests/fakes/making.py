"""Asks for pieces of films that are made anew, and puts them together as players do."""

import io
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from app.contract.encoding import EncodeTask, SoundForm, VideoForm
from app.contract.segments import Form
from app.worker.encode import encode

GRID_US = 2_000_000
SMALL = VideoForm(codec="h264", width_px=160, height_px=90)
SOUND = SoundForm(codec="aac", channels=2, bitrate=96_000)
FAST = {"libsvtav1": "12", "libvpx-vp9": "8"}


def piece_task(path: Path, number: int, **changes: Any) -> EncodeTask:
    """Return a task for a piece of a film whose 0 is where its file begins."""
    with av.open(str(path)) as container:
        zero_us = container.start_time or 0
    task = EncodeTask(
        path=str(path),
        etag="one",
        session="session",
        form=Form.MP4,
        video_index=0,
        video=SMALL,
        zero_us=zero_us,
        grid_us=GRID_US,
        number=number,
        encoder="libx264",
        preset="ultrafast",
    )
    return replace(task, **changes)


def with_sound(task: EncodeTask, index: int = 1) -> EncodeTask:
    """Return the task for the same piece as TS with sound in it."""
    return replace(task, form=Form.TS, sound_index=index, sound=SOUND)


def together(task: EncodeTask, numbers: Iterable[int]) -> bytes:
    """Make pieces in an order, and return the film that they are."""
    heads, bodies = set(), {}
    for number in numbers:
        head_bytes, content = encode(replace(task, number=number))
        heads.add(content[:head_bytes])
        bodies[number] = content[head_bytes:]
    [head] = heads
    return head + b"".join(bodies[number] for number in sorted(bodies))


def times(source: Any, kind: str = "video") -> list[Fraction]:
    """Return when each frame is shown."""
    with av.open(source) as container:
        frames: Any = container.decode(getattr(container.streams, kind)[0])
        return [frame.pts * frame.time_base for frame in frames]


def packet_times(content: bytes, kind: str = "video") -> list[tuple[Fraction, Fraction, bool]]:
    """Return when each packet is decoded and shown, and whether it needs no other."""
    with av.open(io.BytesIO(content), "r") as container:
        stream: Any = getattr(container.streams, kind)[0]
        base = stream.time_base
        packets: Any = container.demux(stream)
        return [
            (packet.dts * base, packet.pts * base, packet.is_keyframe)
            for packet in packets
            if packet.size and packet.dts is not None and packet.pts is not None
        ]

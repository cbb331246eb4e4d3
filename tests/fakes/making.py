"""Asks for pieces of films that are made anew, and puts them together as players do."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.video.frame import VideoFrame

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


BITS = 10
BLOCK_PX = 16


def make_counted_film(
    path: Path,
    shown: Sequence[Fraction],
    *,
    encoder: str = "libx264",
    options: dict[str, str] | None = None,
    rate: int = 25,
) -> Path:
    """Write a film whose every picture shows its number, as bright and dark blocks, at the times that are wanted."""
    with av.open(str(path), "w", options={"avoid_negative_ts": "disabled"}) as output:
        wanted = {"preset": "veryfast", "g": "30"} | (options or {})
        stream: Any = output.add_stream(encoder, rate=rate, options=wanted)
        stream.width, stream.height, stream.pix_fmt = BITS * BLOCK_PX, 96, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 90_000)
        if encoder == "mpeg4":
            stream.codec_context.time_base = Fraction(1, 25)
        for number, at in enumerate(shown):
            frame = _counted(number)
            frame.pts, frame.time_base = round(at / stream.codec_context.time_base), stream.codec_context.time_base
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def numbers(source: Any) -> list[int]:
    """Return the numbers that the pictures of a film show."""
    with av.open(source) as container:
        return [_number(frame) for frame in container.decode(video=0)]


def _counted(number: int) -> VideoFrame:
    row = b"".join(bytes([220 if number >> bit & 1 else 30]) * BLOCK_PX for bit in range(BITS))
    frame = VideoFrame(BITS * BLOCK_PX, 96, "yuv420p")
    for plane in frame.planes:
        line = row if plane.width == BITS * BLOCK_PX else bytes([128]) * plane.width
        plane.update(line.ljust(plane.line_size, b"\0") * plane.height)
    return frame


def _number(frame: VideoFrame) -> int:
    plane = frame.reformat(width=BITS * BLOCK_PX, height=96, format="gray").planes[0]
    middle = bytes(plane)[48 * plane.line_size :]
    return sum(1 << bit for bit in range(BITS) if middle[bit * BLOCK_PX + BLOCK_PX // 2] > 125)

"""Looks where the pictures of a file begin and end, without reading all of it."""

import contextlib
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer

from app.contract.encoding import Span
from app.contract.media import MediaFault
from app.worker.checks import Fault, reading
from app.worker.containers import opened

FIRST_PACKETS = 300
"""The first picture that is shown is among the first that are stored."""
TAILS_S = (2, 10, 60)
"""How much before its end a file is read on, until pictures are found."""
SECOND = 1_000_000


def span(path: Path, index: int) -> Span:
    """Return where the pictures of a stream begin and end. Raises Fault."""
    with reading(path), opened(path, is_decoded=False) as container:
        if not 0 <= index < len(container.streams) or container.streams[index].type != "video":
            raise Fault(MediaFault.UNREADABLE, "It has no such pictures.")
        stream: Any = container.streams[index]
        rate = stream.average_rate or stream.guessed_rate or stream.base_rate or Fraction(0)
        first = _first(container, stream)
        last = _last(container, stream, first)
        base, step = stream.time_base, (1 / rate if rate else 0)
        return Span(
            start_us=round(first * base * SECOND),
            end_us=round((last * base + step) * SECOND),
            frame_num=rate.numerator,
            frame_den=rate.denominator,
        )


def _first(container: InputContainer, stream: Any) -> int:
    found: list[int] = []
    for packet in container.demux(stream):
        at = packet.pts if packet.pts is not None else packet.dts
        if packet.size and at is not None:
            found.append(at)
        if len(found) >= FIRST_PACKETS:
            break
    if not found:
        raise Fault(MediaFault.UNREADABLE, "It has no pictures.")
    return min(found)


def _last(container: InputContainer, stream: Any, first: int) -> int:
    """Return when the last picture is shown; where no seek leads there, what the container says."""
    length = Fraction(container.duration or 0, SECOND) / stream.time_base
    for tail in TAILS_S:
        with contextlib.suppress(av.error.FFmpegError):
            container.seek(max(round(first + length - tail / stream.time_base), first), stream=stream)
            found = [int(at) for packet in container.demux(stream) if (at := packet.pts or packet.dts) is not None]
            if found:
                return max(found)
    return max(int(first + length), first)

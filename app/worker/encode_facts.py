"""Tells what a film is like that is made anew, from its head alone, so that every worker knows the same."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from av.container import InputContainer

from app.contract.media import MediaFault
from app.worker.boxes import Hints, read_matroska, read_mp4
from app.worker.checks import Fault
from app.worker.containers import is_picture
from app.worker.filters import Origin

MICRO = 1_000_000
USUAL_RATE = Fraction(25)
MOST_PIXELS = 8192 * 8192
_NO_BASE_PROFILES = frozenset((5, 10))
"""Of Dolby Vision: profile 10 may have a base layer, and tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the head of a film tells.

    Attributes:
        rate: Pictures a second, on average.
        end_s: When it ends, on the clock of the film.
    """

    origin: Origin
    rate: Fraction | None
    end_s: Fraction | None


def check(container: InputContainer, path: Path, index: int) -> None:
    """Make sure that a film has the wanted pictures, and that its colours are known. Raises Fault."""
    video: Any = container.streams[index] if 0 <= index < len(container.streams) else None
    if video is None or video.type != "video" or is_picture(video) or not video.time_base or not video.width:
        raise Fault(MediaFault.UNREADABLE, "There are no pictures in this stream.")
    if video.width * video.height > MOST_PIXELS:
        raise Fault(MediaFault.UNREADABLE, "Its pictures are too large.")
    dolby = _hints(container, path).dolby
    if dolby and dolby.base == 0 and dolby.profile in _NO_BASE_PROFILES:
        raise Fault(
            MediaFault.NOT_CUTTABLE, f"Dolby Vision profile {dolby.profile} has colours that only its screens know."
        )


def read_facts(container: InputContainer, index: int, zero_s: Fraction) -> Facts:
    """Return what the head of a film tells. `zero_s` is the file's time of the film's 0."""
    video: Any = container.streams[index]
    context, end_s = video.codec_context, None
    if container.duration:
        end_s = Fraction(container.duration + (container.start_time or 0), MICRO) - zero_s
    return Facts(
        origin=Origin(
            width=context.width,
            height=context.height,
            shape=video.sample_aspect_ratio,
            colours=(context.color_primaries, context.color_trc, context.colorspace, context.color_range),
        ),
        rate=video.average_rate or video.guessed_rate,
        end_s=end_s,
    )


def _hints(container: InputContainer, path: Path) -> Hints:
    if container.format.name.startswith("mov"):
        return read_mp4(path)
    return read_matroska(path) if container.format.name.startswith("matroska") else Hints()

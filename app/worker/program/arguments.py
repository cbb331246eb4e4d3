"""Says to the ffmpeg program what is wanted, so that its pictures and their times are those that PyAV would give.

No name of a file that belongs to somebody is ever part of a filter: what filters read lies in a folder of ours, in
which the program runs, under names of ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from app.contract.encoding import EncodeTask
from app.worker.containers import FORMATS
from app.worker.encode_look import Look
from app.worker.encode_source import DECODER_THREADS, MARGIN_S
from app.worker.encoders import settings
from app.worker.filters import CLOCK
from app.worker.program.hardware import hardware_of
from app.worker.program.packets import OUTPUT
from app.worker.rate import SLACK

FINE = 90_000_000
"""Ticks a second in which nearly all times of films are whole numbers, so that they are rounded once, as PyAV's are."""
MOST_PIECES = 4_000
"""Of one run: the system limits how long an argument may be, and each piece needs some words of one."""
_EXACT_SEEKS = ("matroska", "mov")
_BEFORE_S = 2
"""So much earlier the program is sent in files that are searched for a time instead of having an index."""
_ESCAPED = str.maketrans({letter: f"\\{letter}" for letter in "\\'[],;"})

Filter = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Where the program begins.

    Attributes:
        number: Of the first piece; `last` of the last one.
        key_s: Time of the picture that decoding begins with, on the clock of the film.
        format: FFmpeg's names of the film's format.
        rate: At most so many pictures a second are taken of it; None takes all.
    """

    number: int
    key_s: Fraction
    format: str
    last: int
    rate: Fraction | None = None


def command(task: EncodeTask, begin: Begin, chain: Sequence[Filter], look: Look) -> list[str]:
    """Return the program and its arguments.

    Args:
        chain: Filters that make the picture what it is to be.
    """
    hardware = hardware_of(task.encoder)
    filters = [*_times(task, begin), *_limited(task, begin), *chain, _coloured(look)]
    drawn = text_of(filters) + (f",{hardware.chain}" if hardware.chain else "")
    return [
        *(task.program, "-nostdin", "-hide_banner", "-loglevel", "error", *hardware.before),
        *("-protocol_whitelist", "file", "-format_whitelist", FORMATS, "-threads", str(DECODER_THREADS)),
        *("-noautorotate", "-copyts", *_sought(task, begin), "-i", f"file:{Path(task.path).absolute()}"),
        *("-map", f"0:{task.video_index}", "-map_metadata", "-1", "-map_chapters", "-1", "-an", "-sn", "-dn"),
        *("-vf", drawn, "-fps_mode", "passthrough", "-enc_time_base", f"1:{CLOCK}"),
        *("-force_key_frames", _keys(begin, task.grid_us), "-avoid_negative_ts", "disabled"),
        *("-c:v", task.encoder, *_options(task), *OUTPUT),
    ]


def text_of(chain: Sequence[Filter]) -> str:
    """Return filters as the program reads them: what has a meaning between filters is marked as plain text."""
    return ",".join(f"{name}={args.translate(_ESCAPED)}" if args else name for name, args in chain)


def _sought(task: EncodeTask, begin: Begin) -> tuple[str, ...]:
    if begin.number == 0:
        return ()
    at_us = -(-(begin.key_s * 1_000_000) // 1) + task.zero_us
    if not begin.format.startswith(_EXACT_SEEKS):
        at_us -= _BEFORE_S * 1_000_000
    return ("-noaccurate_seek", "-seek_timestamp", "1", "-ss", f"{at_us}us")


def _times(task: EncodeTask, begin: Begin) -> list[Filter]:
    """Put pictures on the clock of the film; halves of a tick are rounded to even ones, as Python does."""
    at = f"(PTS-({task.zero_us * FINE // 1_000_000}))"
    down, near = f"floor({at}/1000)", f"round({at}/1000)"
    start_s = max(Fraction(begin.number * task.grid_us, 1_000_000) - MARGIN_S, Fraction(0))
    end = -(-(begin.last + 1) * task.grid_us * CLOCK // 1_000_000)
    return [
        ("settb", f"1/{FINE}"),
        ("setpts", f"1000*if(eq(mod({at},2000),500),{down},{near})"),
        ("settb", f"1/{CLOCK}"),
        ("trim", f"start_pts={int(start_s * CLOCK)}:end_pts={end}"),
    ]


def _limited(task: EncodeTask, begin: Begin) -> list[Filter]:
    """Leave out the pictures that app.worker.rate leaves out."""
    if begin.rate is None:
        return []
    slot = f"floor({{}}*{begin.rate.numerator}/{begin.rate.denominator * CLOCK}+{float(SLACK)})"
    now, then = ((_cell(task, name), slot.format(name)) for name in ("pts", "prev_selected_pts"))
    new = "+".join(f"gt({one},{other})" for one, other in zip(now, then, strict=True))
    return [("select", f"if(isnan(prev_selected_pts),1,{new})")]


def _cell(task: EncodeTask, ticks: str) -> str:
    """Return which piece a time on CLOCK is in; whole numbers as long as possible, for then nothing is rounded."""
    return f"floor({ticks}*{1_000_000 // 10_000}/{task.grid_us * CLOCK // 10_000})"


def _keys(begin: Begin, grid_us: int) -> str:
    """Return the times of the pictures that need no other: the first of each piece, in whole microseconds."""
    starts = (-(-number * grid_us * CLOCK // 1_000_000) for number in range(begin.number, begin.last + 1))
    return ",".join(f"{ticks * 1_000_000 // CLOCK}us" for ticks in starts)


def _coloured(look: Look) -> Filter:
    primaries, transfer, matrix, bounds = look.colours
    told = f"color_primaries={primaries}:color_trc={transfer}:colorspace={matrix}:range={bounds}"
    return "setparams", told


def _options(task: EncodeTask) -> list[str]:
    told = settings(task) | ({"threads": str(task.threads)} if task.threads else {})
    return [word for name, value in told.items() for word in (f"-{name}:v", value)]

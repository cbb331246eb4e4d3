"""Writes cues as the players want them: WebVTT whole and in pieces, SubRip, and ASS moved in time. Pure."""

import html
import re
from collections.abc import Iterable, Sequence

from app.contract.errors import Invalid
from app.contract.subtitles import Cue

MOST_OFFSET_MS = 24 * 3_600_000
_TAG = re.compile(r"</?c[^>]*>")
_EVENT = re.compile(r"^(Dialogue|Comment):([^,\n]*),([^,\n]*),([^,\n]*),", re.MULTILINE)
_ASS_TIME = re.compile(r"\s*(\d{1,3}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,3}))?\s*")
_CLOCK_HZ = 90
"""Ticks of an MPEG clock in a millisecond."""
_CLOCK_TURNS = 1 << 33


def parse_offset(text: str) -> int:
    """Return an offset in milliseconds; later is positive. Raises Invalid."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and int(digits) <= MOST_OFFSET_MS):
        raise Invalid(f"offset_ms must be a whole number, {MOST_OFFSET_MS} at most.", code="invalid_offset")
    return int(text)


def write_vtt(cues: Iterable[Cue], offset_ms: int = 0) -> str:
    """Return a whole WebVTT file. What would end before 0 is left out."""
    return "WEBVTT\n\n" + _blocks(cues, offset_ms)


def write_vtt_piece(cues: Sequence[Cue], start_ms: int, end_ms: int | None, *, offset_ms: int, clock_ms: int) -> str:
    """Return the piece of a WebVTT file that HLS players fetch; a cue is in every piece in which it is shown.

    Args:
        start_ms: Where the piece begins, on the clock of the cues; None as end is the last piece.
        offset_ms: From the clock of the cues to that of the playlist, whose 0 is the beginning of its first piece.
        clock_ms: What the media pieces' own clock says at the playlist's 0.
    """
    inside = (cue for cue in cues if cue.end_ms > start_ms and (end_ms is None or cue.start_ms < end_ms))
    ticks = clock_ms * _CLOCK_HZ % _CLOCK_TURNS
    return f"WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:{ticks},LOCAL:00:00:00.000\n\n" + _blocks(inside, offset_ms)


def write_srt(cues: Iterable[Cue], offset_ms: int = 0) -> str:
    """Return a SubRip file; colours and places are lost."""
    shown = [cue for cue in cues if cue.end_ms + offset_ms > 0]
    return "\n".join(
        f"{number}\n{_srt_time(cue.start_ms + offset_ms)} --> {_srt_time(cue.end_ms + offset_ms)}\n{_bare(cue.text)}\n"
        for number, cue in enumerate(shown, start=1)
    )


def move_ass(script: str, offset_ms: int) -> str:
    """Return a script whose events are shown later; what would end before 0 is left out."""
    return _EVENT.sub(lambda found: _moved(found, offset_ms), script) if offset_ms else script


def _blocks(cues: Iterable[Cue], offset_ms: int) -> str:
    return "".join(
        f"{_time(cue.start_ms + offset_ms)} --> {_time(cue.end_ms + offset_ms)}"
        f"{' ' + cue.settings if cue.settings else ''}\n{cue.text}\n\n"
        for cue in cues
        if cue.end_ms + offset_ms > 0
    )


def _time(ms: int) -> str:
    ms = max(ms, 0)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def _srt_time(ms: int) -> str:
    return _time(ms).replace(".", ",")


def _bare(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


def _moved(found: "re.Match[str]", offset_ms: int) -> str:
    times = [_ass_ms(found[3]), _ass_ms(found[4])]
    if times[0] is None or times[1] is None:
        return found[0]
    start, end = times[0] + offset_ms, times[1] + offset_ms
    kind = found[1] if end > 0 else "Comment"
    return f"{kind}:{found[2]},{_ass_time(max(start, 0))},{_ass_time(max(end, 0))},"


def _ass_ms(text: str) -> int | None:
    told = _ASS_TIME.fullmatch(text[:40])
    if told is None:
        return None
    hours, minutes, seconds, part = told.groups()
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int((part or "0").ljust(3, "0"))


def _ass_time(ms: int) -> str:
    return f"{ms // 3_600_000}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000 // 10:02}"

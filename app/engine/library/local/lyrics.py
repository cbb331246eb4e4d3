"""Reads lyrics with and without times (LRC). Linear in their length; never raises; pure."""

import re

from app.contract.library import LyricLine, Lyrics, LyricsSource
from app.contract.units import DurationMs
from app.engine.library.local.text import decode

MAX_BYTES = 512 * 1024
MOST_LINES = 5_000
_TIME = re.compile(r"\[(\d{1,3}):([0-5]?\d)(?:[.:](\d{1,3}))?\]")
_NOTE = re.compile(r"\[([a-z#]{1,10}):([^\]\n]{0,500})\]\s*$", re.IGNORECASE)
_WORD_TIME = re.compile(r"<\d{1,3}:[0-5]?\d(?:[.:]\d{1,3})?>")
_LONGEST_LINE = 1_000


def read_lyrics(raw: bytes, source: LyricsSource) -> Lyrics | None:
    """Return lyrics in the order in which they are sung; None when there are none.

    Lines without a time, in lyrics that have times, are left out: nobody can tell when to show them.
    """
    text, _ = decode(raw[:MAX_BYTES])
    timed: list[LyricLine] = []
    plain: list[LyricLine] = []
    offset_ms = 0
    for line in text.splitlines()[:MOST_LINES]:
        line, times = _times(line.strip()[:_LONGEST_LINE])
        if not times and (note := _NOTE.match(line)):
            offset_ms = _offset(note) or offset_ms
            continue
        words = " ".join(_WORD_TIME.sub("", line).split())
        timed += [LyricLine(text=words, start_ms=DurationMs(time)) for time in times]
        plain.append(LyricLine(text=words))
    if timed:
        # A positive offset shows lines sooner.
        shifted = [
            LyricLine(text=one.text, start_ms=DurationMs(max((one.start_ms or 0) - offset_ms, 0))) for one in timed
        ]
        shifted.sort(key=lambda one: one.start_ms or 0)
        return Lyrics(lines=tuple(shifted), is_synced=True, source=source)
    if not any(line.text for line in plain):
        return None
    return Lyrics(lines=tuple(plain), is_synced=False, source=source)


def _times(line: str) -> tuple[str, list[int]]:
    """Take the times off the front of a line; a refrain has several."""
    times, at = [], 0
    while found := _TIME.match(line, at):
        minutes, seconds, fraction = found.groups()
        times.append((int(minutes) * 60 + int(seconds)) * 1000 + int(((fraction or "0") + "00")[:3]))
        at = found.end()
    return line[at:], times


def _offset(note: "re.Match[str]") -> int:
    if note.group(1).lower() != "offset":
        return 0
    found = re.match(r"\s*([+-]?\d{1,6})", note.group(2))
    return int(found.group(1)) if found else 0

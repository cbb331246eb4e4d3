"""Reads SubRip, WebVTT and SubViewer: times on a line, and the words below it."""

import re
from collections.abc import Iterator, Sequence

from app.contract.subtitles import Cue
from app.worker.subtitles.letters import lines_of
from app.worker.subtitles.markup import Words
from app.worker.subtitles.tags import Placed, add_html

ARROW = "-->"
_TIME = re.compile(r"(?:(\d{1,3})\s*:\s*)?(\d{1,2})\s*:\s*(\d{1,2})(?:\s*[.,:]\s*(\d{1,3}))?")
_SUBVIEWER = re.compile(r"\s*(\d{1,2}:\d{2}:\d{2}[.:]\d{2,3}),(\d{1,2}:\d{2}:\d{2}[.:]\d{2,3})\s*")
_BREAK = re.compile(r"\[br\]|\|", re.IGNORECASE)
_SETTING = re.compile(
    r"line:-?\d{1,3}(?:\.\d{1,4})?%?(?:,(?:start|center|end))?|position:\d{1,3}(?:\.\d{1,4})?%(?:,(?:line-left|center|"
    r"line-right))?|size:\d{1,3}(?:\.\d{1,4})?%|align:(?:start|center|middle|end|left|right)|vertical:(?:rl|lr)"
)


def time_ms(text: str) -> int | None:
    """Return the milliseconds of "1:02:03,400" and its kin; None when there is no time in front."""
    found = _TIME.match(text.lstrip()[:40])
    if found is None:
        return None
    hours, minutes, seconds, part = found.groups()
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int((part or "0").ljust(3, "0"))


def read_srt(text: str) -> Iterator[Cue]:
    """Yield the cues of SubRip: what lies between two lines of times, without the number in front of the second."""
    lines = lines_of(text)
    places = [at for at, line in enumerate(lines) if ARROW in line and _times(line) is not None]
    for place, following in zip(places, [*places, len(lines)][1:], strict=True):
        times = _times(lines[place])
        if times is not None:
            below = lines[place + 1 : following]
            yield cue_of(times, "\n".join(_without_number(below) if following < len(lines) else below))


def read_vtt(text: str) -> Iterator[Cue]:
    """Yield the cues of WebVTT."""
    lines = iter(lines_of(text))
    for line in lines:
        if ARROW not in line or (times := _times(line)) is None:
            continue
        said: list[str] = []
        for below in lines:
            if not below.strip():
                break
            said.append(below)
        yield vtt_cue(times, "\n".join(said), line.partition(ARROW)[2])


def read_subviewer(text: str) -> Iterator[Cue]:
    """Yield the cues of SubViewer."""
    lines = iter(lines_of(text))
    for line in lines:
        if (found := _SUBVIEWER.fullmatch(line[:60])) is None:
            continue
        start, end = time_ms(found[1]), time_ms(found[2])
        said = next(lines, "")
        if start is not None and end is not None:
            yield cue_of((start, end), _BREAK.sub("\n", said))


def is_subviewer(text: str) -> bool:
    """Tell whether a text begins like SubViewer."""
    return any(_SUBVIEWER.fullmatch(line[:60]) for line in text[:4000].splitlines())


def cue_of(times: tuple[int, int], text: str) -> Cue:
    """Return a cue of SubRip's kind: tags of HTML, and now and then one of ASS."""
    words = Words()
    placed = add_html(words, text.replace("\\N", "\n"), is_escaped=False, has_overrides=True)
    return Cue(*times, words.finish(), settings_of(placed))


def vtt_cue(times: tuple[int, int], text: str, settings: str) -> Cue:
    """Return a cue of WebVTT, with the settings that all players know."""
    words = Words()
    add_html(words, text)
    known = [part for part in settings[:300].split() if _SETTING.fullmatch(part)]
    return Cue(*times, words.finish(), " ".join(known))


def settings_of(placed: Placed) -> str:
    """Return the settings of a cue that says by its alignment alone where it wants to be."""
    return alignment_settings(placed.alignment or 2)


def alignment_settings(alignment: int) -> str:
    """Return the settings for a key of the number pad; "" for 2, which is where cues are shown anyway."""
    line = ("", "line:45%", "line:5%")[(alignment - 1) // 3]
    side = ("position:5% align:left", "", "position:95% align:right")[(alignment - 1) % 3]
    return " ".join(filter(None, (line, side)))


def _times(line: str) -> tuple[int, int] | None:
    before, _arrow, after = line[:400].partition(ARROW)
    start, end = time_ms(before), time_ms(after)
    return None if start is None or end is None else (start, end)


def _without_number(lines: Sequence[str]) -> Sequence[str]:
    """Leave out the number of the next cue, and the empty lines around it."""
    at = len(lines)
    while at and not lines[at - 1].strip():
        at -= 1
    if at and lines[at - 1].strip().isdecimal() and (at == 1 or not lines[at - 2].strip()):
        at -= 1
    return lines[:at]

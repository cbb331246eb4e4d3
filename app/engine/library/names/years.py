"""The year of a work: the last plausible one before the technical words, brackets first."""

import re
from typing import NamedTuple

from app.engine.library.names.keywords import CENTURY

_YEAR = re.compile(r"([12](?<![0-9][12])(?:8[89]\d|9\d\d|0[0-4]\d))(?![\dpi])(?!x\d)", re.IGNORECASE)
_RANGE = re.compile(r"[12](?<![0-9][12])[90]\d\d ?[-–~] ?(?:(?:19|20)\d\d|\d\d(?!\d))")
_BRACKETS = re.compile(r"[(\[]\s?(18[89]\d|19\d\d|20[0-4]\d)\s?[)\]]")
_LATE = re.compile(r"[(\[]\s?(18[89]\d|19\d\d|20[0-4]\d)(?=[\s,)\]])")
_ALONE = re.compile(r"[\s._(\[-]*((?:19|20)\d\d)[\s._)\]([-]*$")

_LONGEST_ALONE = 12


class Year(NamedTuple):
    """A year and where it stands, brackets included."""

    start: int
    end: int
    year: int


def find(text: str, flags: int, tail: int) -> Year | None:
    """Return the year of a work, or None; `tail` is where technical words begin.

    `flags` tells which classes of words the name has.
    """
    if not flags & CENTURY:
        return None
    if ("(" in text or "[" in text) and (found := _last_in_brackets(text)):
        return found
    years = list(_YEAR.finditer(text))
    if not years:
        return None
    ranges = [found.span() for found in _RANGE.finditer(text)]
    plain = [found for found in years if _is_free(text, found, ranges)]
    before = [found for found in plain if found.start(1) <= tail]
    chosen = before[-1] if before else (plain[0] if plain else None)
    return Year(chosen.start(1), chosen.end(1), int(chosen.group(1))) if chosen else None


def _last_in_brackets(text: str) -> Year | None:
    last = None
    for found in _BRACKETS.finditer(text):
        if text[: found.start()].strip(" ._-") or text[found.end() :].strip(" ._-"):
            last = Year(found.start(), found.end(), int(found.group(1)))
    return last


def _is_free(text: str, found: re.Match[str], ranges: list[tuple[int, int]]) -> bool:
    if any(start <= found.start(1) < end for start, end in ranges):
        return False
    before = text[: found.start(1)]
    if not before.strip(" ._-([{"):
        return False
    return not (before[-1:].isalpha() or text[found.end(1) : found.end(1) + 1].isalpha())


def bracketed(text: str, begin: int) -> int | None:
    """Return the last year in or in front of brackets right of `begin`, or None."""
    if "(" not in text and "[" not in text:
        return None
    found = _LATE.findall(text, begin)
    return int(found[-1]) if found else None


def alone(piece: str) -> int | None:
    """Return the year that is all a piece of a name says, or None."""
    found = _ALONE.match(piece) if len(piece) < _LONGEST_ALONE else None
    return int(found.group(1)) if found else None


def range_start(text: str, flags: int) -> int | None:
    """Return where a range of years such as "(2001-2011)" begins, or None."""
    found = _RANGE.search(text) if flags & CENTURY else None
    if found is None or not text[: found.start()].strip(" ._-([{"):
        return None
    return found.start()

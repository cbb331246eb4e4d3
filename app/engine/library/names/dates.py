"""Air dates in names, with any separator and in any order that people use."""

import re
from datetime import date
from typing import NamedTuple

from app.engine.library.names.keywords import CENTURY, MONTH, MONTHS, PAIR, SIX

_MONTH = "(?P<m>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
_SEP = r"[ ._-]"
_YEAR_FIRST = re.compile(rf"(?P<y>[12](?<![0-9][12])[90]\d\d)(?P<s>{_SEP})(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d)")
_YEAR_LAST = re.compile(rf"(?P<d>[0-9](?<![0-9][0-9])\d?)(?P<s>{_SEP})(?P<m>\d{{1,2}})(?P=s)(?P<y>(?:19|20)\d\d)(?!\d)")
_DAY_MONTH = re.compile(
    rf"(?P<d>[0-9](?<![0-9][0-9])\d?)(?:st|nd|rd|th)?{_SEP}{{1,2}}{_MONTH}{_SEP}{{1,2}}(?P<y>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?<![a-z]){_MONTH}{_SEP}{{1,2}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?{_SEP}{{1,2}}(?P<y>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_YEAR_MONTH_NAME = re.compile(
    rf"(?P<y>[12](?<![0-9][12])[90]\d\d){_SEP}{_MONTH}{_SEP}(?P<d>\d{{1,2}})(?!\d)", re.IGNORECASE
)
_COMPACT = re.compile(r"(?P<y>[12](?<!\w[12])[90]\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)(?=[\W_]|$|T\d)")
_NUMBERS = re.compile(rf"\d(?:{_SEP}\d{{1,2}}{_SEP}\d|\d{{7}})")
"""What every date without a month's name has."""
_SHORT = re.compile(r"([0-9](?<![0-9.][0-9])\d)([._-])(\d\d)\2(\d\d)(?![\d]|\.\d)")
_SIX = re.compile(r"([0-9](?<!\w[0-9])\d)(\d\d)(\d\d)(?![\w])")
_NUMERIC = (_YEAR_FIRST, _YEAR_LAST, _COMPACT)
_ALL = (_YEAR_FIRST, _YEAR_LAST, _DAY_MONTH, _MONTH_DAY, _YEAR_MONTH_NAME, _COMPACT)
_FIRST_TV_YEAR = 1930
_LAST_YEAR = 2100


class Dated(NamedTuple):
    """A date and where it stands."""

    start: int
    end: int
    date: date


def find(text: str, flags: int, *, loose: bool = False) -> Dated | None:
    """Return the first full date; `loose` also takes two-digit years and bare digits.

    `flags` tells which classes of words the name has.
    """
    if flags & CENTURY and (flags & MONTH or _NUMBERS.search(text)):
        for pattern in _ALL if flags & MONTH else _NUMERIC:
            for found in pattern.finditer(text):
                if when := _read(found):
                    return Dated(found.start(), found.end(), when)
    return _loose(text, flags) if loose else None


def _loose(text: str, flags: int) -> Dated | None:
    for pattern, needed in ((_SHORT, PAIR), (_SIX, SIX)):
        for found in pattern.finditer(text) if flags & needed else ():
            a, b, c = (int(group) for group in found.groups() if group.isdecimal())
            for year, month, day in ((c, b, a), (a, b, c), (c, a, b)) if pattern is _SHORT else ((a, b, c),):
                if when := _valid(_century(year), month, day):
                    return Dated(found.start(), found.end(), when)
    return None


def _read(found: re.Match[str]) -> date | None:
    year, month, day = found.group("y", "m", "d")
    if not month.isdecimal():
        return _valid(int(year), MONTHS[month.lower()], int(day))
    return _valid(int(year), int(month), int(day)) or _valid(int(year), int(day), int(month))


def _valid(year: int, month: int, day: int) -> date | None:
    if not _FIRST_TV_YEAR <= year < _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # the 31st of February is no date
        return None


def _century(short: int) -> int:
    return 2000 + short if short < 70 else 1900 + short

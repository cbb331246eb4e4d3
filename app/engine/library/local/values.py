"""Reads the dates, numbers and lists that people and programs write into NFO files. Pure; None means: not told."""

import math
import re
from datetime import date

_ISO = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?(?!\d)")
_COMPACT = re.compile(r"((?:18|19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})([-./])(\d{1,2})[-./](\d{4})(?!\d)")
_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\.? +)?([a-z]{3,9})\.?,? +(?:(\d{1,2})(?:st|nd|rd|th)?,? +)?(\d{4})\b"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = re.compile(r"[-+]?\d{1,12}(?:[.,]\d{1,12})?")
_COUNT = re.compile(r"\d{1,3}(?:[.,'\u00a0 ]\d{3})+(?!\d)|\d{1,15}")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$")
_HOURS = re.compile(r"(?:(\d{1,2})\s{0,3}h[a-z]{0,4})?\s{0,3}(?:(\d{1,4})\s{0,3}(?:m[a-z]{0,6}|'|′)?)?$", re.IGNORECASE)
_GENRE_MARKS = re.compile(r" ?/ | /|[|;,]")
_NAME_MARKS = re.compile(r" / |[|;]")
FIRST_YEAR, LAST_YEAR = 1800, 2200
_MOST_MINUTES = 100_000


def read_date(text: str) -> str | None:
    """Return an ISO 8601 date, shortened to what is certain: "1999-03-31", "1999-03" or "1999"."""
    text = text.strip()[:100].lower()
    if found := _COMPACT.match(text):
        return _iso(found.group(1), found.group(2), found.group(3))
    if found := _DAY_FIRST.match(text):
        return _with_day_first(found)
    if found := _ISO.match(text):
        return _iso(found.group(1), found.group(2), found.group(3))
    if (found := _WORDS.match(text)) and found.group(2)[:3] in _MONTHS:
        month = _MONTHS.index(found.group(2)[:3]) + 1
        return _iso(found.group(4), str(month), found.group(1) or found.group(3))
    return None


def _with_day_first(found: "re.Match[str]") -> str | None:
    """Dots mean day first; with other marks the order must show, else only the year is certain."""
    first, mark, second, year = found.groups()
    if mark == "." or int(first) > 12 or first == second:
        return _iso(year, second, first)
    if int(second) > 12:
        return _iso(year, first, second)
    return _iso(year, None, None)


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR or year == "1601":  # zero of the clock of Windows
        return None
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day or not int(day):
        return f"{year}-{int(month):02d}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{year}-{int(month):02d}"


def read_year(text: str) -> int | None:
    """Return the year that a date begins with or is."""
    told = read_date(text)
    return int(told[:4]) if told else None


def read_int(text: str) -> int | None:
    """Return a whole number."""
    number = read_float(text)
    return round(number) if number is not None else None


def read_float(text: str) -> float | None:
    """Return a number; a comma may stand for the point."""
    found = _NUMBER.match(text.strip()[:100])
    if found is None:
        return None
    number = float(found.group().replace(",", "."))
    return number if math.isfinite(number) else None


def read_count(text: str) -> int:
    """Return a count whose thousands may be set apart ("1,234,567"); 0 when untold."""
    found = _COUNT.match(text.strip()[:100])
    return int(re.sub(r"\D", "", found.group())) if found else 0


def read_minutes(text: str) -> int:
    """Return milliseconds of a running time: minutes ("105", "105 min"), "1h 45m" or "1:45:00"; 0 when untold."""
    text = text.strip()[:50]
    if found := _CLOCK.match(text):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        if not found.group(3) and hours > 9:  # "45:10" are minutes and seconds
            hours, minutes, seconds = 0, hours, minutes
        return ((hours * 60 + minutes) * 60 + seconds) * 1000
    if (found := _HOURS.match(text)) and any(found.groups()):
        minutes = int(found.group(1) or 0) * 60 + int(found.group(2) or 0)
    else:
        minutes = round(read_float(text) or 0)
    return minutes * 60_000 if 0 < minutes < _MOST_MINUTES else 0


def is_yes(text: str) -> bool:
    """Whether a flag is set."""
    return text.strip().lower() in ("true", "1", "yes")


def split_genres(text: str) -> tuple[str, ...]:
    """Return the genres of one tag: "Drama / Crime", "Drama, Crime", "Drama|Crime"."""
    return _parts(_GENRE_MARKS, text)


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of one tag; a comma may be a part of a name."""
    return _parts(_NAME_MARKS, text)


def _parts(marks: "re.Pattern[str]", text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for one in marks.split(text) if (part := " ".join(one.split()))))

"""Seasons without an episode: packs ("S01-S03"), season folders ("Staffel 2", "Specials", "2009")."""

import re
from functools import lru_cache
from typing import NamedTuple

from app.engine.library.names.keywords import DIGIT, SEASON, SEASON_WORDS, SXX
from app.engine.library.names.markers import chinese_number

_MAX_SEASONS = 60
_SPECIALS = frozenset(
    ["specials", "special", "ova", "ovas", "oad", "extras", "season00", "s00", "spéciaux", "especiales", "sonderfolgen"]
)
_FOLDER = re.compile(
    (
        rf"^(?:{SEASON_WORDS}|s|t)[ ._\-:#]{{0,3}}(\d{{1,4}})(?:[ ._-]*[(\[].*)?(?:[ ._]+-? "
        rf"?[^\W\d].*)?$|^(\d{{1,2}})(?:st|nd|rd|th|\.|ª|º|e|er)?[ ._]{{0,2}}(?:{SEASON_WORDS})$"
    ),
    re.IGNORECASE,
)
_LONGEST_NUMBER = 4
_DIGITS = frozenset("0123456789")
_PACK = re.compile(
    r"s(?<![a-z0-9]s)(\d{1,4})(?:((?:[ ._/,+&~-]{0,3}(?:to|and)?[ ._]{0,2}s\d{1,4}){1,40})"
    r"|(?:(?<=s01)|(?<=s1))[ ._]?(?:-|~|to)[ ._]?(\d{1,2}))?(?![a-z0-9])"
)
_JOINED_TO = re.compile(r" ?(?:to|-) ?(\d{1,2})(?!\d)")
_LISTED = re.compile(r"(?: \d{1,2}(?!\d)){2,40}")
_WORD = re.compile(
    rf"(?<![^\W\d_])(?:{SEASON_WORDS}|saisons|сезон\(ы\))[ ._\-:#(]{{0,3}}(\d{{1,4}})"
    r"((?:(?:-|~| -(?=[1-9](?!\d))|[ ]?(?:&|,|\+|\bto\b|\band\b|\bal?\b|,? ?&|,? and)[ ]?|[.](?:(?:to|a|and"
    r"|-)[.])?|[ ](?:-[ ])?(?=s))(?:s|season )?\d{1,2}(?![\dpof])(?! ?of)"
    r"(?!-?\d)){0,40})(?![\dp])"
)
_ORDINAL = re.compile(
    rf"(?<![\w])(\d{{1,2}})(?: ?(?:st|nd|rd|th|ª|º|°|a\.|-?й|-?ая|\.))?[ "
    rf"._-]{{0,2}}(?:{SEASON_WORDS})(?![^\W\d_])(?![ ._:-]{{0,3}}\d{{1,2}}(?!\d))"
)
_ORDINAL_STRICT = re.compile(r"(?<![\w])(\d{1,2})(?:st|nd|rd|th)[ ._-]season(?![^\W\d_])")
_ORDINAL_RANGE = re.compile(rf"(?<![\w])(\d{{1,2}})[ ]?-[ ]?(\d{{1,2}})[ ._-]{{0,2}}(?:{SEASON_WORDS})(?![^\W\d_])")
_ALL = re.compile(r"(?<![a-z])(?:all )?seasons \((\d{1,2})-(\d{1,2})\)|(?<![a-z0-9])(\d{1,2})xall(?![a-z])")
_WRITTEN = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "deux": 2,
    "trois": 3,
    "sept": 7,
}
_WRITTEN_SEASON = re.compile(
    r"(?<![\w])(?:(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[ ._-]season"
    r"|(?:season|saison)[ ._-](one|two|three|four|five|six|seven|eight|sept|deux|trois))(?![\w])"
)
_CJK = re.compile(
    r"第\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?[季期](?:\s?[-~]\s?第?(\d{1,2})季?)?|(?<!\d)(\d{1,2})[기期]|全\s?(\d{1,2})\s?季"
)
_NUMBER = re.compile(r"\d{1,4}")
_JOINED = re.compile(r"-|~|\bto\b|\ba\b|\bal\b")
_FOLDER_YEAR = range(1930, 2100)
_NO_SEASONS = range(200, 1928)
_LAST_SEASON = 2500
_LAST_SEASON_NUMBER = 99


class SeasonMark(NamedTuple):
    """Where a name speaks of seasons, and which."""

    start: int
    end: int
    seasons: tuple[int, ...]


@lru_cache(maxsize=2048)
def folder_season(name: str) -> int | None:
    """Return the season a folder name stands for on its own ("Season 3", "3. Staffel", "Specials"), or None."""
    plain = name.strip().lower().replace("_", " ")
    if plain in _SPECIALS:
        return 0
    if plain.isascii() and _DIGITS.isdisjoint(plain):
        return None
    found = _FOLDER.match(plain)
    if found is None:
        return None
    number = int(found.group(1) or found.group(2))
    return None if number in _NO_SEASONS or number > _LAST_SEASON or "episode" in plain else number


def number_season(name: str) -> int | None:
    """Return the season of a folder that is only a number ("02", "2009"), or None."""
    plain = name.strip()
    if not plain.isdecimal() or len(plain) > _LONGEST_NUMBER:
        return None
    number = int(plain)
    return number if number < 100 or number in _FOLDER_YEAR else None


def find(low: str, flags: int, *, has_group: bool = False) -> SeasonMark | None:
    """Return the first season mark within a name in lower case, or None.

    `flags` tells which classes of words the name has; `has_group` that a fan group made it: those write "Series" only
    as a word of a title.
    """
    if low.isascii() and not flags & (SEASON | SXX):
        return None
    if flags & SEASON and "season" in low and (found := _ORDINAL_STRICT.search(low)):
        return SeasonMark(found.start(), found.end(), (int(found.group(1)),))
    if flags & SXX and (mark := _packed(low)):
        return mark
    if flags & SEASON and flags & DIGIT and (mark := _spelled(low, has_group)):
        return mark
    if flags & SEASON and (mark := _ordinal(low)):
        return mark
    return None if low.isascii() else _cjk(low)


def _packed(low: str) -> SeasonMark | None:
    """Such as "S01", "S01-S03" and "S1-3"."""
    for found in _PACK.finditer(low):
        joined = f"-{found.group(3)}" if found.group(3) else ""
        if mark := _mark(found, f"{found.group(1)}{found.group(2) or ''}{joined}"):
            return mark
    return None


def _spelled(low: str, has_group: bool) -> SeasonMark | None:
    """Such as "Season 1", "Staffel 1-3" and "Season 1 2 3"."""
    for found in _WORD.finditer(low):
        if found.group().startswith("serie") and (has_group or low.startswith("of", found.end(1))):
            continue
        if mark := _listed(low, found) or _mark(found, f"{found.group(1)}{found.group(2)}"):
            return mark
    return None


def _listed(low: str, found: re.Match[str]) -> SeasonMark | None:
    """Such as "Season 1 2 3 4"."""
    following = _LISTED.match(low, found.end(1))
    numbers = [int(found.group(1)), *map(int, following.group().split())] if following else []
    count = next((at for at, number in enumerate(numbers) if number != numbers[0] + at), len(numbers))
    if count <= 2:
        return None
    listed = tuple(numbers[:count])
    if joined := _JOINED_TO.match(low, following.end() if following else found.end(1)):
        listed = (*listed[:-1], *_run(listed[-1], int(joined.group(1))))
        return SeasonMark(found.start(), joined.end(), listed)
    return SeasonMark(found.start(), found.end(1), listed)


def _ordinal(low: str) -> SeasonMark | None:
    if found := _ALL.search(low):
        first, last = (int(found.group(1)), int(found.group(2))) if found.group(1) else (int(found.group(3)), 0)
        return SeasonMark(found.start(), found.end(), _run(first, last))
    if found := _ORDINAL_RANGE.search(low):
        return SeasonMark(found.start(), found.end(), _run(int(found.group(1)), int(found.group(2))))
    if found := _ORDINAL.search(low):
        return SeasonMark(found.start(), found.end(), (int(found.group(1)),))
    if found := _WRITTEN_SEASON.search(low):
        return SeasonMark(found.start(), found.end(), (_WRITTEN[found.group(1) or found.group(2)],))
    return None


def _cjk(low: str) -> SeasonMark | None:
    found = _CJK.search(low)
    if found is None:
        return None
    if found.group(4):
        return SeasonMark(found.start(), found.end(), _run(1, int(found.group(4))))
    text = found.group(1) or found.group(3)
    number = chinese_number(text)
    return SeasonMark(found.start(), found.end(), _run(number, int(found.group(2) or number)))


def _mark(found: re.Match[str], numbers: str) -> SeasonMark | None:
    seasons: list[int] = []
    end = 0
    for step in _NUMBER.finditer(numbers):
        number = int(step.group())
        if (
            number in _NO_SEASONS
            or number > _LAST_SEASON
            or (number > _LAST_SEASON_NUMBER and found.group().startswith("series"))
        ):
            return None
        is_joined = bool(seasons) and _JOINED.search(numbers, end, step.start()) is not None
        seasons.extend(n for n in (_run(seasons[-1], number)[1:] if is_joined else (number,)) if n not in seasons)
        end = step.end()
    return SeasonMark(found.start(), found.end(), tuple(seasons)) if seasons else None


def _run(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(first, last + 1)) if first < last <= first + _MAX_SEASONS else (first,)

"""Explicit episode markers: S01E02, 1x02, "Season 1 Episode 2", E02, 第02話, "5of9"."""

import re
from functools import partial
from typing import NamedTuple

from app.engine.library.names.keywords import CROSS, DIGIT, EPISODE, EPISODE_WORDS, OF, SEASON, SEASON_WORDS, SXX

IN_ONE = "season and episode in one"
MAX_RUN = 200
"""Longest range of episodes in one file that is believed."""
_MAX_STEPS = 40
_NO_SEASONS = range(200, 1928)
_LAST_SEASON = 2500
_NOT_EPISODES = frozenset((264, 265, 480, 540, 576, 720, 1080, 2160))

_SXXEYY = re.compile(
    r"[st](?:(?<![a-z0-9][st])(\d{1,4})[ ._\-\[\]x,]{0,4}(?:episode|epi|ep|e|xe|xep|x(?=\d\d))[ ._-]{0,2}(\d{1,5})"
    r"|(?<=[a-rt-z]s)(\d\d)e(\d\d)(?!\d)|(?<=s)(?<![a-z0-9]s)(\d\d)[._](\d\d)(?![\dpi])(?=[._ ]|$))"
)
_YYEYY = re.compile(r"([0-9](?<![a-z0-9][0-9])\d)e(\d\d)(?!\d)")
_NXNN = re.compile(
    r"(\d(?<![a-z0-9]\d)(?<!\D\d\.\d)(?:(?:(?<=1)9|(?<=2)0)\d\d|\d?))(?: ?[xх] ?|[xх](?:e|ep)?)(\d{1,4})(?![\dpi])"
)
_WORDS = re.compile(
    rf"(?<![^\W\d_])(?:{SEASON_WORDS}|se)[\W_]{{0,3}}(\d{{1,4}})[\W_]{{0,4}}(?:complete)?[\W_]{{0,4}}"
    rf"(?:{EPISODE_WORDS}|epi|e)[\W_]{{0,3}}(\d{{1,5}})(?![\dp])"
)
_WORDS_ORDINAL = re.compile(
    rf"(?<![\w])(\d{{1,2}})(?:st|nd|rd|th|ª|º|-?й|\.)[ ._-]{{0,2}}(?:{SEASON_WORDS})[\W_]{{1,4}}"
    rf"(?:{EPISODE_WORDS}|e|-)[\W_]{{0,3}}(\d{{1,4}})(?![\dp])"
)
_NUMBERS_FIRST = re.compile(
    rf"(?<![\w])(\d{{1,2}})[ ._]{{0,2}}(?:{SEASON_WORDS}|sez)[\W_]{{1,3}}(\d{{1,4}})[ "
    rf"._]{{0,2}}(?:{EPISODE_WORDS}|ser|seria|rész|resz|epizód|diel|díl|sarja|osa|bolüm)"
    rf"(?![^\W\d_])(?![ ._]?\d{{1,3}}(?!\d))"
)
_EPISODE_FIRST = re.compile(r"(?<![a-z0-9])ep?(\d{1,4})[ ._-]{0,3}s(\d{1,4})(?![a-z0-9])")
_SEASON_OF = re.compile(
    r"(?<![a-z])season[ ._]?(\d{1,2})[ ._]?of[ ._]?\d{1,2}[ ._-]{1,3}(\d{1,3})[ ._]?of[ ._]?\d{1,3}"
)
_HASH_PAIR = re.compile(r"(?<![a-z0-9])(?:episode|ep\.?)[ ._]?#(\d{1,2})\.(\d{1,3})(?!\d)")
_NUMBER_FIRST = re.compile(r"(?<![\w])(\d{1,4})[ ._]{0,2}(?:bölüm|bolum|blm|seriya|серия|серии)(?![^\W\d_])")
_SPACED = re.compile(
    r"s(?<![a-z0-9]s)(\d{1,2})(?:[ ._]{1,2}-[ ._]{0,2}|[ ._]{0,2}-[ ._]{1,2})(\d{1,4})(?:v(\d))?(?![\dpix])"
)
_EPISODE = re.compile(
    rf"(?<![^\W_])(?:{EPISODE_WORDS}|e|#)[\W_]{{0,2}}#?(\d{{1,5}})(\.5)?"
    rf"(?!\d)(?![f-uw-z])(?!e(?!p?\d))(?![a-d][a-z0-9])(?! ?of ?\d)"
)
_CROSS_ONLY = re.compile(r"[-_ .]x(\d\d)(?=[-_ .])")
_EPISODE_CUT = re.compile(r"cap\W{0,2}\d{3,4}$")
_CAP_MORE = re.compile(r"[_ -](\d{3,4})(?!\d)")
_HASH = re.compile(r"(?:^|[ ._\[(])#(\d{1,4})(?!\d)")
_CJK = re.compile(
    r"第\s?(\d{1,4}|[一二三四五六七八九十百]{1,5})(?:\s?[-~]\s?(\d{1,4}))?\s?[话話集回]|(?<!\d)(\d{1,4})[话話集回](?!全)|(?<!\d)(\d{1,4})화"
)
_OF = re.compile(
    r"(?:(?<![\w])part[ ._]?)?(?<![\w])\(?(\d{1,2})(?:v\d)?[ ._]{0,2}(?:of|de|из|iz)[ ._]{0,2}(\d{1,2})\)?(?![\w])"
)
_MORE_MARKED = re.compile(
    r"[ ._]{0,2}[-~+&,]?[ ._]{0,2}(?:s\d{1,4}[ ._]?)?(?:episode|ep|e|x)[ ._]?(\d{1,5})(?!\d)"
    r"|[ ._]{0,2}-?[ ._]{0,2}(?:(?:19|20)\d\d|\d{1,2})x(\d{1,4})(?!\d)"
)
_MORE_TIGHT = re.compile(r"(?:[-~+&_]| ~ |(?<=\d)[._]-[._])(\d{1,5})(?![\da-uw-z])(?![ ._-]?(?:bit|ch)\b)")
_VERSION = re.compile(r"v(\d)(?![\w])")
_LETTER = re.compile(r"[a-d](?![a-z0-9])")
_DECIMAL = re.compile(r"\.5(?!\d)")
_RANGE_SPACED = re.compile(r"\s?(?:-|~|to|&|and|à|bis|al?)\s?(\d{1,5})(?![\da-uw-z])")
_GOES_ON = re.compile(r"v\d|[a-d]|\.5|_\d|[ ._]{0,2}[-~+&,][ ._]{0,2}(?:s?\d|[ex])|[ ._]{0,4}(?:s\d|[ex]|\d{1,4}x\d)")
"""How all of the patterns above begin that may follow a marker."""
_CJK_DIGITS = "零一二三四五六七八九十"
MAX_MARKED_RUN = 60
_THREE_DIGITS = 100

_WORD_PATTERNS = (
    (OF, _SEASON_OF, "season of seasons"),
    (EPISODE, _HASH_PAIR, "season and episode number"),
    (EPISODE, _NUMBERS_FIRST, "numbers and words"),
    (EPISODE, _WORDS, "season and episode words"),
    (DIGIT, _WORDS_ORDINAL, "ordinal season and number"),
)


class Marker(NamedTuple):
    """Where a name says which episode it is, and what it says."""

    start: int
    end: int
    seasons: tuple[int, ...] = ()
    episodes: tuple[float, ...] = ()
    absolute: tuple[float, ...] = ()
    reason: str = ""
    confidence: float = 0.9
    version: int | None = None
    part: int | None = None


_row = partial(tuple.__new__, Marker)
"""Makes one from all of its values, in a sixth of the time."""


def find(low: str, flags: int, *, is_film: bool = False) -> Marker | None:
    """Return the strongest explicit marker of a name in lower case, or None.

    `flags` tells which classes of words the name has. For a film a mere "Episode 3" is a part of the title.
    """
    if not flags & DIGIT and low.isascii():
        return None
    if flags & (SXX | CROSS) and (marker := _season_and_episode(low, flags)):
        return marker
    if flags & (SEASON | SXX) and (marker := _words(low, flags)):
        return marker
    return None if is_film else _episode_only(low, flags)


def _season_and_episode(low: str, flags: int) -> Marker | None:
    if flags & SXX:
        if marker := _numbered(low):
            return marker
        if (spaced := _SPACED.search(low)) and int(spaced.group(2)) not in _NOT_EPISODES:
            season, first = int(spaced.group(1)), int(spaced.group(2))
            return _collected(low, spaced, season, first, "Sxx - yy", 0.9, spaced.end(2))
    return _cross(low) if flags & CROSS else None


def _numbered(low: str) -> Marker | None:
    for pattern in (_SXXEYY, _YYEYY):
        for found in pattern.finditer(low):
            season, first = map(int, filter(None, found.groups()))
            if season not in _NO_SEASONS and season <= _LAST_SEASON:
                return _later(low, _collected(low, found, season, first, "SxxEyy", 0.98))
    return None


def _later(low: str, marker: Marker) -> Marker:
    """The next episode of the same season may follow behind some words: "S02E01-one-S02E02-two"."""
    if low.find("-s", marker.end) < 0:
        return marker
    last = int(marker.episodes[-1])
    following = f"-s{marker.seasons[0]:02}e{last + 1:02}"
    at = low.find(following, marker.end)
    if at < 0:
        return marker
    return marker._replace(episodes=span(marker.episodes[0], last + 1), end=at + len(following))


def _cross(low: str) -> Marker | None:
    for found in _NXNN.finditer(low):
        if not _is_ratio(found):
            return _collected(low, found, int(found.group(1)), int(found.group(2)), "NxNN", 0.95)
    return None


def _is_ratio(found: re.Match[str]) -> bool:
    """Such as "16x9" and "4x3" speak of a picture."""
    return found.group() in ("16x9", "4x3", "4 x 3", "16 x 9")


def _words(low: str, flags: int) -> Marker | None:
    if flags & SXX and (found := _EPISODE_FIRST.search(low)) and int(found.group(2)) not in _NO_SEASONS:
        season, number = int(found.group(2)), int(found.group(1))
        return Marker(found.start(), found.end(), seasons=(season,), episodes=(number,), reason="episode and season")
    for needed, pattern, reason in _WORD_PATTERNS:
        if flags & needed and (found := pattern.search(low)):
            return _collected(low, found, int(found.group(1)), int(found.group(2)), reason, 0.95, found.end(2))
    return None


def _episode_only(low: str, flags: int) -> Marker | None:
    if not low.isascii() and (counted := _CJK.search(low)):
        first = chinese_number(next(group for group in (counted.group(1), counted.group(3), counted.group(4)) if group))
        run = span(first, int(counted.group(2) or first))
        return Marker(counted.start(), counted.end(), absolute=run, reason="counter word")
    if (flags & EPISODE and (numbered := _NUMBER_FIRST.search(low))) or (
        flags & CROSS and (numbered := _CROSS_ONLY.search(low))
    ):
        return _collected(low, numbered, None, int(numbered.group(1)), "episode word", 0.85, numbered.end())
    has_hash = "#" in low
    if (flags & EPISODE or has_hash) and (found := _EPISODE.search(low)):
        return _spelled(low, found)
    if has_hash and (hashed := _HASH.search(low)):
        return _collected(low, hashed, None, int(hashed.group(1)), "#number", 0.7)
    if flags & OF and (part := _OF.search(low)) and int(part.group(1)) <= int(part.group(2)):
        return Marker(part.start(), part.end(), absolute=(int(part.group(1)),), reason="n of m", confidence=0.8)
    return None


def _spelled(low: str, found: re.Match[str]) -> Marker:
    number = int(found.group(1))
    if found.group(2):
        return Marker(found.start(), found.end(), absolute=(number + 0.5,), reason="recap number")
    if number > _THREE_DIGITS and _EPISODE_CUT.match(found.group()):
        # Spanish releases write season and episode in one number: [Cap.104], [Cap.104_106].
        more = _CAP_MORE.match(low, found.end())
        last = int(more.group(1)) if more and int(more.group(1)) // 100 == number // 100 else number
        return Marker(
            found.start(),
            more.end() if more and last != number else found.end(),
            seasons=(number // 100,),
            episodes=span(number % 100, last % 100),
            reason=IN_ONE,
        )
    marker = _collected(low, found, None, number, "episode word", 0.85)
    if spaced := _RANGE_SPACED.match(low, marker.end):
        return marker._replace(end=spaced.end(), absolute=span(marker.absolute[0], int(spaced.group(1))))
    return marker


def chinese_number(text: str) -> int:
    """Return a number in digits or in Chinese characters below a hundred."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return max(_CJK_DIGITS.find(ones[-1]), 0)
    return (max(_CJK_DIGITS.find(tens[-1:]), 1) if tens else 1) * 10 + (
        max(_CJK_DIGITS.find(ones[-1]), 0) if ones else 0
    )


def _collected(
    low: str, found: re.Match[str], season: int | None, number: int, reason: str, confidence: float, position: int = -1
) -> Marker:
    """Follow the marker to further episodes: E02E03, -03, ~05, -E04, .5, v2, a."""
    position = found.end() if position < 0 else position
    if not _GOES_ON.match(low, position):
        return _marker(found, season, (number,), position, reason, confidence, None)
    first: float = number
    if _DECIMAL.match(low, position):
        first, position = number + 0.5, position + 2
    numbers, end = _more(low, position, number)
    version = _VERSION.match(low, end)
    end = version.end() if version else end
    letter = _LETTER.match(low, end)
    end = letter.end() if letter else end
    return _marker(found, season, (first, *numbers[1:]), end, reason, confidence, version)


def _marker(
    found: re.Match[str],
    season: int | None,
    numbers: tuple[float, ...],
    end: int,
    reason: str,
    confidence: float,
    version: re.Match[str] | None,
) -> Marker:
    number = int(version.group(1)) if version else None
    if season is None:
        return _row((found.start(), end, (), (), numbers, reason, confidence, number, None))
    return _row((found.start(), end, (season,), numbers, (), reason, confidence, number, None))


def _more(low: str, position: int, first: int) -> tuple[tuple[float, ...], int]:
    """Return the numbers of a run and where it ends; a dash fills the gap between two numbers, "E01E04" does not."""
    run: list[float] = [first]
    last = first
    for _ in range(_MAX_STEPS):
        version = _VERSION.match(low, position)
        start = version.end() if version else position
        found = _MORE_MARKED.match(low, start) or _MORE_TIGHT.match(low, start)
        if found is None:
            break
        number = int(found.group(1) or found.group(2) if found.re is _MORE_MARKED else found.group(1))
        is_other = low[found.start()] == "_" and number != last + 1
        if number <= last or number in _NOT_EPISODES or number - first > MAX_MARKED_RUN or is_other:
            break
        is_filled = "-" in found.group() or "~" in found.group()
        run.extend(range(last + 1, number + 1) if is_filled else (number,))
        last, position = number, found.end()
    return tuple(run), position


def span(first: float, last: float) -> tuple[float, ...]:
    """Return all numbers of a range; a range that goes down or is too long is just its first number."""
    if last <= first or last - first > MAX_RUN:
        return (first,)
    return (first, *range(int(first) + 1, int(last) + 1))

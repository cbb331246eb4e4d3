"""Explicit episode markers: S01E02, 1x02, "Season 1 Episode 2", E02, 第02話, "5of9"."""

import re
from typing import NamedTuple

MAX_RUN = 200
"""Longest range of episodes in one file that is believed."""
_MAX_STEPS = 40
_NO_SEASONS = range(200, 1928)
_LAST_SEASON = 2500
_NOT_EPISODES = frozenset((264, 265, 480, 540, 576, 720, 1080, 2160))

SEASON_WORDS = (
    "season|seasons|series|staffel|saison|temporada|temporadas|temp|stagione|stagioni|sezon|sezona|sezonul|sezonu|sæson|saeson|säsong|"
    "sasong|seizoen|sesong|kausi|évad|evad|sezonas|сезон|сезона|сезоны|série|serie|σεζόν|シーズン|시즌|seasson|seaon|sæsong|phần|الموسم|मौसम|tempor"
)
EPISODE_WORDS = "episode|episodes|episodio|épisode|folge|eps|ep|capitulo|capítulo|cap|aflevering|afl|bölüm|bolum|серия|серии|seriya|avsnitt|odcinek|odc|jakso|epizode|epizoda|tập|الحلقة"

_SXXEYY = re.compile(r"(?<![a-z0-9])s(\d{1,4})[ ._\-\[\]x,]{0,4}(?:episode|ep|e|xe|xep)[ ._-]{0,2}(\d{1,5})", re.IGNORECASE)
_SXXXYY = re.compile(r"(?<![a-z0-9])s(\d{1,4})x(\d{1,4})(?![\dpi])", re.IGNORECASE)
_NXNN = re.compile(r"(?<![a-z0-9.])((?:19|20)\d\d|\d{1,2})(?: ?x ?|x(?:e|ep)?)(\d{1,4})(?![\dpi])", re.IGNORECASE)
_WORDS = re.compile(
    rf"(?<![^\W\d_])(?:{SEASON_WORDS})[\W_]{{0,3}}(\d{{1,4}})(?:[\W_]{{0,4}}(?:complete)?[\W_]{{0,4}})(?:{EPISODE_WORDS}|e)[\W_]{{0,3}}(\d{{1,5}})(?![\dp])",
    re.IGNORECASE,
)
_WORDS_ORDINAL = re.compile(
    rf"(?<![\w])(\d{{1,2}})(?:st|nd|rd|th|ª|º|-?й|\.)?[ ._-]{{1,2}}(?:{SEASON_WORDS})[\W_]{{1,4}}(?:{EPISODE_WORDS}|e|-)?[\W_]{{0,3}}(\d{{1,4}})(?![\dp])(?! ?(?:19|20)\d\d)",
    re.IGNORECASE,
)
_EPISODE_FIRST = re.compile(rf"(?<![\w])(\d{{1,3}}) ?(?:{EPISODE_WORDS})\b", re.IGNORECASE)
_SPACED = re.compile(r"(?<![a-z0-9])s(\d{1,2})[ ._]{0,2}-[ ._]{0,2}(\d{1,4})(?:v(\d))?(?![\dpix])", re.IGNORECASE)
_EPISODE = re.compile(rf"(?<![^\W_])(?:{EPISODE_WORDS}|e|#)[ ._-]{{0,2}}#?(\d{{1,5}})(?!\d)(\.5)?", re.IGNORECASE)
_HASH = re.compile(r"(?:^|[ ._\[(])#(\d{1,4})(?!\d)")
_CJK = re.compile(
    r"第\s?(\d{1,4})(?:\s?[-~]\s?(\d{1,4}))?\s?[话話集回]|(?<!\d)(\d{1,4})[话話集回](?!全)|(?<!\d)(\d{1,4})화"
)
_OF = re.compile(r"(?<![\w.])\(?(\d{1,2})[ ._]?(?:of|de|из|/)[ ._]?(\d{1,2})\)?(?![\w])", re.IGNORECASE)
_MORE_MARKED = re.compile(
    r"[ ._]{0,2}[-~+&,]?[ ._]{0,2}(?:s\d{1,4}[ ._]?)?(?:episode|ep|e|x)[ ._]?(\d{1,5})(?!\d)|[ ._]{0,2}-?[ ._]{0,2}\d{1,2}x(\d{1,4})(?!\d)",
    re.IGNORECASE,
)
_MORE_TIGHT = re.compile(r"(?:[-~+&]| ~ |(?<=\d)[._]-[._])(\d{1,5})(?![\dpi])(?![ ._-]?(?:bit|ch)\b)", re.IGNORECASE)
_VERSION = re.compile(r"v(\d)(?![\w])", re.IGNORECASE)
_LETTER = re.compile(r"[a-d](?![a-z0-9])", re.IGNORECASE)
_DECIMAL = re.compile(r"\.5(?!\d)")
_RANGE_SPACED = re.compile(r"\s?(?:-|~|to|&|and|à|bis|al?)\s?(\d{1,5})(?![\dpix])", re.IGNORECASE)
_WORD_SECOND = re.compile(r"(?:s)?\b", re.IGNORECASE)


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


def find(text: str) -> Marker | None:
    """Return the strongest explicit marker, or None."""
    low = text.lower()
    return _season_and_episode(low) or _words(low) or _episode_only(low)


def _season_and_episode(low: str) -> Marker | None:
    for pattern, reason in ((_SXXEYY, "SxxEyy"), (_SXXXYY, "SxxEyy")):
        for found in pattern.finditer(low):
            season = int(found.group(1))
            if season in _NO_SEASONS or season > _LAST_SEASON:
                continue
            return _collected(low, found, season, reason, 0.98)
    if (found := _SPACED.search(low)) and int(found.group(2)) not in _NOT_EPISODES:
        return _collected(low, found, int(found.group(1)), "Sxx - yy", 0.9)
    return _cross(low)


def _cross(low: str) -> Marker | None:
    for found in _NXNN.finditer(low):
        if _is_ratio(low, found):
            continue
        return _collected(low, found, int(found.group(1)), "NxNN", 0.95)
    return None


def _is_ratio(low: str, found: re.Match[str]) -> bool:
    """ "16x9", "1920x1080" and "3 x 4" speak of a picture."""
    return found.group() in ("16x9", "4x3", "4 x 3") or (" " in found.group() and len(found.group(2)) < 2)


def _words(low: str) -> Marker | None:
    if found := _WORDS.search(low):
        return _collected(low, found, int(found.group(1)), "season and episode words", 0.95)
    if found := _WORDS_ORDINAL.search(low):
        return _collected(low, found, int(found.group(1)), "ordinal season and number", 0.85)
    return None


def _episode_only(low: str) -> Marker | None:
    for found in _CJK.finditer(low):
        number = int(next(group for group in (found.group(1), found.group(3), found.group(4)) if group))
        run = span(number, int(found.group(2) or number))
        return Marker(found.start(), found.end(), absolute=run, reason="counter word", confidence=0.9)
    for found in _EPISODE.finditer(low):
        if found.group(2):
            return Marker(found.start(), found.end(), absolute=(int(found.group(1)) + 0.5,), reason="recap number")
        marker = _collected(low, found, None, "episode word", 0.85)
        if spaced := _RANGE_SPACED.match(low, marker.end):
            return marker._replace(end=spaced.end(), absolute=span(marker.absolute[0], int(spaced.group(1))))
        return marker
    if found := _HASH.search(low):
        return _collected(low, found, None, "#number", 0.7)
    if (found := _OF.search(low)) and int(found.group(1)) <= int(found.group(2)):
        return Marker(found.start(), found.end(), absolute=(int(found.group(1)),), reason="n of m", confidence=0.8)
    return None


def _collected(low: str, found: re.Match[str], season: int | None, reason: str, confidence: float) -> Marker:
    """Follow the marker to further episodes: E02E03, -03, ~05, -E04, .5, v2, a."""
    first: float = int(
        found.groups()[-1] if pattern_ends_with_number(found) else found.group(2 if season is not None else 1)
    )
    position = found.end() if pattern_ends_with_number(found) else found.end(2 if season is not None else 1)
    if _DECIMAL.match(low, position):
        first, position = first + 0.5, position + 2
    last, end = _more(low, position, int(first))
    version = _VERSION.match(low, end)
    end = version.end() if version else end
    if letter := _LETTER.match(low, end):
        end = letter.end()
    numbers = span(first, last) if last > first else (first,)
    return Marker(
        found.start(),
        end,
        seasons=() if season is None else (season,),
        episodes=numbers if season is not None else (),
        absolute=() if season is not None else numbers,
        reason=reason,
        confidence=confidence,
        version=int(version.group(1)) if version else None,
    )


def pattern_ends_with_number(found: re.Match[str]) -> bool:
    """Tell whether the last group of a match is the number it ends with."""
    last = found.groups()[-1]
    return bool(last) and last.isdigit() and found.end(len(found.groups())) == found.end() and len(found.groups()) < 3


def _more(low: str, position: int, first: int) -> tuple[int, int]:
    """Return the last number of a run and where it ends."""
    last = first
    for _ in range(_MAX_STEPS):
        version = _VERSION.match(low, position)
        start = version.end() if version else position
        found = _MORE_MARKED.match(low, start) or _MORE_TIGHT.match(low, start)
        if found is None:
            break
        number = int(next(group for group in found.groups() if group))
        if number <= last or number in _NOT_EPISODES or number - first > MAX_RUN:
            break
        last, position = number, found.end()
    return last, position


def span(first: float, last: float) -> tuple[float, ...]:
    """Return all numbers of a range; a range that goes down or is too long is just its first number."""
    if last <= first or last - first > MAX_RUN:
        return (first,)
    return (
        first,
        *(
            float(n) if isinstance(first, float) and not first.is_integer() else n
            for n in range(int(first) + 1, int(last) + 1)
        ),
    )

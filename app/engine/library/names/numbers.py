"""Episode numbers without a marker word: " - 12", "[12]", "_12_", "102", "02 - Title" in a season folder."""

import re

from app.engine.library.names.keywords import DIGIT, LONG, SPECIAL
from app.engine.library.names.markers import Marker, span
from app.engine.library.names.reading import Hints
from app.engine.library.names.tokens import Span

IN_BRACKETS = "number in brackets"
_TAIL = r"(?:\.(5)(?!\d))?(?:[ ._]?v(\d))?(?:[ ._]?(?:end|fin|final|完))?"
_DASH = re.compile(
    rf"(?:^|[ _.\])])[-–—][ _.]{{0,3}}(\d{{1,5}})(?:[a-c](?= -|$))?{_TAIL}"
    rf"(?:[ ]?[-~][ ]?(\d{{1,4}})(?:v\d)?)?(?=[ _.\[(]|$)",
    re.IGNORECASE,
)
_BRACKET = re.compile(
    rf"\[(?:第|ep ?|e)?(\d{{1,4}}){_TAIL}(?:[ ]?[-~][ ]?(\d{{1,4}})(?:[ ._]?(?:end|fin))?)?"
    rf"(?:[話话集]|全集|[ ._]?tv)?\]",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(\d(?<![\w-]\d)(?<!\d\.\d)\d{0,3})(?:v\d)?[ ]?[~-][ ]?(\d{1,4})(?:v\d)?(?:[ ._]?(?:end|fin))?(?![\w])(?!-\d)",
    re.IGNORECASE,
)
_MORE_RANGES = re.compile(r"[ ._]{0,2}[&+,][ ._]{0,2}(\d{1,4}) ?[~-] ?(\d{1,4})(?!\d)")
_SEASON_DOT = re.compile(r"(?:(?<=- )|(?<=\[))(\d{1,2})\.(\d{2,3})(?= - |\])")
_BARE = re.compile(
    r"(?<![\w.])(\d{1,5})(?:\.(5))?(?:[ _]?v(\d))?(?:end|fin)?(?=[ _.\[(\])]|$)"
    r"|(?<=[_ .])(\d{2,4})(?:\.(5))?(?:_?v(\d))?(?=[_\[(.]|$)",
    re.IGNORECASE,
)
_SPECIAL = re.compile(r"(?<![a-z0-9])(?:sp|special|ova|oad|ona)[ ._-]{0,3}(\d{1,3})(?:v\d)?(?![a-z0-9])", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(\d{1,2})\.(\d{2})(?!\d)|(\d{1,2})-(\d{2})(?!\d)|(\d{1,4})(?:v\d|[a-d](?=[ "
    r"._-]))?(?:-(\d{1,4}))?)(?:[ ._-]|$)"
)
_SEE = re.compile(r"([1-9](?<!\w[1-9])\d?)(\d\d)(?:-?(\d\d))?(?=[ ._\[(\]]|$)")
_PADDED_RANGE = re.compile(r"(0(?<![\w.-]0)\d{1,3}) ?[~-] ?(\d{2,4})(?=[ _.\])]|$)")
_PAIR = re.compile(r"^(\d{1,2})-(\d{2})(?=[ ._-])|(?<=[^\W\d_][ ._-])(\d{1,2})[ _.-](\d{2})(?=\.F$|$)")
_FRONT = re.compile(r"^(\d{2,3})(?: (?=[^\W\d_])|( - )|\.(?=\[))")
_VERSIONED = re.compile(r"(\d(?<=[ ._]\d)\d{0,2})(?:v\d)?(?=[ ._\[(])")
_DIGITS = re.compile(r"^(?:[1-9]|0[1-9])\d\d$")
YEARS = range(1900, 2100)
NOT_NUMBERS = frozenset((480, 540, 576, 720, 1080, 1440, 2160, 264, 265))
_SEE_BEFORE = re.compile(r"[ ._](\d{3,4})[ ._-]$")
_SEE_MINIMUM = 100


def find(text: str, spans: list[Span], flags: int, hints: Hints, *, has_group: bool) -> Marker | None:
    """Return the number that is most likely the episode's, or None. `flags` tells the classes of the name's words."""
    if not flags & DIGIT:
        return None
    if hints.library in ("movies", "music"):
        return _dashed(text, spans, hints, is_anime=True) if has_group else None
    if flags & SPECIAL and (found := _SPECIAL.search(text)):
        number = int(found.group(1))
        return Marker(found.start(), found.end(), seasons=(0,), episodes=(number,), reason="special", confidence=0.8)
    is_anime = has_group or hints.library == "anime"
    marker = (_padded_range(text) if is_anime else _season_dot(text)) or _dashed(text, spans, hints, is_anime=is_anime)
    if marker is not None:
        return marker
    if is_anime:
        return (
            _bracketed(text, spans, has_group)
            or _ranged(text, spans)
            or _in_front(text, has_group)
            or _last_bare(text, spans)
        )
    if hints.library == "tv":
        return _pair_in_front(text) or _ranged(text, spans) or _see(text, spans, flags) or _before_tail(text, spans)
    return _pair_in_front(text) or _whole(text)


def _padded_range(text: str) -> Marker | None:
    found = _PADDED_RANGE.search(text) if "-" in text or "~" in text else None
    if found is None:
        return None
    run = span(int(found.group(1)), int(found.group(2)))
    return Marker(found.start(), found.end(), absolute=run, reason="range", confidence=0.8) if run[1:] else None


def _pair_in_front(text: str) -> Marker | None:
    """Such as "4-12 - Title", "11-02 Title", "03_19" at the end: season and episode."""
    may_be = text[:1].isdecimal() or text[-1:].isdecimal() or text.endswith(".F")
    found = _PAIR.search(text) if may_be else None
    if found is None:
        return None
    season, number = (int(group) for group in found.groups() if group)
    return Marker(
        found.start(),
        found.end(),
        seasons=(season,),
        episodes=(number,),
        reason="season and episode pair",
        confidence=0.6,
    )


def _in_front(text: str, has_group: bool) -> Marker | None:  # two callers' facts
    found = _FRONT.match(text)
    if found is None or (not has_group and not found.group(2)):
        return None
    return Marker(0, found.end(), absolute=(int(found.group(1)),), reason="number in front", confidence=0.6)


def _before_tail(text: str, spans: list[Span]) -> Marker | None:
    """The number right before the technical tail."""
    if not any(s.strong for s in spans):
        return None
    for found in _VERSIONED.finditer(text):
        is_next = any(s.strong and 0 <= s.start - found.end() <= 2 for s in spans)
        if found.start() and is_next and not _is_taken(spans, *found.span()):
            number = int(found.group(1))
            return Marker(
                found.start(), found.end(), absolute=(number,), reason="number before the tail", confidence=0.5
            )
    return None


def _whole(text: str) -> Marker | None:
    """A name that is nothing but "102" or "0102"."""
    if not _DIGITS.match(text):
        return None
    return Marker(
        0, len(text), seasons=(int(text[:-2]),), episodes=(int(text[-2:]),), reason="three digits", confidence=0.4
    )


def leading(text: str, season: int | None) -> Marker | None:
    """Return the number in front of an episode's name; only a season folder makes it one."""
    found = _LEADING.match(text) if text[:1].isdecimal() else None
    if found is None:
        return None
    for pair in ((1, 2), (3, 4)):
        if found.group(pair[0]) and (season is None or int(found.group(pair[0])) == season):
            number = int(found.group(pair[1]))
            return Marker(
                0, found.end(), seasons=(int(found.group(pair[0])),), episodes=(number,), reason="s.ee in front"
            )
    if not found.group(5):
        return None
    first, last = int(found.group(5)), int(found.group(6) or 0)
    if first in NOT_NUMBERS or (first in YEARS and season not in (None, first)):
        return None
    numbers = span(first, last)
    if season and first // 100 == season and first >= _SEE_MINIMUM:
        numbers = span(first % 100, last % 100)
    return Marker(
        0, found.end(6) if numbers[1:] else found.end(5), episodes=numbers, reason="number in front", confidence=0.8
    )


def _dashed(text: str, spans: list[Span], hints: Hints, *, is_anime: bool) -> Marker | None:
    if "-" not in text and text.isascii():
        return None
    matches = list(_DASH.finditer(text))
    if matches[1:]:
        # "Title - 100 Years - 01 [1080p]": what stands alone is the number, what leads on to words is title.
        matches.sort(key=lambda found: not _stands_alone(text, found.end()))
    for found in matches:
        number = int(found.group(1))
        is_resolution = number in NOT_NUMBERS and not (is_anime and _stands_alone(text, found.end()))
        is_taken = number not in NOT_NUMBERS and _is_taken(spans, found.start(1), found.end(1))
        if is_taken or is_resolution or (number in YEARS and not is_anime):
            continue
        if len(found.group(1)) == 1 and not is_anime and hints.library != "tv":
            continue
        return _marker(found, "dash and number", 0.85)
    return None


def _stands_alone(text: str, end: int) -> bool:
    rest = text[end:].lstrip(" _.")
    return not rest or rest[0] in "[(-"


def _bracketed(text: str, spans: list[Span], has_group: bool) -> Marker | None:
    for found in _BRACKET.finditer(text):
        number = int(found.group(1))
        if (
            number not in NOT_NUMBERS
            and number not in YEARS
            and not _is_taken(spans, found.start(1), found.end(1))
            and (found.start() or has_group)
        ):
            return _marker(found, IN_BRACKETS, 0.85)
    return None


def _ranged(text: str, spans: list[Span]) -> Marker | None:
    if "-" not in text and "~" not in text:
        return None
    for found in _RANGE.finditer(text):
        first, last = int(found.group(1)), int(found.group(2))
        if (
            first < last
            and first not in YEARS
            and last not in NOT_NUMBERS
            and found.start()
            and not _is_taken(spans, *found.span())
        ):
            return _with_more_ranges(text, found, span(first, last))
    return None


def _with_more_ranges(text: str, found: re.Match[str], numbers: tuple[float, ...]) -> Marker:
    """Such as "493-498 & 500-507"."""
    end = found.end()
    while (more := _MORE_RANGES.match(text, end)) and int(more.group(1)) > numbers[-1]:
        numbers += span(int(more.group(1)), int(more.group(2)))
        end = more.end()
    return Marker(found.start(), end, absolute=numbers, reason="range", confidence=0.7)


def _season_dot(text: str) -> Marker | None:
    """Such as " - 6.01 - " and "[6.01]": season and episode."""
    found = _SEASON_DOT.search(text) if "." in text and ("- " in text or "[" in text) else None
    if found is None or not found.start():
        return None
    season, number = int(found.group(1)), int(found.group(2))
    return Marker(found.start() - 1, found.end(), seasons=(season,), episodes=(number,), reason="s.ee", confidence=0.6)


def _last_bare(text: str, spans: list[Span]) -> Marker | None:
    """The last free number before the technical tail."""
    tail = next((s.start for s in spans if s.strong and s.first), len(text))
    best: re.Match[str] | None = None
    for found in _BARE.finditer(text):
        number = int(found.group(1) or found.group(4))
        if (
            found.start() == 0
            or found.start() > tail
            or found.group().startswith("0.")
            or number in NOT_NUMBERS
            or _in_brackets(text, found.start())
        ):
            continue
        if number in YEARS and (best is not None or text[found.end() :].strip(" ._")):
            continue
        if not _is_taken(spans, found.start(), found.end()) and _may_be_last(text, found):
            best = found
    if best is None:
        return None
    number = int(best.group(1) or best.group(4))
    half = 0.5 if best.group(2) or best.group(5) else 0.0
    version = best.group(3) or best.group(6)
    return Marker(
        best.start(),
        best.end(),
        absolute=(number + half if half else number,),
        reason="last number",
        confidence=0.6,
        version=int(version) if version else None,
    )


def _may_be_last(text: str, found: re.Match[str]) -> bool:
    """Tell apart: "5 Centimeter" and "765 Pro" belong to titles; "05 Pilot" is a number all the same."""
    number = found.group(1) or found.group(4)
    if len(number) == 1 and text.startswith(" - ", found.end()):
        return False
    return _stands_alone(text, found.end()) or number.startswith("0") or bool(found.group(3) or found.group(6))


def _see(text: str, spans: list[Span], flags: int) -> Marker | None:
    """The last resort: 102 is season 1, episode 2; the last such number counts."""
    for found in reversed(list(_SEE.finditer(text)) if flags & LONG else ()):
        season, number = int(found.group(1)), int(found.group(2))
        whole = season * 100 + number
        if not number or not found.start() or whole in NOT_NUMBERS or whole in YEARS or _is_taken(spans, *found.span()):
            continue
        numbers = span(number, int(found.group(3) or 0))
        start = found.start()
        if (before := _SEE_BEFORE.search(text[:start])) and int(before.group(1)) == whole - 1 and number > 1:
            # "103.104": two episodes in one file.
            start, numbers = before.start(1), (number - 1, *numbers)
        return Marker(start, found.end(), seasons=(season,), episodes=numbers, reason="three digits", confidence=0.5)
    return None


def _marker(found: re.Match[str], reason: str, confidence: float) -> Marker:
    first, half, version, last = found.group(1, 2, 3, 4)
    numbers = (int(first) + 0.5,) if half else span(int(first), int(last or 0))
    return Marker(
        found.start(),
        found.end(),
        absolute=numbers,
        reason=reason,
        confidence=confidence,
        version=int(version) if version else None,
    )


def _in_brackets(text: str, position: int) -> bool:
    before = text[:position]
    return before.count("[") > before.count("]") or before.count("(") > before.count(")")


def _is_taken(spans: list[Span], start: int, end: int) -> bool:
    return any(s.start < end and start < s.end and (s.strong or s.kind != "noise") for s in spans)

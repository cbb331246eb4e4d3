"""Splits a name into words once, and tells the technical ones from the rest."""

import re
from typing import NamedTuple

from app.engine.library.names.words import LANGUAGES, STRONG, WEAK

MAX_GAP = 3
"""Characters between two words of one phrase ("WEB-DL", "H. 264")."""
_SHORT_CODE = 3
_WORD = re.compile(r"[^\W_]+")
_PATTERNS: tuple[tuple[re.Pattern[str], str, bool], ...] = (
    (re.compile(r"(\d{3,4})[pi](?:\d{2}|hd|hi10p?)?$"), "resolution", True),
    (re.compile(r"\d{3,4}[x×](\d{3,4})[pi]?(?:up)?$"), "resolution", True),
    (re.compile(r"(?:ddp?a?|aac|e?ac3|dts|flac|truehd|opus|dd)\d(?:ch)?$"), "audio", True),
    (re.compile(r"(?:bluray|bdrip|webrip|webdl|hdtv|dvdrip|brrip)(\d{3,4})[pi]$"), "resolution", True),
    (re.compile(r"(?:x|h)26[45]\w{0,8}$"), "codec", True),
    (re.compile(r"(?:xvid|divx)\w{0,6}$"), "codec", True),
    (re.compile(r"\d{2,4}(?:kbps|fps|mb|khz|kbit)$"), "noise", True),
)
_GLUED_SOURCE = (
    ("bluray", "Blu-ray"),
    ("bdrip", "Blu-ray"),
    ("brrip", "Blu-ray"),
    ("web", "Web"),
    ("hdtv", "HDTV"),
    ("dvd", "DVD"),
)


class Word(NamedTuple):
    """A run of letters and digits: as written, in lower case, and where."""

    text: str
    low: str
    start: int
    end: int


class Span(NamedTuple):
    """Technical words that belong together.

    `first` and `last` are word numbers; `strong` tells that it ends a title on its own.
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    value: str
    strong: bool


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    kind: str
    value: str
    strong: bool


def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    found: dict[str, list[_Phrase]] = {}
    rows = [(row, True) for row in STRONG] + [(row, False) for row in WEAK]
    rows += [(("language", code, words), False) for code, words in LANGUAGES]
    for (kind, value, phrases), strong in rows:
        for text in phrases.split("|"):
            words = tuple(text.split(" "))
            found.setdefault(words[0], []).append(_Phrase(words, kind, value, strong))
    return {first: tuple(sorted(group, key=lambda p: -len(p.words))) for first, group in found.items()}


_PHRASES = _phrases()


def split(text: str) -> list[Word]:
    """Return the words of a name, left to right."""
    return [Word(found.group(), found.group().lower(), found.start(), found.end()) for found in _WORD.finditer(text)]


def classify(words: list[Word]) -> list[Span]:
    """Return the technical words, left to right; the longest phrase wins."""
    spans: list[Span] = []
    position = 0
    while position < len(words):
        span = _span_at(words, position)
        if span is None:
            position += 1
        else:
            spans.append(span)
            position = span.last + 1
    return spans


def _span_at(words: list[Word], position: int) -> Span | None:
    word = words[position]
    for phrase in _PHRASES.get(word.low, ()):
        if _matches(words, position, phrase.words) and _is_plausible(word, phrase):
            last = position + len(phrase.words) - 1
            return Span(position, last, word.start, words[last].end, phrase.kind, phrase.value, phrase.strong)
    if len(word.low) < _SHORT_CODE or (not any(map(str.isdigit, word.low)) and "vid" not in word.low):
        return None
    return _pattern_at(word, position)


def _matches(words: list[Word], position: int, phrase: tuple[str, ...]) -> bool:
    if len(phrase) == 1:
        return True
    if position + len(phrase) > len(words):
        return False
    for offset in range(1, len(phrase)):
        word = words[position + offset]
        if word.low != phrase[offset] or word.start - words[position + offset - 1].end > MAX_GAP:
            return False
    return True


def _is_plausible(word: Word, phrase: _Phrase) -> bool:
    """A two-letter code is a language only in capitals ("IT", not "It")."""
    return (
        phrase.kind != "language" or len(phrase.words) > 1 or len(word.low) > 2 or word.text != word.text.capitalize()
    )


def _pattern_at(word: Word, position: int) -> Span | None:
    if word.low.isdigit():
        return None
    for pattern, kind, strong in _PATTERNS:
        if found := pattern.match(word.low):
            value = f"{found.group(1)}p" if found.re.groups else ""
            if kind == "resolution" and word.low.endswith("i"):
                value = f"{found.group(1)}i"
            return Span(position, position, word.start, word.end, kind, value, strong)
    return None


def glued_source(low: str) -> str:
    """Return the source inside a glued word such as "bluray720p", or ""."""
    return next((value for head, value in _GLUED_SOURCE if low.startswith(head)), "")

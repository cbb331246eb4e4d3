"""Finds the technical words of a name in one pass: one look into a table per word, patterns only for odd words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.engine.library.names import keywords
from app.engine.library.names.words import LANGUAGES, STRONG, WEAK

MAX_GAP = 3
"""Characters between two words of one phrase ("WEB-DL", "H. 264")."""
_CACHED_WORDS = 8192
_LONGEST_ODD_WORD = 24
_SHORTEST_FORMED = 3
_LONGEST_CODE = 2
_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"[\W_]")
_BLANKS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)) + bytes(128)
"""Puts a blank in the place of whatever belongs to no word."""
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"m?(\d{3,4}[pi])(?:\d{2}|hd|hi10p?)?$"), "resolution"),
    (re.compile(r"\d{3,4}[x×](\d{3,4})[pi]?(?:up)?$"), "resolution"),
    (re.compile(r"(?:ddp?a?|aac|e?ac3|dts|flac|truehd|opus|dd)\d(?:ch)?$"), "audio"),
    (re.compile(r"(?:x|h)26[45]\w{0,8}$"), "codec"),
    (re.compile(r"(?:xvid|divx)\w{0,6}$"), "codec"),
    (re.compile(r"\d{2,4}(?:kbps|fps|mb|khz|kbit)$"), "noise"),
)
# Words that people glue together: "BD1080p", "PDTVx264", "2xDVD9", "BluRayMux", "2Ukr".
_GLUED_TAIL = re.compile(r"([^\W\d_][^\W_]*?)(?:(\d{3,4}[pi])|x26[45]|h26[45]|mux|rip)$")
_GLUED_HEAD = re.compile(r"\dx?([^\W\d_][^\W_]+)$")


@dataclass(slots=True)
class Span:
    """Technical words that belong together. Nobody changes one; it is not frozen since that makes making dear.

    `first` and `last` are word numbers; `strong` tells that it ends a title on its own; `glued` is a second fact that
    the same word tells ("Blu-ray" of "BD1080p").
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    value: str
    strong: bool
    glued: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """A row of words that mean something.

    `width` is how many characters it may take, gaps included; `is_code` tells a single word of two letters that is a
    language only in capitals; the rest is what its span says.
    """

    words: list[str]
    length: int
    width: int
    is_code: bool
    kind: str
    value: str
    strong: bool
    glued: str


def _phrase(words: list[str], kind: str, value: str, *, strong: bool, glued: str = "") -> _Phrase:
    return _Phrase(
        words=words,
        length=len(words),
        width=sum(map(len, words)) + (len(words) - 1) * MAX_GAP,
        is_code=kind == "language" and len(words) == 1 and len(words[0]) <= _LONGEST_CODE,
        kind=kind,
        value=value,
        strong=strong,
        glued=glued,
    )


_Entry = tuple[tuple[_Phrase, ...], int]
"""What is known about a word: phrases that begin with it, the longest first, and its classes."""


def _entries() -> dict[str, _Entry]:
    found: dict[str, list[_Phrase]] = {}
    rows = [(row, True) for row in STRONG] + [(row, False) for row in WEAK]
    rows += [(("language", code, words), False) for code, words in LANGUAGES]
    for (kind, value, phrases), strong in rows:
        for text in phrases.split("|"):
            words = text.split(" ")
            found.setdefault(words[0], []).append(_phrase(words, kind, value, strong=strong))
    table: dict[str, _Entry] = {word: ((), keywords.of(word)) for word in keywords.WORDS}
    for word, group in found.items():
        table[word] = (tuple(sorted(group, key=lambda p: -p.length)), _classes_of(word, group))
    return table


def _classes_of(word: str, phrases: Iterable[_Phrase]) -> int:
    """Return the classes of a word; the "x" of "x264" and "1920x1080" parts no season from an episode."""
    is_beyond_doubt = any(phrase.strong and phrase.length == 1 for phrase in phrases)
    return keywords.of(word) & ~keywords.CROSS if is_beyond_doubt else keywords.of(word)


_TABLE = _entries()
_NOTHING: _Entry = ((), 0)


class _Entries(dict[str, _Entry]):
    """What is known about the words that were met; when it is full it begins anew."""

    def __missing__(self, word: str) -> _Entry:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        entry = self[word] = _TABLE.get(word) or _odd(word)
        return entry


_entry_of = _Entries().__getitem__
"""Looks a word up without a call of Python's own, unless it is new."""


def classify(text: str, low: str) -> tuple[list[Span], int]:
    """Return the technical words of a name, left to right, and the classes of all its words (see `keywords`).

    `low` is the same text in lower case, of the same length. The longest phrase wins.
    """
    spaced = f" {low.encode().translate(_BLANKS).decode() if low.isascii() else _NO_WORD.sub(' ', low)} "
    words = spaced.split()
    spans: list[Span] = []
    flags = at = taken = 0
    for position, (phrases, classes) in enumerate(map(_entry_of, words)):
        flags |= classes
        if not phrases or position < taken:
            continue
        word = words[position]
        start = spaced.find(f" {word} ", at)
        at = start + len(word)
        for phrase in phrases:
            length = phrase.length
            if length == 1:
                if not phrase.is_code or _is_code(text[start:at]):
                    stop = at
                    break
            elif words[position : position + length] == phrase.words:
                stop = _end_of(low, phrase.words, start)
                if stop - start <= phrase.width:
                    break
        else:
            continue
        taken, at = position + length, stop
        if phrase.strong:
            flags |= keywords.STRONG
        spans.append(Span(position, taken - 1, start, stop, phrase.kind, phrase.value, phrase.strong, phrase.glued))
    return spans, flags


def _end_of(low: str, words: list[str], at: int) -> int:
    for word in words:
        at = low.find(word, at) + len(word)
    return at


def covers(spans: list[Span], start: int, end: int, *, strong: bool = False) -> bool:
    """Tell whether technical words, or only strong ones, are all that stands between two positions."""
    last = -1
    for s in spans:
        if s.end <= start:
            continue
        if s.start >= end:
            break
        if (strong and not s.strong) or (last >= 0 and s.first != last + 1) or (last < 0 and s.start > start):
            return False
        last = s.last
        if s.end >= end:
            return True
    return False


@lru_cache(maxsize=_CACHED_WORDS)
def is_all_technical(text: str) -> bool:
    """Tell whether a short text is nothing but technical words, the strong ones and the weak."""
    spans, _ = classify(text, text.lower())
    return bool(spans) and sum(s.last - s.first + 1 for s in spans) == len(_WORD.findall(text))


@lru_cache(maxsize=_CACHED_WORDS)
def strong_share(text: str) -> float:
    """Return which part of the words of a short text is technical beyond doubt, 0 to 1."""
    spans, _ = classify(text, text.lower())
    strong = sum(s.last - s.first + 1 for s in spans if s.strong and s.kind != "noise")
    return strong / len(_WORD.findall(text)) if strong else 0.0


def _is_code(written: str) -> bool:
    """A two-letter code is a language only in capitals ("IT", not "It")."""
    return written != written.capitalize()


def _odd(low: str) -> _Entry:
    """Return what a word says that is in no table, by its form alone."""
    phrase = None
    if low.isalpha():
        phrase = _glued(low) if low.endswith(("mux", "rip")) or "vid" in low else None
    elif not low.isdecimal() and _SHORTEST_FORMED <= len(low) <= _LONGEST_ODD_WORD:
        phrase = _formed(low)
    phrases = (phrase,) if phrase else ()
    return phrases, _classes_of(low, phrases)


def _formed(low: str) -> _Phrase | None:
    for pattern, kind in _PATTERNS:
        if found := pattern.match(low):
            value = found.group(1) if found.re.groups else ""
            return _phrase([low], kind, f"{value}p" if value.isdecimal() else value, strong=True)
    return _glued(low)


def _glued(low: str) -> _Phrase | None:
    if low.startswith(("xvid", "divx")):
        return _phrase([low], "codec", "", strong=True)
    if (found := _GLUED_TAIL.match(low)) and (head := _single(found.group(1))) and head.kind in ("source", "codec"):
        if found.group(2):
            return _phrase([low], "resolution", found.group(2), strong=True, glued=head.value)
        return _phrase([low], head.kind, head.value, strong=True)
    if (found := _GLUED_HEAD.match(low)) and (head := _single(found.group(1))) and head.kind in ("source", "language"):
        return _phrase([low], head.kind, head.value, strong=head.strong)
    return None


def _single(word: str) -> _Phrase | None:
    return next((phrase for phrase in _TABLE.get(word, _NOTHING)[0] if phrase.length == 1), None)

"""Where an edition, a language or a 3D layout ends the title although no release word follows."""

from app.engine.library.names.tokens import Span

_CLEAR = ("edition", "remastered", "uncut", "unrated", "imax")
_CUTS = ("cut", "version")


def start(text: str, low: str, spans: list[Span], stop: int) -> int:
    """Return where the title ends left of `stop` because an edition begins; `stop` when none does.

    It is an edition in brackets, one that calls itself so, or one that stands right before the year; before it another
    may stand ("GERMAN.Extended.Cut.2016").
    """
    while (begin := _start(text, low, spans, stop)) < stop:
        stop = begin
    return stop


def _start(text: str, low: str, spans: list[Span], stop: int) -> int:
    for s in spans:
        if s.start >= stop:
            break
        if not s.first or s.kind not in ("edition", "language", "layout", "noise"):
            continue
        is_last = s.end + 2 >= stop and stop < len(text)
        if is_last and (_is_release_word(text, low, spans, s) or _is_cut(low, s)):
            return s.start
        if s.kind == "edition" and (text[s.start - 1] in "([{" or low.endswith(_CLEAR, s.start, s.end)):
            return _with_ordinal(low, s.start)
        if s.kind == "layout" and s.value not in ("tab", "ou"):
            return s.start
    return stop


def _is_cut(low: str, s: Span) -> bool:
    """Such as "Director's Cut"; but "The Final Cut" is a title."""
    is_phrase = s.last > s.first and low.endswith(_CUTS, s.start, s.end)
    return s.kind == "edition" and is_phrase and low[max(s.start - 4, 0) : s.start - 1] != "the"


def _is_release_word(text: str, low: str, spans: list[Span], s: Span) -> bool:
    """Right before the year: "EXTENDED", "DC", or a language between dots, as releases write them."""
    word = text[s.start : s.end]
    if s.kind == "noise":
        return word in ("DL", "ML")
    if s.kind != "language":
        return word.isupper() and len(word) > 1
    # "The.Good.German.2006.GERMAN": who repeats the language after the year means the first one as title.
    is_repeated = any(other.kind == "language" and other.value == s.value and other.start > s.end for other in spans)
    if is_repeated or word.lower() in low[s.end :]:
        return False
    return len(word) > 3 and text[s.start - 1] == "." and " " not in text


def _with_ordinal(low: str, begin: int) -> int:
    """Take "20th" along with "Anniversary Edition"."""
    before = low[:begin].rstrip(" ._-")
    at = max(before.rfind(" "), before.rfind("."), before.rfind("_")) + 1
    word = before[at:]
    return at if at and word[:1].isdecimal() and word.endswith(("th", "st", "nd", "rd")) else begin

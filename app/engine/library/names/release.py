"""Who released it: the group behind the last dash, or in the first or last brackets; and checksums."""

import re

from app.engine.library.names import keywords
from app.engine.library.names.tokens import Span, covers, strong_share

_LEADING = re.compile(r"^\[{1,2}([^\[\]]{1,60})\]{1,2}[ ._-]{0,3}")
_HASH = re.compile(r"[\[(]([0-9A-Fa-f]{8})[\])]")
_HASH_LENGTH = 8
_LAST_PIECE = re.compile(r"[-. _]([A-Za-z0-9]+)$")
_LONGEST_JUNK = 24
_TRAILING_TAG = re.compile(r"[ ._-]?\[([^\[\]]{1,60})\]$")
_NOTE = re.compile(r" \([^()]{0,60}(?:subs?|audio|,[^()]{1,60})\)$", re.IGNORECASE)
_SUBS_BY = re.compile(r"subs? ?[(]([^()]{1,30})[)]$", re.IGNORECASE)
_DASHED = re.compile(r"-[ ]?([^\W_][\w@&+.$!']{0,40})$")
_DOUBLE = re.compile(r"(?:[._]-|[._](?=[A-Z]-))([A-Za-z0-9]{1,12}-[A-Za-z0-9]{1,20})$")
_WORDS = re.compile(r"-[ ]?([^\W_][\w@&+.$!']{0,20}(?: [\w@&+.$!']{1,20}){1,3})$")
_SPACED = re.compile(r"[\])] ?- ?([A-Za-z0-9]{2,30})$")
_INNER = re.compile(r"[ .-]([A-Za-z0-9@+]{2,30})[)\]]$")
_BEHIND_BRACKET = re.compile(r"\d[^()]{0,80}\) ([A-Za-z0-9]{2,20})$")
_LAST_WORD = re.compile(r"[ ._]([A-Za-z][A-Za-z0-9]{2,20})$")
_SITE_NAME = re.compile(r"[A-Za-z]{2,6}\.[A-Z]{2}$")
_SITES = frozenset(("rartv", "rarbg.com", "ettv", "eztv", "tgx", "ethd", "eztv.re", "glodls", "publichd"))
_NUMBERED = re.compile(r"\d+(?:x\d+)?$", re.IGNORECASE)
_SECOND_HALVES = frozenset(("dl", "rip", "hd", "ray", "ma", "hdma", "x", "es", "r", "av1", "264", "265"))
_MAX_GROUP = 60
_MAX_LAST = 120
_CLOSING = ("]", ")")
_GAPS = " ._-"
_MOSTLY = 0.5
_SHORTEST_HASHED = 2


def leading(text: str) -> tuple[str, int]:
    """Return the group in the first brackets and where the name goes on; ("", 0) for none."""
    found = _LEADING.match(text) if text.startswith("[") else None
    if found is None:
        return "", 0
    group = found.group(1)
    if (group[0].isdecimal() and _NUMBERED.match(group)) or len(group) > _MAX_GROUP or not text[found.end() :].strip():
        return "", 0
    return ("", 0) if strong_share(group) >= _MOSTLY else (group.strip(), found.end())


def checksum(text: str) -> tuple[str, str]:
    """Return the eight hex digits in brackets that anime releases carry, or "", and the name without them."""
    found = _HASH.search(text, _SHORTEST_HASHED)
    if found is None or not any(map(str.isdigit, found.group(1))):
        return "", text
    # "[E63F2984]" holds no episode 63.
    return found.group(1).upper(), _HASH.sub(" ", text).rstrip()


def trailing(text: str, after: int, spans: list[Span], flags: int) -> str:
    """Return the group at the end of a name, looking right of `after` only; "" for none.

    `flags` tells which classes of words the name has.
    """
    text = text.rstrip(" '")
    if not spans and text[-1:] not in _CLOSING:
        dash = text.rfind("-")
        if dash < after or dash == text.rfind(" - ") + 1:
            return ""
    has_junk = flags & keywords.JUNK
    if has_junk:
        text = _without_junk(text)
    if text[-1:] == ")" and (note := _NOTE.search(text)) and note.start() >= after:
        text = text[: note.start()]
    tag = _TRAILING_TAG.match(text, _before_tag(text)) if text[-1:] == "]" else None
    bare = text[: tag.start()] if tag else _without_languages(text, spans)
    if tag and has_junk:
        bare = _without_junk(bare)
    group = _behind_dash(bare, after, spans)
    if not group and tag and tag.start() >= after:
        group = _in_tag(tag, spans)
    return group or _last(text, bare, after, spans)


def _before_tag(text: str) -> int:
    """Return where the last brackets begin, with what parts them from the rest."""
    at = text.rfind("[")
    return at - 1 if at > 0 and text[at - 1] in _GAPS else max(at, 0)


def _without_junk(text: str) -> str:
    while True:
        found = _LAST_PIECE.search(text, max(len(text) - _LONGEST_JUNK, 0))
        if found is None:
            return text
        if not keywords.of(found.group(1).lower()) & keywords.JUNK:
            return text
        text = text[: found.start()]


def _without_languages(text: str, spans: list[Span]) -> str:
    """Take off languages behind the group: "x264-GROUP English"."""
    if not spans or spans[-1].end != len(text):
        return text
    for s in reversed(spans):
        if s.kind != "language" or s.end != len(text) or text[s.start - 1] != " ":
            break
        text = text[: s.start].rstrip()
    return text


def _behind_dash(bare: str, after: int, spans: list[Span]) -> str:
    dash = bare.rfind("-")
    if dash < after:
        return ""
    second = bare.rfind("-", 0, dash)
    if double := _double(bare, second - 1) or _double(bare, dash - 2):
        at_tail = double.start() >= after and any(s.strong and s.end == double.start() for s in spans)
        if at_tail and not covers(spans, *double.span(1)):
            return double.group(1)
    if bare[dash - 1 : dash + 2] == " - " and not any(s.strong for s in spans if after <= s.start < dash):
        return ""
    if (found := _DASHED.match(bare, dash)) and not _is_technical(found, spans):
        return found.group(1).strip(".")
    if (found := _WORDS.match(bare, dash)) and any(0 <= dash - s.end <= 1 for s in spans if s.start >= after):
        return "" if _holds(spans, found, languages=False) else found.group(1)
    return ""


def _double(bare: str, at: int) -> re.Match[str] | None:
    return _DOUBLE.match(bare, at) if at >= 0 and bare[at] in "._" else None


def _in_tag(tag: re.Match[str], spans: list[Span]) -> str:
    group = tag.group(1)
    if group.lower() in _SITES or (len(group) == _HASH_LENGTH and _HASH.match(tag.group().strip())):
        return ""
    if "(" in group and (found := _SUBS_BY.search(group)):
        return found.group(1)
    if not _holds(spans, tag) or _SITE_NAME.match(group):
        return group
    found = _INNER.search(tag.group())
    if found is None or covers(spans, tag.start() + found.start(1), tag.start() + found.end(1)):
        return ""
    return found.group(1)


def _last(text: str, bare: str, after: int, spans: list[Span]) -> str:
    """Return the last word, where it stands behind the technical words: "… x265 10bit Owl)", "(1080p …) Owl"."""
    if bare[-1:] in _CLOSING:
        patterns: tuple[re.Pattern[str], ...] = (_INNER,)
    elif ")" in bare or "]" in bare:
        patterns = (_SPACED, _BEHIND_BRACKET, _LAST_WORD)
    else:
        patterns = (_LAST_WORD,)
    for pattern in patterns:
        found = pattern.search(bare, max(after, len(bare) - _MAX_LAST))
        if found is None or _holds(spans, found):
            continue
        if pattern is not _LAST_WORD or (
            bare is text and any(s.strong and 0 <= found.start() - s.end <= 1 for s in spans)
        ):
            return found.group(1)
    return ""


def _holds(spans: list[Span], found: re.Match[str], *, languages: bool = True) -> bool:
    """Tell whether the first group of a match holds a technical word, or a language."""
    start, end = found.span(1)
    for s in reversed(spans):
        if s.start < end and start < s.end and (s.strong or (languages and s.kind in ("language", "container"))):
            return True
    return False


def _is_technical(found: re.Match[str], spans: list[Span]) -> bool:
    """Such as "WEB-DL", "DTS-HD" and "Blu-Ray" end in a dash and a word that is no group."""
    return found.group(1).lower() in _SECOND_HALVES or covers(spans, *found.span(1), strong=True)

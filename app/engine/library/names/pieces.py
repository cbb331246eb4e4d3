"""Makes the title of the piece of a name that stands left of all numbers, years and technical words."""

import re
from functools import lru_cache

from app.engine.library.names import titles
from app.engine.library.names.tokens import is_all_technical

_BRACKETS = re.compile(r"\[([^\[\]]{0,120})\]")
_LATIN = re.compile(r"[A-Za-z]{2}")
_LAST_BRACKETS = re.compile(r"(?<=[^ ._-])[ ._-]{0,4}([\[(])([^\[\]()]{1,60})[\])][ ._-]{0,4}$")
_PLACE_FIRST = re.compile(r"^\(\d{1,2}\) ?(?=[^\W\d_])")
_ALIAS_IN_BRACKETS = re.compile(r"^(.{2,}?)[ ._]\(([^()]{3,60})\)$")
_NUMBER_LAST = re.compile(r"[ ._]-[ ._](\d{2,4}(?:\.5)?)[ ._([-]{0,4}$")


@lru_cache(maxsize=4096)
def title_of(piece: str, is_bracketed: bool) -> tuple[str, tuple[str, ...]]:
    """Return the title, and other titles that the same piece holds; kept, since all episodes of a show ask.

    `is_bracketed` tells that the whole name begins with a bracket, so that each bracket may hold a title.
    """
    if piece.startswith("("):
        piece = _PLACE_FIRST.sub("", piece, count=1)
    if is_bracketed and "[" in piece:
        piece = _from_brackets(piece)
    if "[" in piece or "(" in piece:
        piece = _without_brackets(piece)
    title, others = titles.aliases(titles.clean(titles.without_completeness(piece)))
    title, native = titles.native_apart(title)
    if native:
        others = (*others, native)
    if not others:
        others = _shorter(title)
    return titles.article_first(title), others


def number_last(piece: str) -> re.Match[str] | None:
    """Return the absolute number that a piece ends with (" - 17.5 ")."""
    return _NUMBER_LAST.search(piece)


def _without_brackets(piece: str) -> str:
    """Cut at a bracket that never closes, and take off the last ones that hold a group or technical words only."""
    for opening, closing in ("[]", "()"):
        at = piece.rfind(opening)
        if at > 0 and closing not in piece[at:] and piece[:at].strip(" ._-[("):
            piece = piece[:at]
    while (found := _LAST_BRACKETS.search(piece)) and (found.group(1) == "[" or is_all_technical(found.group(2))):
        piece = piece[: found.start()]
    return piece


def _from_brackets(piece: str) -> str:
    """Of "[native][English]" the Latin name is the title."""
    outside = titles.clean(_BRACKETS.sub(" ", piece))
    if _LATIN.search(outside):
        return outside
    inner = [found.group(1) for found in _BRACKETS.finditer(piece)]
    inner = [name for name in inner if name.strip() and not name.isdecimal()]
    latin = next((name for name in inner if _LATIN.search(name)), None)
    return latin or (inner[0] if inner else piece)


def _shorter(title: str) -> tuple[str, ...]:
    """Return what stands before the first of several dashes, or before an alias in brackets at the end."""
    if title.endswith(")") and (found := _ALIAS_IN_BRACKETS.match(title)):
        return (found.group(1).strip(), found.group(2).strip())
    first, dash, rest = title.partition(" - ")
    return (first, rest.partition(" - ")[0]) if dash and " - " in rest and len(first) > 2 else ()

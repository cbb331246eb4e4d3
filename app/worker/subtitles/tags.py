"""Reads the tags that people put into subtitles: those of HTML, and those of ASS, in braces with a backslash."""

import html
import re
from dataclasses import dataclass, field

from app.worker.subtitles.markup import LONGEST_RAW, Words, colour_class, named_colour

LONGEST_TAG = 300
"""What opens and is not closed within so many letters is no tag."""
_FLAGS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underlined"}
_COLOUR = re.compile(r"color\s*=\s*[\"']?([#\w]{1,20})", re.IGNORECASE)
_NAME = re.compile(r"/?\s*([a-zA-Z]{1,10})")
_CLASSES = frozenset({"lime", "cyan", "red", "yellow", "magenta", "blue"})
_OVERRIDE = re.compile(
    r"(?P<flag>[biu])(?P<on>\d{1,3})?$|an(?P<an>[1-9])|a(?P<a>\d{1,2})$|1?c(?P<c>&[hH][0-9a-fA-F]{1,8}&?)?$"
)
_PLACE = re.compile(r"(?:pos|move)\(\s*(-?[\d.]{1,12})\s*,\s*(-?[\d.]{1,12})")
_DRAWING = re.compile(r"p(\d{1,2})$")
_RESET = re.compile(r"r[^&()]{0,60}$")
_LEGACY = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}
"""How SSA counts alignments."""


@dataclass(slots=True)
class Placed:
    """Where a cue wants to be. `alignment` is a key of the number pad, `at` in units of the script."""

    alignment: int | None = None
    at: tuple[float, float] | None = None
    is_drawing: bool = False
    resets: int = field(default=0)


def add_html(words: Words, text: str, *, is_escaped: bool = True, has_overrides: bool = False) -> Placed:
    """Add text with HTML tags to the words of a cue.

    Args:
        is_escaped: "&amp;" means "&".
        has_overrides: Tags of ASS are understood, too.
    """
    placed, at, text = Placed(), 0, text[:LONGEST_RAW]
    while at < len(text):
        opened = _next(text, at, has_overrides=has_overrides)
        closed = text.find(">" if text[opened : opened + 1] == "<" else "}", opened, opened + LONGEST_TAG)
        said = text[at:opened] if closed >= 0 else text[at : opened + 1]
        words.add(html.unescape(said) if is_escaped else said)
        if closed < 0:
            at = opened + 1
            continue
        tag = text[opened + 1 : closed]
        if text[opened] == "<":
            _tag(words, tag)
        else:
            override(words, tag, placed)
        at = closed + 1
    return placed


def override(words: Words, block: str, placed: Placed) -> None:
    """Obey a block of ASS tags, without its braces."""
    for token in block.split("\\")[1:]:
        token = token.strip()
        if found := _OVERRIDE.match(token):
            _obey(words, found, placed)
        elif (found := _PLACE.match(token)) and placed.at is None:
            placed.at = (_number(found[1]), _number(found[2]))
        elif found := _DRAWING.match(token):
            placed.is_drawing = int(found[1]) > 0
        elif _RESET.match(token):
            placed.resets += 1


def legacy_alignment(number: int) -> int:
    """Return an alignment of SSA as a key of the number pad; 2 (below, in the middle) for what is none."""
    return _LEGACY.get(number, 2)


def _next(text: str, at: int, *, has_overrides: bool) -> int:
    places = [text.find("<", at), text.find("{\\", at) if has_overrides else -1]
    return min((place for place in places if place >= 0), default=len(text))


def _tag(words: Words, tag: str) -> None:
    found = _NAME.match(tag)
    name = found[1].lower() if found else ""
    is_end = tag.startswith("/")
    if name in _FLAGS:
        words.set(_FLAGS[name], not is_end)
    elif name == "br":
        words.add("\n")
    elif name == "font":
        told = _COLOUR.search(tag)
        words.set("colour", named_colour(told[1]) if told and not is_end else "")
    elif name == "c":
        words.set("colour", next((part for part in tag.split(".")[1:] if part in _CLASSES), ""))


def _obey(words: Words, found: "re.Match[str]", placed: Placed) -> None:
    if flag := found["flag"]:
        words.set(_FLAGS[flag], found["on"] not in (None, "0"))
    elif found["an"] or found["a"]:
        if placed.alignment is None:
            placed.alignment = int(found["an"]) if found["an"] else legacy_alignment(int(found["a"]))
    else:
        words.set("colour", ass_colour(found["c"] or ""))


def ass_colour(text: str) -> str:
    """Return the class of a colour as ASS writes it ("&H00FFFFFF&" or a decimal number: blue, green, red)."""
    digits = text.strip().strip("&").lstrip("hH")
    try:
        number = int(digits, 16) if "h" in text.lower() else int(digits)
    except ValueError:
        return ""
    return colour_class(number & 0xFF, number >> 8 & 0xFF, number >> 16 & 0xFF)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0

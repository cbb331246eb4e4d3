"""Reads what a text subtitle says and how it is to look, from the words of ASS, into which FFmpeg turns all of them.

Only what plain films need: bold, italics, colours, and where on the picture a text stands.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

LONGEST_TEXT = 2_000
"""Characters of one text; the rest is not drawn."""
MOST_LINES = 12
BOTTOM = 2
_FIELDS_BEFORE_TEXT = 8
_TAG = re.compile(r"\\(an[1-9]|a\d+|[bi]\d*|1?c(?:&H[0-9A-Fa-f]+&?)?|r[^\\}]*|p\d+)(?=[\\}\s]|$)")
_BLOCK = re.compile(r"\{([^{}]*)\}")
_OLD_PLACES = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How words look.

    Attributes:
        colour: Red, green and blue.
        place: As the keys of a number pad: 2 is at the bottom in the middle, 8 at the top.
    """

    is_bold: bool = False
    is_italic: bool = False
    colour: tuple[int, int, int] = (255, 255, 255)
    place: int = BOTTOM


@dataclass(frozen=True, slots=True)
class Words:
    """Words that look alike."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Text:
    """A text, line by line."""

    lines: tuple[tuple[Words, ...], ...]
    place: int


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles that a file names."""

    named: Mapping[str, Style] = field(default_factory=dict)

    def get(self, name: str) -> Style:
        """Return a style; the usual one for a name that nobody explained."""
        return self.named.get(name.lstrip("*"), Style())


def read_styles(header: str, *, is_plain: bool = False) -> Styles:
    """Return what an ASS header says. Of a file that has no styles of its own, FFmpeg makes one up: `is_plain`."""
    if is_plain:
        return Styles()
    names: list[str] = []
    found: dict[str, Style] = {}
    for line in header.splitlines():
        kind, _, rest = line.partition(":")
        if kind.strip() == "Format" and not found:
            names = [name.strip() for name in rest.split(",")]
        elif kind.strip() == "Style":
            values = dict(zip(names, (value.strip() for value in rest.split(",")), strict=False))
            found[values.get("Name", "").lstrip("*")] = _style(values)
    return Styles(found)


def read_text(dialogue: str, styles: Styles) -> Text | None:
    """Return the text of an ASS event as FFmpeg tells it; None for drawings and for nothing."""
    parts = dialogue.split(",", _FIELDS_BEFORE_TEXT)
    if len(parts) <= _FIELDS_BEFORE_TEXT:
        return None
    base = styles.get(parts[2])
    place, lines, style, is_drawing = base.place, [[]], base, False  # type: tuple[int, list[list[Words]], Style, bool]
    for text, tags in _pieces(parts[_FIELDS_BEFORE_TEXT][:LONGEST_TEXT]):
        for number, line in enumerate(re.split(r"\\[Nn]|\n", text)):
            if number:
                lines.append([])
            if line and not is_drawing:
                lines[-1].append(Words(line.replace("\\h", "\N{NO-BREAK SPACE}"), style))
        for tag in tags:
            style, place, is_drawing = _told(tag, style, base, place, is_drawing)
    whole = tuple(tuple(line) for line in lines[:MOST_LINES] if any(words.text.strip() for words in line))
    return Text(whole, place) if whole else None


def _pieces(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield words and the tags that follow them."""
    at = 0
    for block in _BLOCK.finditer(text):
        yield text[at : block.start()], _TAG.findall(block[1])
        at = block.end()
    yield text[at:], []


def _told(tag: str, style: Style, base: Style, place: int, is_drawing: bool) -> tuple[Style, int, bool]:
    kind, rest = tag[:1], tag[1:]
    if tag.startswith("an"):
        return style, int(tag[2:]), is_drawing
    if kind == "a":
        return style, _OLD_PLACES.get(int(rest), place), is_drawing
    if kind == "p":
        return style, place, int(rest) > 0
    if kind == "r":
        return base, place, is_drawing
    if kind == "b":
        return replace(style, is_bold=rest not in {"", "0"}), place, is_drawing
    if kind == "i":
        return replace(style, is_italic=rest == "1"), place, is_drawing
    code = tag.lstrip("1").removeprefix("c")
    return replace(style, colour=_colour(code) if code else base.colour), place, is_drawing


def _style(values: Mapping[str, str]) -> Style:
    place = values.get("Alignment", "")
    return Style(
        is_bold=values.get("Bold", "0") not in {"0", ""},
        is_italic=values.get("Italic", "0") not in {"0", ""},
        colour=_colour(values.get("PrimaryColour", "&HFFFFFF")),
        place=int(place) if place in set("123456789") else BOTTOM,
    )


def _colour(code: str) -> tuple[int, int, int]:
    """Return a colour of ASS, whose parts stand in the order of blue, green and red."""
    digits = re.sub(r"[^0-9A-Fa-f]", "", code.upper().partition("H")[2])[-8:]
    value = int(digits or "FFFFFF", 16)
    return value & 0xFF, value >> 8 & 0xFF, value >> 16 & 0xFF

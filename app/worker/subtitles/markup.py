"""Writes the text of a cue as WebVTT: escaped, without an empty line, with balanced tags of our own choice.

Every reader ends here, so that nothing of a stranger's file reaches a player but words, bold, italic, underlined and
eight colours.
"""

from dataclasses import dataclass, field, replace

LONGEST_TEXT = 4_000
"""Letters of one cue; two hundred fill a screen."""
LONGEST_RAW = 20_000
"""The same with its tags."""
_COLOURS = {
    "white": (255, 255, 255),
    "lime": (0, 255, 0),
    "cyan": (0, 255, 255),
    "red": (255, 0, 0),
    "yellow": (255, 255, 0),
    "magenta": (255, 0, 255),
    "blue": (0, 0, 255),
}
"""Those that WebVTT players know by name; black is left out, for it cannot be read."""
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_DROPPED = dict.fromkeys([*range(9), 0xB, 0xC, *range(0xE, 0x20), 0x7F, 0xFEFF, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
"""Letters that are none. A tab stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How letters look. `colour` is a WebVTT class, "" for the player's own."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str = ""

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that make letters look so, from the outermost one."""
        colour = (f"c.{self.colour}",) if self.colour else ()
        return (*colour, *(tag for tag, is_on in self._flags() if is_on))

    def _flags(self) -> tuple[tuple[str, bool], ...]:
        return (("b", self.bold), ("i", self.italic), ("u", self.underlined))


PLAIN = Look()


@dataclass(slots=True)
class Words:
    """Collects the words of one cue."""

    look: Look = PLAIN
    _parts: list[str] = field(default_factory=list)
    _open: tuple[str, ...] = ()
    _length: int = 0

    def set(self, name: str, value: "bool | str") -> None:
        """Change the look of what follows: "bold", "italic", "underlined" or "colour"."""
        if name == "bold":
            self.look = replace(self.look, bold=bool(value))
        elif name == "italic":
            self.look = replace(self.look, italic=bool(value))
        elif name == "underlined":
            self.look = replace(self.look, underlined=bool(value))
        else:
            self.look = replace(self.look, colour=str(value))

    def add(self, text: str) -> None:
        """Add letters as they are meant; each line feed begins a new line."""
        text = text[: LONGEST_TEXT - self._length].translate(_DROPPED)
        if not text:
            return
        self._length += len(text)
        if self._open != self.look.tags:
            self._close()
            self._open = self.look.tags if text.strip() else ()
            self._parts += [f"<{tag}>" for tag in self._open]
        self._parts.append(text.translate(_ESCAPED))

    def finish(self) -> str:
        """Return the text; "" when there are no words."""
        self._close()
        text = "".join(self._parts).replace("\r\n", "\n").replace("\r", "\n")
        lines = [line.rstrip() for line in text.split("\n")]
        return "\n".join(line for line in lines if line.strip()).strip()

    def _close(self) -> None:
        self._parts += [f"</{tag.partition('.')[0]}>" for tag in reversed(self._open)]
        self._open = ()


def colour_class(red: int, green: int, blue: int) -> str:
    """Return the class that is nearest to a colour; "" for white, grey and what is too dark to be told."""
    if max(red, green, blue) < 0x50 or max(red, green, blue) - min(red, green, blue) < 0x40:
        return ""
    near = min(_COLOURS, key=lambda name: _distance(_COLOURS[name], (red, green, blue)))
    return "" if near == "white" else near


def named_colour(text: str) -> str:
    """Return the class of a colour as HTML writes it ("#ffff00", "yellow"); "" when it is none of ours."""
    text = text.strip().strip("\"'").lower()
    if text in _COLOURS:
        return "" if text == "white" else text
    digits = text.removeprefix("#")
    if len(digits) != 6 or not digits.isascii():
        return ""
    try:
        number = int(digits, 16)
    except ValueError:
        return ""
    return colour_class(number >> 16 & 0xFF, number >> 8 & 0xFF, number & 0xFF)


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))

"""Reads MicroDVD and MPL2: each line begins with the numbers of its first and last picture, or tenth of a second."""

import re
from collections.abc import Iterator

from app.contract.subtitles import Cue
from app.worker.subtitles.letters import lines_of
from app.worker.subtitles.markup import LONGEST_RAW, Words, colour_class

_LINE = re.compile(r"([{\[])(\d{1,8})[}\]]([{\[])(\d{0,8})[}\]](.*)")
_RATE = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,6})?)\s*")
_STYLE = re.compile(r"\{([YyCc]):([^}]{0,20})\}|\{[a-zA-Z]:[^}]{0,60}\}")
_SLOWEST, _FASTEST = 10.0, 130.0


def is_counted(text: str) -> bool:
    """Tell whether a text begins with such a line."""
    return any(_LINE.match(line[:60]) for line in text[:2000].splitlines()[:3])


def read_counted(text: str, frame_rate: float) -> Iterator[Cue]:
    """Yield the cues.

    Args:
        frame_rate: Of the film, used when the file does not tell one in its first line.
    """
    rate = frame_rate if _SLOWEST <= frame_rate <= _FASTEST else 25.0
    for at, line in enumerate(lines_of(text)):
        if (found := _LINE.match(line)) is None:
            continue
        kind, start, _, end, said = found.groups()
        if at < 3 and kind == "{" and start in {"0", "1"} and (told := _RATE.fullmatch(said)):
            number = float(told[1].replace(",", "."))
            rate = number if _SLOWEST <= number <= _FASTEST else rate
            continue
        unit_ms = 1000 / rate if kind == "{" else 100
        last = round(int(end) * unit_ms) if end else 0
        yield Cue(round(int(start) * unit_ms), last, _words(said, is_tenths=kind == "["))


def _words(said: str, *, is_tenths: bool) -> str:
    words = Words()
    for number, line in enumerate(said[:LONGEST_RAW].split("|")):
        if number:
            words.add("\n")
        if is_tenths:
            words.set("italic", line.startswith("/"))
            words.add(line.removeprefix("/"))
            words.set("italic", False)
        else:
            _add(words, line)
    return words.finish()


def _add(words: Words, line: str) -> None:
    """A capital letter's tag holds for the whole cue, a small one's for its line."""
    once: list[str] = []
    at = 0
    for found in _STYLE.finditer(line):
        words.add(line[at : found.start()])
        at = found.end()
        kind, value = found[1], found[2] or ""
        if kind in ("Y", "y"):
            for letter, name in (("b", "bold"), ("i", "italic"), ("u", "underlined")):
                if letter in value.lower():
                    words.set(name, True)
                    once += [name] if kind == "y" else []
        elif kind in ("C", "c"):
            words.set("colour", _colour(value))
            once += ["colour"] if kind == "c" else []
    words.add(line[at:])
    for name in once:
        words.set(name, "" if name == "colour" else False)


def _colour(value: str) -> str:
    try:
        number = int(value.lstrip("$"), 16)
    except ValueError:
        return ""
    return colour_class(number & 0xFF, number >> 8 & 0xFF, number >> 16 & 0xFF)

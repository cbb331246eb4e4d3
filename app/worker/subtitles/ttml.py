"""Reads TTML: XML whose paragraphs tell when they are shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from app.contract.media import MediaFault
from app.contract.subtitles import Cue
from app.worker.checks import Fault
from app.worker.subtitles.markup import Words, named_colour

DEEPEST = 30
_CLOCK = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})(?:\.(\d{1,6})|:(\d{1,3}))?")
_COUNT = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)(h|m|s|ms|f|t)")
_UNITS_MS = {"h": 3_600_000.0, "m": 60_000.0, "s": 1000.0, "ms": 1.0}
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    frame_rate: float
    tick_rate: float


def is_ttml(text: str) -> bool:
    """Tell whether a text is TTML."""
    return re.search(r"<(?:\w{1,10}:)?tt[\s>]", text[:2000]) is not None


def read_ttml(text: str) -> Iterator[Cue]:
    """Yield the cues. Raises Fault for what is no XML, and for XML that defines entities."""
    try:
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text))
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise Fault(MediaFault.UNREADABLE, "Its XML is damaged.") from error
    told = {_local(name): value for name, value in root.attrib.items()}
    clock = _Clock(frame_rate=_positive(told.get("frameRate"), 30), tick_rate=_positive(told.get("tickRate"), 1))
    looks = {
        style.get("{http://www.w3.org/XML/1998/namespace}id", ""): style for style in root.iter() if _is(style, "style")
    }
    yield from _cues(root, clock, looks, 0.0, 0)


def _cues(node: Any, clock: _Clock, looks: dict[str, Any], base_ms: float, depth: int) -> Iterator[Cue]:
    if depth > DEEPEST:
        return
    begin = base_ms + _ms(node.get("begin"), clock, 0.0)
    if _is(node, "p"):
        length = _ms(node.get("dur"), clock, -1.0)
        end = begin + length if length >= 0 else base_ms + _ms(node.get("end"), clock, 0.0)
        words = Words()
        _say(words, node, looks, 0)
        yield Cue(round(begin), round(end), words.finish())
        return
    for child in node:
        yield from _cues(child, clock, looks, begin, depth + 1)


def _say(words: Words, node: Any, looks: dict[str, Any], depth: int) -> None:
    before = words.look
    for told in (looks.get(node.get("style", "")), node):
        _look(words, {} if told is None else {_local(name): value for name, value in told.attrib.items()})
    words.add(_BLANKS.sub(" ", node.text or ""))
    for child in node if depth < DEEPEST else ():
        if _is(child, "br"):
            words.add("\n")
        elif _is(child, "span"):
            _say(words, child, looks, depth + 1)
        words.add(_BLANKS.sub(" ", child.tail or ""))
    words.look = before


def _look(words: Words, told: dict[str, str]) -> None:
    if "fontStyle" in told:
        words.set("italic", told["fontStyle"] in {"italic", "oblique"})
    if "fontWeight" in told:
        words.set("bold", told["fontWeight"] == "bold")
    if "textDecoration" in told:
        words.set("underlined", "underline" in told["textDecoration"].split())
    if "color" in told:
        words.set("colour", named_colour(told["color"][:7]))


def _ms(text: str | None, clock: _Clock, untold: float) -> float:
    text = (text or "").strip()[:40]
    if found := _CLOCK.fullmatch(text):
        hours, minutes, seconds, part, frames = found.groups()
        whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
        return whole * 1000 + float(f"0.{part or 0}") * 1000 + int(frames or 0) * 1000 / clock.frame_rate
    if found := _COUNT.fullmatch(text):
        number, unit = float(found[1]), found[2]
        rates = {"f": 1000 / clock.frame_rate, "t": 1000 / clock.tick_rate}
        return number * (_UNITS_MS.get(unit) or rates[unit])
    return untold


def _positive(text: str | None, untold: float) -> float:
    number = float(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0.0
    return number or untold


def _local(name: Any) -> str:
    return str(name).rpartition("}")[2]


def _is(node: Any, name: str) -> bool:
    return _local(node.tag) == name

"""Reads ASS and SSA: which styles there are, and what is said in them. The original is kept for those who draw it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.contract.subtitles import Cue
from app.worker.subtitles.blocks import alignment_settings, time_ms
from app.worker.subtitles.letters import lines_of
from app.worker.subtitles.markup import LONGEST_RAW, PLAIN, Look, Words
from app.worker.subtitles.tags import Placed, ass_colour, legacy_alignment, override

EVENTS = "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
MOST_STYLES = 2_000
LONGEST_BLOCK = 4_000
_HEIGHT = 288.0
_WIDTH = 384.0
"""Of a script that does not tell its size."""
_LINE_SHARE = 6.0
"""How high a line of text is in most players, in percent of the picture."""
_PLAYED = re.compile(r"PlayRes([XY])\s*:\s*(\d{1,5})", re.IGNORECASE)
_COLUMNS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style of a script. `alignment` is a key of the number pad."""

    look: Look = PLAIN
    alignment: int = 2


@dataclass(slots=True)
class Script:
    """The head of a script."""

    styles: dict[str, Style] = field(default_factory=dict)
    width: float = _WIDTH
    height: float = _HEIGHT

    def style(self, name: str) -> Style:
        """Return a style; the plain one when there is none of that name."""
        return self.styles.get(name.strip().lstrip("*").lower()) or self.styles.get("default") or Style()


def read_head(text: str) -> Script:
    """Return the styles of a script."""
    script = _size(text[:20_000])
    columns: list[str] = []
    is_new = True
    for line in lines_of(text):
        key, _colon, value = line.partition(":")
        key = key.strip().lower()
        if key.startswith("["):
            if key.startswith("[events"):
                break
            is_new = "+" in key if "styles" in key else is_new
        elif key == "format":
            columns = [name.strip().lower() for name in value[:2000].split(",")]
        elif key == "style" and len(script.styles) < MOST_STYLES:
            told = dict(zip(columns, (part.strip() for part in value[:2000].split(",")), strict=False))
            script.styles[told.get("name", "").lstrip("*").lower()] = _style(told, is_new=is_new)
    return script


def read_script(text: str) -> Iterator[Cue]:
    """Yield the cues of a whole script."""
    script = read_head(text)
    columns: Sequence[str] = _COLUMNS
    is_events = False
    for line in lines_of(text):
        head = line.lstrip()[:40].lower()
        if head.startswith("["):
            is_events = head.startswith("[events")
        elif is_events and head.startswith("format:"):
            columns = [name.strip().lower() for name in line[:2000].partition(":")[2].split(",")]
        elif head.startswith("dialogue:"):
            yield from _dialogue(script, columns, line.partition(":")[2])


def event_cue(script: Script, times: tuple[int, int], event: str) -> Cue:
    """Return the cue of an event as containers store it: without its times, a number in front."""
    parts = event.split(",", 8)
    style = parts[2] if len(parts) > 2 else ""
    return styled_cue(script, times, style, parts[8] if len(parts) > 8 else "")


def styled_cue(script: Script, times: tuple[int, int], style_name: str, text: str) -> Cue:
    """Return a cue of words in a style. What is drawn by points and lines is left out."""
    style, text = script.style(style_name), text[:LONGEST_RAW]
    words, placed, at = Words(style.look), Placed(), 0
    while at < len(text):
        opened = text.find("{", at)
        opened = len(text) if opened < 0 else opened
        closed = text.find("}", opened, opened + LONGEST_BLOCK)
        until = opened if closed >= 0 else opened + 1
        if not placed.is_drawing:
            words.add(text[at:until].replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " "))
        if closed >= 0:
            resets = placed.resets
            override(words, text[opened + 1 : closed], placed)
            words.look = style.look if placed.resets > resets else words.look
        at = closed + 1 if closed >= 0 else until
    said = words.finish()
    return Cue(*times, said, _settings(script, style, placed, said.count("\n") + 1))


def whole_script(head: str, events: Sequence[tuple[int, int, str]]) -> str:
    """Return the script that containers store in parts.

    Args:
        events: (start_ms, end_ms, event) each; "ReadOrder,Layer,Style,…".
    """
    head = head.rstrip("\0\r\n \t") + "\n"
    if "[events]" not in head.lower():
        head += "\n" + EVENTS
    lines = sorted(((_order(event), at, start, end, event) for at, (start, end, event) in enumerate(events)))
    return head + "".join(f"{_line(start, end, event)}\n" for _, _, start, end, event in lines)


def _line(start: int, end: int, event: str) -> str:
    _number, _comma, rest = event.partition(",")
    layer, _comma, rest = rest.partition(",")
    return f"Dialogue: {layer},{ass_time(start)},{ass_time(end)},{' '.join(rest.splitlines())}"


def ass_time(ms: int) -> str:
    """Return a time as ASS writes it, to the hundredth of a second."""
    hundredths = max(round(ms / 10), 0)
    return f"{hundredths // 360_000}:{hundredths // 6000 % 60:02}:{hundredths // 100 % 60:02}.{hundredths % 100:02}"


def _size(head: str) -> Script:
    told = {letter.lower(): float(number) for letter, number in _PLAYED.findall(head) if int(number)}
    return Script(width=told.get("x", _WIDTH), height=told.get("y", _HEIGHT))


def _order(event: str) -> int:
    number = event.partition(",")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


def _style(told: dict[str, str], *, is_new: bool) -> Style:
    number = told.get("alignment", "2")
    alignment = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 2
    look = Look(
        bold=told.get("bold", "0") not in {"0", ""},
        italic=told.get("italic", "0") not in {"0", ""},
        underlined=told.get("underline", "0") not in {"0", ""},
        colour=ass_colour(told.get("primarycolour", "")),
    )
    if not is_new:
        return Style(look=look, alignment=legacy_alignment(alignment))
    return Style(look=look, alignment=alignment if 1 <= alignment <= 9 else 2)


def _dialogue(script: Script, columns: Sequence[str], value: str) -> Iterator[Cue]:
    parts = value.split(",", max(len(columns) - 1, 0))
    told = dict(zip(columns, parts, strict=False))
    start, end = time_ms(told.get("start", "")), time_ms(told.get("end", ""))
    if start is not None and end is not None:
        yield styled_cue(script, (start, end), told.get("style", ""), told.get("text", ""))


def _settings(script: Script, style: Style, placed: Placed, lines: int) -> str:
    alignment = placed.alignment or style.alignment
    if placed.at is None:
        return alignment_settings(alignment)
    across, down = (100 * placed.at[0] / script.width, 100 * placed.at[1] / script.height)
    down -= lines * _LINE_SHARE * (1, 0.5, 0)[(alignment - 1) // 3]
    side = ("left", "center", "right")[(alignment - 1) % 3]
    return f"line:{_share(down, 94)}% position:{_share(across, 100)}% align:{side}"


def _share(percent: float, most: int) -> int:
    return round(min(max(percent, 0.0), most))

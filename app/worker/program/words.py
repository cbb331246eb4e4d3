"""Writes a film's subtitle as libass reads it, with the fonts that are attached to the film.

Only as much is read as the program is about to draw: a film may be large, and its subtitle is everywhere in it.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.worker.burn import shown_size
from app.worker.burn_source import Cue, Cues
from app.worker.checks import Fault
from app.worker.containers import opened
from app.worker.filters import Origin
from app.worker.program.arguments import Filter
from app.worker.subtitles.ass import EVENTS, whole_script
from app.worker.subtitles.fonts import attached

SCRIPT, FONTS = "words.ass", "fonts"
LARGEST_SCRIPT_BYTES = 64 * 1024 * 1024
MOST_FONT_BYTES = 256 * 1024 * 1024
"""Of all fonts of a film together."""
_SUFFIXES = {"font/ttf": ".ttf", "font/otf": ".otf", "font/collection": ".ttc"}
"""Those that libass reads, which goes by the content of a file."""


class Script(Cues):
    """The subtitle that is drawn into a film, from a time on. It must be closed. Raises Fault for bitmaps."""

    def __init__(self, task: EncodeTask, start_s: Fraction) -> None:
        super().__init__(task, start_s)
        if self._is_bitmap:
            self.close()
            raise Fault(MediaFault.NOT_CUTTABLE, "The ffmpeg program does not draw subtitles that are pictures.")

    def write(self, folder: Path, start_s: Fraction, end_s: Fraction, keep_on: Callable[[], None]) -> None:
        """Write what is shown between two times; times rise. Raises Fault when that is too much."""
        self._read(end_s, keep_on)
        kept = [cue for cue in self._cues if cue.end_s is None or cue.end_s > start_s]
        self._cues.clear()
        self._cues.extend(kept)
        content = whole_script(head_of(self._header or self._extradata), [_event(cue) for cue in kept]).encode()
        if len(content) > LARGEST_SCRIPT_BYTES:
            raise Fault(MediaFault.NOT_CUTTABLE, "The subtitle is too large.")
        (folder / SCRIPT).write_bytes(content)

    @property
    def _extradata(self) -> str:
        """The head of a script of which no event was decoded yet."""
        extradata = self._stream.codec_context.extradata if self._codec in {"ass", "ssa"} else b""
        return bytes(extradata or b"").decode("utf-8", "replace")

    def _text_cues(self, start_s: Fraction, end_s: Fraction, words: str) -> Iterator[Cue]:
        yield Cue(start_s=start_s, end_s=end_s, event=words)


def head_of(header: str) -> str:
    """Return a script's head without its events, and with our own columns for them at the end."""
    kept, is_events = [], False
    for line in header.splitlines():
        if line.lstrip().startswith("["):
            is_events = line.strip().casefold().startswith("[events")
        if not is_events:
            kept.append(line.replace("\0", ""))
    return "\n".join((*(kept or ("[Script Info]",)), EVENTS))


def write_fonts(path: Path, folder: Path) -> None:
    """Write the fonts that are attached to a film, under names of ours."""
    place = folder / FONTS
    place.mkdir()
    room = MOST_FONT_BYTES
    with opened(path, is_decoded=False) as container:
        for number, (font, content) in enumerate(attached(container)):
            room -= len(content)
            if room >= 0 and (suffix := _SUFFIXES.get(font.media_type)):
                (place / f"{number}{suffix}").write_bytes(content)


def drawn(task: EncodeTask, origin: Origin) -> Filter:
    """Return the filter that draws the script."""
    width, height = shown_size(task.video, origin)
    return "ass", f"filename={SCRIPT}:fontsdir={FONTS}:original_size={width}x{height}"


def _event(cue: Cue) -> tuple[int, int, str]:
    assert cue.end_s is not None
    return round(cue.start_s * 1000), round(cue.end_s * 1000), cue.event

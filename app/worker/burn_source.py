"""Tells which subtitle is shown when: read along with the film, from the film itself or a file beside it.

It has the film open a second time and reads a little ahead, so that a subtitle is known before its pictures come.
"""

import contextlib
import io
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.worker.burn_bitmap import CODECS, bitmaps, canvas_of
from app.worker.burn_raster import Bitmap
from app.worker.burn_text import Styles, Text, read_styles, read_text
from app.worker.checks import BROKEN_FILE, Fault, reading
from app.worker.containers import open_media
from app.worker.encode_facts import MICRO
from app.worker.subtitles.idx import sub_of
from app.worker.subtitles.letters import decode

BEFORE_S = 15
"""So much earlier reading begins: what is shown at the wanted place may have come up before."""
AHEAD_S = 2
LONGEST_S = 3_600
MOST_SHOWN = 16
LARGEST_SIDE_BYTES = 64 * 1024 * 1024
MILLI = 1_000
_ENDLESS = 0xFFFFFFFF
_TEXTS = {".srt": "srt", ".ass": "ass", ".ssa": "ass", ".vtt": "webvtt"}
_BITMAPS = {".sup": "sup", ".idx": "vobsub"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cue:
    """A subtitle, which is like no other.

    Attributes:
        end_s: None when it is shown until the next one.
        event: The words as ASS has them, for whoever draws them from that.
        canvas: That the places of bitmaps belong to.
    """

    start_s: Fraction
    end_s: Fraction | None
    text: Text | None = None
    event: str = ""
    bitmaps: tuple[Bitmap, ...] = ()
    canvas: tuple[int, int] = (0, 0)

    def is_shown(self, at_s: Fraction) -> bool:
        """Tell whether it is shown at a time."""
        return self.start_s <= at_s and (self.end_s is None or at_s < self.end_s)


class Cues:
    """The subtitles of one stream, in the order of a film that is played from a time on. They must be closed."""

    def __init__(self, task: EncodeTask, start_s: Fraction) -> None:
        burned = task.video.burned
        assert burned is not None
        self._is_beside = bool(burned.path)
        self._container = _opened_beside(Path(burned.path)) if burned.path else open_media(Path(task.path))
        try:
            self._zero_s = Fraction(0) if self._is_beside else Fraction(task.zero_us, MICRO)
            self._stream = self._found(burned.index)
            self._codec = str(self._stream.codec_context.name)
            self._is_bitmap = self._codec in CODECS
            self._canvas: tuple[int, int] | None = None
            self._styles: Styles | None = None
            self._start_s = self._read_to = start_s
            self._cues: deque[Cue] = deque()
            self._packets = self._sought(task.video_index, start_s)
        except BaseException:
            self._container.close()
            raise

    def shown(self, at_s: Fraction) -> tuple[Cue, ...]:
        """Return the subtitles of a time; times rise."""
        self._read(at_s + AHEAD_S)
        while self._cues and self._is_past(self._cues[0], at_s):
            self._cues.popleft()
        shown = [cue for cue in self._cues if cue.is_shown(at_s)]
        return tuple(shown[-1:] if self._is_bitmap else shown[-MOST_SHOWN:])

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def _read(self, until_s: Fraction, keep_on: Callable[[], None] = lambda: None) -> None:
        """Read until a time."""
        while self._read_to <= until_s and (packet := next(self._packets, None)) is not None:
            keep_on()
            self._take(packet)

    def _found(self, index: int | None) -> Any:
        streams = self._container.streams
        wanted: Any = next(iter(streams.subtitles), None)
        if not self._is_beside:
            wanted = streams[index] if index is not None and 0 <= index < len(streams) else None
        if wanted is None or wanted.type != "subtitle" or not wanted.time_base:
            raise Fault(MediaFault.UNREADABLE, "It has no such subtitle.")
        return wanted

    def _sought(self, video_index: int, start_s: Fraction) -> Iterator[Any]:
        """Yield packets of the subtitle, and those of the film for their times."""
        if self._is_beside:
            yield from self._demuxed([self._stream])
            return
        video: Any = self._container.streams[video_index]
        back_s = max(start_s - BEFORE_S, Fraction(0)) + self._zero_s
        with contextlib.suppress(av.error.FFmpegError):  # then it is read from its beginning
            self._container.seek(int(back_s / video.time_base), stream=video)
        yield from self._demuxed([video, self._stream])

    def _demuxed(self, streams: list[Any]) -> Iterator[Any]:
        with contextlib.suppress(*BROKEN_FILE):
            yield from self._container.demux(*streams)

    def _take(self, packet: Any) -> None:
        at = packet.pts if packet.pts is not None else packet.dts
        if at is None or not packet.size:
            return
        at_s = at * packet.time_base - self._zero_s
        if packet.stream.type == "video":
            self._read_to = max(at_s, self._read_to) if packet.pts is not None else self._read_to
            return
        if self._is_beside:
            self._read_to = max(at_s, self._read_to)
        if self._is_bitmap and at_s < self._start_s - BEFORE_S:
            return
        with contextlib.suppress(*BROKEN_FILE):  # one that is damaged is not shown
            self._cues.extend(self._cues_of(self._stream.codec_context.decode2(packet), packet, at_s))

    def _cues_of(self, found: Any, packet: Any, at_s: Fraction) -> Iterator[Cue]:
        if self._is_bitmap:
            extradata = bytes(self._stream.codec_context.extradata or b"")
            self._canvas = canvas_of(self._codec, extradata, bytes(packet), self._canvas)
        if found is None:
            return
        start_s = at_s + Fraction(found.start_display_time, MILLI)
        if self._is_bitmap:
            end = found.end_display_time
            end_s = at_s + Fraction(end, MILLI) if 0 < end < _ENDLESS else None
            assert self._canvas is not None
            yield Cue(start_s=start_s, end_s=end_s, bitmaps=bitmaps(found), canvas=self._canvas)
            return
        length_s = (packet.duration or 0) * packet.time_base or Fraction(found.end_display_time % _ENDLESS, MILLI)
        end_s = start_s + min(length_s or 4, LONGEST_S)
        for rect in found.rects:
            if rect.type in {b"ass", b"text"}:
                yield from self._text_cues(start_s, end_s, _words(rect))

    def _text_cues(self, start_s: Fraction, end_s: Fraction, words: str) -> Iterator[Cue]:
        if text := read_text(words, self._look()):
            yield Cue(start_s=start_s, end_s=end_s, text=text)

    @property
    def _header(self) -> str:
        return bytes(self._stream.codec_context.subtitle_header or b"").decode("utf-8", "replace")

    def _look(self) -> Styles:
        if self._styles is None:
            self._styles = read_styles(self._header, is_plain=self._codec not in {"ass", "ssa"})
        return self._styles

    def _is_past(self, cue: Cue, at_s: Fraction) -> bool:
        """Tell whether nobody needs it any more; of bitmaps, the next one takes the place of the one before."""
        if self._is_bitmap:
            return len(self._cues) > 1 and self._cues[1].start_s <= at_s
        return cue.end_s is not None and cue.end_s <= at_s


def _words(rect: Any) -> str:
    return bytes(rect.ass or b"").decode("utf-8", "replace")


def _opened_beside(path: Path) -> InputContainer:
    kind = path.suffix.lower()
    with reading(path):
        if path.stat().st_size > LARGEST_SIDE_BYTES:
            raise Fault(MediaFault.UNREADABLE, "The subtitle is too large.")
        if kind in _TEXTS:
            content = io.BytesIO(decode(path.read_bytes()).encode())
            return av.open(content, "r", format=_TEXTS[kind], metadata_errors="replace")
        if kind in _BITMAPS:
            if kind == ".idx":
                sub_of(path)  # FFmpeg would follow a link to wherever it leads
            options = {"protocol_whitelist": "file", "format_whitelist": "sup,vobsub,mpeg"}
            return av.open(f"file:{path}", "r", format=_BITMAPS[kind], metadata_errors="replace", options=options)
    raise Fault(MediaFault.UNREADABLE, "Subtitles of this kind cannot be drawn.")

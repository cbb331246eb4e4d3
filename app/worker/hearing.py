"""Decodes a stretch of sound and lays it on the clock of the film, to the sample; where there is none is silence.

Whatever place of the file reading began at, the same sound lies at the same samples: times that are told roughly are
moved onto the grid of the stream's own frames.
"""

import contextlib
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.container import InputContainer

from app.contract.media import MediaFault
from app.worker.checks import Fault
from app.worker.containers import find_film
from app.worker.mixing import SAMPLE_BYTES, Mixer, channels_of

PREROLL_S = Fraction(1, 4)
"""Decoders are given so much before what is wanted: some need a few frames to come to themselves."""
LEAD_S = Fraction(3, 2)
"""Sound may lie so much earlier in the file than the pictures that it belongs to, and ten times as much later."""
BACK_S = (0, 4, 20)
"""How much further back is tried when a seek led behind the wanted place."""
GAP_S = Fraction(1, 20)
"""Sound whose time is further than this from the end of the sound before is put where its time says."""
LARGEST_BYTES = 256 * 1024 * 1024
"""Of decoded sound: a piece is some seconds long, and a minute of eight channels needs 92 MB."""

AnyPacket = Any  # PyAV's packets are generic over a type that says nothing here
_Timed = tuple[float | None, AudioFrame]
"""When a frame begins, in samples; floats, since some codecs have thousands of frames in a piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stream of a file, and the clock that its samples are counted on.

    Attributes:
        rate: Samples a second.
        zero_s: The file's own time at sample 0.
    """

    container: InputContainer
    index: int
    rate: int
    zero_s: Fraction

    @property
    def stream(self) -> Any:
        """The sound."""
        return self.container.streams[self.index]

    @property
    def first(self) -> float | None:
        """Where the sound begins, in samples, as the file tells."""
        start = self.stream.start_time
        return None if start is None else float((start * self.stream.time_base - self.zero_s) * self.rate)


@dataclass(frozen=True, slots=True)
class Heard:
    """Sound from a sample on.

    Attributes:
        content: 32-bit floats, the channels of each moment side by side.
        end: The sample after the last one that is really in the file, or that was asked for.
    """

    content: bytearray
    end: int


def place(container: InputContainer, index: int, zero_us: int) -> Place:
    """Return where to hear. Raises Fault for what is no sound, or has no decoder."""
    stream: Any = container.streams[index] if 0 <= index < len(container.streams) else None
    context = getattr(stream, "codec_context", None)
    if stream is None or stream.type != "audio" or context is None or not stream.time_base:
        raise Fault(MediaFault.UNREADABLE, "There is no such sound, or nothing can decode it.")
    if not context.sample_rate:
        raise Fault(MediaFault.UNREADABLE, "Its rate is not known.")
    return Place(container=container, index=index, rate=context.sample_rate, zero_s=Fraction(zero_us, 1_000_000))


def hear(at: Place, layout: str, gain_db: float, first: int, last: int | None) -> Heard:
    """Return the sound from sample `first` to the one before `last`; None is the end of the sound.

    Args:
        layout: FFmpeg's name of the channels that it is to have.

    Raises:
        Fault: nothing of it can be decoded.
    """
    found = _decoded(at, first, last)
    laid = list(_laid(found, at))
    end = last if last is not None else max((start + frame.samples for start, frame in laid), default=first)
    size = channels_of(layout) * SAMPLE_BYTES
    if (end - first) * size > LARGEST_BYTES:
        raise Fault(MediaFault.NOT_CUTTABLE, "Its pieces are too long.")
    content, mixer = bytearray(max(end - first, 0) * size), Mixer(layout, gain_db)
    for start, frame in laid:
        if start + frame.samples > first and start < end:
            _put(content, mixer.mix(frame), (start - first) * size)
    return Heard(content, end)


def _put(content: bytearray, part: bytes, at: int) -> None:
    begin, end = max(at, 0), min(at + len(part), len(content))
    content[begin:end] = part[begin - at : end - at]


def _decoded(at: Place, first: int, last: int | None) -> Sequence[_Timed]:
    start_s = at.zero_s + Fraction(first, at.rate) - PREROLL_S
    end_s = None if last is None else at.zero_s + Fraction(last, at.rate)
    found: _Stretch | None = None
    for back in BACK_S:
        with contextlib.suppress(av.error.FFmpegError):  # some formats refuse to go in front of their first packet
            _seek(at, start_s - LEAD_S - back)
            found = _Stretch(at, start_s, end_s)
            if found.read(is_trusted=back == BACK_S[-1]):
                break
    if found is None:
        at.container.seek(0)
        found = _Stretch(at, start_s, end_s)
        found.read(is_trusted=True)
    if found.is_mute:
        raise Fault(MediaFault.UNREADABLE, "Nothing of this sound can be decoded.")
    return found.frames


def _seek(at: Place, time_s: Fraction) -> None:
    """Go to a place by the pictures: only they are in the index of most films."""
    guide: Any = find_film(at.container) or at.stream
    at.container.seek(int(time_s / guide.time_base), stream=guide)


class _Stretch:
    """The frames of a stretch of time, which is told by the file's own clock, in seconds."""

    def __init__(self, at: Place, start_s: Fraction, end_s: Fraction | None) -> None:
        self._at, self._start_s, self._end_s = at, start_s, end_s
        self._film: Any = find_film(at.container)
        self._scale = float(at.stream.time_base * at.rate)  # decoders keep the clock of the stream
        self._zero = float(at.zero_s * at.rate)
        self._first = float((start_s - PREROLL_S - at.zero_s) * at.rate)
        self.frames: list[_Timed] = []
        self._size = self._packets = self._heard = 0

    @property
    def is_mute(self) -> bool:
        """Tell whether there was sound, and nothing could be decoded."""
        return bool(self._packets) and not self._heard

    def read(self, *, is_trusted: bool) -> bool:
        """Read it; False when reading began behind its start, unless `is_trusted`: then the sound begins late."""
        # Without the pictures nobody knows how far reading is while there is no sound. MP4 leads every stream itself.
        is_led = self._film is not None and not self._at.container.format.name.startswith("mov")
        is_early = is_trusted or (self._film is not None and not is_led)
        streams = (self._at.stream, self._film) if is_led else (self._at.stream,)
        starts = {stream.index: self._start_s / stream.time_base for stream in streams}
        ends = self._ends(streams)
        for packet in self._at.container.demux(*streams):
            time, index = packet.pts if packet.pts is not None else packet.dts, packet.stream.index
            is_early = is_early or time is None or time <= starts[index]
            is_sound = index == self._at.index
            if is_sound and not is_early:
                return False
            if time is not None and time >= ends[index]:
                break
            if is_sound:
                self._decode(packet)
        return True

    def _ends(self, streams: Sequence[Any]) -> dict[int, float]:
        """Return when enough was read, in the ticks of each stream: of pictures much later than of sound."""
        if self._end_s is None:
            return {stream.index: math.inf for stream in streams}
        grace = {self._at.index: Fraction(0)}
        return {
            stream.index: float((self._end_s + grace.get(stream.index, 10 * LEAD_S)) / stream.time_base)
            for stream in streams
        }

    def _decode(self, packet: AnyPacket) -> None:
        self._packets += bool(packet.size)
        # What is damaged is left out: there will be silence.
        with contextlib.suppress(av.error.FFmpegError, ValueError):
            for frame in self._at.stream.decode(packet):
                self._heard += 1
                self._take(frame)

    def _take(self, frame: AudioFrame) -> None:
        time = None if frame.pts is None else frame.pts * self._scale - self._zero
        if time is not None and time < self._first:
            return
        self._size += frame.samples * frame.layout.nb_channels * SAMPLE_BYTES
        if self._size > LARGEST_BYTES:
            raise Fault(MediaFault.NOT_CUTTABLE, "Its pieces are too long.")
        self.frames.append((time, frame))


def _laid(frames: Sequence[_Timed], at: Place) -> Iterator[tuple[int, AudioFrame]]:
    """Yield where each frame begins."""
    for run in _runs(frames, float(GAP_S * at.rate)):
        start = _start(run, at)
        for _, frame in run:
            yield start, frame
            start += frame.samples


def _runs(frames: Sequence[_Timed], gap: float) -> Iterator[list[_Timed]]:
    """Yield frames that follow each other without a gap."""
    run: list[_Timed] = []
    expected: float | None = None
    for time, frame in frames:
        if run and time is not None and expected is not None and abs(time - expected) > gap:
            yield run
            run, expected = [], None
        if expected is None:
            expected = time
        run.append((time, frame))
        expected = None if expected is None else expected + frame.samples
    if run:
        yield run


def _start(run: Sequence[_Timed], at: Place) -> int:
    """Return where a run begins: where most of its frames say, and on the grid of the stream's frames if near to it."""
    count, said = 0, []
    for time, frame in run:
        if time is not None:
            said.append(time - count)
        count += frame.samples
    if not said:
        return 0
    start, first = median(said), at.first
    sizes = Counter(frame.samples for _, frame in run)
    size, times = sizes.most_common(1)[0]
    if first is None or times < len(run) - 2:
        return round(start)
    # The first frame of a file may have lost its beginning: its end is on the grid.
    begin = start + run[0][1].samples - size
    near = round(first) + round((begin - first) / size) * size
    most = float(at.stream.time_base * at.rate) + 1
    return near + size - run[0][1].samples if abs(near - begin) <= most else round(start)

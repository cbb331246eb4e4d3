"""Reads the pictures of a film from any place on, decoded, on the film's own clock.

A seek leads to a picture that needs no other, at or before the wanted time. What lies in front of the last such
picture is not decoded.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.worker.checks import BROKEN_FILE, Fault
from app.worker.containers import open_media
from app.worker.encode_facts import MICRO, USUAL_RATE, check, read_facts

BACK_S = (0, 2, 10, 60)
"""How much further back is tried when a seek led behind the wanted place."""
MARGIN_S = Fraction(1, 5)
"""Pictures so shortly before the wanted ones are given too: some filters look back."""
MOST_HELD_BYTES = 64 * 1024 * 1024
"""Of packets that wait for a later picture that needs no other."""
MOST_BAD = 1_000
"""So many packets in a row that cannot be decoded end a film."""
LONGEST_S = 1_000_000
"""A time that is further away is a mistake of the file."""
DECODER_THREADS = 4

Frame = Any  # PyAV's frames and packets are generic over types that say nothing here
AnyPacket = Any


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture.

    Attributes:
        at_s: When it is shown, on the clock of the film.
    """

    frame: Frame
    at_s: Fraction


class Source:
    """An open film. Raises what PyAV raises, and Fault."""

    def __init__(self, task: EncodeTask) -> None:
        self._path, self._zero_s = Path(task.path), Fraction(task.zero_us, MICRO)
        self._index = task.video_index
        self._is_fresh = True
        self._keep_on: Callable[[], None] = lambda: None
        self._container = self._opened()
        self.facts = read_facts(self._container, self._index, self._zero_s)

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def read(self, start_s: Fraction, keep_on: Callable[[], None]) -> Iterator[Decoded]:
        """Yield what is shown from a time on, and a little of what is before it.

        Args:
            keep_on: Is called for every packet, as the way to the first picture may be long; it raises to end that.
        """
        self._keep_on = keep_on
        before: Decoded | None = None
        for found in self._decoded(start_s):
            if found.at_s < start_s - MARGIN_S:
                before = found  # it stands in for a time without pictures
                continue
            if before is not None:
                yield before
                before = None
            yield found
        if before is not None:
            yield before

    def first(self, start_s: Fraction, keep_on: Callable[[], None]) -> Decoded | None:
        """Return the picture that decoding begins with for a time; None when there is none."""
        self._keep_on = keep_on
        return next(self._decoded(start_s), None)

    @property
    def format(self) -> str:
        """FFmpeg's names of the container's format."""
        return self._container.format.name

    def _decoded(self, start_s: Fraction) -> Iterator[Decoded]:
        bad, last_s = 0, None
        for packet in self._packets(start_s):
            self._keep_on()
            frames: list[Frame] = []
            try:
                with contextlib.suppress(av.error.EOFError):
                    frames = packet.stream.decode(packet if packet.size else None)
                bad = 0
            except BROKEN_FILE as error:
                bad += 1
                if bad > MOST_BAD:
                    raise Fault(MediaFault.UNREADABLE, "Too much of it cannot be decoded.") from error
            for frame in frames:
                last_s = self._time(frame, last_s)
                if abs(last_s) <= LONGEST_S:
                    yield Decoded(frame, last_s)

    @property
    def _video(self) -> Any:
        return self._container.streams[self._index]

    def _opened(self) -> InputContainer:
        container = open_media(self._path)
        try:
            check(container, self._path, self._index)
            video: Any = container.streams[self._index]
            video.thread_type, video.thread_count = "AUTO", DECODER_THREADS
        except BaseException:
            container.close()
            raise
        return container

    def _time(self, frame: Frame, last_s: Fraction | None) -> Fraction:
        if frame.pts is not None:
            return Fraction(frame.pts * (frame.time_base or self._video.time_base)) - self._zero_s
        rate = self._video.average_rate or USUAL_RATE
        return Fraction(0) if last_s is None else last_s + 1 / rate

    def _packets(self, start_s: Fraction) -> Iterator[AnyPacket]:
        """Yield packets from the last key frame at or before a time on."""
        for back in BACK_S if start_s > 0 else ():
            if not self._seek(start_s - back):
                break
            packets = self._from_key(start_s, is_late_fine=False)
            if (first := next(packets, None)) is not None:
                yield first
                yield from packets
                return
        self._rewind()
        yield from self._from_key(start_s, is_late_fine=True)

    def _seek(self, at_s: Fraction) -> bool:
        self._is_fresh = False
        try:
            self._container.seek(int((at_s + self._zero_s) / self._video.time_base), stream=self._video)
        except av.error.FFmpegError:
            return False
        return True

    def _rewind(self) -> None:
        """Go to the beginning; a file that cannot be jumped in is opened again."""
        if not self._is_fresh:
            self._container, old = self._opened(), self._container
            old.close()
        self._is_fresh = False

    def _from_key(self, start_s: Fraction, *, is_late_fine: bool) -> Iterator[AnyPacket]:
        """Yield packets from a key frame on; nothing when the first one is behind the wanted time."""
        held: list[AnyPacket] = []
        size, is_keyed = 0, False
        packets = self._demuxed()
        for packet in packets:
            at_s = self._packet_time(packet)
            if packet.is_keyframe and packet.size and at_s is not None:
                if at_s > start_s and not is_keyed and not is_late_fine:
                    return
                if at_s <= start_s:
                    held, size = [], 0
                is_keyed = True
            held.append(packet)
            size += packet.size
            if (at_s is not None and at_s >= start_s) or size > MOST_HELD_BYTES:
                break
        if not is_keyed and not is_late_fine:
            return
        yield from held
        yield from packets

    def _demuxed(self) -> Iterator[AnyPacket]:
        with contextlib.suppress(*BROKEN_FILE):  # what could be read before the damaged place is shown
            for packet in self._container.demux(self._video):
                self._keep_on()
                yield packet
            return
        yield _End(self._video)

    def _packet_time(self, packet: AnyPacket) -> Fraction | None:
        at = packet.pts if packet.pts is not None else packet.dts
        return None if at is None else at * packet.time_base - self._zero_s


@dataclass(frozen=True, slots=True)
class _End:
    """Asks a decoder for what it still holds."""

    stream: Any
    size: int = 0
    pts: None = None
    dts: None = None
    is_keyframe: bool = False

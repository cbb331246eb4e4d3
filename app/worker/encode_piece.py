"""Encodes the pictures of one piece and writes it.

Each piece has an encoder of its own: it begins with a picture that needs no other and looks at none of the pieces
around it. Decoding times are made here: those of a piece lie between those of its neighbours, whatever times its
pictures have. So pieces of different workers fit together.
"""

import contextlib
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from av.packet import Packet
from av.video.frame import VideoFrame

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.contract.segments import Form
from app.worker.checks import BROKEN_FILE, Fault
from app.worker.encode_look import Look
from app.worker.encoders import ENCODERS, settings
from app.worker.filters import CLOCK, TICK, pixel_format
from app.worker.muxing import piece_file
from app.worker.sound import Made as Sound

LARGEST_BYTES = 96 * 1024 * 1024
_START_CODES = (b"\0\0\1", b"\0\0\0\1")

AnyPacket = Any


@dataclass(frozen=True, slots=True)
class Made:
    """A finished piece."""

    head_bytes: int
    content: bytes


class Unfinished(Protocol):
    """A piece whose pictures are all there. It must be closed."""

    number: int

    def finish(self, sound: Sound | None) -> Made:
        """Return the piece. Raises Fault."""

    def close(self) -> None:
        """Let go of everything, in the middle of a piece too."""


class PieceWriter:
    """Collects the packets of one piece and writes it, whoever encoded them. It must be closed."""

    def __init__(self, task: EncodeTask, number: int, look: Look) -> None:
        self._task, self._number, self._look = task, number, look
        self._open = ExitStack()
        self._piece = self._open.enter_context(piece_file(task.form, number))
        self._packets: list[AnyPacket] = []
        self._size = 0
        self.output = self._piece.output

    def take(self, packets: Iterable[AnyPacket]) -> None:
        """Take packets in the order of decoding, their showing times on CLOCK. Raises Fault."""
        for packet in packets:
            self._size += packet.size
            if self._size > LARGEST_BYTES:
                raise Fault(MediaFault.NOT_CUTTABLE, "A piece of it is too large.")
            self._packets.append(packet)

    def write(self, depth: int, sound: Sound | None, head: bytes = b"") -> Made:
        """Return the piece. Raises Fault.

        Args:
            depth: So many pictures are decoded ahead of their turn, at most.
            head: Words of the encoder that are to stand in front of the first picture.
        """
        if not self._packets:
            raise Fault(MediaFault.UNREADABLE, "The encoder made nothing of it.")
        if head:
            self._packets[0] = _with_head(head, self._packets[0])
        self._time(max(depth, 0))
        packets = [*self._packets]
        if sound is not None:
            stream = sound.add_to(self._piece.output)
            for packet in sound.packets:
                packet.stream = stream
            packets += sound.packets
        packets.sort(key=lambda packet: packet.dts * packet.time_base)
        for packet in packets:
            self._piece.output.mux(packet)
        self._open.close()
        return Made(self._piece.head_bytes, self._piece.content)

    def close(self) -> None:
        """Let go of the file."""
        with contextlib.suppress(*BROKEN_FILE):  # a piece without pictures cannot be written
            self._open.close()

    def _time(self, depth: int) -> None:
        grid = Fraction(self._task.grid_us * CLOCK, 1_000_000)
        lead = round(CLOCK / self._look.rate)
        shown = [packet.pts for packet in self._packets]
        times = decoding_times(shown, depth=depth, lead=lead, end=int((self._number + 1) * grid))
        for packet, dts, after in zip(self._packets, times, [*times[1:], times[-1] + lead], strict=True):
            packet.dts, packet.duration = dts, after - dts


class PieceEncoder:
    """Encodes one piece. It must be closed."""

    def __init__(self, task: EncodeTask, number: int, look: Look) -> None:
        self.number = number
        self._task, self._look = task, look
        self._writer = PieceWriter(task, number, look)
        self._stream: Any = self._writer.output.add_stream(task.encoder, rate=look.rate, options=settings(task))
        self._describe(self._stream.codec_context)
        self._shown: list[int] = []

    @property
    def has_pictures(self) -> bool:
        """Tell whether a picture was added."""
        return bool(self._shown)

    def add(self, frame: VideoFrame) -> None:
        """Encode a picture with its time on CLOCK; times rise. Others than that are left out."""
        assert frame.pts is not None
        if self._shown and frame.pts <= self._shown[-1]:
            return
        self._shown.append(frame.pts)
        self._writer.take(self._stream.encode(frame))

    def finish(self, sound: Sound | None) -> Made:
        """Return the piece. Raises Fault."""
        self._writer.take(self._stream.encode(None))
        context = self._stream.codec_context
        return self._writer.write(context.reorder_depth, sound, repeated_head(self._task, context.extradata))

    def close(self) -> None:
        """Let go of the encoder, in the middle of a piece too."""
        self._writer.close()

    def _describe(self, context: Any) -> None:
        task, form = self._task, self._task.video
        context.width, context.height, context.pix_fmt = form.width_px, form.height_px, pixel_format(form)
        context.time_base, context.framerate = TICK, self._look.rate
        context.sample_aspect_ratio = self._look.shape
        # PyAV's own choice is to share out each picture, which keeps x264 from using all of two cores.
        context.thread_type, context.thread_count = "FRAME", task.threads
        (context.color_primaries, context.color_trc, context.colorspace, context.color_range) = self._look.colours
        if tag := tag_of(task):
            context.codec_tag = tag


def tag_of(task: EncodeTask) -> str:
    """Return how the container names what is made; "" leaves that to it."""
    return ENCODERS[task.encoder].tag if task.form is Form.MP4 else ""


def repeated_head(task: EncodeTask, extradata: bytes | None) -> bytes:
    """Return the encoder's words for the first picture of a piece, where the head of the film is not enough.

    Pieces of two providers share one head in MP4, which is that of whoever came first; TS has the words in each piece.
    """
    head = bytes(extradata or b"")
    return head if task.repeats_head and task.form is Form.MP4 and head.startswith(_START_CODES) else b""


def _with_head(head: bytes, packet: AnyPacket) -> AnyPacket:
    new: Any = Packet(head + bytes(packet))
    new.pts, new.time_base, new.stream = packet.pts, packet.time_base, packet.stream
    new.is_keyframe = packet.is_keyframe
    return new


def decoding_times(shown: Sequence[int], *, depth: int, lead: int, end: int) -> list[int]:
    """Return decoding times for pictures in the order of decoding.

    Each is at or before the showing time, they rise, none is before 0, and those of a piece lie in front of those of
    the next: from `depth × lead` before its beginning on to as much before its `end`.

    Args:
        shown: Showing times; the first is the smallest.
        depth: So many pictures are decoded ahead of their turn, at most.
        lead: How long a picture lasts, as a rule.
    """
    in_order = sorted(shown)
    first = in_order[0]
    times = [first - (depth - place) * lead for place in range(depth)] + in_order
    times = times[: len(shown)]
    limit = end - depth * lead
    for place in range(len(times) - 1, -1, -1):
        limit -= 1
        times[place] = limit = min(times[place], limit, shown[place])
    return [max(time, place) for place, time in enumerate(times)]

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
from typing import Any

from av.video.frame import VideoFrame

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.contract.segments import Form
from app.worker.checks import BROKEN_FILE, Fault
from app.worker.encoders import ENCODERS, settings
from app.worker.filters import CLOCK, TICK, pixel_format
from app.worker.muxing import piece_file
from app.worker.sound import Made as Sound

LARGEST_BYTES = 96 * 1024 * 1024

AnyPacket = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the head of every piece tells of the pictures, from the source's own head.

    Attributes:
        rate: Pictures a second.
        shape: Of a pixel: how much wider than high it is shown.
        colours: Primaries, transfer, matrix and range, as FFmpeg counts.
    """

    rate: Fraction
    shape: Fraction
    colours: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Made:
    """A finished piece."""

    head_bytes: int
    content: bytes


class PieceEncoder:
    """Encodes one piece. It must be closed."""

    def __init__(self, task: EncodeTask, number: int, look: Look) -> None:
        self.number = number
        self._task, self._look = task, look
        self._open = ExitStack()
        self._piece = self._open.enter_context(piece_file(task.form, number))
        self._stream: Any = self._piece.output.add_stream(task.encoder, rate=look.rate, options=settings(task))
        self._describe(self._stream.codec_context)
        self._shown: list[int] = []
        self._packets: list[AnyPacket] = []
        self._size = 0

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
        self._take(self._stream.encode(frame))

    def finish(self, sound: Sound | None) -> Made:
        """Return the piece. Raises Fault."""
        self._take(self._stream.encode(None))
        if not self._packets:
            raise Fault(MediaFault.UNREADABLE, "The encoder made nothing of it.")
        self._time()
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
        """Let go of the encoder, in the middle of a piece too."""
        with contextlib.suppress(*BROKEN_FILE):  # a piece without pictures cannot be written
            self._open.close()

    def _describe(self, context: Any) -> None:
        task, form = self._task, self._task.video
        context.width, context.height, context.pix_fmt = form.width_px, form.height_px, pixel_format(form)
        context.time_base, context.framerate = TICK, self._look.rate
        context.sample_aspect_ratio = self._look.shape
        # PyAV's own choice is to share out each picture, which keeps x264 from using all of two cores.
        context.thread_type, context.thread_count = "FRAME", task.threads
        (context.color_primaries, context.color_trc, context.colorspace, context.color_range) = self._look.colours
        if tag := ENCODERS[task.encoder].tag if task.form is Form.MP4 else "":
            context.codec_tag = tag

    def _take(self, packets: Iterable[AnyPacket]) -> None:
        for packet in packets:
            self._size += packet.size
            if self._size > LARGEST_BYTES:
                raise Fault(MediaFault.NOT_CUTTABLE, "A piece of it is too large.")
            self._packets.append(packet)

    def _time(self) -> None:
        grid = Fraction(self._task.grid_us * CLOCK, 1_000_000)
        lead = round(CLOCK / self._look.rate)
        depth = max(self._stream.codec_context.reorder_depth, 0)
        times = decoding_times(
            [packet.pts for packet in self._packets], depth=depth, lead=lead, end=int((self.number + 1) * grid)
        )
        for packet, dts, after in zip(self._packets, times, [*times[1:], times[-1] + lead], strict=True):
            packet.dts, packet.duration = dts, after - dts


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

"""Encodes the pictures of one piece and writes it.

Each piece has an encoder of its own: it begins with a picture that needs no other and looks at none of the pieces
around it. Decoding times are made here: those of a piece lie between those of its neighbours, whatever times its
pictures have. So pieces of different workers fit together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
from av.video.frame import VideoFrame

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.contract.segments import Form
from app.worker.checks import Fault
from app.worker.encoders import ENCODERS, settings
from app.worker.filters import CLOCK, TICK, pixel_format
from app.worker.ts import counted_out

_MUXERS = {Form.MP4: "mp4", Form.TS: "mpegts"}
_MP4 = {
    # One "moof" for each piece; absolute times; the same head in front of every piece.
    "movflags": "frag_custom+empty_moov+default_base_moof+frag_discont+skip_trailer",
    "avoid_negative_ts": "disabled",
    "use_editlist": "0",
}
_TS = {"avoid_negative_ts": "disabled"}
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


class Sink:
    """Takes what the muxer writes."""

    def __init__(self) -> None:
        self.content = bytearray()

    def write(self, content: bytes) -> int:
        """Take some bytes."""
        self.content += content
        return len(content)


class PieceEncoder:
    """Encodes one piece. It must be closed."""

    def __init__(self, task: EncodeTask, number: int, look: Look) -> None:
        self.number = number
        self._task, self._look = task, look
        self._sink = Sink()
        options = _MP4 | {"fragment_index": str(number + 1)} if task.form is Form.MP4 else _TS
        self._output = av.open(self._sink, "w", format=_MUXERS[task.form], container_options=dict(options))
        self._stream: Any = self._output.add_stream(task.encoder, rate=look.rate, options=settings(task))
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

    def finish(self, sounds: "Sounds | None" = None) -> Made:
        """Return the piece. Raises Fault."""
        self._take(self._stream.encode(None))
        if not self._packets:
            raise Fault(MediaFault.UNREADABLE, "The encoder made nothing of it.")
        self._time()
        packets = [*self._packets]
        if sounds is not None:
            packets += sounds.bound_to(self._output)
        packets.sort(key=lambda packet: packet.dts * packet.time_base)
        for packet in packets:
            self._output.mux(packet)
        self._output.close()
        content = bytes(self._sink.content)
        if self._task.form is Form.TS:
            return Made(0, counted_out(content))
        return Made(head_bytes(content), content)

    def close(self) -> None:
        """Let go of the encoder, in the middle of a piece too."""
        self._output.close()

    def _describe(self, context: Any) -> None:
        task, form = self._task, self._task.video
        context.width, context.height, context.pix_fmt = form.width_px, form.height_px, pixel_format(form)
        context.time_base, context.framerate = TICK, self._look.rate
        context.sample_aspect_ratio = self._look.shape
        context.thread_count = task.threads
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


def head_bytes(content: bytes) -> int:
    """Return where the first "moof" begins: in front of it are "ftyp" and "moov"."""
    at = 0
    while at + 8 <= len(content) and content[at + 4 : at + 8] != b"moof":
        at += int.from_bytes(content[at : at + 4], "big") or len(content)
    return at


class Sounds:
    """Encoded sound of one piece, and how its stream is described."""

    def __init__(self, describe: Any, packets: Sequence[AnyPacket]) -> None:
        self._describe = describe
        self._packets = packets

    def bound_to(self, output: Any) -> Sequence[AnyPacket]:
        """Return the packets as those of a new stream of a container."""
        stream = self._describe(output)
        for packet in self._packets:
            packet.stream = stream
        return self._packets

"""Sorts the packets of the ffmpeg program into the pieces that PyAV would have made."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.worker.checks import Fault
from app.worker.encode_look import Look
from app.worker.encode_piece import Made, PieceWriter, Unfinished, repeated_head, tag_of
from app.worker.filters import CLOCK, TICK
from app.worker.sound import Made as Sound

AnyPacket = Any
AnyStream = Any


class PieceCopy:
    """A piece of pictures that are encoded already. It must be closed."""

    def __init__(self, task: EncodeTask, number: int, look: Look, source: AnyStream) -> None:
        self.number = number
        self._task, self._source = task, source
        self._writer = PieceWriter(task, number, look)
        self._stream: AnyStream = self._writer.output.add_stream_from_template(source, opaque=True)
        self._stream.time_base = TICK
        context = self._stream.codec_context
        context.framerate = look.rate
        (context.color_primaries, context.color_trc, context.colorspace, context.color_range) = look.colours
        if tag := tag_of(task):
            context.codec_tag = tag

    def add(self, packet: AnyPacket) -> None:
        """Take the next packet in the order of decoding, its time on CLOCK."""
        packet.stream = self._stream
        self._writer.take((packet,))

    def finish(self, sound: Sound | None) -> Made:
        """Return the piece. Raises Fault."""
        context = self._source.codec_context
        return self._writer.write(context.reorder_depth, sound, repeated_head(self._task, context.extradata))

    def close(self) -> None:
        """Let go of the file."""
        self._writer.close()


class PacketBench:
    """Sorts packets into pieces, and hands each on as soon as it has all of its own. It must be closed.

    Attributes:
        number: Of the piece that comes next.

    Args:
        ready: Takes pieces whose packets are all there.
    """

    def __init__(self, task: EncodeTask, number: int, ready: Callable[[Unfinished], None]) -> None:
        self.number = number
        self._ready = ready
        self._grid = Fraction(task.grid_us * CLOCK, 1_000_000)
        self._piece: PieceCopy | None = None

    def show(self, packet: AnyPacket, begin: Callable[[int], PieceCopy]) -> None:
        """Take the next packet. Raises Fault when it is not where it belongs.

        Args:
            begin: Makes a piece, as soon as it may be begun.
        """
        ticks = round(packet.pts * packet.time_base * CLOCK)
        cell = int(ticks // self._grid)
        if cell < self.number and self._piece is None:
            return  # for filters that look back
        if self._piece is not None and cell > self._piece.number:
            self.end()
        if self._piece is None:
            self._piece = self._opened(cell, begin, is_key=packet.is_keyframe)
        if cell != self._piece.number:
            raise Fault(MediaFault.NOT_CUTTABLE, "Pictures of one piece need those of another.")
        packet.pts, packet.dts, packet.time_base = ticks, None, TICK
        self._piece.add(packet)

    def end(self) -> None:
        """The piece has all of its packets."""
        if self._piece is not None:
            self._ready(self._piece)
            self.number = self._piece.number + 1
        self._piece = None

    def close(self) -> None:
        """Let go of a piece that is not finished."""
        if self._piece is not None:
            self._piece.close()
        self._piece = None

    def _opened(self, cell: int, begin: Callable[[int], PieceCopy], *, is_key: bool) -> PieceCopy:
        if cell != self.number:
            raise Fault(MediaFault.NOT_CUTTABLE, "There is a piece without pictures of its own.")
        if not is_key:
            raise Fault(MediaFault.NOT_CUTTABLE, "A piece begins with a picture that needs another one.")
        return begin(cell)

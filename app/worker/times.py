"""Gives the packets of a piece their new times: those of the file plus one shift, sounds on the grid of their frames.

A piece has hundreds of packets, and a player waits for them: everything is counted in whole ticks here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.contract.media import MediaFault, StreamType
from app.contract.segments import CutStream, Timing
from app.worker.checks import Fault

SNAP_S = Fraction(3, 2000)
"""Matroska's times are up to half a millisecond off; the first one too."""

AnyPacket = Any  # PyAV's packets are generic over a type that says nothing here


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the frames of a sound begin, in `den` parts of a sample each: whole numbers at any rate.

    Attributes:
        rate: Samples per second.
        num, den: One tick of the file's clock is `num / den` seconds.
        first: When the first frame of the file begins.
        frame: How long each lasts.
        snap: What a time may be off.
    """

    rate: int
    num: int
    den: int
    first: int
    frame: int
    snap: int

    def samples(self, ticks: int) -> int:
        """Return a time in samples; one that is nearly the beginning of a frame becomes that."""
        at = ticks * self.num * self.rate
        exact = self.first + (at - self.first + self.frame // 2) // self.frame * self.frame
        return _divided(exact if abs(exact - at) <= self.snap else at, self.den)


def retime(packets: Sequence[AnyPacket], cut: CutStream, timing: Timing) -> Fraction:
    """Give the packets of one stream their times in the piece, and return their clock: seconds per tick. Raises Fault.

    Times of decoding rise, and no picture is shown before it is decoded.
    """
    _complete(packets, cut, timing)
    base = packets[0].time_base
    grid = _grid(packets[0], cut, base)
    clock = Fraction(1, grid.rate) if grid else base
    shift = round(Fraction(timing.shift * timing.clock_num, timing.clock_den) / clock)
    last: int | None = None
    for packet in packets:
        pts, dts = packet.pts, packet.dts
        if grid:
            pts = dts = grid.samples(pts)
            packet.duration = _divided((packet.duration or 0) * grid.num * grid.rate, grid.den)
        dts += shift
        last = dts if last is None or dts > last else last + 1
        packet.dts, packet.pts, packet.time_base = last, max(pts + shift, last), clock
    return clock


def _complete(packets: Sequence[AnyPacket], cut: CutStream, timing: Timing) -> None:
    """Give packets the times that their container does not tell."""
    for packet in packets:
        if packet.pts is None:
            if cut.index == timing.main and timing.delay:
                raise Fault(MediaFault.NOT_CUTTABLE, "It does not tell when its pictures are to be shown.")
            packet.pts = packet.dts
        if packet.pts is None:
            raise Fault(MediaFault.NOT_CUTTABLE, "Some of its packets have no time.")
    is_main = cut.index == timing.main and cut.type is StreamType.VIDEO
    if is_main and (timing.makes_dts or any(packet.dts is None for packet in packets)):
        for packet, pts in zip(packets, sorted(packet.pts for packet in packets), strict=True):
            packet.dts = min(pts - timing.delay, packet.pts)
        return
    for packet in packets:
        if packet.dts is None:
            packet.dts = packet.pts


def _grid(packet: AnyPacket, cut: CutStream, base: Fraction) -> _Grid | None:
    """Return the grid of a sound with rough times; None for all else."""
    rate = getattr(packet.stream.codec_context, "sample_rate", 0) if cut.type is StreamType.AUDIO else 0
    if not rate or not cut.frame_samples or cut.first_tick is None:
        return None
    return _Grid(
        rate=rate,
        num=base.numerator,
        den=base.denominator,
        first=cut.first_tick * base.numerator * rate,
        frame=cut.frame_samples * base.denominator,
        snap=int(SNAP_S * rate * base.denominator),
    )


def _divided(number: int, by: int) -> int:
    """Return a quotient, rounded to the nearest whole number."""
    return (number + by // 2) // by

"""Leaves out of a stream what a player does not take, without decoding it."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from av.bitstream import BitStreamFilterContext
from av.stream import Stream

from app.contract.segments import StreamFix

_FILTERS = {StreamFix.STRIP_DOLBY_VISION: "dovi_rpu=strip=1", StreamFix.EXTRACT_CORE: "dca_core"}
"""FFmpeg's filters of streams: the metadata and the second layer of Dolby Vision; all but the core of DTS."""

AnyPacket = Any  # PyAV's packets are generic over a type that says nothing here


def fixed(
    packets: Sequence[AnyPacket], fix: StreamFix | None, source: Stream, target: Stream, clock: Fraction
) -> Iterable[AnyPacket]:
    """Return packets without what is to be left out.

    Args:
        target: Where they go; it is told what they have become.
        clock: Of their times, seconds per tick.
    """
    if fix is None:
        return packets
    context = BitStreamFilterContext(_FILTERS[fix], source, target)
    ready = [left for packet in (*packets, None) for left in context.filter(packet)]
    for packet in ready:
        packet.time_base = clock
    return ready

"""Finds out where a file can be cut: at the key frames that its index names, or that reading it shows."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from av.container import InputContainer
from av.stream import Stream

from app.contract.media import MediaFault
from app.contract.segments import SegmentTable, Timing
from app.worker.checks import Fault, reading
from app.worker.containers import find_film, opened
from app.worker.copyable import cut_stream

TARGET_S = 4.0
"""A piece is at least this long: the first key frame afterwards begins the next one."""
SOUND_TARGET_S = 6.0
"""Sound can be cut anywhere."""
FIRST_PACKETS = 3_000
"""Where the first key frame of a broadcast, and the first packet of every stream, must be found."""
GOP_PACKETS = 300
MOST_CUTS = 50_000
TRUSTED_INDEXES = ("matroska", "mov", "avi")
_TELL_DTS = ("mov", "mpegts", "mpeg")
GAPS_S = (3.0, 30.0)
"""An index without an entry for an eighth of the film, but at least and at most so long, may be broken."""
CLOCK_JUMP_S = 1.0

AnyPacket = Any  # PyAV's packets are generic over a type that says nothing here
AnyStream = Any  # its types tell rates of films only


@dataclass(slots=True)
class _Start:
    """What the first packets tell."""

    first_dts: dict[int, int] = field(default_factory=dict)
    first_pts: dict[int, int] = field(default_factory=dict)
    key: AnyPacket = None
    gop: list[int] = field(default_factory=list)


def segment_table(path: Path) -> SegmentTable:
    """Return where a file is cut. Raises Fault."""
    with reading(path), opened(path) as container:
        main = _main(container)
        start = _start(container, main)
        timing = _timing(container, main, start)
        keys, is_scanned = _key_times(container, main, timing, start.key, path.stat().st_size)
        cuts = _cuts(keys, timing)
        return SegmentTable(
            timing=timing,
            cuts=cuts,
            end=_end(container, main, timing, cuts[-1]),
            streams=tuple(
                cut_stream(container, stream, start.first_pts.get(stream.index))
                for stream in container.streams
                if stream.type in {"audio", "video", "subtitle"}
            ),
            is_scanned=is_scanned,
        )


def key_of(packet: AnyPacket, timing: Timing) -> int | None:
    """Return by which time a packet of the main stream is told from others."""
    if timing.is_by_dts:
        return None if packet.dts is None else int(packet.dts)
    return None if packet.pts is None else int(packet.pts)


def _main(container: InputContainer) -> Stream:
    main = find_film(container) or next(iter(container.streams.audio), None)
    if main is None or not main.time_base:
        raise Fault(MediaFault.UNREADABLE, "It has neither pictures nor sound.")
    return main


def _start(container: InputContainer, main: Stream) -> _Start:
    found = _Start()
    timed = {stream.index for stream in (main, *container.streams.audio)}
    for packet in islice(container.demux(*_timed(container, main)), FIRST_PACKETS):
        index = packet.stream.index
        if packet.dts is not None:
            found.first_dts.setdefault(index, packet.dts)
        if packet.pts is not None and (index != main.index or packet.is_keyframe):
            found.first_pts.setdefault(index, packet.pts)
        if index == main.index:
            found.key = found.key or (packet if packet.is_keyframe else None)
            if found.key is not None and packet.pts is not None:
                found.gop.append(packet.pts)
        is_enough = len(found.gop) >= GOP_PACKETS or (len(found.gop) > 50 and timed <= found.first_pts.keys())
        if found.key is not None and is_enough:
            break
    if found.key is None:
        raise Fault(MediaFault.NOT_CUTTABLE, "It begins without a picture that can be shown by itself.")
    return found


def _timed(container: InputContainer, main: Stream) -> tuple[Stream, ...]:
    return tuple({stream.index: stream for stream in (main, *container.streams.audio)}.values())


def _timing(container: InputContainer, main: Stream, start: _Start) -> Timing:
    key, base = start.key, main.time_base
    assert base is not None
    is_by_dts = container.format.name.startswith((*_TELL_DTS, "avi")) and main.type == "video" and key.dts is not None
    is_timed = key.pts is not None and len(start.gop) > 0
    if not is_timed and (key.dts is None or _reorder_depth(main)):
        raise Fault(MediaFault.NOT_CUTTABLE, "It does not tell when its pictures are to be shown.")
    makes_dts = main.type == "video" and is_timed and not container.format.name.startswith(_TELL_DTS)
    delay = _delay(main, start.gop) if makes_dts else 0
    first = min(start.gop) - delay if makes_dts else (key.dts if key.dts is not None else key.pts)
    others = (
        int(dts * clock // base)
        for index, dts in start.first_dts.items()
        if index != main.index and (clock := container.streams[index].time_base)
    )
    # A sound that begins long before the pictures is not heard: it would be waited for.
    lead = first - int(1 / base)
    return Timing(
        main=main.index,
        clock_num=base.numerator,
        clock_den=base.denominator,
        is_by_dts=is_by_dts,
        to_pts=(key.pts - key.dts) if is_by_dts and is_timed else 0,
        makes_dts=makes_dts,
        delay=delay,
        shift=-max(min([first, *others]), lead),
    )


def _reorder_depth(main: Stream) -> int:
    return int(getattr(main.codec_context, "reorder_depth", 0) or 0)


def _delay(main: AnyStream, gop: Sequence[int]) -> int:
    """Return by how much pictures are shown later than sorted times would tell, in ticks."""
    rate = main.average_rate or main.guessed_rate or 25
    frame = Fraction(1 / rate / main.time_base)
    seen: int = max((in_order - pts for in_order, pts in zip(sorted(gop), gop, strict=True)), default=0)
    return max(seen, math.ceil(_reorder_depth(main) * frame))


def _key_times(
    container: InputContainer, main: Stream, timing: Timing, first: AnyPacket, size: int
) -> tuple[Iterable[int], bool]:
    """Return the times of key frames in their order, and whether the whole file was read for them."""
    first_key = key_of(first, timing)
    assert first_key is not None
    second = timing.clock_den / timing.clock_num
    if main.type == "audio":
        return _grid(container, first_key, second), False
    if container.format.name.startswith(TRUSTED_INDEXES):
        found = _indexed(container, main, first_key, size)
        told = (container.duration or 0) / 1_000_000 * second
        if _is_whole(found, first_key, told, min(max(told / 8, GAPS_S[0] * second), GAPS_S[1] * second)):
            return found, False
    return _scanned(container, main, timing, CLOCK_JUMP_S * second), True


def _grid(container: InputContainer, first_key: int, second: float) -> Iterator[int]:
    length = (container.duration or 0) / 1_000_000 * second
    step = SOUND_TARGET_S * second
    count = min(max(int(length / step), 1), MOST_CUTS)
    return (first_key + round(number * step) for number in range(count))


def _indexed(container: InputContainer, main: Stream, first_key: int, size: int) -> list[int]:
    container.seek(first_key, stream=main)  # Matroska reads its index with the first seek
    entries = (entry for entry in main.index_entries if entry.is_keyframe and entry.pos < size)
    return sorted({first_key, *(entry.timestamp for entry in entries if entry.timestamp > first_key)})


def _is_whole(keys: Sequence[int], first_key: int, length: float, gap: float) -> bool:
    ends = (*keys, first_key + int(length))
    return length > 0 and all(after - before <= gap for before, after in pairwise(ends))


def _scanned(container: InputContainer, main: Stream, timing: Timing, jump: float) -> Iterator[int]:
    container.seek(0)
    last: int | None = None
    for packet in container.demux(main):
        key = key_of(packet, timing) if packet.is_keyframe and packet.size else None
        if key is None:
            continue
        if last is not None and key < last - jump:
            raise Fault(MediaFault.NOT_CUTTABLE, "Its clock jumps back.")
        if last is None or key > last:
            last = key
            yield key


def _cuts(keys: Iterable[int], timing: Timing) -> tuple[int, ...]:
    target = TARGET_S * timing.clock_den / timing.clock_num
    cuts: list[int] = []
    for key in keys:
        if not cuts or key - cuts[-1] >= target:
            cuts.append(key)
        if len(cuts) > MOST_CUTS:
            raise Fault(MediaFault.NOT_CUTTABLE, "It has too many pieces.")
    if not cuts:
        raise Fault(MediaFault.NOT_CUTTABLE, "It has no picture that can be shown by itself.")
    return tuple(cuts)


def _end(container: InputContainer, main: Stream, timing: Timing, last_cut: int) -> int:
    """Return where the last picture or sound ends, by reading the last piece."""
    base = main.time_base
    assert base is not None
    container.seek(last_cut + timing.to_pts, stream=main)
    end = last_cut + 1
    for packet in container.demux(*_timed(container, main)):
        if packet.pts is not None and packet.time_base:
            after = (packet.pts + (packet.duration or 0)) * packet.time_base / base
            end = max(end, round(after) - timing.to_pts)
    return end

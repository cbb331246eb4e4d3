"""Copies a piece of a file into MP4 or TS, without knowing anything of the pieces before it.

Every packet belongs to exactly one piece: those of the main stream to the piece of the key frame that they follow in
the file, sounds to the piece in whose time they begin. All times are those of the file plus one shift, so that pieces
made by different workers, in any order, fit together.
"""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from operator import itemgetter
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream

from app.contract.media import MediaFault
from app.contract.segments import CutStream, Form, SegmentTask
from app.worker.checks import Fault, reading
from app.worker.cutting import AnyPacket, key_of
from app.worker.fixes import fixed
from app.worker.kept import KEPT
from app.worker.muxing import piece_file
from app.worker.times import retime
from app.worker.units import aac_settings, is_adts, without_adts

LARGEST_BYTES = 96 * 1024 * 1024
"""Of one piece: twelve seconds at 64 Mbit/s. A longer one would not be a piece but the film."""
LEAD_S = 1
"""Sound lies around the pictures that it belongs to: it is looked for so much earlier, and ten times as much later."""
BACK_S = (0, 2, 10, 60)
"""How much further back is tried when a seek led behind the wanted place."""

Packets = dict[int, list[AnyPacket]]


@dataclass(slots=True)
class _Window:
    """What belongs to a piece. `spans` are from and until which tick of its own clock a stream is shown in it."""

    task: SegmentTask
    spans: dict[int, tuple[int, int | None]]
    is_open: bool = False
    is_over: bool = False
    size: int = 0
    taken: dict[int, list[AnyPacket]] = field(default_factory=dict)
    done: set[int] = field(default_factory=set)


def _window(task: SegmentTask, streams: Iterable[Stream]) -> _Window:
    lead_s = LEAD_S if task.number == 0 else 0
    clock = Fraction(task.timing.clock_num, task.timing.clock_den)
    start_s = (task.start + task.timing.to_pts) * clock - lead_s
    end_s = None if task.end is None else (task.end + task.timing.to_pts) * clock
    return _Window(
        task,
        {
            stream.index: (ceil(start_s / base), None if end_s is None else ceil(end_s / base))
            for stream in streams
            if (base := stream.time_base)
        },
    )


def segment(task: SegmentTask) -> tuple[int, bytes]:
    """Return a piece of a file, and how many of its bytes are the MP4 head. Raises Fault."""
    path = Path(task.path)
    with reading(path), KEPT.borrow(path, task.etag) as container:
        packets = read(container, task)
        with piece_file(task.form, task.number) as piece:
            for _, packet in sorted(copied(container, task, packets, piece.output), key=itemgetter(0)):
                piece.output.mux(packet)
        return piece.head_bytes, piece.content


def read(container: InputContainer, task: SegmentTask) -> Packets:
    """Return the packets of a piece by their stream. Raises Fault when there is none."""
    packets = _packets(container, task)
    if not any(packets.values()):
        raise Fault(MediaFault.UNREADABLE, "There is nothing in this part of the file.")
    return packets


def copied(
    container: InputContainer, task: SegmentTask, packets: Packets, output: OutputContainer
) -> Iterator[tuple[float, AnyPacket]]:
    """Yield the packets as another file takes them, each stream in its order, with the time of decoding in seconds."""
    for cut in task.streams:
        if found := packets.get(cut.index):
            source = container.streams[cut.index]
            target = output.add_stream_from_template(source, opaque=True)
            _describe(target, source, cut, task.form, found[0])
            clock = retime(found, cut, task.timing)
            tick_s = float(clock)
            for packet in fixed(found, cut.fix, source, target, clock):
                ready = _bare(packet, cut, task.form)
                ready.stream = target
                yield ready.dts * tick_s, ready


def _packets(container: InputContainer, task: SegmentTask) -> Packets:
    main = container.streams[task.timing.main]
    streams = tuple(
        {index: container.streams[index] for index in (main.index, *(s.index for s in task.streams))}.values()
    )
    lead = LEAD_S if len(streams) > 1 else 0
    for back in BACK_S if task.number else ():
        window = _window(task, streams)
        second = task.timing.clock_den // task.timing.clock_num
        with contextlib.suppress(av.error.FFmpegError):  # some formats refuse to go in front of their first packet
            container.seek(task.start + task.timing.to_pts - (lead + back) * second, stream=main)
            if _fill(window, container.demux(*streams), main):
                return window.taken
    container.seek(0)
    window = _window(task, streams)
    _fill(window, container.demux(*streams), main, is_from_start=True)
    return window.taken


def _fill(window: _Window, packets: Iterable[AnyPacket], main: Stream, *, is_from_start: bool = False) -> bool:
    """Take what belongs to the piece; False when reading began behind its start."""
    task, wanted = window.task, {stream.index for stream in window.task.streams}
    others = wanted - {main.index}
    is_sound, is_first = main.type == "audio", True
    for packet in packets:
        if not packet.size:
            continue
        index = packet.stream.index
        if index == main.index:
            key = key_of(packet, task.timing)
            if is_first and key is not None and not is_from_start and key > task.start:
                return False
            is_first = is_first and key is None
            _see(window, packet, key)
            if index in wanted and window.is_open and not window.is_over:
                _take(window, packet, index)
            if window.is_over and (is_sound or _is_late(window, key)):
                break
        elif _is_inside(window, packet, index):
            _take(window, packet, index)
        if window.is_over and others <= window.done:
            break
    return True


def _see(window: _Window, packet: AnyPacket, key: int | None) -> None:
    """Notice where the piece begins and ends."""
    if key is None or not packet.is_keyframe:
        return
    task = window.task
    window.is_open = window.is_open or key >= task.start
    window.is_over = window.is_over or (task.end is not None and key >= task.end)


def _is_late(window: _Window, key: int | None) -> bool:
    task = window.task
    second = task.timing.clock_den / task.timing.clock_num
    return key is not None and task.end is not None and key > task.end + 10 * LEAD_S * second


def _is_inside(window: _Window, packet: AnyPacket, index: int) -> bool:
    at, (start, end) = packet.pts, window.spans.get(index, (0, 0))
    if at is None:
        return False
    if end is not None and at >= end:
        window.done.add(index)
        return False
    return bool(at >= start)


def _take(window: _Window, packet: AnyPacket, index: int) -> None:
    window.size += packet.size
    if window.size > LARGEST_BYTES:
        raise Fault(MediaFault.NOT_CUTTABLE, "Its key frames are too far apart for pieces.")
    window.taken.setdefault(index, []).append(packet)


def _describe(target: Any, source: Stream, cut: CutStream, form: Form, first: AnyPacket) -> None:
    if cut.language:
        target.metadata["language"] = cut.language
    if form is not Form.MP4:
        return
    if cut.codec == "hevc":
        target.codec_context.codec_tag = "hvc1"  # the other name, hev1, is refused by Apple's players
    if cut.codec == "aac" and not source.codec_context.extradata and is_adts(bytes(first)):
        target.codec_context.extradata = aac_settings(bytes(first))


def _bare(packet: AnyPacket, cut: CutStream, form: Form) -> AnyPacket:
    if form is not Form.MP4 or cut.codec != "aac" or not is_adts(bytes(packet)):
        return packet
    bare: AnyPacket = Packet(without_adts(bytes(packet)))
    bare.is_keyframe, bare.time_base = True, packet.time_base
    bare.pts, bare.dts, bare.duration = packet.pts, packet.dts, packet.duration
    return bare

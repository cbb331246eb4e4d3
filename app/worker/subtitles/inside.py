"""Takes the text streams out of a media file: all in one read, or a part of one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from av.container import InputContainer
from av.stream import Discard

from app.contract.media import MediaFault
from app.contract.subtitles import STYLED, TEXT_CODECS, Cue, TextPartTask
from app.worker.checks import Fault, reading
from app.worker.containers import find_film, opened
from app.worker.cutting import AnyPacket
from app.worker.subtitles import ass, blocks
from app.worker.subtitles.letters import decode
from app.worker.subtitles.lists import MOST_CUES, Text, in_order
from app.worker.subtitles.movtext import movtext_cue

MOST_STREAMS = 100
MOST_BYTES = 16 * 1024 * 1024
"""Of one stream; of all together four times as much."""
BACK_MS = 15_000
"""Cues of a part may have begun so much earlier."""


@dataclass(slots=True)
class _Heard:
    """What a stream said: (start_ms, end_ms, bytes, settings); an end of 0 is untold."""

    stream: Any
    codec: str
    events: list[tuple[int, int, bytes, str]] = field(default_factory=list)
    size: int = 0
    is_cut: bool = False

    def hear(self, packet: AnyPacket, most: int) -> int:
        """Take a packet, when there is room; returns its size."""
        if packet.pts is None or not packet.size:
            return 0
        if len(self.events) >= MOST_CUES or self.size + packet.size > min(MOST_BYTES, most):
            self.is_cut = True
            return 0
        start = round(packet.pts * packet.time_base * 1000)
        length = round((packet.duration or 0) * packet.time_base * 1000)
        settings = _settings(packet) if self.codec == "webvtt" else ""
        self.events.append((start, start + length if length > 0 else 0, bytes(packet), settings))
        self.size += packet.size
        return len(self.events[-1][2])


def all_texts(path: Path) -> tuple[int, list[Text]]:
    """Return when a file begins, in milliseconds of its own time, and what its text streams say. Raises Fault."""
    with reading(path), opened(path, is_decoded=False) as container:
        heard = _streams(container)
        left = MOST_BYTES * 4
        if heard:
            _pass_over(container, heard)
            for packet in container.demux(*(one.stream for one in heard.values())):
                left -= heard[packet.stream.index].hear(packet, left)
        return start_of(container), [_text(one) for one in heard.values()]


def text_part(task: TextPartTask) -> tuple[int, Text]:
    """Return when a file begins, and what a stream says between two times. Raises Fault."""
    path = Path(task.path)
    with reading(path), opened(path, is_decoded=False) as container:
        one = _streams(container).get(task.index)
        if one is None:
            raise Fault(MediaFault.UNREADABLE, "It has no such subtitles.")
        for packet in packets_between(container, one.stream, task.start_ms, task.end_ms):
            one.hear(packet, MOST_BYTES)
        text = _text(one)
        cues = [cue for cue in text.cues if cue.end_ms > task.start_ms and cue.start_ms < task.end_ms]
        return start_of(container), Text(index=text.index, codec=text.codec, cues=cues, is_cut=text.is_cut)


def packets_between(container: InputContainer, stream: Any, start_ms: int, end_ms: int) -> Iterator[AnyPacket]:
    """Yield the packets of a stream from a while before a time on.

    A film's pictures are read along, for they tell how far the reading is where nobody speaks.
    """
    film = find_film(container)
    clock = film if film is not None else stream
    if start_ms > BACK_MS:
        container.seek((start_ms - BACK_MS) * 1000)
    for packet in container.demux(*{one.index: one for one in (stream, clock)}.values()):
        told = packet.pts if packet.pts is not None else packet.dts
        if packet.stream.index == stream.index:
            yield packet
        if told is not None and packet.stream.index == clock.index and told * packet.time_base * 1000 > end_ms + 1000:
            return


def start_of(container: InputContainer) -> int:
    """Return the time of a file's first packet in milliseconds; 0 when it is not told."""
    return round((container.start_time or 0) / 1000)


def _streams(container: InputContainer) -> dict[int, _Heard]:
    found: dict[int, _Heard] = {}
    for stream in container.streams:
        context: Any = stream.codec_context
        codec = str(context.codec.canonical_name) if context and context.codec else ""
        if stream.type == "subtitle" and codec in TEXT_CODECS and len(found) < MOST_STREAMS:
            found[stream.index] = _Heard(stream, codec)
    return found


def _pass_over(container: InputContainer, wanted: Iterable[int]) -> None:
    """Let the reader leave out what is not wanted, where the container allows it."""
    for stream in container.streams:
        if stream.index not in wanted:
            stream.discard = Discard.all


def _text(heard: _Heard) -> Text:
    language = heard.stream.language or ""
    words = _decoded([event[2] for event in heard.events], "" if language == "und" else language, heard.codec)
    script = ""
    if heard.codec in STYLED:
        head = bytes(heard.stream.codec_context.extradata or b"").decode("utf-8", "replace")
        told = [(start, end, said) for (start, end, _, _), said in zip(heard.events, words, strict=True)]
        script = ass.whole_script(head, told)
    cues, is_cut = in_order(_cues(heard, words))
    index = heard.stream.index
    return Text(index=index, codec=heard.codec, cues=cues, script=script, is_cut=is_cut or heard.is_cut)


def _decoded(said: Sequence[bytes], language: str, codec: str) -> list[str]:
    """Return the packets as text. Containers ask for UTF-8, and some writers did not listen."""
    if codec == "mov_text":
        return [""] * len(said)  # it tells its encoding itself
    try:
        return [each.decode() for each in said]
    except UnicodeDecodeError:
        separator = b"\n\x1e\n"
        whole = decode(separator.join(said), language).split("\n\x1e\n")
        return whole if len(whole) == len(said) else [each.decode("utf-8", "replace") for each in said]


def _cues(heard: _Heard, words: Sequence[str]) -> Iterator[Cue]:
    head = bytes(heard.stream.codec_context.extradata or b"") if heard.codec in STYLED else b""
    script = ass.read_head(head.decode("utf-8", "replace"))
    for (start, end, raw, settings), said in zip(heard.events, words, strict=True):
        if heard.codec in STYLED:
            yield ass.event_cue(script, (start, end), said)
        elif heard.codec == "mov_text":
            yield movtext_cue((start, end), raw)
        elif heard.codec == "webvtt":
            yield blocks.vtt_cue((start, end), said, settings)
        else:
            yield blocks.cue_of((start, end), said)


def _settings(packet: AnyPacket) -> str:
    if not packet.has_sidedata("webvtt_settings"):
        return ""
    return bytes(packet.get_sidedata("webvtt_settings")).decode("utf-8", "replace")

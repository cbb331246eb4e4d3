"""Puts subtitles into films."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.packet import Packet

from tests.fakes.films import ASS_HEADER, MUXERS

SCRIPT_HEAD = """[Script Info]
ScriptType: v4.00+
PlayResX: 640
PlayResY: 360
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Lantern,16,&H00ffffff,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1
Style: Sign,Lantern,16,&H0000ffff,&H0,&H0,&H0,-1,0,0,0,100,100,0,0,1,1,0,8,10,10,10,1
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
FONT = b"\0\1\0\0" + b"a font that says nothing" * 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A subtitle to be put into a film.

    Attributes:
        codec: Name of an encoder ("srt", "ass", "mov_text", "webvtt", "dvd_subtitle").
        events: (start_ms, end_ms, content) each, as the container stores it.
        head: What stands in front of all events, for ASS.
        is_raw: The codec has no encoder here: a stream of it is made from a template.
    """

    codec: str
    events: Sequence[tuple[int, int, bytes]]
    head: bytes = ASS_HEADER
    language: str = ""
    title: str = ""
    is_forced: bool = False


def put_into(film: Path, *subtitles: Written, fonts: Mapping[str, bytes] | None = None) -> Path:
    """Put subtitles and fonts into a film, behind its own streams, and return its path."""
    draft = film.with_name(f"draft{film.suffix}")
    with av.open(str(film)) as source, av.open(str(draft), "w", format=MUXERS.get(film.suffix)) as target:
        streams = {stream.index: target.add_stream_from_template(stream) for stream in source.streams}
        for index, stream in streams.items():
            stream.metadata.update(source.streams[index].metadata)
        texts = [(_stream(target, subtitle), subtitle) for subtitle in subtitles]
        for name, content in (fonts or {}).items():
            target.add_attachment(name, "application/x-truetype-font", content)
        packets = [packet for packet in source.demux() if packet.size]
        _complete(packets)
        for packet in packets:
            packet.stream = streams[packet.stream.index]
        packets += [packet for stream, subtitle in texts for packet in _packets(stream, subtitle.events)]
        packets.sort(key=lambda packet: float((packet.dts or 0) * (packet.time_base or 0)))
        for packet in packets:
            target.mux(packet)
    draft.replace(film)
    return film


def _complete(packets: "Sequence[Packet[Any]]") -> None:
    """Give the first pictures, which wait for others, the times of decoding that the reader does not tell."""
    later: dict[int, int] = {}
    for packet in reversed(packets):
        if packet.dts is None:
            packet.dts = later[packet.stream_index] - (packet.duration or 1)
        later[packet.stream_index] = packet.dts


def _stream(target: Any, subtitle: Written) -> Any:
    stream = target.add_stream(subtitle.codec)
    stream.codec_context.subtitle_header = subtitle.head
    if subtitle.codec in ("ass", "dvdsub", "dvbsub"):
        stream.codec_context.extradata = subtitle.head
    if subtitle.language:
        stream.metadata["language"] = subtitle.language
    if subtitle.title:
        stream.metadata["title"] = subtitle.title
    if subtitle.is_forced:
        stream.disposition = av.stream.Disposition.forced
    return stream


def _packets(stream: Any, events: Sequence[tuple[int, int, bytes]]) -> "Iterable[Packet[Any]]":
    for start_ms, end_ms, content in events:
        packet: Packet[Any] = Packet(content)
        packet.stream = stream
        packet.time_base = Fraction(1, 1000)
        packet.pts = packet.dts = start_ms
        packet.duration = end_ms - start_ms
        packet.is_keyframe = True
        yield packet


def srt(*lines: tuple[int, int, str], codec: str = "srt", **facts: Any) -> Written:
    """Return a plain subtitle."""
    return Written(codec=codec, events=[(start, end, text.encode()) for start, end, text in lines], **facts)


def ass(*lines: tuple[int, int, str], **facts: Any) -> Written:
    """Return a styled subtitle; each text is "Style,Name,0,0,0,,words"."""
    events = [
        (start, end, f"{number},0,{text}".encode()) for number, (start, end, text) in enumerate(lines)
    ]  # fmt: skip
    return Written(codec="ass", events=events, head=SCRIPT_HEAD.encode(), **facts)

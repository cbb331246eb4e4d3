"""Makes tiny real media files and pictures, so that tests read what people own and stay quick.

The encoded bytes are kept for the session by their arguments; a few harmless bytes that name the file are put at the
end, so that two films made alike are still two different files.
"""

import io
import struct
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
from av.container import OutputContainer
from av.filter import Graph
from av.packet import Packet
from av.video.frame import PictureType
from PIL import Image

FRAME_RATE = 10
SAMPLE_RATE = 48_000
FAST_OPTIONS: dict[str, dict[str, str]] = {
    "libx264": {"preset": "ultrafast", "g": "10"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none:pools=1:keyint=10"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8", "g": "10"},
    "mpeg2video": {"g": "10"},
    "mpeg4": {"g": "10"},
}
MUXERS = {".m4v": "mp4", ".m4a": "mp4", ".mka": "matroska", ".ts": "mpegts", ".m2ts": "mpegts", ".mkv": "matroska"}

ASS_HEADER = b"""[Script Info]
ScriptType: v4.00+
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""The text encoders ask for a style before they open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recipe:
    suffix: str
    seconds: float
    video: str | None
    audio: str | None
    audio_tracks: int
    languages: tuple[str, ...]
    subtitles: bool
    tags: tuple[tuple[str, str], ...]
    cover: bool
    size: tuple[int, int]
    chapters: tuple[str, ...]
    pattern: str
    pixel_format: str
    video_options: tuple[tuple[str, str], ...]


def make_film(
    path: Path,
    *,
    seconds: float = 2,
    video: str | None = "libx264",
    audio: str | None = "aac",
    audio_tracks: int = 1,
    languages: Sequence[str] = (),
    subtitles: bool = False,
    tags: Mapping[str, str] | None = None,
    cover: bool = False,
    size: tuple[int, int] = (320, 180),
    chapters: Sequence[str] = (),
    pattern: str = "testsrc2",
    pixel_format: str = "yuv420p",
    video_options: Mapping[str, str] | None = None,
) -> Path:
    """Write a media file of the container that the suffix of `path` names, and return the path.

    Args:
        languages: Of the audio tracks, in their order ("eng"); the subtitles take the first.
        cover: A red square JPEG inside the file (mp3, m4a, mp4, flac, mkv).
        chapters: Their titles; they share the running time.
        pattern: A video source of FFmpeg's filters ("testsrc2", "color=black", "color=white").
        video_options: Of the encoder, on top of those that make it quick. Without any, each picture is a key frame.
    """
    recipe = _Recipe(
        suffix=path.suffix.lower(),
        seconds=seconds,
        video=video,
        audio=audio,
        audio_tracks=audio_tracks if audio else 0,
        languages=tuple(languages),
        subtitles=subtitles,
        tags=tuple(sorted((tags or {}).items())),
        cover=cover,
        size=size,
        chapters=tuple(chapters),
        pattern=pattern,
        pixel_format=pixel_format,
        video_options=tuple(sorted((video_options or {}).items())),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_film(recipe) + _padding(recipe.suffix, path.name.encode()))
    return path


def make_picture(path: Path, size: tuple[int, int] = (300, 450), color: str = "#c03020") -> Path:
    """Write a plain picture of the format that the suffix names, and return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_picture(path.suffix.lower(), size, color))
    return path


@cache
def _picture(suffix: str, size: tuple[int, int], color: str) -> bytes:
    out = io.BytesIO()
    kind = {".png": "PNG", ".webp": "WEBP"}.get(suffix, "JPEG")
    Image.new("RGB", size, color).save(out, kind)
    return out.getvalue()


@cache
def _film(recipe: _Recipe) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"film{recipe.suffix}"
        with av.open(str(target), "w", format=MUXERS.get(recipe.suffix)) as container:
            container.metadata.update(recipe.tags)
            _write(container, recipe)
        return target.read_bytes()


def _write(container: OutputContainer, recipe: _Recipe) -> None:
    """Encode everything, then write it in the order of time, as players expect it."""
    tracks = [*_add_video(container, recipe), *_add_audio(container, recipe)]
    subtitles = _add_subtitles(container, recipe) if recipe.subtitles else []
    cover = _add_cover(container, recipe) if recipe.cover else []
    _add_chapters(container, recipe)
    container.start_encoding()
    packets = [packet for stream, frames in tracks for packet in _encode(stream, frames)]
    packets += [*subtitles, *cover]
    packets.sort(key=lambda packet: float((packet.dts or 0) * (packet.time_base or 0)))
    for packet in packets:
        container.mux(packet)


def _encode(stream: Any, frames: Iterator[Any]) -> "Iterator[Packet[Any]]":
    for frame in (*frames, None):
        yield from stream.encode(frame)


def _add_video(container: OutputContainer, recipe: _Recipe) -> list[tuple[Any, Iterator[Any]]]:
    if recipe.video is None:
        return []
    options = {**FAST_OPTIONS.get(recipe.video, {}), **dict(recipe.video_options)}
    stream: Any = container.add_stream(recipe.video, rate=FRAME_RATE, options=options)
    stream.width, stream.height = recipe.size
    stream.pix_fmt = recipe.pixel_format
    stream.bit_rate = 200_000
    return [(stream, _pictures(recipe))]


def _pictures(recipe: _Recipe) -> Iterator[av.VideoFrame]:
    name, _, arguments = recipe.pattern.partition("=")
    width, height = recipe.size
    asked = f"{arguments}:" if arguments else ""
    graph = Graph()
    source = graph.add(name, f"{asked}size={width}x{height}:rate={FRAME_RATE}:duration={recipe.seconds}")
    shape = graph.add("format", recipe.pixel_format)
    end = graph.add("buffersink")
    source.link_to(shape)
    shape.link_to(end)
    for picture in _pulled(graph):
        if recipe.video_options:
            picture.pict_type = PictureType.NONE  # the source calls each a key frame, and encoders obey
        yield picture


def _add_audio(container: OutputContainer, recipe: _Recipe) -> list[tuple[Any, Iterator[Any]]]:
    made = []
    for number in range(recipe.audio_tracks):
        stream: Any = container.add_stream(recipe.audio or "aac", rate=SAMPLE_RATE)
        stream.layout = "stereo"
        if number < len(recipe.languages):
            stream.metadata["language"] = recipe.languages[number]
        made.append((stream, _sound(stream, recipe.seconds, 440 * (number + 1))))
    return made


def _sound(stream: Any, seconds: float, tone_hz: int) -> Iterator[Any]:
    """Opened late: the encoder tells its frame size only once the container has started."""
    context = stream.codec_context
    graph = Graph()
    source = graph.add("sine", f"frequency={tone_hz}:sample_rate={SAMPLE_RATE}:duration={seconds}")
    shape = graph.add("aformat", f"sample_fmts={context.format.name}:channel_layouts=stereo")
    size = graph.add("asetnsamples", f"n={context.frame_size or 1024}:p=0")
    end = graph.add("abuffersink")
    source.link_to(shape)
    shape.link_to(size)
    size.link_to(end)
    yield from _pulled(graph)


def _pulled(graph: Graph) -> Iterator[Any]:
    graph.configure()
    while True:
        try:
            yield graph.pull()
        except (av.EOFError, av.BlockingIOError):
            return


def _add_subtitles(container: OutputContainer, recipe: _Recipe) -> "list[Packet[Any]]":
    codec = "mov_text" if recipe.suffix in {".mp4", ".m4v", ".mov"} else "webvtt" if recipe.suffix == ".webm" else "srt"
    stream: Any = container.add_stream(codec)
    stream.codec_context.subtitle_header = ASS_HEADER
    if recipe.languages:
        stream.metadata["language"] = recipe.languages[0]
    text = b"Hello there."
    body = struct.pack(">H", len(text)) + text if codec == "mov_text" else text
    return [_packet(stream, body, duration=1000)]


def _add_cover(container: OutputContainer, recipe: _Recipe) -> "list[Packet[Any]]":
    data = _picture(".jpg", (200, 200), "#c03020")
    if recipe.suffix in {".mkv", ".mka"}:
        container.add_attachment("cover.jpg", "image/jpeg", data)
        return []
    stream: Any = container.add_mux_stream("mjpeg", width=200, height=200)
    stream.disposition = av.stream.Disposition.attached_pic
    return [_packet(stream, data, duration=0)]


def _packet(stream: Any, body: bytes, *, duration: int) -> "Packet[Any]":
    packet: Packet[Any] = Packet(body)
    packet.stream = stream
    packet.time_base = Fraction(1, 1000)
    packet.pts = packet.dts = 0
    packet.duration = duration
    packet.is_keyframe = True
    return packet


def _add_chapters(container: OutputContainer, recipe: _Recipe) -> None:
    if not recipe.chapters:
        return
    length = int(recipe.seconds * 1000 / len(recipe.chapters))
    container.set_chapters(
        [
            {
                "id": number,
                "start": number * length,
                "end": (number + 1) * length,
                "time_base": Fraction(1, 1000),
                "metadata": {"title": title},
            }
            for number, title in enumerate(recipe.chapters)
        ]
    )


def _padding(suffix: str, name: bytes) -> bytes:
    """Return bytes that every player of the container skips."""
    name = name[:100]
    if suffix in {".mp4", ".m4v", ".m4a", ".mov"}:
        return struct.pack(">I4s", len(name) + 8, b"free") + name
    if suffix in {".mkv", ".mka", ".webm"}:
        return b"\xec" + bytes([0x80 | len(name)]) + name
    if suffix in {".ts", ".m2ts"}:
        return (b"\x47\x1f\xff\x10" + name).ljust(188, b"\xff")
    if suffix == ".avi":
        return b"JUNK" + struct.pack("<I", len(name)) + name.ljust(len(name) + len(name) % 2, b"\0")
    return name

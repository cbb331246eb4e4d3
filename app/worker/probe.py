"""Reads what a media file holds."""

import contextlib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from app.contract.media import Chapter, MediaFault, MediaStream, Probe, StreamType
from app.contract.units import DurationMs, Kbps, SizeBytes
from app.worker.boxes import Hints, read_matroska, read_mp4
from app.worker.checks import BROKEN_FILE, Fault, reading
from app.worker.containers import find_film, is_picture, opened
from app.worker.sps import Look, read_h264
from app.worker.tags import read_tags

LONGEST_TAG = 4_000
MOST_TAGS = 200
MOST_CHAPTERS = 1_000
PACKETS_TO_FIRST_FRAME = 100
LEVEL_UNKNOWN = -99
TELLING = frozenset((".mkv", ".mp4", ".m4v", ".mov"))
"""Of containers that mostly tell in front how pictures are stored, so that none has to be decoded."""

# Numbers of FFmpeg's AVColorTransferCharacteristic.
TRANSFER_UNTOLD, TRANSFER_PQ, TRANSFER_HLG = 2, 16, 18
_RANGES = {TRANSFER_PQ: "HDR10", TRANSFER_HLG: "HLG"}
_DOLBY_TAGS = {"dvh1", "dvhe", "dva1", "dvav", "dav1"}
# Of AVFieldOrder: unknown and progressive; all others are interlaced.
_INTERLACED = {0: None, 1: False}
_DEFAULT = Disposition.default.value
_FORCED = Disposition.forced.value
_HEARING_IMPAIRED = Disposition.hearing_impaired.value
_TYPES = {one.value: one for one in StreamType}


def probe(path: Path) -> Probe:
    """Return what a file holds. Raises Fault."""
    with reading(path):
        found = _probe(path, is_decoded=False) if path.suffix.lower() in TELLING else None
        return found if found is not None and _is_told(found) else _probe(path, is_decoded=True)


def _is_told(found: Probe) -> bool:
    return all(stream.pixel_format for stream in found.streams if stream.type is StreamType.VIDEO)


def _probe(path: Path, *, is_decoded: bool) -> Probe:
    with opened(path, is_decoded=is_decoded) as container:
        film = find_film(container)
        picture = _first_picture(container, film) if film and _hides_facts(container, film) else None
        hints = _hints(container, path) if film else Hints()
        streams = tuple(
            _stream(stream, *((picture, hints) if stream is film else (None, Hints()))) for stream in container.streams
        )
        if not any(stream.width_px or stream.sample_rate_hz for stream in streams):
            raise Fault(MediaFault.UNREADABLE, "It has neither pictures nor sound.")
        size = path.stat().st_size
        music = read_tags(path) if film is None else None
        tags = {**_tags(container, is_music=film is None), **(music.tags if music else {})}
        lyrics = tags.pop("lyrics", "") if film is None else ""
        duration = _duration_ms(container)
        return Probe(
            container=container.format.name.partition(",")[0],
            duration_ms=duration,
            size_bytes=SizeBytes(size),
            bitrate=Kbps(round(size * 8 / duration) if duration else (container.bit_rate or 0) // 1000),
            streams=streams,
            chapters=_chapters(container),
            tags=tags,
            gain=music.gain if music else None,
            gapless=music.gapless if music else None,
            lyrics=music.lyrics if music and music.lyrics else lyrics,
        )


def _duration_ms(container: InputContainer) -> DurationMs:
    if container.duration and container.duration > 0:
        return DurationMs(container.duration // 1000)
    told = (_milliseconds(stream.duration, stream.time_base) for stream in container.streams)
    return DurationMs(max(told, default=0))


def _milliseconds(count: int | None, base: Fraction | None) -> int:
    return max(int(count * base * 1000), 0) if count and base else 0


def _hints(container: InputContainer, path: Path) -> Hints:
    name = container.format.name
    if "mov" in name:
        return read_mp4(path)
    return read_matroska(path) if "matroska" in name else Hints()


def _hides_facts(container: InputContainer, film: VideoStream) -> bool:
    """Tell whether only a decoded picture says of which kind its range is: HDR10+, or Dolby Vision in a stream."""
    context = film.codec_context
    if context.name not in {"hevc", "libdav1d", "av1", "libvpx-vp9", "vp9"}:
        return False
    is_stream = not container.format.name.startswith(("matroska", "mov"))
    return context.color_trc == TRANSFER_PQ or (is_stream and context.color_trc == TRANSFER_UNTOLD)


def _first_picture(container: InputContainer, film: VideoStream) -> VideoFrame | None:
    film.thread_count = 1  # several threads want several pictures before they give one
    # A stream that cannot be decoded is still worth its facts.
    with contextlib.suppress(*BROKEN_FILE):
        for number, packet in enumerate(container.demux(film)):
            if frames := film.decode(packet):
                return frames[0]
            if number >= PACKETS_TO_FIRST_FRAME:
                break
    return None


def _stream(stream: Stream, picture: VideoFrame | None, hints: Hints) -> MediaStream:
    facts = _common(stream)
    if isinstance(stream, VideoStream):
        facts |= _video(stream, picture, hints)
    elif isinstance(stream, AudioStream):
        facts |= _audio(stream)
    return MediaStream(**facts)


def _common(stream: Stream) -> dict[str, Any]:
    has = stream.disposition.value
    language = stream.language or ""
    # A stream whose decoder is unknown has no context; the type stub does not know that.
    context: Any = stream.codec_context
    return {
        "index": stream.index,
        "type": _TYPES.get(stream.type, StreamType.DATA),
        "codec": _codec(stream, context),
        "profile": stream.profile if context else None,
        "language": "" if language == "und" else language,
        "title": stream.metadata.get("title", "")[:LONGEST_TAG],
        "is_default": bool(has & _DEFAULT),
        "is_forced": bool(has & _FORCED),
        "is_hearing_impaired": bool(has & _HEARING_IMPAIRED),
        "bitrate": _bitrate(stream, context),
    }


def _codec(stream: Stream, context: Any) -> str:
    codec = context.codec if context else None
    return str(codec.canonical_name) if codec else (stream.name or "")


def _bitrate(stream: Stream, context: Any) -> Kbps:
    told = (context.bit_rate if context else None) or 0
    for name in ("BPS", "BPS-eng"):  # Matroska's statistics
        if not told and stream.metadata.get(name, "").isdecimal():
            told = int(stream.metadata[name])
    return Kbps(told // 1000)


def _video(stream: VideoStream, picture: VideoFrame | None, hints: Hints) -> dict[str, Any]:
    context: Any = stream.codec_context
    shape = context.format
    look = read_h264(context.extradata or b"") if shape is None and context.name == "h264" else None
    rate = stream.average_rate or stream.guessed_rate
    return {
        "is_picture": is_picture(stream),
        "level": None if context.level == LEVEL_UNKNOWN else context.level,
        "width_px": context.width or None,
        "height_px": context.height or None,
        "frame_rate": round(float(rate), 3) if rate and not is_picture(stream) else None,
        "bit_depth": look.bit_depth if look else shape.components[0].bits if shape and shape.components else None,
        "pixel_format": look.pixel_format if look else context.pix_fmt,
        "range_type": None if is_picture(stream) else _range_type(stream, picture, hints, look),
        "is_interlaced": _INTERLACED.get(context.field_order, True),
        "rotation": hints.rotation,
    }


def _range_type(stream: VideoStream, picture: VideoFrame | None, hints: Hints, look: Look | None) -> str:
    beside = {entry.type.name for entry in cast("Any", picture.side_data)} if picture else set()
    is_dolby = hints.is_dolby or stream.codec_context.codec_tag.lower() in _DOLBY_TAGS
    if is_dolby or any(name.startswith("DOVI") for name in beside):
        return "DOVI"
    transfer = stream.codec_context.color_trc
    if transfer == TRANSFER_UNTOLD:
        transfer = picture.color_trc if picture else look.transfer if look else transfer
    range_type = _RANGES.get(transfer, "SDR")
    return "HDR10+" if range_type == "HDR10" and "DYNAMIC_HDR_PLUS" in beside else range_type


def _audio(stream: AudioStream) -> dict[str, Any]:
    context: Any = stream.codec_context
    return {
        "channels": context.channels or None,
        "channel_layout": context.layout.name if context.channels else None,
        "sample_rate_hz": context.sample_rate or None,
    }


def _chapters(container: InputContainer) -> tuple[Chapter, ...]:
    return tuple(
        Chapter(
            title=chapter["metadata"].get("title", ""),
            start_ms=DurationMs(_milliseconds(chapter["start"], chapter["time_base"])),
            end_ms=DurationMs(_milliseconds(chapter["end"], chapter["time_base"])),
        )
        for chapter in container.chapters()[:MOST_CHAPTERS]
    )


def _tags(container: InputContainer, *, is_music: bool) -> dict[str, str]:
    """Return the tags of the file; music in Ogg carries them on its stream."""
    tags = _lower(container.metadata)
    if is_music and container.streams.audio:
        tags = {**_lower(container.streams.audio[0].metadata), **tags}
    return dict(list(tags.items())[:MOST_TAGS])


def _lower(metadata: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value[:LONGEST_TAG] for name, value in metadata.items()}

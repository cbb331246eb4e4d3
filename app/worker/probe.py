"""Reads what a media file holds."""

import contextlib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from app.contract.links import is_link
from app.contract.media import Chapter, MediaFault, Probe, StreamType
from app.contract.units import DurationMs, Kbps, SizeBytes
from app.worker.boxes import Hints, read_matroska, read_mp4
from app.worker.checks import BROKEN_FILE, Fault, reading
from app.worker.colours import TRANSFER_PQ, TRANSFER_UNTOLD
from app.worker.containers import find_film, opened
from app.worker.links import linked
from app.worker.streams import LONGEST_TAG, read_stream
from app.worker.tags import read_tags

MOST_TAGS = 200
MOST_CHAPTERS = 1_000
PACKETS_TO_FIRST_FRAME = 100
TELLING = frozenset((".mkv", ".mp4", ".m4v", ".mov"))
"""Of containers that mostly tell in front how pictures are stored, so that none has to be decoded."""


def probe(path: Path) -> Probe:
    """Return what a file holds. Raises Fault."""
    with reading(path):
        if is_link(path.name):
            return linked(path)
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
            read_stream(stream, *((picture, hints) if stream is film else (None, Hints())))
            for stream in container.streams
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

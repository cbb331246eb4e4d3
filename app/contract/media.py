"""What a media worker is asked and what it answers.

A task is one JSON line on the worker's standard input: `{"task": "<name>", …fields}`; its answer is one line
`{"ok": …}` or `{"error": {"kind", "message"}}`. Pictures are written to the `target` path that the task names.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from app.contract.units import DurationMs, Kbps, SizeBytes


class StreamType(StrEnum):
    """What a stream inside a file carries."""

    VIDEO = "video"
    AUDIO = "audio"
    SUBTITLE = "subtitle"
    ATTACHMENT = "attachment"
    DATA = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """What only moving pictures have. They lie together, for most streams of a library are sound and subtitles.

    Attributes:
        pixel_aspect: Width to height of a pixel ("16:11"); "1:1" is square.
        reference_frames: How many pictures a decoder of H.264 has to keep.
        color_transfer: FFmpeg's name ("smpte2084"); likewise `color_primaries` ("bt2020").
        dolby_profile: Of the file's Dolby Vision record, as are `dolby_level` and `dolby_base`, the compatibility of
            the base layer: 0 none, 1 HDR10, 2 SDR, 4 HLG, 6 HDR10 of a Blu-ray.
    """

    pixel_aspect: str | None = None
    reference_frames: int | None = None
    color_transfer: str | None = None
    color_primaries: str | None = None
    has_hdr10_plus: bool | None = None
    dolby_profile: int | None = None
    dolby_level: int | None = None
    dolby_base: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaStream:
    """One stream as probed. A fact that the file does not tell is None.

    Attributes:
        index: Its number inside the file, as FFmpeg counts.
        codec: FFmpeg codec name ("h264", "dts", "subrip"); "" when unknown.
        language: ISO 639 code as the file says ("eng"); "" when untold.
        frame_rate: Frames a second, averaged.
        range_type: "SDR", "HDR10", "HLG" or "DOVI"; None for anything but video.
        is_picture: An embedded cover, not moving pictures.
        bit_depth: Of a colour; of a sample only where sound is stored without loss.
        codec_tag: Four letters by which MP4 and AVI name the codec ("hvc1"); no other container has them.
        picture: Of moving pictures; None for anything else, and for files that were probed before it was known.
    """

    index: int
    type: StreamType
    codec: str
    profile: str | None = None
    level: int | None = None
    language: str = ""
    title: str = ""
    is_default: bool = False
    is_forced: bool = False
    is_hearing_impaired: bool = False
    is_picture: bool = False
    bitrate: Kbps = Kbps(0)
    width_px: int | None = None
    height_px: int | None = None
    frame_rate: float | None = None
    bit_depth: int | None = None
    pixel_format: str | None = None
    range_type: str | None = None
    is_interlaced: bool | None = None
    rotation: int = 0
    channels: int | None = None
    channel_layout: str | None = None
    sample_rate_hz: int | None = None
    codec_tag: str | None = None
    picture: PictureFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A named part of a file."""

    title: str
    start_ms: DurationMs
    end_ms: DurationMs


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """ReplayGain: how much louder to play, in dB against 89 dB SPL, and the highest sample (1.0 is full scale)."""

    track_db: float | None = None
    track_peak: float | None = None
    album_db: float | None = None
    album_peak: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gapless:
    """Silence that an encoder put before and after the sound, in samples of each channel."""

    delay_samples: int
    padding_samples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MusicTags:
    """What the tags of a music file tell.

    Attributes:
        tags: Lower-case names, the same for every container ("albumartist", "tracknumber", "musicbrainz_albumid").
        lyrics: Plain or with times, as it was written; "" when there is none.
    """

    tags: dict[str, str]
    gain: Gain | None = None
    gapless: Gapless | None = None
    lyrics: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a file holds.

    Attributes:
        container: FFmpeg short name, the first of a list ("matroska", "mov", "mpegts").
        duration_ms: 0 when the file does not tell.
        bitrate: Average over the whole file.
        tags: Lower-case names; the container's, and for music also the first audio stream's.
        gain: Of music whose tags tell it; `gapless` and `lyrics` likewise.
    """

    container: str
    duration_ms: DurationMs
    size_bytes: SizeBytes
    bitrate: Kbps
    streams: tuple[MediaStream, ...]
    chapters: tuple[Chapter, ...] = ()
    tags: dict[str, str]
    gain: Gain | None = None
    gapless: Gapless | None = None
    lyrics: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureMade:
    """A picture that a worker wrote.

    Attributes:
        placeholder: BlurHash of 4 x 3 components.
        color: Dominant colour as "#rrggbb".
        format: "jpeg", "png" or "webp".
    """

    width_px: int
    height_px: int
    format: str
    placeholder: str
    color: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeTask:
    """Read what a file holds; answers a Probe."""

    task: ClassVar[str] = "probe"
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What a file holds, and what its content is known by.

    Attributes:
        fingerprint: The same for the same content, whatever the file is called and wherever it lies.
    """

    probe: Probe
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTask:
    """Read what a file holds and what it is known by; answers a FileRead."""

    task: ClassVar[str] = "read"
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThumbnailTask:
    """Scale a picture file down to `width_px` (never up) as a JPEG, PNG when it has transparency.

    `width_px` 0 keeps the size: the picture is checked, turned upright and measured, and written as it is.
    """

    task: ClassVar[str] = "thumbnail"
    path: str
    target: str
    width_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverTask:
    """Write the embedded cover of a media file; answers PictureMade, or None when there is none."""

    task: ClassVar[str] = "cover"
    path: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameTask:
    """Write a sharp, bright, not black frame of a film as a JPEG, at most `width_px` wide.

    Answers PictureMade, or None for a file without moving pictures.
    """

    task: ClassVar[str] = "frame"
    path: str
    target: str
    width_px: int


class MediaFault(StrEnum):
    """Why a worker gave up on a file."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    NOT_A_FILE = "not_a_file"
    NO_PERMISSION = "no_permission"
    VANISHED = "vanished"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    NO_ROOM = "no_room"
    """What was made of it cannot be written: the disk is full. Nothing is wrong with the file."""
    NOT_CUTTABLE = "not_cuttable"
    """Its streams cannot be copied in pieces; they would have to be encoded again."""

"""How a file is cut into pieces that players fetch one by one, its streams copied and never encoded again.

The tasks go to a media worker as those of contract/media.py do. A piece is answered as bytes: `{"ok": …, "blob": N}`
and N bytes right after that line.

Times are whole ticks of the cutting stream's own clock, so that nothing is rounded: one tick lasts
`clock_num / clock_den` seconds.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from app.contract.media import StreamType


class Form(StrEnum):
    """The container of the pieces."""

    MP4 = "mp4"
    TS = "ts"


class StreamFix(StrEnum):
    """What is left out of a stream on the way, without decoding it; as it stands in a path."""

    STRIP_DOLBY_VISION = "nodv"
    EXTRACT_CORE = "core"


@dataclass(frozen=True, slots=True, kw_only=True)
class CutStream:
    """A stream that can be copied.

    Attributes:
        index: Its number inside the file, as FFmpeg counts.
        codec: FFmpeg codec name.
        codec_text: As RFC 6381 names it ("avc1.640028"); "" when that is not known.
        forms: What can carry it; empty when nothing can.
        language: As the file says ("eng"); "" when untold.
        first_tick: When it begins, in ticks of its own clock; None when that is not known.
        frame_samples: Samples of each frame of a sound whose file tells times to the millisecond only; 0 when the
            times can be trusted.
        fix: What a player that needs it so is spared; None copies all.
    """

    index: int
    type: StreamType
    codec: str
    codec_text: str = ""
    forms: tuple[Form, ...] = ()
    language: str = ""
    title: str = ""
    is_default: bool = False
    channels: int = 0
    width_px: int = 0
    height_px: int = 0
    frame_rate: float = 0.0
    first_tick: int | None = None
    frame_samples: int = 0
    fix: StreamFix | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How the packets of a file are told apart and timed.

    Attributes:
        main: Index of the stream that is cut at its key frames: the film, or a sound, whose frames all are.
        is_by_dts: Pieces begin by decoding time, since that is what the file's index tells; else by showing time.
        to_pts: Ticks from that time of a key frame to its showing time.
        makes_dts: The file tells no decoding times that can be trusted: they are the sorted showing times, `delay`
            ticks earlier.
        delay: How much earlier a picture is decoded than shown, at most, in ticks.
        shift: Ticks added to every time, so that the first decoding time of all streams is 0.
    """

    main: int
    clock_num: int
    clock_den: int
    is_by_dts: bool = False
    to_pts: int = 0
    makes_dts: bool = False
    delay: int = 0
    shift: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentTable:
    """Where a file is cut.

    Attributes:
        cuts: Where each piece begins; strictly rising, at least one.
        end: Where the last piece ends.
        is_scanned: The whole file had to be read, since it has no index, or an incomplete one.
    """

    timing: Timing
    cuts: tuple[int, ...]
    end: int
    streams: tuple[CutStream, ...]
    is_scanned: bool = False

    def seconds(self, ticks: int) -> float:
        """Return ticks as seconds."""
        return ticks * self.timing.clock_num / self.timing.clock_den

    @property
    def durations_s(self) -> tuple[float, ...]:
        """How long each piece lasts."""
        ends = (*self.cuts[1:], self.end)
        return tuple(self.seconds(end - start) for start, end in zip(self.cuts, ends, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTask:
    """Find out where a file is to be cut; answers a SegmentTable."""

    task: ClassVar[str] = "segment_table"
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentTask:
    """Copy a piece of a file; answers SegmentMade and bytes: for MP4 the head, then the piece.

    Attributes:
        etag: Tells whether the file is still the one that was opened before.
        streams: To be copied, and what the table says of them.
        number: Of the piece; 0 is the first one.
        start: In ticks, from the table.
        end: None for the last piece.
    """

    task: ClassVar[str] = "segment"
    path: str
    etag: str
    form: Form
    timing: Timing
    streams: tuple[CutStream, ...] = field(default=())
    number: int
    start: int
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentMade:
    """A piece that was copied.

    Attributes:
        head_bytes: How much of the bytes is the MP4 head; 0 for TS.
    """

    head_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a file as players fetch it, and the head that an MP4 player fetches before."""

    head: bytes
    body: bytes

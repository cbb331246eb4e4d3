"""The streams of a file, as a probe told them."""

from dataclasses import dataclass
from enum import StrEnum

from app.engine.playback.decision import names, ranges
from app.engine.playback.decision.levels import Picture
from app.engine.playback.decision.reading import Fields, parse_number

# Some files are probed with their time base as the average rate (1000 and more); their real rate is right.
BROKEN_RATE = 1000
SQUARE_TOLERANCE = 0.01
_COVERS = frozenset({"mjpeg", "png", "bmp", "gif", "webp", "tiff"})


class Kind(StrEnum):
    """What a stream carries."""

    VIDEO = "video"
    AUDIO = "audio"
    SUBTITLE = "subtitle"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One stream. None and "" are unknown.

    Attributes:
        frame_rate: The average, or the real one where the average is a probing fault.
        is_anamorphic: Whether pixels are off square by more than 1 %.
        is_extractable: Whether a subtitle can be served as a file of its own.
    """

    index: int
    kind: Kind
    codec: str = ""
    tag: str = ""
    language: str = ""
    profile: str = ""
    path: str = ""
    bitrate: int | None = None
    bit_depth: int | None = None
    score: int | None = None
    is_default: bool = False
    is_external: bool = False
    is_extractable: bool = True
    width: int | None = None
    height: int | None = None
    frame_rate: float | None = None
    level: int | None = None
    ref_frames: int | None = None
    rotation: int | None = None
    packet_length: int | None = None
    range: str | None = None
    transfer: str = ""
    is_interlaced: bool | None = None
    is_anamorphic: bool | None = None
    is_avc: bool | None = None
    channels: int | None = None
    sample_rate: int | None = None

    @property
    def picture(self) -> Picture:
        """What levels are about."""
        return Picture(
            width=self.width,
            height=self.height,
            frame_rate=self.frame_rate,
            bitrate=self.bitrate,
            ref_frames=self.ref_frames,
        )


def read_stream(row: Fields, place: int = 0) -> Stream:
    """Return one stream; `place` stands in for an index that is missing."""
    index, kind = row.whole("Index"), _kind(row)
    is_subtitle = kind is Kind.SUBTITLE
    codec = row.text("Codec").casefold()
    return Stream(
        index=place if index is None else index,
        kind=kind,
        codec=names.subtitle(codec) if is_subtitle else names.codec(codec),
        tag=row.text("CodecTag").casefold(),
        language=row.text("Language").casefold(),
        profile=row.text("Profile"),
        path=row.text("Path"),
        bitrate=_positive(row, "BitRate"),
        bit_depth=_positive(row, "BitDepth"),
        score=row.whole("Score"),
        is_default=row.flag("IsDefault") is True,
        is_external=row.flag("IsExternal") is True,
        is_extractable=row.flag("SupportsExternalStream") is not False,
        width=_positive(row, "Width"),
        height=_positive(row, "Height"),
        frame_rate=_frame_rate(row),
        level=row.whole("Level"),
        ref_frames=_positive(row, "RefFrames"),
        rotation=row.whole("Rotation"),
        packet_length=row.whole("PacketLength"),
        range=ranges.find_range(_colour(row)) if kind is Kind.VIDEO else None,
        transfer=row.text("ColorTransfer"),
        is_interlaced=row.flag("IsInterlaced"),
        is_anamorphic=_is_anamorphic(row),
        is_avc=row.flag("IsAVC"),
        channels=_positive(row, "Channels"),
        sample_rate=_positive(row, "SampleRate"),
    )


def _kind(row: Fields) -> Kind:
    word = row.text("Type").casefold()
    if word == "video" and row.text("Codec").casefold() in _COVERS and row.flag("IsCover", "IsPicture") is not False:
        has_motion = (row.number("AverageFrameRate", "RealFrameRate") or 0) > 1
        return Kind.VIDEO if has_motion else Kind.OTHER
    return Kind(word) if word in {"video", "audio", "subtitle"} else Kind.OTHER


def _positive(row: Fields, name: str) -> int | None:
    value = row.whole(name)
    return value if value is not None and value > 0 else None


def _frame_rate(row: Fields) -> float | None:
    average, real = row.number("AverageFrameRate"), row.number("RealFrameRate")
    rate = real if average is None or average >= BROKEN_RATE else average
    return rate if rate is not None and rate > 0 else None


def _colour(row: Fields) -> ranges.Colour:
    return ranges.Colour(
        tag=row.text("CodecTag"),
        transfer=row.text("ColorTransfer"),
        dovi_profile=row.whole("DvProfile"),
        dovi_base=row.whole("DvBlSignalCompatibilityId"),
        has_hdr10_plus=row.flag("Hdr10PlusPresentFlag", "Hdr10PlusPresent") is True,
        named=row.text("VideoRangeType"),
    )


def _is_anamorphic(row: Fields) -> bool | None:
    """Judge by the shape of a pixel where it is known: flags are raised for the slightest difference."""
    shape = _ratio(row.text("SampleAspectRatio"))
    return row.flag("IsAnamorphic") if shape is None else abs(shape - 1) > SQUARE_TOLERANCE


def _ratio(text: str) -> float | None:
    """Return the number of "16:9"; None for what is no ratio, as "0:1"."""
    left, _colon, right = text.partition(":")
    above, below = parse_number(left), parse_number(right)
    return above / below if above and below and above > 0 and below > 0 else None

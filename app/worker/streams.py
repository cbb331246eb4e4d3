"""Reads what the streams of an opened file are."""

import re
from fractions import Fraction
from typing import Any, cast

from av.audio.stream import AudioStream
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from app.contract.media import MediaStream, PictureFacts, StreamType
from app.contract.units import Kbps
from app.worker.boxes import Hints
from app.worker.colours import (
    PRIMARIES_UNTOLD,
    TRANSFER_HLG,
    TRANSFER_PQ,
    TRANSFER_UNTOLD,
    primaries_name,
    transfer_name,
)
from app.worker.containers import is_picture
from app.worker.depth import read_depth
from app.worker.sps import Look, read_h264

LONGEST_TAG = 4_000
LEVEL_UNKNOWN = -99

_RANGES = {TRANSFER_PQ: "HDR10", TRANSFER_HLG: "HLG"}
_DOLBY_TAGS = {"dvh1", "dvhe", "dva1", "dvav", "dav1"}
# Of AVFieldOrder: unknown and progressive; all others are interlaced.
_INTERLACED = {0: None, 1: False}
_DEFAULT = Disposition.default.value
_FORCED = Disposition.forced.value
_HEARING_IMPAIRED = Disposition.hearing_impaired.value
_TYPES = {one.value: one for one in StreamType}
_TAGGED = ("mov", "avi")
_TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{2,3}")


def read_stream(stream: Stream, picture: VideoFrame | None, hints: Hints) -> MediaStream:
    """Return the facts of a stream; `picture` and `hints` are those of the film, or None and empty ones."""
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
    look = read_h264(context.extradata or b"") if context.name == "h264" else None
    told = look if shape is None else None
    rate = stream.average_rate or stream.guessed_rate
    return {
        "is_picture": is_picture(stream),
        "level": None if context.level == LEVEL_UNKNOWN else context.level,
        "width_px": context.width or None,
        "height_px": context.height or None,
        "frame_rate": round(float(rate), 3) if rate and not is_picture(stream) else None,
        "bit_depth": told.bit_depth if told else shape.components[0].bits if shape and shape.components else None,
        "pixel_format": told.pixel_format if told else context.pix_fmt,
        "range_type": None if is_picture(stream) else _range_type(stream, picture, hints, look),
        "is_interlaced": _INTERLACED.get(context.field_order, True),
        "rotation": hints.rotation,
        "codec_tag": _tag(stream),
        "picture": None if is_picture(stream) else _picture(stream, picture, hints, look),
    }


def _picture(stream: VideoStream, picture: VideoFrame | None, hints: Hints, look: Look | None) -> PictureFacts:
    return PictureFacts(
        pixel_aspect=_pixel_aspect(stream, look),
        reference_frames=look.references or None if look else None,
        **_colour(stream.codec_context, look),
        **_dolby(picture, hints),
    )


def _tag(stream: Stream) -> str | None:
    """Return the four letters of MP4 and AVI; elsewhere is nothing, or a number that means something else."""
    context: Any = stream.codec_context
    tag = context.codec_tag if context and stream.container.format.name.startswith(_TAGGED) else ""
    return tag if _TAG.fullmatch(tag) else None


def _pixel_aspect(stream: VideoStream, look: Look | None) -> str | None:
    shape = stream.sample_aspect_ratio
    if not shape and look and all(look.shape):
        shape = Fraction(*look.shape)
    return f"{shape.numerator}:{shape.denominator}" if shape else None


def _colour(context: Any, look: Look | None) -> dict[str, Any]:
    transfer = context.color_trc if context.color_trc != TRANSFER_UNTOLD or not look else look.transfer
    primaries = context.color_primaries if context.color_primaries != PRIMARIES_UNTOLD or not look else look.primaries
    return {"color_transfer": transfer_name(transfer), "color_primaries": primaries_name(primaries)}


def _dolby(picture: VideoFrame | None, hints: Hints) -> dict[str, Any]:
    """HDR10+ is known only where a picture had to be decoded."""
    found = hints.dolby
    return {
        "has_hdr10_plus": "DYNAMIC_HDR_PLUS" in _beside(picture) if picture else None,
        "dolby_profile": found.profile if found else None,
        "dolby_level": found.level if found else None,
        "dolby_base": found.base if found else None,
    }


def _beside(picture: VideoFrame | None) -> set[str]:
    return {entry.type.name for entry in cast("Any", picture.side_data)} if picture else set()


def _range_type(stream: VideoStream, picture: VideoFrame | None, hints: Hints, look: Look | None) -> str:
    beside = _beside(picture)
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
        "codec_tag": _tag(stream),
        "bit_depth": read_depth(
            _codec(stream, context),
            stream.profile,
            context.format.name if context.format else "",
            context.extradata or b"",
        ),
    }

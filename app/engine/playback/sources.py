"""Says what the library knows of a file in the field's common form, as the decision reads it. Pure."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any

from app.contract.errors import NotFound, Unavailable
from app.contract.media import MediaStream, PictureFacts, Probe, StreamType
from app.contract.playback import Wish
from app.engine.library import Asset, Entry, SideFile
from app.engine.playback.decision.ranges import Colour, find_range
from app.engine.playback.decision.streams import SQUARE_TOLERANCE

_TICKS_A_MS = 10_000
_TYPES = {StreamType.VIDEO: "Video", StreamType.AUDIO: "Audio", StreamType.SUBTITLE: "Subtitle"}
# A probe names the family of a container; its member is known by the file's ending, else any of them may be meant.
_FAMILIES = {
    "mov": ("mp4", "mov", "m4v", "m4a", "m4b", "3gp", "3g2"),
    "matroska": ("mkv", "webm", "mka"),
    "mpegts": ("ts", "m2ts", "mts"),
    "mpeg": ("mpg", "mpeg", "vob"),
    "asf": ("wmv", "asf", "wma"),
    "ogg": ("ogg", "ogv", "oga", "opus"),
}
_RANGES = {"HDR10+": "HDR10Plus"}


def playable(assets: tuple[Asset, ...], wish: Wish, entry: Entry) -> dict[str, Asset]:
    """Return the versions of an item that are there, by id.

    Raises:
        NotFound: it has no file, or not the one that was asked for.
        Unavailable: none of them is there at the moment.
    """
    if not assets:
        raise NotFound(f"{entry.title!r} has no file of its own. Play one of its parts.", code="not_playable")
    if wish.asset_id is not None:
        assets = tuple(asset for asset in assets if str(asset.id) == wish.asset_id)
        if not assets:
            raise NotFound(f"{entry.title!r} has no version {wish.asset_id}.", code="version_not_found")
    there = {str(asset.id): asset for asset in assets if not asset.is_missing}
    if not there:
        raise Unavailable(
            f"No file of {entry.title!r} is there at the moment. Is its disk connected?", code="file_missing"
        )
    return there


def source_of(asset: Asset, sides: Sequence[SideFile]) -> dict[str, Any]:
    """Return a media source. Subtitles beside the file are numbered after its own streams, in the order given."""
    probe = asset.probe
    return {
        "Id": str(asset.id),
        "Path": asset.name,
        "Container": _container(probe, asset.name),
        "Bitrate": probe.bitrate * 1000 or None,
        "Size": asset.size_bytes,
        "RunTimeTicks": probe.duration_ms * _TICKS_A_MS or None,
        "MediaStreams": [
            *(_stream(stream) for stream in probe.streams),
            *(_side(side, index) for index, side in number_sides(probe, sides)),
        ],
    }


def number_sides(probe: Probe, sides: Sequence[SideFile]) -> list[tuple[int, SideFile]]:
    """Return subtitles beside a file with their numbers."""
    return list(enumerate(sides, start=1 + max((stream.index for stream in probe.streams), default=-1)))


def _container(probe: Probe, name: str) -> str:
    family = _FAMILIES.get(probe.container, (probe.container,))
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    return ending if ending in family else ",".join(family)


def _stream(stream: MediaStream) -> dict[str, Any]:
    is_moving = stream.type is StreamType.VIDEO and not stream.is_picture
    picture = stream.picture or PictureFacts()
    return {
        "Type": _TYPES.get(stream.type, "Data")
        if is_moving or stream.type is not StreamType.VIDEO
        else "EmbeddedImage",
        "Index": stream.index,
        "Codec": stream.codec,
        "Profile": stream.profile,
        "Level": stream.level,
        "Language": stream.language,
        "IsDefault": stream.is_default,
        "IsForced": stream.is_forced,
        "BitRate": stream.bitrate * 1000 or None,
        "Width": stream.width_px,
        "Height": stream.height_px,
        "AverageFrameRate": stream.frame_rate,
        "BitDepth": stream.bit_depth,
        "IsInterlaced": stream.is_interlaced,
        "Rotation": stream.rotation,
        "Channels": stream.channels,
        "SampleRate": stream.sample_rate_hz,
        "CodecTag": stream.codec_tag,
        "RefFrames": picture.reference_frames,
        **_shape(stream, picture),
        **_colour(stream, picture),
    }


def _shape(stream: MediaStream, picture: PictureFacts) -> dict[str, Any]:
    """Return the shape of a pixel and of the picture; nothing where the file does not tell."""
    across, _colon, down = (picture.pixel_aspect or "").partition(":")
    if not (across.isdecimal() and down.isdecimal() and int(across) and int(down)):
        return {}
    shape = Fraction(int(across), int(down))
    size = Fraction(stream.width_px, stream.height_px) * shape if stream.width_px and stream.height_px else None
    return {
        "SampleAspectRatio": picture.pixel_aspect,
        "AspectRatio": f"{size.numerator}:{size.denominator}" if size else None,
        "IsAnamorphic": abs(shape - 1) > SQUARE_TOLERANCE,
    }


def _colour(stream: MediaStream, picture: PictureFacts) -> dict[str, Any]:
    return {
        "VideoRangeType": _range(stream, picture),
        "ColorTransfer": picture.color_transfer,
        "ColorPrimaries": picture.color_primaries,
        "Hdr10PlusPresentFlag": picture.has_hdr10_plus,
        "DvProfile": picture.dolby_profile,
        "DvLevel": picture.dolby_level,
        "DvBlSignalCompatibilityId": picture.dolby_base,
    }


def _range(stream: MediaStream, picture: PictureFacts) -> str | None:
    """Return the common name: a Dolby Vision record says what lies under it; without one it is just that."""
    if stream.range_type is None:
        return None
    return find_range(
        Colour(
            dovi_profile=picture.dolby_profile,
            dovi_base=picture.dolby_base,
            has_hdr10_plus=picture.has_hdr10_plus is True,
            named=_RANGES.get(stream.range_type, stream.range_type),
        )
    )


def _side(side: SideFile, index: int) -> dict[str, Any]:
    return {
        "Type": "Subtitle",
        "Index": index,
        "Codec": PurePosixPath(side.path).suffix.lstrip(".").lower(),
        "Path": side.path,
        "Language": side.language,
        "IsExternal": True,
        "IsDefault": side.is_default,
        "IsForced": side.is_forced,
    }

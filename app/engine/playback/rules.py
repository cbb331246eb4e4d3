"""Where a viewer stands after playing something, and in which form the bytes come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from app.contract.encoding import Burned, SoundForm, VideoForm
from app.contract.media import MediaStream, PictureFacts
from app.contract.playback import Decision, Fix, Method, Reason
from app.contract.segments import Form, StreamFix
from app.contract.units import DurationMs
from app.engine.playback.decision.levels import Picture, needed_level

_FIXED_BY_PIECES = frozenset({"retag", "drop_tracks"})
"""Small changes that cutting into pieces makes anyway."""
_FIXES = {
    "strip_dolby_vision": StreamFix.STRIP_DOLBY_VISION,
    # Its second layer cannot be rewritten without decoding: what is left is the HDR10 that it lies on.
    "convert_dolby_vision_7_to_8": StreamFix.STRIP_DOLBY_VISION,
    "extract_core": StreamFix.EXTRACT_CORE,
}
_CORED = "dts"
"""Of other sounds the core is a stream of its own, or needs another container."""
_STREAMED = {"mpegts": "ts", "m4a": "mp4", "m4v": "mp4", "adts": "aac"}
"""Other names of containers that a stream can have."""
_DEPTH, _STEREO, _QUARTER = 8, 2, 90
_USUAL_SIZE, _USUAL_RATE = (1280, 720), 30.0
_SAME_RATE = 0.01
_USUAL_SOUND = "aac"
_MADE_SOUNDS = {"aac": 8, "mp3": 2, "mp2": 2, "ac3": 6, "eac3": 6, "opus": 8, "flac": 8, "alac": 8}
"""What there are encoders for, and how many channels they take."""
_CORES = {"dts": "ac3", "truehd": "ac3"}
_BITRATE_A_CHANNEL, _BITRATE_ALONE = 80_000, 96_000
_PROFILES = {
    ("h264", 8): ("high", "main", "baseline", "constrained baseline"),
    ("hevc", 8): ("main",),
    ("hevc", 10): ("main 10", "main10"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a viewer stands with an item."""

    position_ms: DurationMs
    is_watched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What a user did with an item elsewhere.

    Attributes:
        at_ms: When, since 1970; 0 when nobody knows, so that whatever was done here is newer.
        rating: 0 to 10, or None.
    """

    item_id: int
    is_watched: bool = False
    position_ms: DurationMs = DurationMs(0)
    duration_ms: DurationMs = DurationMs(0)
    play_count: int = 0
    at_ms: int = 0
    rating: float | None = None


def standing(
    position: DurationMs,
    duration: DurationMs,
    *,
    watched_percent: int,
    resume_min: DurationMs,
    credits_ms: DurationMs | None = None,
) -> Standing:
    """Return what is remembered when a player stops at `position`.

    The first moments do not count as started, and the credits count as the end. An unknown duration (0) never
    counts as watched.

    Args:
        credits_ms: Where the credits start; None when nobody knows. Those that start in the first half are none.
    """
    is_over = credits_ms is not None and credits_ms * 2 > duration and position >= credits_ms
    if duration > 0 and (is_over or position * 100 >= duration * watched_percent):
        return Standing(position_ms=DurationMs(0), is_watched=True)
    if position < min(resume_min, duration // 10 if duration else resume_min):
        return Standing(position_ms=DurationMs(0), is_watched=False)
    return Standing(position_ms=position, is_watched=False)


def form_of(decision: Decision) -> Form | None:
    """Return the container of the pieces in which a file is sent without its picture being made anew; None if none."""
    if decision.protocol != "hls" or not _keeps_picture(decision):
        return None
    return next((form for form in Form if form.value == decision.container), None)


def container_of(decision: Decision) -> str | None:
    """Return the container of the one stream in which a file is sent, its picture kept; None when none is."""
    if decision.protocol != "http" or not _keeps_picture(decision):
        return None
    container, sound = _STREAMED.get(decision.container, decision.container), sound_of(decision)
    is_form = any(form.value == container for form in Form)
    return container if is_form or (sound is not None and sound.codec == container) else None


def sound_of(decision: Decision) -> SoundForm | None:
    """Return what is to be made of the sound; None when it is copied, or there is none."""
    told = decision.audio
    if not isinstance(told, dict) or told.get("action") != "encode":
        return None
    return SoundForm(
        codec=str(told["codec"]),
        channels=int(told.get("channels") or 2),
        bitrate=told.get("bitrate"),
        sample_rate=told.get("sample_rate"),
    )


def _keeps_picture(decision: Decision) -> bool:
    is_copied = decision.method in {Method.REMUX, Method.DIRECT_STREAM} and decision.video == "copy"
    is_music = decision.method is Method.TRANSCODE and decision.video is None and sound_of(decision) is not None
    return (is_copied or is_music) and all(map(_is_built, decision.fixes))


def fixes_of(decision: Decision) -> frozenset[StreamFix]:
    """Return what is left out of the streams that are copied."""
    return frozenset(_FIXES[fix.action] for fix in decision.fixes if fix.action in _FIXES)


def _is_built(fix: Fix) -> bool:
    if fix.action == "extract_core":
        return fix.after == _CORED
    return fix.action in _FIXED_BY_PIECES or fix.action in _FIXES


def made_form(decision: Decision) -> Form | None:
    """Return the container in which a picture is made anew, in pieces or in one stream; None when none is."""
    if decision.method is not Method.TRANSCODE or not isinstance(decision.video, dict):
        return None
    is_whole = decision.protocol == "http"
    container = _STREAMED.get(decision.container, decision.container) if is_whole else decision.container
    return next((form for form in Form if form.value == container), None)


def video_form(told: Mapping[str, Any], stream: MediaStream, burned: Burned | None = None) -> VideoForm:
    """Return what a picture is made into.

    Args:
        told: The decision's words about the new picture.
        stream: The picture of the file.
    """
    codec, depth = str(told["codec"]), int(told.get("bit_depth") or _DEPTH)
    width, height = _size(told, stream)
    most = told.get("max_frame_rate")
    rate = float(most) if most and stream.frame_rate and most < stream.frame_rate - _SAME_RATE else None
    bitrate = told.get("bitrate")
    shape = Picture(width=width, height=height, frame_rate=rate or stream.frame_rate or _USUAL_RATE, bitrate=bitrate)
    return VideoForm(
        codec=codec,
        width_px=width,
        height_px=height,
        frame_rate=rate,
        bitrate=bitrate,
        bit_depth=depth,
        profile=_profile(codec, depth, told.get("profiles") or ()),
        level=needed_level(codec, shape) or told.get("max_level"),
        is_tone_mapped=bool(told.get("tone_map")),
        is_deinterlaced=bool(told.get("deinterlace")),
        has_square_pixels=bool(told.get("square_pixels")),
        turned_by=stream.rotation % 360,  # whatever the device says: a new picture carries no note that it lies
        burned=burned,
    )


def sound_form(told: str | Mapping[str, Any] | None, stream: MediaStream) -> SoundForm:
    """Return what a sound is made into when it has to be.

    Args:
        told: The decision's words about the sound that plays first: the others are made into the same.
    """
    own = stream.channels or _STEREO
    if not isinstance(told, Mapping):
        codec = stream.codec if stream.codec in _MADE_SOUNDS else _USUAL_SOUND
        channels = min(own, _MADE_SOUNDS[codec])
        return SoundForm(codec=codec, channels=channels, bitrate=_bitrate(channels))
    codec = str(told["codec"])
    codec = codec if codec in _MADE_SOUNDS else _CORES.get(codec, _USUAL_SOUND)
    channels = min(own, int(told.get("channels") or own), _MADE_SOUNDS[codec])
    bitrate = told.get("bitrate") or _bitrate(channels)
    return SoundForm(codec=codec, channels=channels, bitrate=bitrate, sample_rate=told.get("sample_rate"))


def lowered(decision: Decision, wanted: VideoForm, made: VideoForm) -> Decision:
    """Return a decision that tells that the computer has too much to do for what was wanted."""
    assert isinstance(decision.video, dict)
    is_smaller = made.height_px < wanted.height_px
    done = f"smaller ({made.height_px} lines)" if is_smaller else "converted more simply"
    reason = Reason(
        stream="video",
        rule="capacity",
        property="height" if is_smaller else "preset",
        measured=f"{wanted.width_px}x{wanted.height_px}",
        allowed=f"{made.width_px}x{made.height_px}",
        source="server",
    )
    return replace(
        decision,
        video={**decision.video, "max_width": made.width_px, "max_height": made.height_px},
        consequences=(*decision.consequences, reason),
        words=f"{decision.words} This computer has much to do, so the picture is {done}.",
    )


def _size(told: Mapping[str, Any], stream: MediaStream) -> tuple[int, int]:
    """Return width and height: within the limits, even, as it is shown."""
    width, height = stream.width_px or _USUAL_SIZE[0], stream.height_px or _USUAL_SIZE[1]
    limits = ((told.get("max_width"), width), (told.get("max_height"), height))
    scale = min((Fraction(int(most), own) for most, own in limits if most and most < own), default=Fraction(1))
    shape = _pixel_shape(stream) if told.get("square_pixels") else Fraction(1)
    wide, high = width * scale * max(shape, Fraction(1)), height * scale / min(shape, Fraction(1))
    across, down = _even(wide), _even(high)
    return (down, across) if stream.rotation % 180 == _QUARTER else (across, down)


def _pixel_shape(stream: MediaStream) -> Fraction:
    across, _colon, down = ((stream.picture or PictureFacts()).pixel_aspect or "").partition(":")
    is_told = across.isdecimal() and down.isdecimal() and int(across) > 0 and int(down) > 0
    return Fraction(int(across), int(down)) if is_told else Fraction(1)


def _even(length: Fraction) -> int:
    return max(round(length / 2) * 2, 2)


def _profile(codec: str, depth: int, allowed: Iterable[str]) -> str:
    ours = _PROFILES.get((codec, depth), ())
    named = {name.casefold() for name in allowed}
    return next((name for name in ours if not named or name in named), ours[0] if ours else "")


def _bitrate(channels: int) -> int:
    return _BITRATE_A_CHANNEL * channels if channels > 1 else _BITRATE_ALONE

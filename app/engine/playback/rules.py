"""Where a viewer stands after playing something, and in which form the bytes come."""

from dataclasses import dataclass

from app.contract.encoding import SoundForm
from app.contract.playback import Decision, Method
from app.contract.segments import Form
from app.contract.units import DurationMs

_FIXED_BY_PIECES = frozenset({"retag", "drop_tracks"})
"""Small changes that cutting into pieces makes anyway."""
_STREAMED = {"mpegts": "ts", "m4a": "mp4", "m4v": "mp4", "adts": "aac"}
"""Other names of containers that a stream can have."""


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


def standing(position: DurationMs, duration: DurationMs, *, watched_percent: int, resume_min: DurationMs) -> Standing:
    """Return what is remembered when a player stops at `position`.

    The first moments do not count as started, and the credits count as the end. An unknown duration (0) never
    counts as watched.
    """
    if duration > 0 and position * 100 >= duration * watched_percent:
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
    return (is_copied or is_music) and all(fix.action in _FIXED_BY_PIECES for fix in decision.fixes)

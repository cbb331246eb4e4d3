"""How to play a file, which file, and where a viewer stands afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.contract.errors import Unsupported
from app.contract.media import Probe, StreamType
from app.contract.playback import Decision, Method, Reason
from app.contract.units import DurationMs


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a viewer stands with an item."""

    position_ms: DurationMs
    is_watched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Streams that the viewer asked for; None leaves it to us, subtitle -1 is "none"."""

    audio_index: int | None = None
    subtitle_index: int | None = None


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


def decide_direct(profile: Mapping[str, Any], probe: Probe, choice: Choice) -> Decision:
    """Return direct play when one of the profile's direct play rules takes the file.

    Raises:
        Unsupported: none does. `details` has what was measured and what is allowed.
    """
    allowed = [rule for rule in profile.get("DirectPlayProfiles", ()) if _takes(rule, probe)]
    if not allowed:
        raise Unsupported(
            f"The device cannot play {probe.container} with {', '.join(_codecs(probe)) or 'no streams'} directly.",
            code="no_direct_play",
            details={"measured": _measured(probe), "allowed": list(profile.get("DirectPlayProfiles", ()))},
        )
    audio = choice.audio_index if choice.audio_index is not None else _default_audio(probe)
    return Decision(
        method=Method.DIRECT_PLAY,
        container=probe.container,
        protocol="http",
        audio_index=audio,
        subtitle_index=choice.subtitle_index,
        explanation=(_reason(profile, allowed[0], probe),),
    )


def choose_version(probes: Sequence[tuple[int, Probe]]) -> int:
    """Return the id of the best of several versions: the tallest picture, then the highest bit rate."""
    return max(probes, key=lambda entry: (_height(entry[1]), entry[1].bitrate, -entry[0]))[0]


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


def _takes(rule: Mapping[str, str], probe: Probe) -> bool:
    has_video = any(stream.type is StreamType.VIDEO and not stream.is_picture for stream in probe.streams)
    return (
        rule.get("Type") == ("Video" if has_video else "Audio")
        and _allows(rule.get("Container"), [probe.container])
        and _allows(rule.get("VideoCodec"), _codecs_of(probe, StreamType.VIDEO))
        and _allows(rule.get("AudioCodec"), _codecs_of(probe, StreamType.AUDIO))
    )


def _allows(allowed: str | None, measured: Sequence[str]) -> bool:
    """An empty list allows everything, and something unknown ("") is not refused."""
    names = {name.strip().lower() for name in (allowed or "").split(",") if name.strip()}
    return not names or all(name in names or not name for name in measured)


def _codecs_of(probe: Probe, kind: StreamType) -> list[str]:
    return [stream.codec for stream in probe.streams if stream.type is kind and not stream.is_picture]


def _codecs(probe: Probe) -> list[str]:
    return [*_codecs_of(probe, StreamType.VIDEO), *_codecs_of(probe, StreamType.AUDIO)]


def _measured(probe: Probe) -> str:
    return f"{probe.container}: {', '.join(_codecs(probe)) or '-'}"


def _height(probe: Probe) -> int:
    return max((stream.height_px or 0 for stream in probe.streams if not stream.is_picture), default=0)


def _default_audio(probe: Probe) -> int | None:
    tracks = [stream for stream in probe.streams if stream.type is StreamType.AUDIO]
    chosen = next((track for track in tracks if track.is_default), tracks[0] if tracks else None)
    return chosen.index if chosen else None


def _reason(profile: Mapping[str, Any], rule: Mapping[str, str], probe: Probe) -> Reason:
    wanted = [rule[key] for key in ("Container", "VideoCodec", "AudioCodec") if rule.get(key)]
    return Reason(
        stream="container",
        rule="direct_play_profile",
        property="container and codecs",
        measured=_measured(probe),
        allowed="; ".join(wanted) or "everything",
        source=f"profile {profile.get('Name', 'sent by the device')}",
    )

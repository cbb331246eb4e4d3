"""The common names of reasons, and what was found when a rule was applied."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Cause(StrEnum):
    """What stands against direct play, under the names that all players know; in their usual order."""

    CONTAINER = "ContainerNotSupported"
    VIDEO_CODEC = "VideoCodecNotSupported"
    AUDIO_CODEC = "AudioCodecNotSupported"
    SUBTITLE_CODEC = "SubtitleCodecNotSupported"
    AUDIO_IS_EXTERNAL = "AudioIsExternal"
    SECONDARY_AUDIO = "SecondaryAudioNotSupported"
    VIDEO_PROFILE = "VideoProfileNotSupported"
    VIDEO_LEVEL = "VideoLevelNotSupported"
    VIDEO_RESOLUTION = "VideoResolutionNotSupported"
    VIDEO_BIT_DEPTH = "VideoBitDepthNotSupported"
    VIDEO_FRAMERATE = "VideoFramerateNotSupported"
    REF_FRAMES = "RefFramesNotSupported"
    ANAMORPHIC = "AnamorphicVideoNotSupported"
    INTERLACED = "InterlacedVideoNotSupported"
    AUDIO_CHANNELS = "AudioChannelsNotSupported"
    AUDIO_PROFILE = "AudioProfileNotSupported"
    AUDIO_SAMPLE_RATE = "AudioSampleRateNotSupported"
    AUDIO_BIT_DEPTH = "AudioBitDepthNotSupported"
    TOTAL_BITRATE = "ContainerBitrateExceedsLimit"
    VIDEO_BITRATE = "VideoBitrateNotSupported"
    AUDIO_BITRATE = "AudioBitrateNotSupported"
    DIRECT_PLAY = "DirectPlayError"
    VIDEO_RANGE = "VideoRangeTypeNotSupported"
    VIDEO_TAG = "VideoCodecTagNotSupported"
    STREAM_COUNT = "StreamCountExceedsLimit"
    ROTATION = "VideoRotationNotSupported"


AUDIO_DETAILS = frozenset(
    {
        Cause.AUDIO_BITRATE,
        Cause.AUDIO_CHANNELS,
        Cause.AUDIO_PROFILE,
        Cause.AUDIO_SAMPLE_RATE,
        Cause.AUDIO_BIT_DEPTH,
        Cause.SECONDARY_AUDIO,
        Cause.AUDIO_IS_EXTERNAL,
    }
)
VIDEO_DETAILS = frozenset(
    {
        Cause.VIDEO_RESOLUTION,
        Cause.ANAMORPHIC,
        Cause.INTERLACED,
        Cause.VIDEO_BIT_DEPTH,
        Cause.VIDEO_BITRATE,
        Cause.VIDEO_FRAMERATE,
        Cause.VIDEO_LEVEL,
        Cause.REF_FRAMES,
        Cause.VIDEO_RANGE,
        Cause.VIDEO_PROFILE,
        Cause.ROTATION,
    }
)
# A cause of this set explains by itself why the picture is converted.
PICTURE = VIDEO_DETAILS | {Cause.VIDEO_CODEC, Cause.SUBTITLE_CODEC, Cause.TOTAL_BITRATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that a file, or the way it is delivered, does not meet.

    Attributes:
        stream: "container", "video", "audio" or "subtitle".
        source: Who set the rule: "device", "user", "network", "target", "server" or "learned".
        reason: Its common name; None for what has none, as a user without the right to transcode.
    """

    stream: str
    rule: str
    property: str
    measured: str
    allowed: str
    source: str
    reason: Cause | None

    def plain(self) -> dict[str, str | None]:
        """Return it as JSON-ready data."""
        return asdict(self)


def join(causes: Iterable[Cause | None]) -> tuple[Cause, ...]:
    """Return each cause once, in the usual order."""
    found = set(causes)
    return tuple(cause for cause in Cause if cause in found)


def causes(findings: Iterable[Finding]) -> set[Cause]:
    """Return the common names among some findings."""
    return {finding.reason for finding in findings if finding.reason is not None}

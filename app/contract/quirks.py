"""What devices turned out not to play."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Failure(StrEnum):
    """What a player could not do with what it was given. `network` is nobody's fault, and teaches nothing."""

    OPEN = "open"
    PICTURE = "picture"
    SOUND = "sound"
    NETWORK = "network"


class Step(StrEnum):
    """How far files are changed for a device, from the top of the ladder to its foot."""

    DIRECT = "direct"
    REMUX = "remux"
    CONVERT_AUDIO = "convert_audio"
    CONVERT_ALL = "convert_all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirk:
    """Files of one kind that a device failed to play, and how it gets them since.

    Attributes:
        device: The name under which its player opens sessions.
        container: Common name ("mkv"); `video_codec` and `audio_codec` are FFmpeg's, "" without such a stream.
        failures: How often that happened.
    """

    id: str
    device: str
    container: str
    video_codec: str
    audio_codec: str
    failure: Failure
    step: Step
    failures: int
    learned_at: datetime

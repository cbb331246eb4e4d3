"""The parts of a plan: what is done to each stream, and what it costs."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.engine.playback.decision.direct import Verdict
from app.engine.playback.decision.reasons import Finding
from app.engine.playback.decision.source import Version
from app.engine.playback.decision.streams import Stream
from app.engine.playback.decision.subtitles import Delivered

# Work, in units of about one thousandth of encoding a film as H.264; then losses, in what we would work to avoid them.
REMUX = 5
FIX = 3
EXTRACT_CORE = 8
ENCODE_AUDIO = 30
BURN_IN = 300
CONVERT_SUBTITLE = 1
ENCODE_VIDEO = {"h264": 1000, "mpeg4": 1200, "mpeg2video": 1200, "vp8": 1400, "hevc": 1500, "vp9": 2000, "av1": 2500}
ENCODE_OTHER = 3000
LOST_RANGE = 700
LOST_CHANNEL = 10
LOST_STYLING = 60
LOST_SUBTITLE = 5000
OTHER_TRACK = 1
PASSED_OVER = 200  # a track that the file puts first and the device could have had
HALF_THE_PIXELS = 40
REMOTE = 20


class Action(StrEnum):
    """What is done to a stream."""

    COPY = "copy"
    CORE = "extract_core"
    ENCODE = "encode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A small change on the way, for which nothing is decoded."""

    stream: str
    action: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What happens to the picture or to the sound.

    Attributes:
        output: What is encoded, JSON-ready; empty for a copy.
        bitrate: Of what is sent, in bit/s; None is unknown.
        findings: What the target has against a copy.
    """

    action: Action
    stream: Stream
    output: dict[str, object] = field(default_factory=dict)
    bitrate: int | None = None
    fixes: tuple[Fix, ...] = ()
    findings: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()
    cost: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One way to play. `verdict` tells what stood against direct play; `method` is None when there is no way at all.

    Attributes:
        meant_audio: Index of the track that would be played, where there is no way.
    """

    version: Version
    verdict: Verdict
    method: str | None
    protocol: str = "http"
    container: str | None = None
    video: Part | None = None
    audio: Part | None = None
    meant_audio: int | None = None
    subtitle: Delivered | None = None
    subtitle_index: int | None = None
    fixes: tuple[Fix, ...] = ()
    consequences: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()
    cost: float = 0

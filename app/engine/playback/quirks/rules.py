"""The ladder: what is tried next when a device failed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.contract.playback import Decision, Method
from app.contract.quirks import Failure, Step

LADDER = tuple(Step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What files have in common that a device fails to play alike."""

    container: str
    video_codec: str
    audio_codec: str


def likeness(source: Mapping[str, Any], audio_index: int | None) -> Likeness:
    """Return what a media source is like when a track of it is played."""
    streams = source["MediaStreams"]
    video = next((one["Codec"] for one in streams if one["Type"] == "Video"), "")
    audio = next((one["Codec"] for one in streams if one["Type"] == "Audio" and one["Index"] == audio_index), "")
    return Likeness(container=source["Container"], video_codec=video, audio_codec=audio)


def reached(decision: Decision) -> Step:
    """Return on which step of the ladder a decision stands."""
    if decision.method is Method.DIRECT_PLAY:
        return Step.DIRECT
    if decision.method is Method.REMUX:
        return Step.REMUX
    is_copied = "copy" in (decision.video, decision.audio)
    return Step.CONVERT_AUDIO if is_copied else Step.CONVERT_ALL


def next_step(decision: Decision, failure: Failure) -> Step | None:
    """Return what to try instead of a decision that failed; None when nothing is left, or nothing was learned.

    A picture that fails does so with any sound beside it.
    """
    step = reached(decision)
    if failure is Failure.NETWORK or step is LADDER[-1]:
        return None
    following = LADDER[LADDER.index(step) + 1]
    is_in_vain = failure is Failure.PICTURE or decision.audio is None
    return LADDER[-1] if following is Step.CONVERT_AUDIO and is_in_vain else following

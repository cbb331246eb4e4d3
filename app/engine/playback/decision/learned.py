"""What a device failed to play before: files like those are not sent to it in that way again."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.engine.playback.decision import names
from app.engine.playback.decision.reading import Fields
from app.engine.playback.decision.source import Version
from app.engine.playback.decision.streams import Stream

REMUX, CONVERT_AUDIO, CONVERT_ALL = "remux", "convert_audio", "convert_all"
_STEPS = (REMUX, CONVERT_AUDIO, CONVERT_ALL)
MAX_LEARNED = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Files of one kind, and how far they have to be changed.

    Attributes:
        failure: What failed, as the player said ("sound").
    """

    containers: tuple[str, ...]
    video: str
    audio: str
    step: str
    failure: str = ""


def read_learned(row: Fields) -> tuple[Learned, ...]:
    """Return what was learned; what names no step of the ladder is left out."""
    return tuple(
        Learned(
            containers=one.words("container"),
            video=names.codec(one.text("video_codec")),
            audio=names.codec(one.text("audio_codec")),
            step=one.text("step"),
            failure=one.text("failure"),
        )
        for one in row.rows("learned")[:MAX_LEARNED]
        if one.text("step") in _STEPS
    )


def find_learned(learned: Iterable[Learned], version: Version, audio: Stream | None) -> Learned | None:
    """Return what is furthest down the ladder for files like this one, when that track of it is played."""
    own = (version.containers, version.video.codec if version.video else "", audio.codec if audio else "")
    alike = [one for one in learned if (one.containers, one.video, one.audio) == own]
    return max(alike, key=lambda one: _STEPS.index(one.step), default=None)

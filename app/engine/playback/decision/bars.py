"""What forbids direct play whatever the device can do: limits, wishes, rights, and the kind of source."""

from collections.abc import Iterator

from app.engine.playback.decision.conditions import BITRATE_TOLERANCE
from app.engine.playback.decision.learned import CONVERT_ALL, CONVERT_AUDIO, REMUX, Learned
from app.engine.playback.decision.reasons import Cause, Finding
from app.engine.playback.decision.tracks import Question

LIMIT_RULE = "bitrate_limit"
LEARNED_RULE = "learned"
_CHANGED = {REMUX: "container", CONVERT_AUDIO: "audio", CONVERT_ALL: "video"}
_CAUSES = {
    "Bitrate": Cause.TOTAL_BITRATE,
    "SupportsDirectPlay": Cause.DIRECT_PLAY,
    "ForceRemoteSourceTranscoding": Cause.DIRECT_PLAY,
}


def exceeds_limit(question: Question, bitrate: int | None) -> bool:
    """Tell whether so many bits a second are too many; an unknown number is not.

    What a device or a viewer asks for is a round number, so a little more is let through; what the owner set for
    viewers away from home is not.
    """
    limit = question.limit.bitrate
    if limit is None or bitrate is None:
        return False
    return bitrate > limit * (1 if question.limit.source == "network" else BITRATE_TOLERANCE)


def barred_by(question: Question) -> Iterator[Finding]:
    """Yield what forbids to play any file as it is."""
    version, options = question.version, question.options
    if exceeds_limit(question, version.bitrate):
        yield _bar(LIMIT_RULE, "Bitrate", str(version.bitrate), f"≤ {question.limit.bitrate}", question.limit.source)
    if version.is_disc:
        yield _bar("disc_folder", "VideoType", "folder of a disc", "a single file", "server")
    if not options.can_direct_play:
        yield _bar("option", "EnableDirectPlay", "direct play", "no direct play", "user")
    if question.learned is not None:
        yield _failed_before(question.learned)
    if not version.can_direct_play:
        yield _bar("source", "SupportsDirectPlay", "false", "true", "server")
    if version.is_remote and not options.rights.remote_direct_play:
        yield _bar("user_right", "ForceRemoteSourceTranscoding", "remote source", "local sources", "user")


def _failed_before(learned: Learned) -> Finding:
    own = ", ".join(name for name in (",".join(learned.containers), learned.video, learned.audio) if name)
    return Finding(
        stream=_CHANGED[learned.step],
        rule=LEARNED_RULE,
        property=learned.failure or "playback",
        measured=f"files like this failed before: {own}",
        allowed=learned.step,
        source="learned",
        reason=Cause.DIRECT_PLAY,
    )


def _bar(rule: str, name: str, measured: str, allowed: str, source: str) -> Finding:
    return Finding(
        stream="container",
        rule=rule,
        property=name,
        measured=measured,
        allowed=allowed,
        source=source,
        reason=_CAUSES.get(name),
    )

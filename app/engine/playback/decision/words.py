"""Says a plan in one English sentence: what the device cannot do, what is done about it, and what stays as it is."""

from collections.abc import Callable, Sequence

from app.engine.playback.decision import spoken
from app.engine.playback.decision.bars import LEARNED_RULE, LIMIT_RULE
from app.engine.playback.decision.plan import Action, Part, Plan
from app.engine.playback.decision.profile import Delivery
from app.engine.playback.decision.reasons import Cause, Finding

MAX_CAUSES = 3
_WHOLE = frozenset({Cause.VIDEO_CODEC, Cause.AUDIO_CODEC})
SENTENCES: dict[Cause, Callable[[str], str]] = {
    Cause.CONTAINER: lambda measured: f"can't open {spoken.container(measured)} files",
    Cause.VIDEO_CODEC: lambda measured: f"can't play {spoken.codec(measured)}",
    Cause.AUDIO_CODEC: lambda measured: f"can't play {spoken.codec(measured)}",
    Cause.SUBTITLE_CODEC: lambda measured: f"can't show {spoken.codec(measured)} subtitles",
    Cause.AUDIO_IS_EXTERNAL: lambda _: "can't take sound from a second file",
    Cause.SECONDARY_AUDIO: lambda _: "plays only the first sound track of a file",
    Cause.VIDEO_PROFILE: lambda measured: f"can't play the profile {measured}",
    Cause.VIDEO_LEVEL: lambda measured: f"can't play level {measured}",
    Cause.VIDEO_RESOLUTION: lambda measured: f"can't play a picture of {measured} pixels",
    Cause.VIDEO_BIT_DEPTH: lambda measured: f"can't play {measured}-bit colour",
    Cause.VIDEO_FRAMERATE: lambda measured: f"can't play {measured} frames a second",
    Cause.REF_FRAMES: lambda measured: f"can't keep {measured} reference frames",
    Cause.ANAMORPHIC: lambda _: "can't stretch pictures with oblong pixels",
    Cause.INTERLACED: lambda _: "can't play interlaced pictures",
    Cause.AUDIO_CHANNELS: lambda measured: f"can't take {_channels(measured)} sound",
    Cause.AUDIO_PROFILE: lambda measured: f"can't play the sound profile {measured}",
    Cause.AUDIO_SAMPLE_RATE: lambda measured: f"can't play sound with {measured} Hz",
    Cause.AUDIO_BIT_DEPTH: lambda measured: f"can't play {measured}-bit sound",
    Cause.VIDEO_BITRATE: lambda measured: f"can't take {spoken.rate(measured)} of picture",
    Cause.AUDIO_BITRATE: lambda measured: f"can't take {spoken.rate(measured)} of sound",
    Cause.DIRECT_PLAY: lambda _: "names nothing that it plays as it is",
    Cause.VIDEO_RANGE: lambda measured: f"can't show {spoken.dynamic_range(measured)}",
    Cause.VIDEO_TAG: lambda measured: f"doesn't know the tag {measured}",
    Cause.STREAM_COUNT: lambda measured: f"can't open files with {measured} streams",
    Cause.ROTATION: lambda _: "can't turn pictures",
}
_FIXES = {
    "strip_dolby_vision": "its Dolby Vision layer is taken out",
    "strip_hdr10_plus": "its HDR10+ data is taken out",
    "convert_dolby_vision_7_to_8": "its Dolby Vision is made simpler",
}


def say(plan: Plan, noun: str) -> str:
    """Return the sentence. `noun` is what the device is ("TV"); without one it is a device."""
    who = f"Your {noun or 'device'}"
    if plan.method is None:
        return _no_way(plan, who)
    if plan.method == "DirectPlay":
        return f"{who} plays this as it is."
    clauses = [clause for clause in (_picture(plan), _sound(plan), _wrapping(plan)) if clause]
    sentence = ", and ".join((*clauses[:1], *(clause.removeprefix("so ") for clause in clauses[1:])))
    return f"{_subject(plan, who, sentence)}{_untouched(plan)}."


def _no_way(plan: Plan, who: str) -> str:
    said = _causes(plan.verdict.findings)
    rights = any(finding.rule == "user_right" for finding in plan.consequences)
    why = "you may not have it converted" if rights else "there is no form that it takes instead"
    device = f"{who[:1].lower()}{who[1:]} {_and(said)}, and " if said else ""
    return f"This can't be played: {device}{why}."


def _subject(plan: Plan, who: str, sentence: str) -> str:
    """Put who or what is limited in front; without any cause, what is done stands alone."""
    limit = next((finding for finding in plan.verdict.findings if finding.rule == LIMIT_RULE), None)
    if limit is not None:
        allowed = spoken.rate(limit.allowed.removeprefix("≤ "))
        return f"This has {spoken.rate(limit.measured)} and {allowed} is the limit, {sentence}"
    if not sentence.startswith("so "):
        return f"{who} {sentence}"
    alone = sentence.removeprefix("so ")
    return f"{alone[:1].upper()}{alone[1:]}"


def _picture(plan: Plan) -> str:
    video = plan.video
    if video is None or video.action is not Action.ENCODE:
        return ""
    said = _causes_of(plan, "video", "subtitle")
    burned = plan.subtitle is not None and plan.subtitle.method is Delivery.ENCODE
    made = f"the picture is converted to {spoken.codec(str(video.output['codec']))}{_details(video)}"
    return _so(said, made + (" with the subtitles drawn into it" if burned else ""))


def _details(video: Part) -> str:
    height, own = video.output.get("max_height"), video.stream.height
    smaller = f" with {height} lines" if isinstance(height, int) and own and height < own else ""
    rate = video.output.get("bitrate")
    return smaller + (f" at {spoken.rate(rate)}" if rate else "")


def _sound(plan: Plan) -> str:
    audio = plan.audio
    if audio is None or audio.action is Action.COPY:
        return ""
    codec = spoken.codec(str(audio.output["codec"]))
    if audio.action is Action.CORE:
        return _so(_causes_of(plan, "audio"), f"the {codec} core of the sound is sent")
    made = f"the sound is converted to {codec} {spoken.channels(audio.output['channels'])}"
    return _so(_causes_of(plan, "audio"), made)


def _wrapping(plan: Plan) -> str:
    """Say why the file is wrapped anew, where nothing is converted."""
    if any(part is not None and part.action is not Action.COPY for part in (plan.video, plan.audio)):
        return ""
    said = _causes_of(plan, "container", "video", "audio", "subtitle")
    done = [_FIXES[fix.action] for fix in plan.fixes if fix.action in _FIXES]
    what = "picture and sound are" if plan.video and plan.audio else "the picture is" if plan.video else "the sound is"
    moved = f"{what} put into {spoken.container(plan.container or '')} without a change"
    return _so(said, _and([*done, moved]))


def _untouched(plan: Plan) -> str:
    if plan.video is None or plan.audio is None or plan.method not in {"DirectStream", "Transcode"}:
        return ""
    if plan.video.action is Action.COPY:
        done = [_FIXES[fix.action] for fix in plan.video.fixes if fix.action in _FIXES]
        return f"; of the picture only {_and(done)}" if done else "; the picture is untouched"
    return "; the sound is untouched" if plan.audio.action is Action.COPY else ""


def _causes_of(plan: Plan, *streams: str) -> list[str]:
    """Say what the device has against some streams; what the target has, only where that is silent."""
    for findings in (plan.verdict.findings, plan.consequences):
        if said := _causes([finding for finding in findings if finding.stream in streams]):
            return said
    return []


def _causes(findings: Sequence[Finding]) -> list[str]:
    """Return the phrases of some findings; a codec that is refused needs no further one for its stream."""
    refused = {finding.stream for finding in findings if finding.reason in _WHOLE}
    telling = [one for one in findings if one.stream not in refused or one.reason in _WHOLE]
    said = [_phrase(finding) for finding in telling if finding.reason in SENTENCES]
    return list(dict.fromkeys(said))[:MAX_CAUSES]


def _phrase(finding: Finding) -> str:
    if finding.rule == LEARNED_RULE:
        return "failed to play files like this before"
    return SENTENCES[finding.reason](finding.measured) if finding.reason else ""


def _so(causes: list[str], effect: str) -> str:
    return f"{_and(causes)}, so {effect}" if causes else f"so {effect}"


def _and(parts: list[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def _channels(measured: str) -> str:
    return spoken.channels(int(measured)) if measured.isdigit() else measured

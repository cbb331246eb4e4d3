"""Lists every way to play, and takes the cheapest."""

import math
from collections.abc import Iterator
from dataclasses import replace

from app.engine.playback.decision.convert import converted
from app.engine.playback.decision.direct import Verdict, examine
from app.engine.playback.decision.options import Options
from app.engine.playback.decision.plan import HALF_THE_PIXELS, OTHER_TRACK, REMOTE, Action, Part, Plan
from app.engine.playback.decision.profile import Profile, Target
from app.engine.playback.decision.reasons import Cause, Finding
from app.engine.playback.decision.source import Version
from app.engine.playback.decision.target import is_possible, refusal
from app.engine.playback.decision.tracks import Question, ask

MAX_TARGETS = 16


def choose(profile: Profile, options: Options, versions: tuple[Version, ...]) -> Plan:
    """Return the cheapest plan over all versions, of which there is at least one; without a method where none plays."""
    best_pixels = max(_pixels(version) for version in versions)
    plans = [plan for version in versions for plan in _plans(ask(profile, options, version), best_pixels)]
    playable = [plan for plan in plans if plan.method is not None]
    return min(playable or plans, key=lambda plan: (plan.cost, -_worth(plan, profile)))


def _worth(plan: Plan, profile: Profile) -> int:
    """Of equal plans, the version with most bits is taken."""
    return min(plan.version.bitrate or 0, profile.max_streaming or plan.version.bitrate or 0)


def _pixels(version: Version) -> int:
    video = version.video
    return (video.width or 0) * (video.height or 0) if video else 0


def _plans(question: Question, best_pixels: int) -> Iterator[Plan]:
    """Yield the cheapest plan of each target, the direct one alone where there is one, and none where nothing goes."""
    version, pixels = question.version, _pixels(question.version)
    less = HALF_THE_PIXELS * math.log2(best_pixels / pixels) if pixels else 0
    extra = less + (REMOTE if version.is_remote else 0)
    verdict = examine(question)
    if verdict.is_playable:
        direct = _direct(question, verdict)
        yield replace(direct, cost=direct.cost + extra)
        return
    targets = _targets(question)
    yield Plan(
        version=version,
        verdict=verdict,
        method=None,
        meant_audio=question.audio.index if question.audio else None,
        subtitle_index=question.subtitle.index if question.subtitle else None,
        consequences=tuple(_missing(question, targets)),
        cost=extra,
    )
    for target in targets[:MAX_TARGETS]:
        plans = [plan for plan in converted(question, verdict, target) if _is_allowed(question, plan)]
        if plans:
            cheapest = min(plans, key=lambda plan: plan.cost)
            yield replace(cheapest, cost=cheapest.cost + extra)


def _direct(question: Question, verdict: Verdict) -> Plan:
    video, audio = question.version.video, verdict.audio
    return Plan(
        version=question.version,
        verdict=verdict,
        method="DirectPlay",
        container=verdict.container or None,
        video=Part(action=Action.COPY, stream=video) if video else None,
        audio=Part(action=Action.COPY, stream=audio) if audio else None,
        subtitle=verdict.subtitle,
        subtitle_index=question.subtitle.index if question.subtitle else None,
        unknown=(*verdict.unknown, *_doubts(question)),
        cost=OTHER_TRACK if audio != question.audio else 0,
    )


def _doubts(question: Question) -> Iterator[str]:
    if question.profile.is_unknown:
        yield "Profile"
    if question.limit.bitrate is not None and question.version.bitrate is None:
        yield "Bitrate"


def _targets(question: Question) -> list[Target]:
    version, options = question.version, question.options
    if not version.can_transcode:
        return []
    fitting = [target for target in question.profile.targets if target.kind == question.kind]
    usable = [target for target in fitting if target.context == options.context and is_possible(target)]
    return [target for target in usable if target.container == "ts"] if version.wants_ts else usable


def _is_allowed(question: Question, plan: Plan) -> bool:
    return question.options.rights.remux or plan.method != "Remux"


def _missing(question: Question, targets: list[Target]) -> Iterator[Finding]:
    """Yield why there may be no plan at all; shown only when there is none."""
    rights = question.options.rights
    for name, is_allowed in (
        ("EnablePlaybackRemuxing", rights.remux),
        ("EnableVideoPlaybackTranscoding", rights.transcode_video or question.is_music),
        ("EnableAudioPlaybackTranscoding", rights.transcode_audio),
    ):
        if not is_allowed:
            yield replace(_nothing(name, "false", "true"), rule="user_right", source="user")
    if not targets:
        wanted = "MPEG-TS" if question.version.wants_ts else "any"
        yield _nothing("TranscodingProfiles", f"none for {question.kind}, {question.options.context}", wanted)


def _nothing(name: str, measured: str, allowed: str) -> Finding:
    return replace(refusal("container", name, measured, allowed, Cause.DIRECT_PLAY), reason=None)

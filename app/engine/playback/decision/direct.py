"""Whether a device plays a file as it is, and what stands against it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.engine.playback.decision import names
from app.engine.playback.decision.bars import barred_by
from app.engine.playback.decision.conditions import Check
from app.engine.playback.decision.facts import check_audio, check_container, check_video, container_facts
from app.engine.playback.decision.profile import Delivery, DirectRule
from app.engine.playback.decision.reasons import AUDIO_DETAILS, VIDEO_DETAILS, Cause, Finding, causes
from app.engine.playback.decision.streams import Stream
from app.engine.playback.decision.subtitles import Delivered, deliver
from app.engine.playback.decision.tracks import Question

DIRECT_RULE = "direct_play_profile"
# Of several rules that fail, the one counts whose worst failure comes latest here: it is the nearest to playing.
_WORST_FIRST = (
    frozenset({Cause.VIDEO_CODEC}),
    VIDEO_DETAILS,
    frozenset({Cause.AUDIO_CODEC}),
    AUDIO_DETAILS,
    frozenset({Cause.CONTAINER, Cause.TOTAL_BITRATE}),
)
_FINE = (Delivery.EMBED, Delivery.EXTERNAL, Delivery.DROP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came out.

    Attributes:
        reported: The causes under common names, where one may hide another.
        findings: Everything that was found, nothing hidden.
        audio: The track to play, when the file can be played as it is.
        rule: By which it can; None when that was forced.
    """

    is_playable: bool
    reported: frozenset[Cause]
    findings: tuple[Finding, ...]
    unknown: tuple[str, ...] = ()
    audio: Stream | None = None
    subtitle: Delivered | None = None
    container: str = ""
    rule: DirectRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What is the same for every rule."""

    container: Check
    video: Check
    audio: Mapping[int, Check]
    subtitle: Delivered | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """One rule tried on the file."""

    reported: frozenset[Cause]
    findings: tuple[Finding, ...]
    unknown: tuple[str, ...]
    audio: Stream | None

    @property
    def nearness(self) -> int:
        return next((place for place, group in enumerate(_WORST_FIRST) if group & self.reported), len(_WORST_FIRST))


def examine(question: Question) -> Verdict:
    """Try every rule of the device, also when something else already forbids to play the file as it is."""
    shared = _share(question)
    if question.options.is_direct_forced:
        return _playable(question, shared, (), question.audio, None)
    barred = tuple(barred_by(question))
    rules = [rule for rule in question.profile.direct if rule.kind == question.kind]
    for rule in rules:
        attempt = _succeed(question, shared, rule)
        if attempt is not None and not barred:
            return _playable(question, shared, attempt.unknown, attempt.audio, rule)
        if attempt is not None:
            return Verdict(is_playable=False, reported=_report(barred, None), findings=barred)
    nearest = _nearest([_attempt(question, shared, rule) for rule in rules])
    found = nearest.findings if nearest else (_no_rule(question),)
    return Verdict(is_playable=False, reported=_report(barred, nearest), findings=barred + found)


def _report(barred: tuple[Finding, ...], nearest: "_Attempt | None") -> frozenset[Cause]:
    """A limit on the total hides all other causes, and what was not wanted at all has none."""
    if Cause.TOTAL_BITRATE in causes(barred):
        return frozenset({Cause.TOTAL_BITRATE})
    if any(finding.reason is None for finding in barred):
        return frozenset()
    return nearest.reported if nearest else frozenset({Cause.DIRECT_PLAY})


def _share(question: Question) -> _Shared:
    version, profile = question.version, question.profile
    video, path = version.video, question.path(is_direct=True, containers=version.containers)
    return _Shared(
        container=check_container(profile, version),
        video=check_video(profile, video, version.containers, whole=container_facts(version)) if video else Check(),
        audio={track.index: _check_track(question, track) for track in question.candidates},
        subtitle=deliver(question.subtitle, profile.subtitles, path) if question.subtitle else None,
    )


def _check_track(question: Question, track: Stream) -> Check:
    found = check_audio(question.profile, question.version, track, question.version.containers)
    if not track.is_external:
        return found
    beside = _refusal("audio", "IsExternal", "a file of its own", "inside the file", Cause.AUDIO_IS_EXTERNAL)
    return found + Check(findings=(beside,))


def _playable(
    question: Question, shared: _Shared, unknown: tuple[str, ...], audio: Stream | None, rule: DirectRule | None
) -> Verdict:
    own = question.version.containers
    listed = [
        name for name in own if rule is not None and rule.containers and names.is_listed(rule.containers, (name,))
    ]
    ending = question.version.path.rpartition(".")[2].casefold()
    fitting = [name for name in (listed or own) if name == ending] or listed or list(own)
    return Verdict(
        is_playable=True,
        reported=frozenset(),
        findings=(),
        unknown=unknown,
        audio=audio,
        subtitle=shared.subtitle,
        container=next(iter(fitting), ""),
        rule=rule,
    )


def _succeed(question: Question, shared: _Shared, rule: DirectRule) -> _Attempt | None:
    """Try each track, the meant one first, and return the first attempt against which nothing stands."""
    others = tuple(track for track in question.candidates if track != question.audio)
    first = (question.audio,) if question.audio in question.candidates else ()
    for track in (*first, *others) or (None,):
        attempt = _attempt(question, shared, rule, (track,) if track else ())
        if not attempt.findings:
            return attempt
    return None


def _attempt(
    question: Question, shared: _Shared, rule: DirectRule, tracks: tuple[Stream, ...] | None = None
) -> _Attempt:
    """Apply one rule. A codec that is not allowed hides what else is wrong with its stream from the reported causes."""
    candidates = question.candidates if tracks is None else tracks
    listed = [track for track in candidates if names.is_codec_listed(rule.audio_codecs, track.codec)]
    audio = next(iter(listed), None)
    codecs = tuple(_refused_codecs(question, rule, candidates, is_audio_listed=bool(listed) or not candidates))
    details = shared.audio[audio.index] if audio else Check()
    refused = causes(codecs)
    reported = refused | causes(shared.container.findings)
    reported |= causes(_subtitle_refusal(question, shared))
    reported |= causes(shared.video.findings) if Cause.VIDEO_CODEC not in refused else set()
    reported |= causes(details.findings)
    return _Attempt(
        reported=frozenset(reported),
        findings=(
            *codecs,
            *shared.container.findings,
            *shared.video.findings,
            *details.findings,
            *_subtitle_refusal(question, shared),
        ),
        unknown=shared.container.unknown
        + shared.video.unknown
        + details.unknown
        + _unknown_names(question, rule, audio),
        audio=audio,
    )


def _unknown_names(question: Question, rule: DirectRule, audio: Stream | None) -> tuple[str, ...]:
    """Return what the rule asks for and nobody knows of the file; it is not refused for that."""
    version, video = question.version, question.version.video
    asked = {
        "Container": rule.containers and not version.containers,
        "VideoCodec": rule.video_codecs and video is not None and not video.codec,
        "AudioCodec": rule.audio_codecs and audio is not None and not audio.codec,
    }
    return tuple(name for name, is_unknown in asked.items() if is_unknown)


def _refused_codecs(
    question: Question, rule: DirectRule, candidates: tuple[Stream, ...], *, is_audio_listed: bool
) -> Iterator[Finding]:
    version = question.version
    if version.containers and not names.is_listed(rule.containers, version.containers):
        own = ",".join(version.containers)
        yield _refusal("container", "Container", own, ",".join(rule.containers), Cause.CONTAINER)
    video = version.video
    if video is not None and not names.is_codec_listed(rule.video_codecs, video.codec):
        yield _refusal("video", "VideoCodec", video.codec, ",".join(rule.video_codecs), Cause.VIDEO_CODEC)
    if not is_audio_listed:
        own = ",".join(dict.fromkeys(track.codec for track in candidates))
        yield _refusal("audio", "AudioCodec", own, ",".join(rule.audio_codecs), Cause.AUDIO_CODEC)


def _subtitle_refusal(question: Question, shared: _Shared) -> tuple[Finding, ...]:
    if shared.subtitle is None or shared.subtitle.method in _FINE or question.subtitle is None:
        return ()
    formats = ",".join(rule.name for rule in question.profile.subtitles if rule.delivery in _FINE)
    return (_refusal("subtitle", "Format", question.subtitle.codec, formats or "none", Cause.SUBTITLE_CODEC),)


def _refusal(stream: str, name: str, measured: str, allowed: str, cause: Cause) -> Finding:
    rule = "subtitle_profile" if stream == "subtitle" else DIRECT_RULE
    return Finding(
        stream=stream, rule=rule, property=name, measured=measured, allowed=allowed, source="device", reason=cause
    )


def _nearest(attempts: list[_Attempt]) -> _Attempt | None:
    """Return the attempt that came nearest; one with the right container beats all others."""
    inside = [attempt for attempt in attempts if Cause.CONTAINER not in attempt.reported]
    return max(inside or attempts, key=lambda attempt: attempt.nearness, default=None)


def _no_rule(question: Question) -> Finding:
    kind = question.kind.capitalize()
    return _refusal("container", "Type", kind, f"no rule for {kind}", Cause.DIRECT_PLAY)

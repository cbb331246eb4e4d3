"""Every way to play through one target: what is copied, mended and encoded, and what that costs."""

from collections.abc import Iterator
from dataclasses import replace

from app.engine.playback.decision import picture, sound
from app.engine.playback.decision.bars import exceeds_limit
from app.engine.playback.decision.direct import Verdict
from app.engine.playback.decision.plan import (
    BURN_IN,
    CONVERT_SUBTITLE,
    FIX,
    LOST_STYLING,
    LOST_SUBTITLE,
    REMUX,
    Action,
    Fix,
    Part,
    Plan,
)
from app.engine.playback.decision.profile import Delivery, Target
from app.engine.playback.decision.reasons import Cause, Finding, causes
from app.engine.playback.decision.streams import Kind
from app.engine.playback.decision.subtitles import Delivered, deliver
from app.engine.playback.decision.target import refusal
from app.engine.playback.decision.tracks import Question


def converted(question: Question, verdict: Verdict, target: Target) -> Iterator[Plan]:
    """Yield every combination of picture, sound and subtitle that the limits and rights allow."""
    sounds = tuple(_sounds(question, target))
    for subtitle in _subtitles(question, target):
        for video in _pictures(question, target, subtitle):
            for audio in sounds:
                if _is_within(question, video, audio):
                    yield _plan(question, verdict, target, video, audio, subtitle)


def _subtitles(question: Question, target: Target) -> Iterator[Delivered | None]:
    if question.subtitle is None:
        yield None
        return
    path = question.path(is_direct=False, containers=(target.container,), protocol=target.protocol)
    yield deliver(question.subtitle, question.profile.subtitles, path)
    yield Delivered(method=Delivery.DROP, format=question.subtitle.codec)


def _pictures(question: Question, target: Target, subtitle: Delivered | None) -> Iterator[Part | None]:
    """Yield what may be done with the picture; an encode carries what the target has against a copy."""
    video, options = question.version.video, question.options
    if video is None:
        yield None
        return
    copied = picture.copy(question, target, video)
    is_burned = subtitle is not None and subtitle.method is Delivery.ENCODE
    if options.can_copy_video and not is_burned and (options.is_copy_forced or not copied.findings):
        yield replace(copied, findings=())
    made = picture.encode(question, target, video) if options.rights.transcode_video else None
    if made is not None:
        burned = _burned(question, is_burned=is_burned)
        yield replace(made, findings=copied.findings + burned, cost=made.cost + (BURN_IN if is_burned else 0))


def _burned(question: Question, *, is_burned: bool) -> tuple[Finding, ...]:
    if not is_burned or question.subtitle is None:
        return ()
    formats = ",".join(rule.name for rule in question.profile.subtitles if rule.delivery is not Delivery.ENCODE)
    return (refusal("subtitle", "Format", question.subtitle.codec, formats or "none", Cause.SUBTITLE_CODEC),)


def _sounds(question: Question, target: Target) -> Iterator[Part | None]:
    if not question.candidates:
        yield None
        return
    for part in sound.ways(question, target):
        if part.action is not Action.ENCODE or question.options.rights.transcode_audio:
            yield part


def _is_within(question: Question, video: Part | None, audio: Part | None) -> bool:
    """Tell whether a plan keeps to the limit on the total, if the file as a whole does not.

    Leaving out other tracks, or making the sound smaller, may be all that is needed. Next to an encoded picture, sound
    is copied only if it leaves room.
    """
    limit = question.limit.bitrate
    if limit is None or not exceeds_limit(question, question.version.bitrate):
        return True
    if audio is not None and audio.action is Action.ENCODE and (video is None or video.action is Action.ENCODE):
        return True
    if video is not None and video.action is Action.ENCODE:
        return audio is None or (audio.bitrate is not None and audio.bitrate <= sound.share(limit))
    left = _left(question, audio)
    return left is not None and not exceeds_limit(question, left)


def _left(question: Question, audio: Part | None) -> int | None:
    """Return the bit rate of the file without the tracks that are not sent, and with the sound as it is sent."""
    total, tracks = question.version.bitrate, question.version.list_streams(Kind.AUDIO)
    inside = [track for track in tracks if not track.is_external]
    saved = sum(track.bitrate or 0 for track in inside)
    if audio is None or total is None:
        return total if audio is None else None
    return None if audio.bitrate is None else total - saved + audio.bitrate


def _plan(
    question: Question,
    verdict: Verdict,
    target: Target,
    video: Part | None,
    audio: Part | None,
    subtitle: Delivered | None,
) -> Plan:
    parts = [part for part in (video, audio) if part is not None]
    if subtitle is not None and question.options.always_burn_in and video is not None and video.action is Action.ENCODE:
        subtitle = replace(subtitle, method=Delivery.ENCODE)
    dropped = _dropped(question, verdict)
    return Plan(
        version=question.version,
        verdict=verdict,
        method=_method(video, audio),
        protocol=target.protocol,
        container=target.container,
        video=_fitted(question, video, audio),
        audio=audio,
        subtitle=subtitle,
        subtitle_index=question.subtitle.index if question.subtitle else None,
        fixes=tuple(fix for part in parts for fix in part.fixes) + dropped,
        consequences=tuple(finding for part in parts for finding in part.findings),
        unknown=tuple(name for part in parts for name in part.unknown),
        cost=REMUX + FIX * len(dropped) + sum(part.cost for part in parts) + _subtitle_cost(question, subtitle),
    )


def _method(video: Part | None, audio: Part | None) -> str:
    if video is not None and video.action is Action.ENCODE:
        return "Transcode"
    if audio is None or audio.action is Action.COPY:
        return "Remux"
    return "DirectStream" if video is not None else "Transcode"


def _fitted(question: Question, video: Part | None, audio: Part | None) -> Part | None:
    """Give an encoded picture the bits that the sound leaves of the limit, but never too few to see anything."""
    if video is None or video.action is not Action.ENCODE:
        return video
    limit = question.limit.bitrate
    left = None if limit is None else limit - ((audio.bitrate if audio else 0) or 0)
    known = [rate for rate in (left, video.bitrate) if rate is not None]
    if not known:
        return video
    rate = max(min(known), picture.LEAST_BITRATE)
    return replace(video, bitrate=rate, output={**video.output, "bitrate": rate})


def _dropped(question: Question, verdict: Verdict) -> tuple[Fix, ...]:
    """A file with too many streams, or with another track first, is sent with the chosen ones only."""
    if not causes(verdict.findings) & {Cause.STREAM_COUNT, Cause.SECONDARY_AUDIO}:
        return ()
    count = len(question.version.streams)
    tracks = len(question.version.list_streams(Kind.AUDIO))
    return (
        Fix(stream="container", action="drop_tracks", before=f"{count} streams, {tracks} audio", after="chosen ones"),
    )


def _subtitle_cost(question: Question, subtitle: Delivered | None) -> float:
    if subtitle is None:
        return 0
    is_wanted_away = any(
        rule.delivery is Delivery.DROP and question.subtitle is not None and rule.format == question.subtitle.codec
        for rule in question.profile.subtitles
    )
    if subtitle.method is Delivery.DROP and not is_wanted_away:
        return LOST_SUBTITLE
    return (CONVERT_SUBTITLE if subtitle.is_converted else 0) + (LOST_STYLING if subtitle.loses_styling else 0)

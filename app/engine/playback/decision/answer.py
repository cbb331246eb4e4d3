"""Writes a plan down as plain data, with everything that led to it."""

from dataclasses import asdict
from typing import Any

from app.engine.playback.decision.plan import Action, Part, Plan
from app.engine.playback.decision.reasons import PICTURE, Cause, Finding, causes, join
from app.engine.playback.decision.words import say


def write(plan: Plan, warnings: tuple[str, ...], noun: str = "") -> dict[str, Any]:
    """Return the answer, JSON-ready. `noun` is what the device is to people ("TV")."""
    subtitle = plan.subtitle
    return {
        "method": plan.method,
        "protocol": plan.protocol,
        "container": plan.container,
        "media_source_id": plan.version.id or None,
        "video": _part(plan.video),
        "audio": _part(plan.audio),
        "video_index": plan.video.stream.index if plan.video else None,
        "audio_index": plan.audio.stream.index if plan.audio else plan.meant_audio,
        "subtitle_index": plan.subtitle_index,
        "subtitle_method": str(subtitle.method) if subtitle else None,
        "subtitle_format": subtitle.format if subtitle else None,
        "reasons": [str(cause) for cause in join(_joined(plan))],
        "fixes": [asdict(fix) for fix in plan.fixes],
        "uncertain": list(dict.fromkeys(plan.unknown)),
        "explanation": {
            "words": say(plan, noun),
            "allowing": _allowing(plan),
            "blocking": [finding.plain() for finding in dict.fromkeys(plan.verdict.findings)],
            "consequences": [finding.plain() for finding in _consequences(plan)],
            "warnings": list(warnings),
        },
    }


def write_nothing(warnings: tuple[str, ...]) -> dict[str, Any]:
    """Return the answer for a source in which there is nothing to play."""
    unset = ("protocol", "container", "media_source_id", "video", "audio", "video_index", "audio_index")
    return {
        "method": None,
        **dict.fromkeys((*unset, "subtitle_index", "subtitle_method", "subtitle_format")),
        "reasons": [str(Cause.DIRECT_PLAY)],
        "fixes": [],
        "uncertain": [],
        "explanation": {
            "words": warnings[-1],
            "allowing": [],
            "blocking": [],
            "consequences": [],
            "warnings": list(warnings),
        },
    }


def _allowing(plan: Plan) -> list[dict[str, str | None]]:
    """Return the rule by which a file is played as it is, with what it was asked about."""
    rule, version = plan.verdict.rule, plan.version
    if rule is None:
        return []
    streams = [part.stream.codec or "unknown" for part in (plan.video, plan.audio) if part is not None]
    lists = [",".join(names) for names in (rule.containers, rule.video_codecs, rule.audio_codecs) if names]
    found = Finding(
        stream="container",
        rule="direct_play_profile",
        property="container and codecs",
        measured=f"{','.join(version.containers) or 'unknown'}: {', '.join(streams)}",
        allowed="; ".join(lists) or "everything",
        source="device",
        reason=None,
    )
    return [found.plain()]


def _part(part: Part | None) -> dict[str, object] | str | None:
    if part is None or part.action is Action.COPY:
        return None if part is None else "copy"
    return {"action": str(part.action), **part.output}


def _joined(plan: Plan) -> frozenset[Cause]:
    """Return all causes under their common names.

    What the target has against copying the picture joins only when nothing else explains why it is converted. That a
    subtitle is burned in is a consequence of the target and no cause by its common name, unless the device could not
    play it in the file either. Of music only what stands against direct play is a cause.
    """
    if plan.version.video is None:
        return plan.verdict.reported
    reported, found = plan.verdict.reported, causes(plan.consequences) - {Cause.SUBTITLE_CODEC}
    always = {cause for cause in found if cause not in PICTURE or cause is Cause.VIDEO_CODEC}
    is_explained = bool((reported | always) & PICTURE)
    return reported | always | (frozenset() if is_explained else frozenset(found))


def _consequences(plan: Plan) -> list[Finding]:
    """Return what only the target has against the streams; what the device already said is not repeated."""
    said = {(finding.property, finding.reason) for finding in plan.verdict.findings}
    return [finding for finding in dict.fromkeys(plan.consequences) if (finding.property, finding.reason) not in said]

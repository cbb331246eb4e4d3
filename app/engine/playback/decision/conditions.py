"""Applies a device's conditions to what was measured."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.engine.playback.decision import names, ranges
from app.engine.playback.decision.profile import Condition, Rule
from app.engine.playback.decision.reading import parse_number
from app.engine.playback.decision.reasons import Cause, Finding

Value = float | str | bool | None
Facts = Mapping[str, Value]

FRAME_RATE_TOLERANCE = 0.05
BITRATE_TOLERANCE = 1.05
ORDERS = frozenset({"lessthanequal", "greaterthanequal"})
OPERATORS = ORDERS | {"equals", "notequals", "equalsany"}


class Form(StrEnum):
    """How a property is written."""

    NUMBER = "number"
    TEXT = "text"
    FLAG = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property that conditions may ask about, and the cause when it fails."""

    form: Form
    cause: Cause
    stream: str


def _number(cause: Cause, stream: str) -> Property:
    return Property(form=Form.NUMBER, cause=cause, stream=stream)


def _text(cause: Cause, stream: str) -> Property:
    return Property(form=Form.TEXT, cause=cause, stream=stream)


def _flag(cause: Cause, stream: str) -> Property:
    return Property(form=Form.FLAG, cause=cause, stream=stream)


VIDEO_PROPERTIES = {
    "width": _number(Cause.VIDEO_RESOLUTION, "video"),
    "height": _number(Cause.VIDEO_RESOLUTION, "video"),
    "videobitdepth": _number(Cause.VIDEO_BIT_DEPTH, "video"),
    "videobitrate": _number(Cause.VIDEO_BITRATE, "video"),
    "videoframerate": _number(Cause.VIDEO_FRAMERATE, "video"),
    "videolevel": _number(Cause.VIDEO_LEVEL, "video"),
    "videoprofile": _text(Cause.VIDEO_PROFILE, "video"),
    "videorangetype": _text(Cause.VIDEO_RANGE, "video"),
    "videocodectag": _text(Cause.VIDEO_TAG, "video"),
    "videorotation": _number(Cause.ROTATION, "video"),
    "refframes": _number(Cause.REF_FRAMES, "video"),
    "isanamorphic": _flag(Cause.ANAMORPHIC, "video"),
    "isinterlaced": _flag(Cause.INTERLACED, "video"),
    "isavc": _flag(Cause.VIDEO_TAG, "video"),
}
# These describe the file as a whole; any new container mends them.
CONTAINER_PROPERTIES = {
    "packetlength": _number(Cause.CONTAINER, "container"),
    "videotimestamp": _text(Cause.CONTAINER, "container"),
    "has64bitoffsets": _flag(Cause.CONTAINER, "container"),
    "numstreams": _number(Cause.STREAM_COUNT, "container"),
    "numvideostreams": _number(Cause.STREAM_COUNT, "container"),
    "numaudiostreams": _number(Cause.STREAM_COUNT, "container"),
}
AUDIO_PROPERTIES = {
    "audiochannels": _number(Cause.AUDIO_CHANNELS, "audio"),
    "audiobitrate": _number(Cause.AUDIO_BITRATE, "audio"),
    "audioprofile": _text(Cause.AUDIO_PROFILE, "audio"),
    "audiosamplerate": _number(Cause.AUDIO_SAMPLE_RATE, "audio"),
    "audiobitdepth": _number(Cause.AUDIO_BIT_DEPTH, "audio"),
    "issecondaryaudio": _flag(Cause.SECONDARY_AUDIO, "audio"),
}
PROPERTIES = VIDEO_PROPERTIES | CONTAINER_PROPERTIES | AUDIO_PROPERTIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What some conditions found, and which properties passed only because nobody knows them."""

    findings: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()

    def __add__(self, other: "Check") -> "Check":
        return Check(findings=self.findings + other.findings, unknown=self.unknown + other.unknown)


def is_sensible(condition: Condition) -> bool:
    """Tell whether a condition can be evaluated at all; what cannot is passed over, not failed."""
    known = PROPERTIES.get(condition.property)
    if known is None or condition.operator not in OPERATORS:
        return False
    return condition.operator not in ORDERS or known.form is Form.NUMBER


def passes(condition: Condition, facts: Facts) -> bool:
    """Tell whether a condition holds; something unknown passes unless it is required."""
    if not is_sensible(condition) or condition.property not in facts:
        return True
    value = facts[condition.property]
    if value is None or value == "" or str(value).casefold() == "unknown":
        return not condition.is_required
    if condition.operator in ORDERS:
        return _is_ordered(condition, value)
    is_equal = any(_equals(condition, expected, value) for expected in condition.values)
    return is_equal != (condition.operator == "notequals")


def _equals(condition: Condition, expected: str, value: Value) -> bool:
    form = PROPERTIES[condition.property].form
    if form is Form.NUMBER:
        return parse_number(expected) == parse_number(value)
    if condition.property == "videorangetype" and condition.operator != "notequals":
        return expected in ranges.also(str(value))
    return expected == str(value).casefold()


def _is_ordered(condition: Condition, value: Value) -> bool:
    expected, measured = parse_number(condition.text), parse_number(value)
    if expected is None or measured is None:
        return False
    if condition.operator == "greaterthanequal":
        return measured >= expected
    if condition.property == "videoframerate":
        return measured <= expected + FRAME_RATE_TOLERANCE
    if condition.property in {"videobitrate", "audiobitrate"}:
        return measured <= expected * BITRATE_TOLERANCE
    return measured <= expected


def check(conditions: Iterable[Condition], facts: Facts, rule: str) -> Check:
    """Apply conditions one by one, and keep all that fail."""
    findings, unknown = [], []
    for condition in conditions:
        if not passes(condition, facts):
            findings.append(_finding(condition, facts[condition.property], rule))
        elif facts.get(condition.property, "") is None:
            unknown.append(condition.name)
    return Check(findings=tuple(findings), unknown=tuple(unknown))


def _finding(condition: Condition, value: Value, rule: str) -> Finding:
    known = PROPERTIES[condition.property]
    return Finding(
        stream=known.stream,
        rule=rule,
        property=condition.name,
        measured=show(value),
        allowed=condition.describe(),
        source="device",
        reason=known.cause,
    )


def show(value: Value) -> str:
    """Return a value as text for people who look for the cause."""
    if value is None:
        return "unknown"
    return (
        str(value).casefold() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)
    )


def applies(rule: Rule, kind: str, codec: str, containers: Iterable[str], *, is_hls: bool = False) -> bool:
    """Tell whether a rule is about such a stream; a rule for container "hls" looks at what the segments are in."""
    allowed = rule.sub_containers if is_hls and rule.containers == ("hls",) else rule.containers
    is_named = not rule.codecs or names.has_codec(rule.codecs, codec)
    return rule.kind == kind and is_named and names.is_listed(allowed, containers)


def check_rules(rules: Iterable[Rule], facts: Facts, rule_name: str) -> Check:
    """Apply all rules whose own conditions hold."""
    result = Check()
    for rule in rules:
        if all(passes(condition, facts) for condition in rule.only_if):
            result += check(rule.conditions, facts, rule_name)
    return result

"""What a target takes: its codecs, and the limits that a device's conditions put on what is encoded for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.engine.playback.decision import names
from app.engine.playback.decision.conditions import Facts, applies, is_sensible, passes
from app.engine.playback.decision.profile import Condition, Profile, Target
from app.engine.playback.decision.reading import parse_number
from app.engine.playback.decision.reasons import Cause, Finding

SEGMENTS = {"ts": "ts", "mpegts": "ts", "mp4": "mp4", "fmp4": "mp4", "m4s": "mp4"}
_HLS_VIDEO = {"ts": frozenset({"h264", "hevc"}), "mp4": frozenset({"h264", "hevc", "vp9", "av1"})}
_TS_AUDIO = frozenset({"aac", "ac3", "eac3", "mp3"})
_HLS_AUDIO = {"ts": _TS_AUDIO, "mp4": _TS_AUDIO | {"alac", "flac", "opus", "dts", "truehd"}}


def is_possible(target: Target) -> bool:
    """Tell whether we can make it: HLS is cut into MPEG-TS or fragmented MP4."""
    return bool(target.container) and (not target.is_hls or target.container in SEGMENTS)


def video_codecs(target: Target, own: str) -> tuple[str, ...]:
    """Return the pictures it takes, in its order. HLS is trusted only with some, MPEG-TS not with the newer ones."""
    return _codecs(target, target.video_codecs, own, _HLS_VIDEO)


def audio_codecs(target: Target, own: str) -> tuple[str, ...]:
    """Return the sound it takes, in its order."""
    return _codecs(target, target.audio_codecs, own, _HLS_AUDIO)


def _codecs(target: Target, listed: tuple[str, ...], own: str, trusted: dict[str, frozenset[str]]) -> tuple[str, ...]:
    """An empty list takes what the source has."""
    wanted = tuple(dict.fromkeys(names.codec(name) for name in listed)) or ((own,) if own else ())
    if not target.is_hls:
        return wanted
    return tuple(name for name in wanted if name in trusted[SEGMENTS[target.container]])


def is_taken(codecs: tuple[str, ...], codec: str) -> bool:
    """Tell whether a stream's codec is among those of a target; an unknown one is."""
    return not codec or names.has_codec(codecs, codec)


def refusal(stream: str, name: str, measured: str, allowed: str, cause: Cause) -> Finding:
    """Return that the target cannot carry a stream as it is."""
    return Finding(
        stream=stream,
        rule="transcoding_profile",
        property=name,
        measured=measured,
        allowed=allowed,
        source="target",
        reason=cause,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The limits for one codec, by folded property: the largest number, the words to choose from, flags to clear."""

    most: dict[str, float] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cleared: frozenset[str] = frozenset()

    def whole(self, name: str, *others: int | None) -> int | None:
        """Return the smallest of a limit and some other numbers, or None when none is known."""
        known = [self.most.get(name), *others]
        return min((int(number) for number in known if number is not None), default=None)


def bounds(profile: Profile, target: Target, kind: str, codec: str, facts: Facts) -> Bounds:
    """Return what the device asks of such a stream, made anew in this target; where rules disagree, the first wins."""
    rules = [rule for rule in profile.codecs if applies(rule, kind, codec, (target.container,), is_hls=target.is_hls)]
    applied = [rule for rule in rules if all(passes(condition, facts) for condition in rule.only_if)]
    conditions = [condition for rule in applied for condition in rule.conditions]
    sensible = [condition for condition in (*conditions, *target.conditions) if is_sensible(condition)]
    return Bounds(most=_most(sensible), words=_words(sensible), cleared=frozenset(_cleared(sensible)))


def _most(conditions: Iterable[Condition]) -> dict[str, float]:
    most: dict[str, float] = {}
    for condition in conditions:
        if condition.operator not in {"lessthanequal", "equals", "equalsany"}:
            continue
        numbers = [number for value in condition.values if (number := parse_number(value)) is not None]
        if numbers:
            most[condition.property] = min(max(numbers), most.get(condition.property, max(numbers)))
    return most


def _words(conditions: Iterable[Condition]) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for condition in conditions:
        if condition.operator in {"equals", "equalsany"}:
            both = tuple(word for word in words.get(condition.property, ()) if word in condition.values)
            words[condition.property] = both or words.get(condition.property, condition.values)
    return words


def _cleared(conditions: Iterable[Condition]) -> Iterator[str]:
    for condition in conditions:
        is_true_refused = condition.operator == "notequals" and "true" in condition.values
        if is_true_refused or (condition.operator != "notequals" and condition.values == ("false",)):
            yield condition.property

"""What a device says about itself: its profile in the field's common form, read leniently."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.engine.playback.decision import names
from app.engine.playback.decision.reading import Fields, fold

MAX_RULES = 256
MAX_CONDITIONS = 400
MAX_VALUES = 200
_SIGNS = {"lessthanequal": "≤", "greaterthanequal": "≥", "notequals": "not", "equals": "=", "equalsany": "one of"}


class Delivery(StrEnum):
    """How a subtitle reaches the player."""

    ENCODE = "Encode"
    EMBED = "Embed"
    EXTERNAL = "External"
    HLS = "Hls"
    DROP = "Drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One comparison that a property must pass.

    Attributes:
        property: Folded name ("videolevel").
        operator: Folded name ("lessthanequal").
        values: The alternatives of the value, between "|".
    """

    property: str
    operator: str
    values: tuple[str, ...]
    is_required: bool
    name: str
    text: str

    def describe(self) -> str:
        """Return what it lets through, in symbols."""
        return f"{_SIGNS.get(self.operator, self.operator)} {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectRule:
    """Container and codecs that play together as they are; an empty list allows everything."""

    kind: str
    containers: tuple[str, ...]
    video_codecs: tuple[str, ...]
    audio_codecs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A form in which the device takes what has to be changed.

    Attributes:
        max_channels: Of the sound that is sent; None is no limit.
    """

    kind: str
    context: str
    protocol: str
    container: str
    video_codecs: tuple[str, ...]
    audio_codecs: tuple[str, ...]
    max_channels: int | None
    conditions: tuple[Condition, ...]

    @property
    def is_hls(self) -> bool:
        """Whether it is cut into segments."""
        return self.protocol == "hls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Conditions on the files of a container, or on the streams of a codec inside it.

    Attributes:
        kind: Folded name: "video", "videoaudio" (sound of a film) or "audio" (music).
    """

    kind: str
    codecs: tuple[str, ...]
    containers: tuple[str, ...]
    sub_containers: tuple[str, ...]
    only_if: tuple[Condition, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleRule:
    """A subtitle format, and how the device takes it. `name` is the format as the device calls it."""

    format: str
    name: str
    delivery: Delivery | None
    containers: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A whole device. Limits are in bit/s; None is no limit. `noun` is what it is to people."""

    name: str
    direct: tuple[DirectRule, ...]
    targets: tuple[Target, ...]
    containers: tuple[Rule, ...]
    codecs: tuple[Rule, ...]
    subtitles: tuple[SubtitleRule, ...]
    max_streaming: int | None
    max_static: int | None
    max_static_music: int | None
    music_target: int | None
    noun: str = ""
    is_unknown: bool = False


def read_profile(row: Fields) -> Profile:
    """Return the profile; every list may be missing."""
    return Profile(
        name=row.text("Name"),
        noun=row.text("Noun"),
        direct=tuple(_read_direct(rule) for rule in row.rows("DirectPlayProfiles")[:MAX_RULES]),
        targets=tuple(_read_target(rule) for rule in row.rows("TranscodingProfiles")[:MAX_RULES]),
        containers=tuple(_read_rule(rule) for rule in row.rows("ContainerProfiles")[:MAX_RULES]),
        codecs=_within_reason(_read_rule(rule) for rule in row.rows("CodecProfiles")[:MAX_RULES]),
        subtitles=tuple(read_subtitle_rule(rule) for rule in row.rows("SubtitleProfiles")[:MAX_RULES]),
        max_streaming=_limit(row, "MaxStreamingBitrate"),
        max_static=_limit(row, "MaxStaticBitrate"),
        max_static_music=_limit(row, "MaxStaticMusicBitrate"),
        music_target=_limit(row, "MusicStreamingTranscodingBitrate"),
    )


def unknown_profile() -> Profile:
    """Return a device that says nothing of itself: it is given files as they are, as nothing is known to be better."""
    formats = ("srt", "vtt", "ass", "ssa", *names.PICTURES)
    ways = [{"Format": name, "Method": way} for way in ("Embed", "External") for name in formats]
    said = {"DirectPlayProfiles": [{"Type": "Video"}, {"Type": "Audio"}], "SubtitleProfiles": ways}
    return replace(read_profile(Fields(said)), is_unknown=True)


def read_condition(row: Fields) -> Condition:
    """Return a condition; whether it makes sense is not asked here."""
    text = row.text("Value") or str(row.flag("Value") or "").casefold()
    name = row.text("Property")
    return Condition(
        property=fold(name),
        operator=fold(row.text("Condition")),
        values=tuple(part.strip().casefold() for part in text.split("|", MAX_VALUES)[:MAX_VALUES]),
        is_required=row.flag("IsRequired") is True,
        name=name,
        text=text,
    )


def read_subtitle_rule(row: Fields) -> SubtitleRule:
    """Return a subtitle rule; an unknown method is None."""
    methods = {fold(delivery): delivery for delivery in Delivery}
    name = row.text("Format").casefold()
    return SubtitleRule(
        format=names.subtitle(name),
        name=name,
        delivery=methods.get(fold(row.text("Method"))),
        containers=row.words("Container"),
        languages=row.words("Language"),
    )


def _limit(row: Fields, name: str) -> int | None:
    value = row.whole(name)
    return value if value is not None and value > 0 else None


def _within_reason(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Keep the rules until there are too many conditions: each is asked for every stream in every target."""
    kept, count = [], 0
    for rule in rules:
        count += len(rule.conditions) + len(rule.only_if)
        if count > MAX_CONDITIONS:
            break
        kept.append(rule)
    return tuple(kept)


def _read_conditions(row: Fields, name: str) -> tuple[Condition, ...]:
    return tuple(read_condition(condition) for condition in row.rows(name)[:MAX_CONDITIONS])


def _read_direct(row: Fields) -> DirectRule:
    return DirectRule(
        kind=fold(row.text("Type")),
        containers=row.words("Container"),
        video_codecs=row.words("VideoCodec"),
        audio_codecs=row.words("AudioCodec"),
    )


def _read_target(row: Fields) -> Target:
    protocol = row.text("Protocol").casefold()
    return Target(
        kind=fold(row.text("Type")),
        context=fold(row.text("Context")) or "streaming",
        protocol="hls" if protocol == "hls" else "http",
        container=next(iter(row.words("Container")), ""),
        video_codecs=row.words("VideoCodec"),
        audio_codecs=row.words("AudioCodec"),
        max_channels=_limit(row, "MaxAudioChannels"),
        conditions=_read_conditions(row, "Conditions"),
    )


def _read_rule(row: Fields) -> Rule:
    return Rule(
        kind=fold(row.text("Type")),
        codecs=row.words("Codec"),
        containers=row.words("Container"),
        sub_containers=row.words("SubContainer"),
        only_if=_read_conditions(row, "ApplyConditions"),
        conditions=_read_conditions(row, "Conditions"),
    )

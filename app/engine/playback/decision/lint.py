"""Finds what cannot be meant in a profile that a device sent; the decision goes on without it."""

from collections.abc import Iterator

from app.engine.playback.decision.conditions import OPERATORS, ORDERS, PROPERTIES, Form
from app.engine.playback.decision.profile import MAX_CONDITIONS, MAX_RULES, Condition, Delivery, read_condition
from app.engine.playback.decision.reading import Fields, fold, parse_number
from app.engine.playback.decision.target import SEGMENTS

MAX_WARNINGS = 100
_LISTS = ("DirectPlayProfiles", "TranscodingProfiles", "ContainerProfiles", "CodecProfiles", "SubtitleProfiles")
_TYPES = {
    "DirectPlayProfiles": {"video", "audio", "photo"},
    "TranscodingProfiles": {"video", "audio", "photo"},
    "ContainerProfiles": {"video", "audio", "photo"},
    "CodecProfiles": {"video", "videoaudio", "audio"},
}
_MISSPELT = {"mpeg2": "mpeg2video", "h265": "hevc", "dca": "dts", "vpx": "vp8 or vp9"}


def warnings(row: Fields) -> tuple[str, ...]:
    """Return one English line for each mistake, for the developer of the client."""
    found = (*_shapes(row), *_types(row), *_conditions(row), *_targets(row), *_subtitles(row), *_codecs(row))
    return tuple(dict.fromkeys(found))[:MAX_WARNINGS]


def _shapes(row: Fields) -> Iterator[str]:
    for name in _LISTS:
        value = row.value(name)
        if value is not None and not isinstance(value, list):
            yield f"{name} is no list and counts as empty."
        elif isinstance(value, list) and len(row.rows(name)) < len(value):
            yield f"{name} has entries that are no objects; they are passed over."
        elif isinstance(value, list) and len(value) > MAX_RULES:
            yield f"{name} has more than {MAX_RULES} entries; the rest is passed over."
    rules = row.rows("CodecProfiles")
    if sum(len(rule.rows("Conditions")) + len(rule.rows("ApplyConditions")) for rule in rules) > MAX_CONDITIONS:
        yield f"CodecProfiles have more than {MAX_CONDITIONS} conditions; the rest is passed over."


def _types(row: Fields) -> Iterator[str]:
    for name, allowed in _TYPES.items():
        for place, rule in enumerate(row.rows(name)):
            if fold(rule.text("Type")) not in allowed:
                yield f"{name}[{place}] has the type {rule.text('Type')!r} and never applies."


def _conditions(row: Fields) -> Iterator[str]:
    for name in ("ContainerProfiles", "CodecProfiles", "TranscodingProfiles"):
        for place, rule in enumerate(row.rows(name)[:MAX_RULES]):
            for part in ("Conditions", "ApplyConditions"):
                for condition in rule.rows(part)[:MAX_CONDITIONS]:
                    if problem := _problem(read_condition(condition)):
                        yield f"{name}[{place}].{part}: {problem}"


def _problem(condition: Condition) -> str:
    known = PROPERTIES.get(condition.property)
    if known is None:
        return f"the property {condition.name!r} is unknown; the condition is passed over."
    if condition.operator not in OPERATORS:
        return f"{condition.name} has no comparison that we know; the condition is passed over."
    if condition.operator in ORDERS and known.form is not Form.NUMBER:
        return f"{condition.name} has no order; the condition is passed over."
    if known.form is Form.NUMBER and any(parse_number(value) is None for value in condition.values):
        return f"{condition.name} is a number, and {condition.text!r} is none: no file has that."
    if known.form is Form.FLAG and not set(condition.values) <= {"true", "false"}:
        return f"{condition.name} is true or false, and not {condition.text!r}."
    return ""


def _targets(row: Fields) -> Iterator[str]:
    for place, rule in enumerate(row.rows("TranscodingProfiles")):
        container, channels = next(iter(rule.words("Container")), ""), rule.text("MaxAudioChannels")
        if rule.rows("ApplyConditions"):
            yield f"TranscodingProfiles[{place}]: a target has no ApplyConditions; they are passed over."
        if not container:
            yield f"TranscodingProfiles[{place}] has no container and is passed over."
        elif rule.text("Protocol").casefold() == "hls" and container not in SEGMENTS:
            yield f"TranscodingProfiles[{place}]: HLS has no segments in {container!r}; it is passed over."
        if channels and (parse_number(channels) or 0) <= 0:
            yield f"TranscodingProfiles[{place}]: {channels!r} is no number of channels."


def _subtitles(row: Fields) -> Iterator[str]:
    methods = {fold(delivery) for delivery in Delivery}
    for place, rule in enumerate(row.rows("SubtitleProfiles")):
        if fold(rule.text("Method")) not in methods:
            yield f"SubtitleProfiles[{place}] has the method {rule.text('Method')!r} and is passed over."


def _codecs(row: Fields) -> Iterator[str]:
    for name in ("DirectPlayProfiles", "TranscodingProfiles", "CodecProfiles"):
        for place, rule in enumerate(row.rows(name)):
            for codec in (*rule.words("VideoCodec"), *rule.words("AudioCodec"), *rule.words("Codec")):
                if codec in _MISSPELT:
                    yield f"{name}[{place}]: {codec!r} is called {_MISSPELT[codec]} in files."

"""How a subtitle reaches a player."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.engine.playback.decision import names
from app.engine.playback.decision.profile import Delivery, SubtitleRule
from app.engine.playback.decision.streams import Stream

_EMBEDDING = frozenset({"mkv"})  # the only container into which we put subtitles while converting
_DRAWN_BY_PLAYER = frozenset({"pgs", "vobsub"})  # sent as they are, so nothing is extracted beforehand


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The way a film takes to the player.

    Attributes:
        container: Of what is sent: the file's own when it is played directly.
        can_extract: Whether the server takes text out of files.
        can_lose_styling: Whether the user lets ASS become plain text.
        is_live: Whether the source has no end, so nothing can be converted beforehand.
    """

    is_direct: bool
    containers: tuple[str, ...] = ()
    protocol: str = ""
    can_extract: bool = False
    can_lose_styling: bool = False
    is_live: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A way that was found. `format` is the device's own name of it."""

    method: Delivery
    format: str
    is_converted: bool = False
    loses_styling: bool = False


def deliver(subtitle: Stream, rules: Sequence[SubtitleRule], path: Path) -> Delivered:
    """Return the cheapest way: inside the file, beside it, beside it converted, and burned in as the last resort.

    A device that wants to have a format dropped gets no burned-in picture for it.
    """
    ours = [rule for rule in rules if _is_language(rule, subtitle.language)]
    ways = (*_embedded(subtitle, ours, path), *_beside(subtitle, ours, path), *_given_up(subtitle, ours))
    return next(iter(ways), Delivered(method=Delivery.ENCODE, format=subtitle.codec))


def _is_language(rule: SubtitleRule, language: str) -> bool:
    return not rule.languages or names.is_listed(rule.languages, (language,) if language else ())


def _embedded(subtitle: Stream, rules: Sequence[SubtitleRule], path: Path) -> Iterator[Delivered]:
    containers = tuple(names.container(name) for name in path.containers)
    is_into_mkv = not path.is_direct and path.protocol != "hls" and bool(_EMBEDDING.intersection(containers))
    if not (is_into_mkv or (path.is_direct and not subtitle.is_external)):
        return
    fitting = [
        rule
        for rule in rules
        if rule.delivery is Delivery.EMBED and (not rule.containers or names.is_listed(rule.containers, containers))
    ]
    yield from _matching(subtitle, fitting, path)


def _beside(subtitle: Stream, rules: Sequence[SubtitleRule], path: Path) -> Iterator[Delivered]:
    is_drawn = subtitle.codec in _DRAWN_BY_PLAYER
    if not (path.is_direct or subtitle.is_external or path.can_extract or is_drawn):
        return
    yield from _matching(subtitle, [rule for rule in rules if _can_stand_beside(subtitle, rule, path)], path)


def _can_stand_beside(subtitle: Stream, rule: SubtitleRule, path: Path) -> bool:
    if rule.delivery is Delivery.HLS:
        return not path.is_direct and path.protocol != "http" and subtitle.codec not in names.PICTURES
    if rule.delivery is not Delivery.EXTERNAL:
        return False
    is_mks = subtitle.codec != "vobsub" or "mks" not in rule.containers
    return is_mks or not subtitle.is_external or subtitle.path.casefold().endswith(".mks")


def _matching(subtitle: Stream, rules: Sequence[SubtitleRule], path: Path) -> Iterator[Delivered]:
    """Yield the rules of the same format, then those of a format that it can be converted to."""
    tests: tuple[Callable[[SubtitleRule], bool], ...] = (
        lambda rule: rule.format == subtitle.codec,
        lambda rule: _can_convert(subtitle, rule, path),
    )
    for is_converted, test in enumerate(tests):
        for rule in rules:
            if rule.delivery is not None and test(rule):
                yield Delivered(
                    method=rule.delivery,
                    format=rule.name,
                    is_converted=bool(is_converted),
                    loses_styling=bool(is_converted) and subtitle.codec in names.STYLED,
                )


def _can_convert(subtitle: Stream, rule: SubtitleRule, path: Path) -> bool:
    """Only text becomes other text, and only a user may let go of its styling."""
    if {subtitle.codec, rule.format} & names.PICTURES or path.is_live or not subtitle.is_extractable:
        return False
    if rule.format in names.STYLED or not subtitle.codec:
        return False
    return subtitle.codec not in names.STYLED or path.can_lose_styling


def _given_up(subtitle: Stream, rules: Sequence[SubtitleRule]) -> Iterator[Delivered]:
    for rule in rules:
        if rule.format == subtitle.codec and rule.delivery in {Delivery.DROP, Delivery.ENCODE}:
            yield Delivered(method=rule.delivery, format=rule.name)

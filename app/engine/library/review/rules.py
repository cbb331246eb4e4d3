"""Decides what is too uncertain to pass silently, what to offer, and what an answer makes of a reading. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.contract.library import SourceKind
from app.contract.review import Answer, DoubtKind, Verdict
from app.engine.library.names import Reading

SURE = 0.6
"""A reading of an episode from here on passes without a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What is to be asked about one path."""

    path: str
    kind: DoubtKind
    confidence: float
    reasons: tuple[str, ...]
    offers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One file of an item, in what makes two of them the same: 1080 px and "SDR", running time in ms."""

    path: str
    height_px: int
    range_type: str
    duration_ms: int


def doubt_reading(path: str, reading: Reading, kind: SourceKind) -> Doubt | None:
    """Return the question that a reading leaves open, or None when it is sure enough.

    A film by its name and year is sure; one without a year is asked about only where shows may lie too.
    """
    if reading.extra_type or reading.ignored:
        return None
    if not reading.title:
        return _doubt(path, reading, ("no_title",))
    has_number = bool(reading.episodes or reading.absolute or reading.air_date)
    if has_number and kind is SourceKind.MOVIES:
        return replace(_doubt(path, reading, ("episode_among_films", *reading.reasons)), kind=DoubtKind.CLASH)
    if has_number and reading.confidence < SURE:
        return _doubt(path, reading, reading.reasons)
    if not has_number and kind is SourceKind.SHOWS:
        return _doubt(path, reading, ("no_episode_number", *reading.reasons))
    return None


def _doubt(path: str, reading: Reading, reasons: tuple[str, ...]) -> Doubt:
    return Doubt(
        path=path, kind=DoubtKind.UNCERTAIN, confidence=reading.confidence, reasons=reasons, offers=offers_of(reading)
    )


def offers_of(reading: Reading) -> tuple[Answer, ...]:
    """Return the answers that suit a reading, the likeliest first."""
    film = Answer(verdict=Verdict.FILM, title=reading.title, year=reading.year)
    show = Answer(verdict=Verdict.SHOW, title=reading.title, year=reading.year, season=reading.season)
    is_episode = bool(reading.episodes or reading.absolute or reading.air_date)
    readings = (show, film) if is_episode else (film, show)
    return (Answer(verdict=Verdict.RIGHT), *(readings if reading.title else ()), Answer(verdict=Verdict.IGNORE))


def doubt_copies(copies: Sequence[Copy]) -> tuple[Doubt, ...]:
    """Return a question for each file that is there a second time in the same quality; the first is not asked about."""
    first: dict[tuple[int, str, int], str] = {}
    doubts: list[Doubt] = []
    for copy in sorted(copies, key=lambda one: one.path):
        same = (copy.height_px, copy.range_type, round(copy.duration_ms / 1000))
        if (other := first.setdefault(same, copy.path)) != copy.path:
            offers = (Answer(verdict=Verdict.KEEP_BOTH), Answer(verdict=Verdict.IGNORE))
            doubts.append(
                Doubt(path=copy.path, kind=DoubtKind.DUPLICATE, confidence=1.0, reasons=(other,), offers=offers)
            )
    return tuple(doubts)


def doubt_problem(path: str, kind: str, detail: str) -> Doubt:
    """Return the question about a file that could not be read."""
    reasons = (kind, detail) if detail else (kind,)
    offers = (Answer(verdict=Verdict.IGNORE),)
    return Doubt(path=path, kind=DoubtKind.UNREADABLE, confidence=0.0, reasons=reasons, offers=offers)


def find_answer(path: str, answers: Mapping[str, Answer]) -> Answer | None:
    """Return what was answered for a path: for itself, else for the nearest folder above it ("" is the source)."""
    at = path
    while at:
        if at in answers:
            return answers[at]
        at = at.rpartition("/")[0]
    return answers.get("")


def apply(reading: Reading, answer: Answer) -> Reading:
    """Return a reading as its owner corrected it; sure, and with "answered" as its last reason."""
    told = replace(reading, confidence=1.0, reasons=(*reading.reasons, "answered"))
    match answer.verdict:
        case Verdict.IGNORE:
            return replace(told, ignored=True)
        case Verdict.FILM:
            told = replace(told, type="movie", episodes=(), absolute=(), seasons=(), air_date=None)
        case Verdict.SHOW:
            told = _as_episode(told, answer)
        case _:
            return told
    return replace(told, title=answer.title or told.title, year=answer.year if answer.year is not None else told.year)


def _as_episode(reading: Reading, answer: Answer) -> Reading:
    offset = answer.episode_offset
    numbers = reading.episodes or (reading.absolute if answer.season is not None else ())
    return replace(
        reading,
        type="episode",
        seasons=reading.seasons if answer.season is None else (answer.season,),
        episodes=tuple(number + offset for number in numbers),
        absolute=() if numbers else tuple(number + offset for number in reading.absolute),
    )

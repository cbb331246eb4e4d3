"""Decides which answer counts for a file, and what it makes of what the name says. Pure."""

import re
from collections.abc import Mapping
from dataclasses import replace

from app.contract.errors import Invalid
from app.contract.library import ItemKind, SourceKind
from app.contract.review import Answer, Guess, Verdict
from app.engine.library.names import Hints, Reading, extra_of, read_path

MAX_TITLE = 300
MAX_YEAR = 9_999
MAX_NUMBER = 10_000
CERTAIN = 0.9
"""Above this a name is an episode even where films are said to lie."""
NUMBER_AT_END = re.compile(r"[ ._-]{1,3}(\d{1,4})$")
_LIBRARIES = {SourceKind.MOVIES: "movies", SourceKind.SHOWS: "tv", SourceKind.MUSIC: "music", SourceKind.MIXED: "mixed"}
_TOLD_AS = {Verdict.FILM: SourceKind.MOVIES, Verdict.SHOW: SourceKind.SHOWS}


def read_as(path: str, kind: SourceKind) -> Reading:
    """Return what a path inside a source says, with what its owner told of the source as a hint."""
    return read_path(path, Hints(library=_LIBRARIES[kind]))


def extra_as(path: str, kind: SourceKind) -> str:
    """Return the kind of extra that a path names, "" for the work itself; much faster than reading all of it."""
    return extra_of(path, Hints(library=_LIBRARIES[kind]))


def read_answered(path: str, kind: SourceKind, answer: Answer | None) -> tuple[Reading, SourceKind]:
    """Return what a path says, as its owner corrected it, and the kind of source that it then seems to lie in."""
    if answer is None:
        return read_as(path, kind), kind
    kind = _TOLD_AS.get(answer.verdict, kind)
    return apply(read_as(path, kind), answer), kind


def has_number(reading: Reading) -> bool:
    """Whether a reading says which episode a file is."""
    return bool(reading.episodes or reading.absolute or reading.air_date)


def find_answer(path: str, answers: Mapping[str, Answer]) -> Answer | None:
    """Return what was answered for a path: for itself, else for the nearest folder above it ("" is the source)."""
    covering = find_answered(path, answers)
    return None if covering is None else answers[covering]


def find_answered(path: str, answers: Mapping[str, Answer]) -> str | None:
    """Return the path of the answer that counts for a path, or None."""
    if not answers:
        return None
    at = path
    while at and at not in answers:
        at = at.rpartition("/")[0]
    return at if at in answers else None


def guess(path: str, kind: SourceKind, answer: Answer | None) -> Guess:
    """Return what a file is taken for by its name and by what its owner said."""
    reading, kind = read_answered(path, kind, answer)
    is_part = is_episode(reading, kind)
    numbers = reading.episodes or reading.absolute
    return Guess(
        kind=ItemKind.EPISODE if is_part else ItemKind.FILM,
        title=reading.title,
        year=reading.year,
        season=reading.season if is_part else None,
        episode=int(numbers[0]) if is_part and numbers else None,
    )


def is_episode(reading: Reading, kind: SourceKind) -> bool:
    """Whether a file is an episode of a show rather than a film."""
    if kind is SourceKind.MOVIES:
        return bool(reading.seasons and reading.episodes) and reading.confidence > CERTAIN
    return kind is SourceKind.SHOWS or has_number(reading)


def check_answer(answer: Answer) -> None:
    """Raise Invalid for what no film or show can be called or numbered."""
    numbers = (answer.year or 1, (answer.season or 0) + 1, abs(answer.episode_offset) + 1)
    if len(answer.title) > MAX_TITLE or not answer.title.isprintable():
        raise Invalid(f"A title has at most {MAX_TITLE} letters, and no line breaks.", code="invalid_answer")
    if not all(1 <= number <= most for number, most in zip(numbers, (MAX_YEAR, MAX_NUMBER, MAX_NUMBER), strict=True)):
        raise Invalid("This year, season or episode number is out of bounds.", code="invalid_answer")


def for_folder(answer: Answer) -> Answer:
    """Return an answer as it is remembered for a folder: films in it keep their own titles and years."""
    return Answer(verdict=Verdict.FILM) if answer.verdict is Verdict.FILM else answer


def apply(reading: Reading, answer: Answer) -> Reading:
    """Return a reading as its owner corrected it, with "answered" as its last reason; sure when it was corrected."""
    told = replace(reading, reasons=(*reading.reasons, "answered"))
    match answer.verdict:
        case Verdict.IGNORE:
            return replace(told, ignored=True)
        case Verdict.FILM:
            told = replace(told, type="movie", seasons=(), episodes=(), absolute=(), air_date=None, special=False)
        case Verdict.SHOW:
            told = _as_episode(told, answer)
        case _:
            return told
    year = answer.year if answer.year is not None else told.year
    return replace(told, confidence=1.0, title=answer.title or told.title, year=year)


def _as_episode(reading: Reading, answer: Answer) -> Reading:
    if not has_number(reading) and (found := NUMBER_AT_END.search(reading.title)):
        reading = replace(reading, title=reading.title[: found.start()], absolute=(int(found.group(1)),))
    offset = answer.episode_offset
    numbers = reading.episodes or (reading.absolute if answer.season is not None else ())
    return replace(
        reading,
        type="episode",
        seasons=reading.seasons if answer.season is None else (answer.season,),
        episodes=tuple(max(number + offset, 0) for number in numbers),
        absolute=() if numbers else tuple(max(number + offset, 0) for number in reading.absolute),
    )

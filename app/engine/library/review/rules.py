"""Decides what is too uncertain to pass silently, what to offer, and what an answer makes of a reading. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.contract.errors import Invalid
from app.contract.library import ItemKind, SourceKind
from app.contract.review import Answer, DoubtKind, Guess, Verdict
from app.engine.library.names import Hints, Reading, read_path
from app.engine.library.names.seasons import folder_season

MAX_TITLE = 300
MAX_YEAR = 9_999
MAX_NUMBER = 10_000
CERTAIN = 0.9
"""Above this a name is an episode even where films are said to lie."""
SURE = 0.6
"""A reading of an episode from here on passes without a question."""
_LIBRARIES = {SourceKind.MOVIES: "movies", SourceKind.SHOWS: "tv", SourceKind.MUSIC: "music", SourceKind.MIXED: "mixed"}
_TOLD_AS = {Verdict.FILM: SourceKind.MOVIES, Verdict.SHOW: SourceKind.SHOWS}
_FOLDER_YEAR = re.compile(r"[\[(]((?:18|19|20)\d\d)[\])]")
_SMALL_GAP = 1
"""Years: a premiere and its release often lie in two of them."""
_NUMBER_AT_END = re.compile(r"[ ._-]{1,3}(\d{1,4})$")
_NUMBERS_DIFFER = re.compile(r"It says episode (\d{1,6}), the name of the file says (\d{1,6})\.")
_KINDS_DIFFER = re.compile(r"It describes an? (\w+), but its place is that of an? (\w+)\.")


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


def read_as(path: str, kind: SourceKind) -> Reading:
    """Return what a path inside a source says, with what its owner told of the source as a hint."""
    return read_path(path, Hints(library=_LIBRARIES[kind]))


def read_answered(path: str, kind: SourceKind, answer: Answer | None) -> tuple[Reading, SourceKind]:
    """Return what a path says, as its owner corrected it, and the kind of source that it then seems to lie in."""
    if answer is None:
        return read_as(path, kind), kind
    kind = _TOLD_AS.get(answer.verdict, kind)
    return apply(read_as(path, kind), answer), kind


def doubt_reading(path: str, reading: Reading, kind: SourceKind) -> Doubt | None:
    """Return the question that a reading leaves open, or None when it is sure enough."""
    if reading.extra_type or reading.ignored:
        return None
    if not reading.title:  # a show is then called like its folder
        return None if "/" in path else _doubt(path, reading, ("no_title",))
    return _doubt_clash(path, reading, kind) or _doubt_number(path, reading, kind)


def _doubt_number(path: str, reading: Reading, kind: SourceKind) -> Doubt | None:
    if has_number(reading):
        is_part = reading.part is not None and kind is SourceKind.SHOWS  # "Part 3" of a short series
        return _doubt(path, reading, reading.reasons) if reading.confidence < SURE and not is_part else None
    if kind is SourceKind.SHOWS and not reading.special:
        return _doubt(path, reading, ("no_episode_number", *reading.reasons))
    if kind is SourceKind.MIXED and reading.year is None and _is_counted_in_folder(path, reading.title):
        return _doubt(path, reading, ("number_after_folder_name", *reading.reasons))
    return None


def has_number(reading: Reading) -> bool:
    """Whether a reading says which episode a file is."""
    return bool(reading.episodes or reading.absolute or reading.air_date)


def _is_counted_in_folder(path: str, title: str) -> bool:
    """Tell "Bleach/Bleach 12.mkv": a film of that name, or the twelfth of a show."""
    folder = path.rpartition("/")[0].rpartition("/")[2]
    bare = _NUMBER_AT_END.sub("", title)
    return bool(folder) and bare != title and _plain(bare) == _plain(folder)


def _doubt_clash(path: str, reading: Reading, kind: SourceKind) -> Doubt | None:
    """Name and folder, or name and what the source is said to hold."""
    if has_number(reading):
        if kind is SourceKind.MOVIES:
            return _clash(path, reading, ("episode_among_films", *reading.reasons), _readings(reading))
        folder = path.rpartition("/")[0].rpartition("/")[2]
        season = folder_season(folder) if "season folder" in reading.reasons else None
        if season is not None and reading.season and season not in reading.seasons:
            offer = _as_show(reading, season=season)
            return _clash(path, reading, ("folder_season", str(reading.season), str(season)), (offer,))
        return None
    year = _folder_year(path, reading)
    if kind is SourceKind.SHOWS or year is None or reading.year is None or abs(year - reading.year) <= _SMALL_GAP:
        return None
    offer = Answer(verdict=Verdict.FILM, title=reading.title, year=year)
    return _clash(path, reading, ("folder_year", str(reading.year), str(year)), (offer,))


def _folder_year(path: str, reading: Reading) -> int | None:
    """The year in the name of a folder that is called like the film in it."""
    folder = path.rpartition("/")[0].rpartition("/")[2]
    found = _FOLDER_YEAR.search(folder)
    if found is None or _plain(folder[: found.start()]) != _plain(reading.title):
        return None
    return int(found.group(1))


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _clash(path: str, reading: Reading, reasons: tuple[str, ...], offers: tuple[Answer, ...]) -> Doubt:
    return Doubt(
        path=path, kind=DoubtKind.CLASH, confidence=reading.confidence, reasons=reasons, offers=_framed(offers)
    )


def _doubt(path: str, reading: Reading, reasons: tuple[str, ...]) -> Doubt:
    offers = _framed(_readings(reading))
    return Doubt(path=path, kind=DoubtKind.UNCERTAIN, confidence=reading.confidence, reasons=reasons, offers=offers)


def _framed(offers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    return (Answer(verdict=Verdict.RIGHT), *offers, Answer(verdict=Verdict.IGNORE))


def _readings(reading: Reading) -> tuple[Answer, ...]:
    """A film or a show of that title, the likelier first; nothing without a title."""
    if not reading.title:
        return ()
    film = Answer(verdict=Verdict.FILM, title=reading.title, year=reading.year)
    show = _as_show(reading)
    return (show, film) if has_number(reading) else (film, show)


def _as_show(reading: Reading, *, season: int | None = None) -> Answer:
    title = reading.title if has_number(reading) else _NUMBER_AT_END.sub("", reading.title)
    return Answer(verdict=Verdict.SHOW, title=title, year=reading.year, season=season)


def doubt_copies(copies: Sequence[Copy]) -> tuple[Doubt, ...]:
    """Return a question for each file that is there a second time in the same quality; the first is not asked about.

    Parts of one film are no copies of each other.
    """
    first: dict[tuple[object, ...], str] = {}
    doubts: list[Doubt] = []
    for copy in sorted(copies, key=lambda one: one.path):
        reading = read_path(copy.path, Hints())
        version = (reading.part, reading.edition, reading.format_3d)
        same = (*version, copy.height_px, copy.range_type, round(copy.duration_ms / 1000))
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


def doubt_nfo(path: str, nfo: str, reasons: Sequence[str]) -> Doubt | None:
    """Return the question about a file whose NFO contradicts its name, or None when it does not.

    Args:
        path: Of the file.
        nfo: Path of its NFO.
        reasons: What the reader of the NFO noted; other remarks than contradictions are none of ours.
    """
    for reason in reasons:
        if found := _NUMBERS_DIFFER.fullmatch(reason):
            told, read = found.groups()
            offer = Answer(verdict=Verdict.SHOW, episode_offset=int(told) - int(read))
            return _contradiction(path, ("nfo_episode", told, read, nfo), offer)
        if found := _KINDS_DIFFER.fullmatch(reason):
            told, read = found.groups()
            verdict = Verdict.FILM if told == "film" else Verdict.SHOW
            return _contradiction(path, ("nfo_kind", told, read, nfo), Answer(verdict=verdict))
    return None


def _contradiction(path: str, reasons: tuple[str, ...], offer: Answer) -> Doubt:
    return Doubt(path=path, kind=DoubtKind.CONTRADICTION, confidence=SURE, reasons=reasons, offers=_framed((offer,)))


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
    if not has_number(reading) and (found := _NUMBER_AT_END.search(reading.title)):
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

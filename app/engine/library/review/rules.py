"""Decides what is too uncertain to pass silently, and what to offer. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.contract.library import SourceKind
from app.contract.review import Answer, DoubtKind, Verdict
from app.engine.library.names import Hints, Reading, read_path
from app.engine.library.names.seasons import folder_season
from app.engine.library.review.answers.rules import NUMBER_AT_END, has_number

SURE = 0.6
"""A reading of an episode from here on passes without a question."""
_FOLDER_YEAR = re.compile(r"[\[(]((?:18|19|20)\d\d)[\])]")
_SMALL_GAP = 1
"""Years: a premiere and its release often lie in two of them."""
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


def _is_counted_in_folder(path: str, title: str) -> bool:
    """Tell "Bleach/Bleach 12.mkv": a film of that name, or the twelfth of a show."""
    folder = path.rpartition("/")[0].rpartition("/")[2]
    bare = NUMBER_AT_END.sub("", title)
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
    title = reading.title if has_number(reading) else NUMBER_AT_END.sub("", reading.title)
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

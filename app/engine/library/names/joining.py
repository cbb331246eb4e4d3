"""Joins what a file's own name says with what the folders above it say."""

import re
from functools import lru_cache
from typing import NamedTuple

from app.engine.library.names import seasons
from app.engine.library.names.markers import Marker
from app.engine.library.names.name import read_name
from app.engine.library.names.numbers import leading
from app.engine.library.names.paths import Folders
from app.engine.library.names.reading import Draft, Hints

_SHORT = re.compile(r"^[\w-]{2,24}$|^[\w.]{2,20}_[a-z]{2,6}-\w{3,20}$")
_HASHED = re.compile(
    r"^(?:[0-9a-f]{16,}|[0-9a-zA-Z]{18,}|[a-z0-9]{3}|\d{3}|[a-z]{2,12}\d{2,4}[a-z0-9]{0,8}"
    r"|[A-Z]{8,}\d{2,4}|\d{6}_\d{1,3}|[0-9A-Za-z]{4,}(?:-(?=\w*\d)[0-9A-Za-z]{4,}){2,}|abc\.xyz\.\w+|[a-z0-9]{12,}\d[a-z0-9]*)$"
)
_GARBAGE = re.compile(r"^(?=\w*\d)(?:[0-9a-f]{24,}|[0-9a-zA-Z]{24,})$")
_SHORTEST_GARBAGE = 24
_DIGITS = frozenset("0123456789")
_SHORTEST_HASH = 16
_ROOTS = frozenset(
    [
        "movies",
        "films",
        "shows",
        "series",
        "tv",
        "tvshows",
        "tv-shows",
        "anime",
        "video",
        "videos",
        "media",
        "library",
        "server",
        "data",
        "mnt",
        "volume1",
        "test",
        "music",
        "musik",
        "drive",
        "home",
        "user",
        "downloads",
        "complete",
        "kids",
        "documentaries",
        "cartoons",
        "nas-share",
        "tv_shows",
        "filme",
        "serien",
        "dir",
        "root",
        "path",
        "some",
        "something",
        "sources",
        "source",
        "completed",
    ]
) | {"tv shows", "tv series"}


class _Place(NamedTuple):
    """What the folders above a file say, whatever the file is called.

    Attributes:
        folders: Without those at the end whose names say nothing.
        season: That the last of them stands for, or None.
        is_bare: The last of them is only a place, such as "movies"; or there is none.
        with_ids: Folders whose names may hold an id, the nearest first.
    """

    folders: Folders
    season: int | None
    is_bare: bool
    with_ids: Folders


@lru_cache(maxsize=2048)
def _place_of(folders: Folders) -> _Place:
    while len(folders) > 1 and len(folders[-1]) >= _SHORTEST_HASH and _HASHED.match(folders[-1]):
        folders = folders[:-1]
    return _Place(
        folders=folders,
        season=_season_of(folders),
        is_bare=not folders or folders[-1].lower() in _ROOTS,
        with_ids=tuple(name for name in reversed(folders) if "db" in name.lower() or "tt" in name),
    )


def joined(folders: Folders, stem: str, hints: Hints) -> Draft:
    """Join the file's own name with its folders: ids first, then whoever knows the number and the year."""
    place = _place_of(folders)
    folders, season = place.folders, place.season
    if folders and folders[-1] == stem:
        draft = Draft.of(**vars(_folder_reading(stem, hints.library, hints.is_folder)))
    else:
        draft = _leaf(stem, season, hints)
    if season is not None:
        _in_season(draft, folders, season, hints)
    elif not place.is_bare and not _says_all(draft, hints):
        _beside(draft, folders[-1], stem, hints)
    if place.with_ids:
        _take_ids(draft, place.with_ids, hints)
    if hints.is_series and draft.type == "movie" and draft.has_number:
        draft.type = "episode"
    return draft


def _leaf(stem: str, season: int | None, hints: Hints) -> Draft:
    if len(stem) >= _SHORTEST_GARBAGE and stem.isalnum() and _GARBAGE.match(stem):
        return Draft.of(title=stem, reasons=("no readable name",))
    marker = leading(stem, season) if season is not None else None
    if marker is not None and not _has_digit(stem[marker.end :]):
        return _behind(stem, marker, hints)
    draft = read_name(stem, hints)
    is_marked = bool(draft.seasons and draft.episodes) or draft.air_date
    return draft if marker is None or is_marked else _behind(stem, marker, hints)


def _behind(stem: str, marker: Marker, hints: Hints) -> Draft:
    """Read a name in a season folder that begins with the episode's number."""
    rest = read_name(stem[marker.end :], hints) if stem[marker.end :].strip(" ._-") else Draft()
    rest.episode_title = rest.title
    rest.title = ""
    rest.seasons, rest.episodes, rest.absolute, rest.type = marker.seasons, marker.episodes, (), "episode"
    rest.because(marker.reason, marker.confidence)
    return rest


def _has_digit(text: str) -> bool:
    """Tell whether a second number may be in a text; one without can't name season and episode."""
    return not text.isascii() or not _DIGITS.isdisjoint(text)


def _season_of(folders: Folders) -> int | None:
    if not folders:
        return None
    season = seasons.folder_season(folders[-1])
    if season is None and len(folders) > 1 and not folders[-2].lower().endswith("collection"):
        season = seasons.number_season(folders[-1])
    return season


def _in_season(draft: Draft, folders: Folders, season: int, hints: Hints) -> None:
    draft.because("season folder", 0.9)
    if not draft.seasons and not draft.air_date:
        draft.seasons = (season,)
        if draft.absolute and not draft.episodes:
            draft.episodes, draft.absolute = draft.absolute, ()
        draft.type = "episode"
    if draft.seasons == (0,):
        draft.special = True
    show = _show_above(folders[:-1], hints.library, hints.is_folder)
    if show.title and (not draft.title or not _has_better_title(draft, show)):
        draft.title, draft.alt_titles = show.title, show.alt_titles
        draft.year = draft.year or show.year
        draft.because("show folder", 0.9)


def _has_better_title(draft: Draft, show: Draft) -> bool:
    """The file's own title counts where it says more, or the folder is one that everybody has."""
    return (
        len(draft.title) > 1
        and draft.title.lower() != show.title.lower()
        and bool(draft.episodes)
        and "SxxEyy" in draft.reasons
    )


def show_above(folders: Folders, hints: Hints) -> Draft:
    """Return what the nearest folder says that is neither a season nor a mere place."""
    return _show_above(folders, hints.library, hints.is_folder)


@lru_cache(maxsize=2048)
def _show_above(folders: Folders, library: str, is_folder: bool) -> Draft:
    for name in reversed(folders):
        if name.lower() in _ROOTS or seasons.folder_season(name) is not None:
            continue
        return _folder_reading(name, library, is_folder)
    return Draft()


@lru_cache(maxsize=2048)
def _folder_reading(name: str, library: str, is_folder: bool) -> Draft:
    """What a folder's name says; kept, since all files in it ask. Nobody changes it."""
    return read_name(name, Hints(library=library, is_folder=is_folder))


def _beside(draft: Draft, folder: str, stem: str, hints: Hints) -> None:
    """A folder that is no season names the work."""
    above = _folder_reading(folder, hints.library, hints.is_folder)
    if _is_obfuscated(stem, draft, above):
        _take_all(draft, above)
        draft.because("folder, the file name says nothing", 0.7)
        return
    has_number = draft.has_number
    if hints.is_series and not has_number and not draft.seasons and (marker := _only_number(stem)):
        draft.absolute, draft.title, draft.type = marker, "", "episode"
        has_number = True
    if above.seasons[:1] and not above.has_number and not draft.seasons and hints.library != "movies":
        _in_pack(draft, above)
        return
    if has_number or draft.seasons:
        if not draft.title and above.title:
            draft.title, draft.year = above.title, draft.year or above.year
            draft.seasons = draft.seasons or above.seasons[:1]
            draft.because("show folder", 0.8)
        return
    if above.has_number and not draft.year:
        _take_all(draft, above)
        draft.because("episode folder", 0.7)
        return
    if draft.year == above.year is not None and draft.title.lower().endswith(f"-{above.title.lower()}"):
        draft.title = above.title
    if (
        draft.year is None
        and above.year is not None
        and hints.library != "tv"
        and _same_start(draft.title, above.title)
    ):
        draft.title, draft.year = above.title, above.year
        draft.because("folder with a year", 0.8)


def _says_all(draft: Draft, hints: Hints) -> bool:
    """Tell whether the file's own name leaves nothing for the folder to say."""
    if not draft.title:
        return False
    if draft.seasons and draft.has_number:
        return True
    return hints.library == "movies" and draft.year is not None and "-" not in draft.title


def _only_number(stem: str) -> tuple[float, ...]:
    return (int(stem),) if stem.isdecimal() and len(stem) < 4 else ()


def _in_pack(draft: Draft, above: Draft) -> None:
    """In a folder such as "Show Season 3": its season counts, and its title where the file has no better one."""
    draft.seasons = above.seasons[:1]
    if not draft.episodes:
        draft.episodes, draft.absolute = draft.absolute, ()
    if not draft.episodes and draft.title.isdecimal():
        draft.episodes, draft.title = (int(draft.title),), ""
    if not draft.title or draft.title.lower().startswith(above.title.lower()):
        draft.title = above.title
    draft.type = "episode"
    draft.because("season folder", 0.8)


def _same_start(one: str, other: str) -> bool:
    a, b = ("".join(filter(str.isalnum, text.casefold())) for text in (one, other))
    return not a or a.startswith(b) or b.startswith(a)


def _is_obfuscated(stem: str, draft: Draft, above: Draft) -> bool:
    is_release = bool(above.resolution or above.source)
    if is_release and not (draft.has_number or draft.year or draft.resolution or draft.source) and _SHORT.match(stem):
        return True
    return (
        not draft.year
        and not (draft.seasons and draft.episodes)
        and bool(above.title)
        and bool(is_release or above.has_number or above.year)
        and bool(_HASHED.match(stem))
    )


def _take_all(draft: Draft, above: Draft) -> None:
    for field in (
        "title",
        "year",
        "seasons",
        "episodes",
        "absolute",
        "air_date",
        "episode_title",
        "edition",
        "resolution",
        "source",
        "languages",
        "type",
        "release_group",
    ):
        setattr(draft, field, getattr(above, field) or getattr(draft, field))


def _take_ids(draft: Draft, folders: Folders, hints: Hints) -> None:
    for name in folders:
        above = _folder_reading(name, hints.library, hints.is_folder)
        for field in ("tmdb_id", "imdb_id", "tvdb_id"):
            setattr(draft, field, getattr(draft, field) or getattr(above, field))

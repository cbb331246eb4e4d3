"""Reads a whole path: the name of the file, joined with what the folders above it say."""

import re
from functools import lru_cache

from app.engine.library.names import attributes, extras, music, paths, seasons, sidecars, titles
from app.engine.library.names.name import read_name
from app.engine.library.names.numbers import leading
from app.engine.library.names.reading import Draft, Hints, Reading, finish
from app.engine.library.names.words import AUDIO_EXTENSIONS, KNOWN_EXTENSIONS, SUBTITLE_EXTENSIONS

_SHORT = re.compile(r"^[\w-]{2,24}$|^[\w.]{2,20}_[a-z]{2,6}-\w{3,20}$")
_REVERSED = re.compile(r"[0-9]{2,3}E\d{2}S[._ ]|\.p0(?:27|801|84)\.")
_HASHED = re.compile(
    r"^(?:[0-9a-f]{16,}|[0-9a-zA-Z]{18,}|[a-z0-9]{3}|\d{3}|[a-z]{2,12}\d{2,4}[a-z0-9]{0,8}|[A-Z]{8,}\d{2,4}|\d{6}_\d{1,3}|abc\.xyz\.\w+|[a-z0-9]{12,}\d[a-z0-9]*)$"
)
_GARBAGE = re.compile(r"^(?=\w*\d)(?:[0-9a-f]{24,}|[0-9a-zA-Z]{24,})$")
_SHORTEST_GARBAGE = 24
_DISC_FOLDER = re.compile(
    r"^(?:disc|disk|cd|dvd|digital media|vol|volume|part|act)[ ._-]{0,4}(\d{1,3})(?:[ ._-]*[(\[-].*)?$", re.IGNORECASE
)
_DISC_FILES = ("index.bdmv", "video_ts.ifo")
_DISC_FOLDERS = frozenset(("bdmv", "video_ts", "stream", "audio_ts"))
_STUB = re.compile(r"^(.*?)\.?([a-z0-9]+)\.disc$", re.IGNORECASE)
_STUBS = {
    "dvd": "dvd",
    "bluray": "bluray",
    "brrip": "bluray",
    "bd25": "bluray",
    "bd50": "bluray",
    "hddvd": "hddvd",
    "tv": "tv",
    "dsr": "tv",
    "hdtv": "tv",
    "pdtv": "tv",
    "sdtv": "tv",
    "vhs": "vhs",
}
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


def read_path(path: str, hints: Hints) -> Reading:
    """Return what a path says; never raises, and takes time linear in its length."""
    return finish(draft_of(path, hints))


def draft_of(path: str, hints: Hints) -> Draft:
    """Return what a path says, as a draft that nobody keeps: cheaper than a reading."""
    folders, leaf = paths.split(path)
    if not leaf:
        return Draft()
    return _folder(folders, leaf, hints) if hints.is_folder else _file(folders, leaf, hints)


def split_extension(leaf: str) -> tuple[str, str]:
    """Return a file name without its extension, and the extension when it is one that we know."""
    stem, dot, extension = leaf.rpartition(".")
    return (stem, extension.lower()) if dot and stem and extension.lower() in KNOWN_EXTENSIONS else (leaf, "")


def _folder(folders: list[str], leaf: str, hints: Hints) -> Draft:
    if hints.library == "music":
        draft = Draft(type="music", title=titles.clean(leaf))
        draft.is_disc = bool(_DISC_FOLDER.match(leaf.strip()))
        return draft
    season = seasons.folder_season(leaf)
    if (
        season is None
        and (hints.library == "tv" or folders)
        and hints.library != "movies"
        and _plain_number_allowed(folders, leaf)
    ):
        season = seasons.number_season(leaf)
    if season is not None:
        draft = Draft(type="episode", seasons=(season,), is_season_folder=True, special=season == 0)
        draft.title = _show_above(folders, hints).title
        draft.because("season folder", 0.95)
        return draft
    draft = read_name(leaf, hints)
    draft.is_season_folder = bool(draft.seasons) and not draft.has_number
    draft.ignored = extras.is_ignored_folder(leaf)
    return draft


def _plain_number_allowed(folders: list[str], leaf: str) -> bool:
    return bool(folders) and not folders[-1].lower().endswith("collection") and leaf.isdigit()


def _file(folders: list[str], leaf: str, hints: Hints) -> Draft:
    low = leaf.lower()
    if extras.is_ignored(low, folders):
        return Draft(ignored=True, reasons=("skipped name",))
    if low.endswith(".disc") and (stub := _STUB.match(leaf)):
        draft = _film(folders, stub.group(1), hints)
        draft.stub = _STUBS.get(stub.group(2).lower(), stub.group(2).lower())
        return draft
    if low in _DISC_FILES or low.endswith(".iso"):
        return _disc(folders, leaf, hints)
    stem, extension = split_extension(leaf)
    if extension in SUBTITLE_EXTENSIONS:
        return _sidecar(folders, stem, hints)
    if extension in AUDIO_EXTENSIONS and hints.library not in ("tv", "anime", "movies") and stem.lower() != "theme":
        draft = music.read(folders, stem)
        draft.extra_type = extras.by_folder(folders, hints.root)
        return draft
    draft = _film(folders, stem, hints)
    if not draft.title and not folders and draft.episode_title:
        draft.title, draft.episode_title = draft.episode_title, ""
    draft.source = draft.source or attributes.by_extension(extension)
    return draft


def _disc(folders: list[str], leaf: str, hints: Hints) -> Draft:
    """A disc structure or image is one item, named after the folder above it."""
    above = [name for name in folders if name.lower() not in _DISC_FOLDERS]
    part = None
    if above and (found := _DISC_FOLDER.match(above[-1])):
        part = int(found.group(1))
        above = above[:-1]
    stem, _ = split_extension(leaf)
    name = above[-1] if above else stem
    draft = _film(above[:-1], name, hints)
    draft.part = part
    draft.is_disc = True
    return draft


def _sidecar(folders: list[str], stem: str, hints: Hints) -> Draft:
    if hints.video:
        draft = Draft(type="subtitle")
        sidecars.read(draft, stem, hints.video)
        return draft
    video, words = sidecars.split_stem(stem)
    draft = _film(folders, video, hints)
    draft.languages = ()
    sidecars.read_words(draft, words)
    draft.sub_title = ""
    return draft


def _film(folders: list[str], stem: str, hints: Hints) -> Draft:
    if _is_reversed(stem):
        stem = stem[::-1]
    bare, extra = extras.by_name(stem)
    extra = extra or extras.by_folder(folders, hints.root)
    above = extras.without_extras(folders)
    if found := above and _DISC_FOLDER.match(above[-1]):
        draft = _film(above[:-1], stem, hints)
        draft.part = int(found.group(1))
        return draft
    draft = _joined(above, bare or (above[-1] if above else ""), hints)
    draft.extra_type = extra or draft.extra_type
    return draft


def _is_reversed(stem: str) -> bool:
    return ("E" in stem or ".p0" in stem) and _REVERSED.search(stem) is not None


def _joined(folders: list[str], stem: str, hints: Hints) -> Draft:
    """Join the file's own name with its folders: ids first, then whoever knows the number and the year."""
    season = _season_of(folders)
    if folders and folders[-1] == stem:
        draft = Draft(**vars(_folder_reading(stem, hints)))
    else:
        draft = _leaf(stem, season, hints)
    if season is not None:
        _in_season(draft, folders, season, hints)
    elif folders:
        _beside(draft, folders, stem, hints)
    _take_ids(draft, folders, hints)
    if hints.is_series and draft.type == "movie" and draft.has_number:
        draft.type = "episode"
    return draft


def _leaf(stem: str, season: int | None, hints: Hints) -> Draft:
    if len(stem) >= _SHORTEST_GARBAGE and _GARBAGE.match(stem):
        return Draft(title=stem, reasons=("no readable name",))
    draft = read_name(stem, hints)
    marked = bool(draft.seasons and draft.episodes) or draft.air_date
    if season is not None and not marked and (marker := leading(stem, season)):
        rest = read_name(stem[marker.end :], hints) if stem[marker.end :].strip(" ._-") else Draft()
        rest.episode_title = rest.title
        rest.title = ""
        rest.seasons, rest.episodes, rest.absolute, rest.type = marker.seasons, marker.episodes, (), "episode"
        rest.because(marker.reason, marker.confidence)
        return rest
    return draft


def _season_of(folders: list[str]) -> int | None:
    if not folders:
        return None
    season = seasons.folder_season(folders[-1])
    if season is None and len(folders) > 1 and not folders[-2].lower().endswith("collection"):
        season = seasons.number_season(folders[-1])
    return season


def _in_season(draft: Draft, folders: list[str], season: int, hints: Hints) -> None:
    draft.because("season folder", 0.9)
    if not draft.seasons and not draft.air_date:
        draft.seasons = (season,)
        if draft.absolute and not draft.episodes:
            draft.episodes, draft.absolute = draft.absolute, ()
        draft.type = "episode"
    draft.special = draft.special or draft.seasons == (0,)
    show = _show_above(folders[:-1], hints)
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


def _show_above(folders: list[str], hints: Hints) -> Draft:
    for name in reversed(folders):
        if name.lower() in _ROOTS or seasons.folder_season(name) is not None:
            continue
        return _folder_reading(name, hints)
    return Draft()


@lru_cache(maxsize=2048)
def _folder_reading(name: str, hints: Hints) -> Draft:
    """What a folder's name says; kept, since all files in it ask. Nobody changes it."""
    return read_name(name, hints)


def _beside(draft: Draft, folders: list[str], stem: str, hints: Hints) -> None:
    """A folder that is no season: it names the work, or is only a place."""
    if folders[-1].lower() in _ROOTS or _says_all(draft, hints):
        return
    above = _folder_reading(folders[-1], hints)
    if _is_obfuscated(stem, draft, above):
        _take_all(draft, above)
        draft.because("folder, the file name says nothing", 0.7)
        return
    if hints.is_series and not draft.has_number and not draft.seasons and (marker := _only_number(stem)):
        draft.absolute, draft.title, draft.type = marker, "", "episode"
    if above.seasons[:1] and not above.has_number and not draft.seasons and hints.library != "movies":
        _in_pack(draft, above)
        return
    if draft.has_number or draft.seasons:
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
    return (int(stem),) if stem.isdigit() and len(stem) < 4 else ()


def _in_pack(draft: Draft, above: Draft) -> None:
    """In a folder such as "Show Season 3": its season counts, and its title where the file has no better one."""
    draft.seasons = above.seasons[:1]
    if not draft.episodes:
        draft.episodes, draft.absolute = draft.absolute, ()
    if not draft.episodes and draft.title.isdigit():
        draft.episodes, draft.title = (int(draft.title),), ""
    if not draft.title or draft.title.lower().startswith(above.title.lower()):
        draft.title = above.title
    draft.type = "episode"
    draft.because("season folder", 0.8)


def _same_start(one: str, other: str) -> bool:
    a, b = ("".join(filter(str.isalnum, text.casefold())) for text in (one, other))
    return not a or a.startswith(b) or b.startswith(a)


def _is_obfuscated(stem: str, draft: Draft, above: Draft) -> bool:
    is_bare = not (draft.has_number or draft.year or draft.resolution or draft.source)
    if is_bare and _SHORT.match(stem) and (above.resolution or above.source):
        return True
    return (
        not draft.year
        and not (draft.seasons and draft.episodes)
        and bool(above.title)
        and bool(_HASHED.match(stem))
        and bool(above.resolution or above.source or above.has_number or above.year)
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


def _take_ids(draft: Draft, folders: list[str], hints: Hints) -> None:
    for name in reversed(folders):
        if "db" in name.lower() or "tt" in name:
            above = _folder_reading(name, hints)
            for field in ("tmdb_id", "imdb_id", "tvdb_id"):
                setattr(draft, field, getattr(draft, field) or getattr(above, field))

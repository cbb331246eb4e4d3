"""Reads a whole path: the name of the file, joined with what the folders above it say."""

import re

from app.engine.library.names import above, attributes, extras, joining, music, parts, seasons, sidecars, titles
from app.engine.library.names.above import Above
from app.engine.library.names.name import read_name
from app.engine.library.names.paths import Folders
from app.engine.library.names.reading import Draft, Hints, Reading, finish
from app.engine.library.names.tokens import strong_share
from app.engine.library.names.words import AUDIO_EXTENSIONS, KNOWN_EXTENSIONS, SUBTITLE_EXTENSIONS

_REVERSED = re.compile(r"[0-9]{2,3}E\d{2}S[._ ]|\.p0(?:27|801|84)\.")
_RELEASE_SHARE = 0.25
_DISC_FILES = ("index.bdmv", "video_ts.ifo")
_DISC_FOLDERS = frozenset(("bdmv", "video_ts", "stream", "audio_ts"))
_NO_FILMS = AUDIO_EXTENSIONS | SUBTITLE_EXTENSIONS | {"disc", "iso", "bdmv", "ifo"}
"""Extensions of what is more, or other, than a film in a file."""
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


def read_path(path: str, hints: Hints) -> Reading:
    """Return what a path says; never raises, and takes time linear in its length."""
    return finish(draft_of(path, hints))


def draft_of(path: str, hints: Hints) -> Draft:
    """Return what a path says, as a draft that nobody keeps: cheaper than a reading."""
    around, leaf = above.split(path)
    if not leaf:
        return Draft()
    return _folder(around.folders, leaf, hints) if hints.is_folder else _file(around, leaf, hints)


def extra_of(path: str, hints: Hints) -> str:
    """Return the `extra_type` that `read_path` would, without reading the rest of the name where that is possible."""
    around, leaf = above.split(path)
    low = leaf.lower()
    if hints.is_folder or low.endswith((".disc", ".iso")) or low in _DISC_FILES:
        return draft_of(path, hints).extra_type
    stem, extension = split_extension(leaf)
    if not leaf or extension in SUBTITLE_EXTENSIONS or around.is_ignored or extras.is_ignored(low):
        return draft_of(path, hints).extra_type
    by_folder = around.extra_below(hints.root)
    if extension in AUDIO_EXTENSIONS and _is_track(stem, hints):
        return by_folder
    return extras.by_name(stem[::-1] if _is_reversed(stem) else stem)[1] or by_folder


def split_extension(leaf: str) -> tuple[str, str]:
    """Return a file name without its extension, and the extension when it is one that we know."""
    stem, _, extension = leaf.rpartition(".")
    extension = extension.lower()
    return (stem, extension) if stem and extension in KNOWN_EXTENSIONS else (leaf, "")


def _folder(folders: Folders, leaf: str, hints: Hints) -> Draft:
    if hints.library == "music":
        draft = Draft.of(type="music", title=titles.clean(leaf))
        draft.is_disc = parts.disc_of(leaf.strip()) is not None
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
        draft = Draft.of(type="episode", seasons=(season,), is_season_folder=True, special=season == 0)
        draft.title = joining.show_above(folders, hints).title
        draft.because("season folder", 0.95)
        return draft
    draft = read_name(leaf, hints)
    draft.is_season_folder = bool(draft.seasons) and not draft.has_number
    draft.ignored = extras.is_ignored_folder(leaf)
    return draft


def _plain_number_allowed(folders: Folders, leaf: str) -> bool:
    return bool(folders) and not folders[-1].lower().endswith("collection") and leaf.isdecimal()


def _file(around: Above, leaf: str, hints: Hints) -> Draft:
    stem, extension = split_extension(leaf)
    if around.is_ignored or extras.is_ignored(leaf.lower(), is_known=bool(extension)):
        return Draft.of(ignored=True, reasons=("skipped name",))
    if extension in _NO_FILMS and (draft := _no_film(around, leaf, hints)):
        return draft
    draft = _film(around, stem, hints)
    if not draft.title and not around.folders and draft.episode_title:
        draft.title, draft.episode_title = draft.episode_title, ""
    if extension in attributes.LATE_SOURCES and not draft.source:
        draft.source = attributes.LATE_SOURCES[extension]
    return draft


def _no_film(around: Above, leaf: str, hints: Hints) -> Draft | None:
    """Read a stub, a disc, a subtitle or a track; None when it is none of them after all."""
    stem, extension = split_extension(leaf)
    if extension == "disc" and (stub := _STUB.match(leaf)):
        draft = _film(around, stub.group(1), hints)
        draft.stub = _STUBS.get(stub.group(2).lower(), stub.group(2).lower())
        return draft
    if extension == "iso" or leaf.lower() in _DISC_FILES:
        return _disc(around.folders, leaf, hints)
    if extension in SUBTITLE_EXTENSIONS:
        return _sidecar(around, stem, hints)
    if extension in AUDIO_EXTENSIONS and _is_track(stem, hints):
        draft = music.read(around.folders, stem)
        if extra := around.extra_below(hints.root):
            draft.extra_type = extra
        return draft
    return None


def _is_track(stem: str, hints: Hints) -> bool:
    """Tell a track from the name of a release that ends in its codec ("… 1080p.WEB.AAC")."""
    if hints.library in ("tv", "anime", "movies") or stem.lower() == "theme":
        return False
    return hints.library == "music" or strong_share(stem) < _RELEASE_SHARE


def _disc(folders: Folders, leaf: str, hints: Hints) -> Draft:
    """A disc structure or image is one item, named after the folder above it."""
    named = tuple(name for name in folders if name.lower() not in _DISC_FOLDERS)
    part = parts.disc_of(named[-1]) if named else None
    if part is not None:
        named = named[:-1]
    stem, _ = split_extension(leaf)
    name = named[-1] if named else stem
    draft = _film(above.of(named[:-1]), name, hints)
    draft.part = part
    draft.is_disc = True
    return draft


def _sidecar(around: Above, stem: str, hints: Hints) -> Draft:
    if hints.video:
        draft = Draft.of(type="subtitle")
        sidecars.read(draft, stem, hints.video)
        return draft
    video, words = sidecars.split_stem(stem)
    draft = _film(around, video, hints)
    draft.languages = ()
    sidecars.read_words(draft, words)
    draft.sub_title = ""
    return draft


def _film(around: Above, stem: str, hints: Hints) -> Draft:
    if _is_reversed(stem):
        stem = stem[::-1]
    if around.disc is not None:
        draft = _film(above.of(around.work[:-1]), stem, hints)
        draft.part = around.disc
        return draft
    bare, extra = extras.by_name(stem)
    draft = joining.joined(around.work, bare or (around.work[-1] if around.work else ""), hints)
    if extra := extra or around.extra_below(hints.root):
        draft.extra_type = extra
    return draft


def _is_reversed(stem: str) -> bool:
    may_be = ".p0" in stem or ("E" in stem and ("S." in stem or "S_" in stem or "S " in stem))
    return may_be and _REVERSED.search(stem) is not None

"""Which of the pictures beside the media stand for an item: the names that Kodi, Jellyfin and Plex agree on.

Names are compared without case. A picture that names the file comes before one that names the folder.
"""

import re
from collections.abc import Mapping, Sequence, Set
from pathlib import PurePosixPath
from typing import Protocol

from app.contract.browse import PictureKind
from app.contract.library import ItemKind

GRABBED = frozenset({ItemKind.FILM, ItemKind.EPISODE})
"""They have frames of their own."""
WIDE = frozenset({PictureKind.FANART, PictureKind.THUMB})
MAIN = frozenset({PictureKind.POSTER, PictureKind.COVER, PictureKind.THUMB})
"""Kinds that can stand for an item on a wall."""

_DISC = re.compile(r"(cd|dis[ck])[ ._-]*\d{1,2}", re.IGNORECASE)

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp"})

_SHOWS_AND_FILMS: Mapping[PictureKind, tuple[str, ...]] = {
    PictureKind.POSTER: ("poster", "folder", "cover", "movie", "show", "default"),
    PictureKind.FANART: ("fanart", "backdrop", "background", "art"),
    PictureKind.THUMB: ("landscape", "thumb"),
    PictureKind.LOGO: ("clearlogo", "logo"),
}
_ALBUMS = {PictureKind.COVER: ("cover", "folder", "front", "album", "poster")}
_ARTISTS = {
    PictureKind.COVER: ("artist", "folder", "poster", "thumb"),
    PictureKind.FANART: ("fanart", "backdrop", "background"),
    PictureKind.LOGO: ("clearlogo", "logo"),
}
_EPISODES = {PictureKind.THUMB: ("thumb", "landscape", "")}
_FILM_FILES: Mapping[PictureKind, tuple[str, ...]] = {
    **_SHOWS_AND_FILMS,
    PictureKind.POSTER: (*_SHOWS_AND_FILMS[PictureKind.POSTER], ""),
}
"""What may follow the name of the file and a dash; "" is the bare name."""


class Place(Protocol):
    """Where an item lies; see the library's Place."""

    @property
    def kind(self) -> ItemKind:
        """What it is."""

    @property
    def stems(self) -> tuple[str, ...]:
        """Names of its files without suffix."""

    @property
    def folders(self) -> tuple[str, ...]:
        """Folders that are its own: pictures that name the folder stand for it."""

    @property
    def season_folders(self) -> tuple[str, ...]:
        """For a season: folders of its show, where "season01-poster" may lie."""

    @property
    def season(self) -> int | None:
        """For a season: its number."""


def wants_frame(kind: ItemKind, have: Set[PictureKind]) -> bool:
    """Tell whether a frame would fill a gap: nothing for the wall, or nothing wide for the page."""
    return kind in GRABBED and not (have & MAIN and have & WIDE)


def choose(place: Place, paths: Sequence[str]) -> dict[PictureKind, str]:
    """Return the picture of each kind among the paths beside an item, in the order of preference of the names."""
    pictures = [path for path in paths if PurePosixPath(path).suffix.lower() in SUFFIXES]
    chosen: dict[PictureKind, str] = {}
    for kind, name, folders in _candidates(place):
        if kind not in chosen and (path := _find(pictures, name, folders)) is not None:
            chosen[kind] = path
    return chosen


def _candidates(place: Place) -> list[tuple[PictureKind, str, tuple[str, ...] | None]]:
    """Return (kind, name without suffix, folders it may lie in; None for any) from the best to the last resort."""
    found: list[tuple[PictureKind, str, tuple[str, ...] | None]] = []
    by_file = _by_file(place.kind)
    for stem in place.stems:
        for kind, words in by_file.items():
            found += [(kind, f"{stem}-{word}" if word else stem, None) for word in words]
    for kind, words in _season_names(place).items():
        found += [(kind, word, place.season_folders) for word in words]
    for kind, words in _by_folder(place.kind).items():
        found += [(kind, word, _folders(place)) for word in words]
    return found


def _folders(place: Place) -> tuple[str, ...]:
    """The cover of an album with several discs lies beside their folders."""
    discs = [folder for folder in map(PurePosixPath, place.folders) if _DISC.fullmatch(folder.name)]
    above = (_text(disc.parent) for disc in discs if place.kind is ItemKind.ALBUM)
    return tuple(dict.fromkeys((*place.folders, *above)))


def _by_file(kind: ItemKind) -> Mapping[PictureKind, tuple[str, ...]]:
    if kind is ItemKind.FILM:
        return _FILM_FILES
    return _EPISODES if kind is ItemKind.EPISODE else {}


def _by_folder(kind: ItemKind) -> Mapping[PictureKind, tuple[str, ...]]:
    if kind in (ItemKind.FILM, ItemKind.SHOW, ItemKind.SEASON):
        return _SHOWS_AND_FILMS
    if kind is ItemKind.ALBUM:
        return _ALBUMS
    return _ARTISTS if kind is ItemKind.ARTIST else {}


def _season_names(place: Place) -> Mapping[PictureKind, tuple[str, ...]]:
    if place.season is None:
        return {}
    name = "season-specials" if place.season == 0 else f"season{place.season:02}"
    return {
        PictureKind.POSTER: (f"{name}-poster", name),
        PictureKind.FANART: (f"{name}-fanart",),
        PictureKind.THUMB: (f"{name}-landscape", f"{name}-thumb"),
    }


def _find(pictures: Sequence[str], name: str, folders: tuple[str, ...] | None) -> str | None:
    for path in pictures:
        parts = PurePosixPath(path)
        if parts.stem.casefold() == name.casefold() and (folders is None or _text(parts.parent) in folders):
            return path
    return None


def _text(folder: PurePosixPath) -> str:
    return "" if str(folder) == "." else str(folder)

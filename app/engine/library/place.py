"""Where an item lies: its files, the folders that are its own, and the folders of its whole."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.contract.library import ItemKind
from app.engine.library.names.seasons import folder_season, number_season

_DISC = re.compile(r"(cd|dis[ck])[ ._-]*\d{1,2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an item lies.

    Attributes:
        stems: Names of its files without suffix; () for what only holds others.
        folders: Folders that are its own: what names the folder stands for it.
        season_folders: For a season: the folders of its show, where "season01-poster" may lie.
        season: Its number.
    """

    kind: ItemKind
    stems: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    season_folders: tuple[str, ...] = ()
    season: int | None = None


def place_of(kind: ItemKind, season: int | None, files: Sequence[tuple[str, bool]]) -> Place:
    """Return the place of an item from (path, folder shared with other items) of its files."""
    own = _unique(_folder(path) for path, is_shared in files if not is_shared)
    match kind:
        case ItemKind.SHOW:
            return Place(kind=kind, folders=_unique(_above(one) if _is_season(one) else one for one in own))
        case ItemKind.SEASON:
            every = _unique(_folder(path) for path, _ in files)
            whole = _unique(_above(one) if _is_season(one, season) else one for one in every)
            mine = tuple(one for one in own if _is_season(one, season))
            return Place(kind=kind, folders=mine, season_folders=whole, season=season)
        case ItemKind.ARTIST:
            return Place(kind=kind, folders=_unique(_above(_album(one)) for one in own))
        case ItemKind.ALBUM:
            return Place(kind=kind, folders=own)
        case _:
            stems = tuple(PurePosixPath(path).stem for path, _ in files)
            return Place(kind=kind, stems=stems, folders=own if kind is ItemKind.FILM else ())


def _unique(folders: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folders))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _above(folder: str) -> str:
    return folder.rpartition("/")[0]


def _album(folder: str) -> str:
    """The discs of an album lie in folders of their own."""
    return _above(folder) if _DISC.fullmatch(folder.rpartition("/")[2]) else folder


def _is_season(folder: str, season: int | None = None) -> bool:
    """A folder that is only a number ("2", "2009") must be that season: a show may be called so, too."""
    above, _, name = folder.rpartition("/")
    if folder_season(name) is not None:
        return True
    return bool(above) and season is not None and number_season(name) == season

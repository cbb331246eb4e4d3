"""Where an item lies: its files, the folders that are its own, and the folders of its whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.contract.library import ItemKind
from app.engine.library.names.seasons import folder_season


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
    every = _unique(_folder(path) for path, _ in files)
    whole = _unique(_above(folder) if _is_season(folder) else folder for folder in every)
    match kind:
        case ItemKind.SHOW:
            return Place(kind=kind, folders=whole)
        case ItemKind.SEASON:
            mine = tuple(folder for folder in own if _is_season(folder))
            return Place(kind=kind, folders=mine, season_folders=whole, season=season)
        case ItemKind.ARTIST:
            return Place(kind=kind, folders=_unique(_above(folder) for folder in every))
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


def _is_season(folder: str) -> bool:
    return folder_season(folder.rpartition("/")[2]) is not None

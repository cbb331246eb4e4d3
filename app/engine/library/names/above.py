"""What the folders above a file say of its role: skipped, an extra, a disc. Kept, since all files in them ask."""

from functools import lru_cache
from typing import NamedTuple

from app.engine.library.names import extras, parts, paths
from app.engine.library.names.paths import Folders

_ODD_STARTS = frozenset(("", ".", " "))
"""How names begin that may be no names, or whose slash may be a part of a name."""


class Above(NamedTuple):
    """The folders above a file.

    Attributes:
        extra: Kind of extra that the nearest folders say, or ""; `extra_folders`: those down to the one that says so.
        work: The folders above the first one that holds extras.
        disc: Number of the disc that the last of these is ("Disc 2", "CD1").
    """

    folders: Folders
    is_ignored: bool
    extra: str
    extra_folders: Folders
    work: Folders
    disc: int | None

    def extra_below(self, root: str) -> str:
        """Return the kind of extra that the folders say, never the library root itself; "" for none."""
        if self.extra and root and self.extra_folders == tuple(part for part in root.split("/") if part):
            return ""
        return self.extra


def split(path: str) -> tuple[Above, str]:
    """Return what the folders of a path say, and the last name; "" for a path without any name."""
    folder, _, leaf = path.rpartition("/")
    is_plain = leaf[:1] not in _ODD_STARTS and "\\" not in leaf and len(path) <= paths.MAX_PATH
    if is_plain and (around := _of_plain(folder)):
        return around, leaf
    folders, leaf = paths.split(path)
    return of(folders), leaf


@lru_cache(maxsize=2048)
def _of_plain(path: str) -> Above | None:
    folders = paths.plain_folders(path)
    return None if folders is None else _read(folders)


@lru_cache(maxsize=2048)
def of(folders: Folders) -> Above:
    """Return what the folders say, outermost first."""
    return _read(folders)


def _read(folders: Folders) -> Above:
    extra, work = "", folders
    extra_folders: Folders = ()
    if any(map(extras.kind_of, folders[-2:])):
        extra, extra_folders = _extra(folders)
        work = _without_extras(folders)
    return Above(
        folders=folders,
        is_ignored=any(map(extras.is_ignored_folder, folders)),
        extra=extra,
        extra_folders=extra_folders,
        work=work,
        disc=parts.disc_of(work[-1]) if work else None,
    )


def _extra(folders: Folders) -> tuple[str, Folders]:
    for depth in range(len(folders), max(len(folders) - 2, 0), -1):
        if kind := extras.kind_of(folders[depth - 1]):
            return kind, folders[:depth]
    return "", ()


def _without_extras(folders: Folders) -> Folders:
    for index in range(max(len(folders) - 2, 1), len(folders)):
        if extras.kind_of(folders[index]):
            return folders[:index]
    return folders

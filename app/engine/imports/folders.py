"""Lists folders here that may be those of another server. Blocking; call it on a thread."""

import os
from collections.abc import Iterable
from pathlib import Path

ROOTS = ("/mnt", "/media", "/srv", "/volume1", "/Volumes")
MOST_FOLDERS = 2_000
DEPTH = 2


def list_folders(sources: Iterable[str], remotes: Iterable[str]) -> frozenset[str]:
    """Return the sources, folders near them, folders where disks are mounted, and what has the very path."""
    found = dict.fromkeys(sources)
    found |= dict.fromkeys(path for path in remotes if path.startswith("/") and Path(path).is_dir())
    for root in [*found, *(str(Path(path).parent) for path in found), *ROOTS, str(Path.home())]:
        _add(root, DEPTH, found)
    return frozenset(found)


def _add(root: str, depth: int, found: dict[str, None]) -> None:
    if depth == 0 or root == "/" or len(found) >= MOST_FOLDERS:
        return
    try:
        with os.scandir(root) as entries:
            inner = sorted(entry.path for entry in entries if not entry.name.startswith(".") and _is_folder(entry))
    except OSError:  # not there, or not for us: no folder to propose
        return
    for path in inner[: MOST_FOLDERS - len(found)]:
        found[path] = None
    for path in inner:
        _add(path, depth - 1, found)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        entry.path.encode()
        return entry.is_dir(follow_symlinks=False)
    except (OSError, UnicodeEncodeError):  # vanished, or a name that cannot be shown
        return False

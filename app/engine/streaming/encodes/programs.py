"""Finds the ffmpeg program of this computer. What it can do is found out by trying."""

import importlib.util
import os
import re
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

OFF = "off"
_NAME = re.compile(r"ffmpeg[\w.-]{0,80}", re.IGNORECASE)
_PACKAGE = "imageio_ffmpeg"
"""Brings a program along; it is used when somebody installed it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program is. `state` is another one as soon as the file is."""

    path: Path
    state: str


def find_program(told: str) -> Place | None:
    """Return the program that a setting names, or with "" the one on the search path or in an installed package.

    None when there is none that may be trusted, or the setting says "off". It looks at the disk.
    """
    told = told.strip()
    if told == OFF:
        return None
    names = [told] if told else [shutil.which("ffmpeg") or "", *_packaged()]
    return next((place for name in names if name and (place := _trusted(Path(name))) is not None), None)


def _packaged() -> list[str]:
    found = importlib.util.find_spec(_PACKAGE)
    folders = (found.submodule_search_locations or []) if found is not None else []
    return [str(path) for folder in folders for path in sorted(Path(folder, "binaries").glob("ffmpeg*"))]


def _trusted(path: Path) -> Place | None:
    """Return a program that is one by its name, and that not everybody may replace.

    The setting comes over the network: it is to choose an ffmpeg, not to run just anything.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return None
    is_program = stat.S_ISREG(found.st_mode) and os.access(path, os.X_OK)
    is_open = os.name == "posix" and found.st_mode & stat.S_IWOTH
    if not path.is_absolute() or not _NAME.fullmatch(path.name) or not is_program or is_open:
        return None
    return Place(path, f"{found.st_mtime_ns}-{found.st_size}")

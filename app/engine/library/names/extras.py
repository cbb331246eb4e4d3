"""Trailers, featurettes and the like; samples; and what is skipped altogether."""

import re
from functools import lru_cache

FOLDERS = {
    "behind the scenes": "behindthescenes",
    "deleted scenes": "deletedscene",
    "deleted": "deletedscene",
    "interviews": "interview",
    "interview": "interview",
    "scenes": "scene",
    "scene": "scene",
    "samples": "sample",
    "sample": "sample",
    "shorts": "short",
    "short": "short",
    "featurettes": "featurette",
    "featurette": "featurette",
    "clips": "clip",
    "clip": "clip",
    "trailers": "trailer",
    "trailer": "trailer",
    "extra": "other",
    "extras": "other",
    "other": "other",
    "others": "other",
    "bonus": "other",
    "bonus features": "other",
    "specials features": "other",
    "backdrops": "themevideo",
    "theme-music": "themesong",
    "theme music": "themesong",
}
_SUFFIX = re.compile(
    r"(?:^|[^\W_)\]}'!?.\d]|\d|[)\]}'!?.])(?:-|_|\.(?=trailer|sample)| - )"
    r"(trailer|sample|scene|clip|interview|behindthescenes|deleted|deletedscene|featurette"
    r"|short|extra|other)[ ._-]?\d{0,3}$",
    re.IGNORECASE,
)
_SUFFIXES = (
    "trailer",
    "sample",
    "scene",
    "clip",
    "interview",
    "behindthescenes",
    "deleted",
    "featurette",
    "short",
    "extra",
    "other",
    "theme",
)
_ENDINGS = frozenset(suffix[-3:] for suffix in _SUFFIXES)
_WHOLE = {"trailer": "trailer", "sample": "sample", "movie-trailer": "trailer", "theme": "themesong"}
_TYPES = {"deleted": "deletedscene", "extra": "other"}
_IGNORED_FOLDERS = frozenset(
    [
        "@eadir",
        "#recycle",
        "@recycle",
        "$recycle.bin",
        ".trash",
        "lost+found",
        ".zfs",
        ".snapshot",
        ".snapshots",
        "extrafanart",
        "extrathumbs",
        ".actors",
        "metadata",
        ".@__thumb",
        ".appledouble",
        ".spotlight-v100",
        ".fseventsd",
        ".git",
        ".stfolder",
        ".stversions",
        "__macosx",
    ]
) | {"system volume information"}
_IGNORED_NAMES = frozenset(("thumbs.db", "desktop.ini", ".ds_store", "albumart.jpg.tmp"))
_SAMPLES = frozenset(("sample.mp4", "sample.mkv", "sample.avi"))
_IGNORED = _IGNORED_FOLDERS | _IGNORED_NAMES | _SAMPLES
_PARTIAL = (
    ".part",
    ".crdownload",
    ".!qb",
    ".!ut",
    ".tmp",
    ".partial",
    ".filepart",
    ".ite",
    ".aria2",
    ".download",
    ".ytdl",
    ".temp",
)
_SONG = re.compile(
    r"(?:(?<![a-z0-9])(nc|creditless[ ._]|textless[ ._]|clean[ ._]))?(?:(?<=nc)|(?<![a-z0-9]))"
    r"(op|ed|opening|ending|pv|cm|menu|trailer|preview)[ ._]{0,2}(\d{0,2})[a-d]?(?:v\d)?(?![a-z0-9])",
    re.IGNORECASE,
)


def song(text: str) -> re.Match[str] | None:
    """Return where an opening, an ending or the like is named; group 1 is "NC" or the like, group 3 its number."""
    return _SONG.search(text)


@lru_cache(maxsize=2048)
def is_ignored_folder(name: str) -> bool:
    """Tell whether a folder is never looked into."""
    low = name.lower()
    return low in _IGNORED_FOLDERS or low.startswith(".") or low.endswith(".trickplay")


def is_ignored(low: str, *, is_known: bool = False) -> bool:
    """Tell whether a file, given in lower case, is skipped for its own name.

    `is_known` tells that it ends like a film, a track or a subtitle: then no download of it is in progress.
    """
    return low[:1] == "." or low in _IGNORED or (not is_known and low.endswith(_PARTIAL))


def is_ignored_file(name: str) -> bool:
    """Tell whether a file is never looked at: hidden, housekeeping of a system, or a download in progress."""
    low = name.lower()
    return low in _IGNORED_NAMES or low.startswith(".") or low.endswith(_PARTIAL)


def by_name(stem: str) -> tuple[str, str]:
    """Return the stem without an extra's suffix, and the kind of extra; ("…", "") for none."""
    low = stem.lower().strip()
    word = low.rstrip("0123456789 ._-")
    if word[-3:] not in _ENDINGS or not word.endswith(_SUFFIXES):
        return stem, ""
    if whole := _WHOLE.get(low):
        return "", whole
    found = _SUFFIX.search(low)
    if found is None:
        return stem, ""
    kind = found.group(1)
    cut = low.rfind(kind)
    return stem[:cut].rstrip(" -_."), _TYPES.get(kind, kind)


def kind_of(folder: str) -> str:
    """Return the kind of extras that a folder holds; "" for none."""
    return FOLDERS.get(folder.lower().strip(), "")

"""Splits a path into its folders and the name at its end."""

import re

from app.engine.library.names.sidecars import language

MAX_PATH = 2400
"""Longer paths lose their beginning: nine names of 255 characters are enough."""
_MAX_FOLDERS = 8
_MAX_PARTS = 32
"""Pieces of a path that are put together again to folders."""
_NOWHERE = ("", ".", "..")
_LONGEST_WORD = 16
_SLASH = re.compile(r"(?<! )[/\\]|[/\\](?! )")
_LAST_WORD = re.compile(r"([^\W\d_]{2,12})$")
_FIRST_WORD = re.compile(r"^([^\W\d_]{2,12})(?![^\W_])")


Folders = tuple[str, ...]
"""Names of folders, outermost first. What they say is kept for all that lies in them."""


def split(path: str) -> tuple[Folders, str]:
    """Return the nearest folders, and the last name; "" for a path without any name."""
    path = path[-MAX_PATH:]
    is_plain = "\\" not in path and "/ " not in path and " /" not in path
    if "/" not in path and "\\" not in path:
        return (), path if path not in _NOWHERE else ""
    parts = [part for part in (path.split("/") if is_plain else _SLASH.split(path)) if part not in _NOWHERE]
    if not parts:
        return (), ""
    if path[0] not in "/\\" and ("[" in path or "(" in path or len(parts) == 2):
        parts = _joined(parts[-_MAX_PARTS:])
    return tuple(parts[:-1][-_MAX_FOLDERS:]), parts[-1]


def plain_folders(path: str) -> Folders | None:
    """Return the nearest folders of an absolute path of a folder; None where not all of its slashes part names."""
    if path[:1] != "/" or "\\" in path or "/ " in path or " /" in path or path.endswith(" "):
        return None
    return tuple([part for part in path.split("/") if part not in _NOWHERE][-_MAX_FOLDERS:])


def _joined(parts: list[str]) -> list[str]:
    """Put together what a slash inside a release name cut: "[Rus/Ukr]", "2xUkr/Fra"; no folder ends like that."""
    made = [parts[0]]
    for part in parts[1:]:
        if _is_cut(made[-1], part):
            made[-1] = f"{made[-1]}/{part}"
        else:
            made.append(part)
    return made


def _is_cut(before: str, behind: str) -> bool:
    for opening, closing in ("[]", "()"):
        if before.rfind(opening) > before.rfind(closing) and 0 <= behind.find(closing) < (
            behind.find(opening) if opening in behind else len(behind)
        ):
            return True
    last, first = _LAST_WORD.search(before[-_LONGEST_WORD:]), _FIRST_WORD.match(behind)
    return bool(last and first and language(last.group(1)) and language(first.group(1)))

"""Puts the files of a listing together: parts of one film, versions of one work, extras apart."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.engine.library.names.parse import read_path, split_extension
from app.engine.library.names.reading import Hints, Reading

_STACK = re.compile(r"^(.*?)([ ._-]{0,3})(cd|dvd|disc|disk|part|pt)([ ._-]{0,2})(\d{1,2}|[a-d])$", re.IGNORECASE)
_LABEL = re.compile(r"^(?: - |-| \[|\[|_| \(|\.| {1,2}(?=\d{3,4}p|uhd|4k))", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"^[ ._#-]*#?\d{1,3}$")
_RESOLUTION = re.compile(r"(\d{3,4})p", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Files that make one version of a work, in order of play."""

    files: tuple[str, ...]
    stem: str
    folder: str
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One work: the files of its primary version, those of the others, and what extra it is."""

    files: tuple[str, ...]
    alternates: tuple[tuple[str, ...], ...]
    extra_type: str


def group(paths: Sequence[str], hints: Hints) -> tuple[Group, ...]:
    """Return the works that a listing of paths holds, in the order they first appear."""
    made: list[Group] = []
    mains: list[Stack] = []
    for path in paths:
        reading = read_path(path, hints)
        if reading.ignored:
            continue
        if reading.extra_type:
            made.append(Group(files=(path,), alternates=(), extra_type=reading.extra_type))
        else:
            mains.append(_stack((path,), reading))
    works = _works(_stacked(mains, hints))
    return (*(_group(work) for work in works), *made)


def _stack(files: tuple[str, ...], reading: Reading) -> Stack:
    folder, _, leaf = files[0].replace("\\", "/").rpartition("/")
    return Stack(files=files, stem=split_extension(leaf)[0], folder=folder, reading=reading)


def _stacked(mains: Sequence[Stack], hints: Hints) -> list[Stack]:
    """Join "… cd1" and "… cd2"; a lone part stays what it is."""
    parts: dict[tuple[str, ...], list[tuple[str, Stack]]] = {}
    for one in mains:
        if found := _STACK.match(one.stem):
            style = "digit" if found.group(5).isdecimal() else "letter"
            extension = one.files[0].rpartition(".")[2].lower()
            key = (one.folder, found.group(1).lower(), found.group(3).lower(), style, extension)
            parts.setdefault(key, []).append((found.group(5).lower().zfill(2), one))
    joined: dict[str, Stack] = {}
    swallowed: set[str] = set()
    for members in parts.values():
        if len(members) > 1:
            members.sort(key=lambda member: member[0])
            files = tuple(one.files[0] for _, one in members)
            first = members[0][1]
            stem = _STACK.sub(r"\1", first.stem).rstrip(" ._-")
            joined[files[0]] = Stack(
                files=files, stem=stem, folder=first.folder, reading=read_path(f"{first.folder}/{stem}", hints)
            )
            swallowed.update(files[1:])
    return [joined.get(one.files[0], one) for one in mains if one.files[0] not in swallowed]


def _works(stacks: Sequence[Stack]) -> list[list[Stack]]:
    works: dict[tuple[object, ...], list[Stack]] = {}
    for one in stacks:
        works.setdefault(_identity(one), []).append(one)
    return list(works.values())


def _identity(one: Stack) -> tuple[object, ...]:
    reading = one.reading
    if reading.episodes or reading.absolute or reading.air_date:
        return (
            "episode",
            one.folder,
            reading.title.casefold(),
            reading.seasons,
            reading.episodes,
            reading.absolute,
            reading.air_date,
        )
    folder = one.folder.rpartition("/")[2]
    rest = _label_after(one.stem, folder)
    if rest is not None:
        return ("folder", one.folder)
    return ("name", one.folder, one.stem.casefold(), one.files[0])


def _label_after(stem: str, folder: str) -> str | None:
    """Return what follows the folder's name in a file's name, or None when that is no version of it."""
    if not folder or not stem.lower().startswith(folder.lower()):
        return None
    rest = stem[len(folder) :]
    if not rest:
        return ""
    if _BARE_NUMBER.match(rest) or not _LABEL.match(rest):
        return None
    return None if re.search(r"\((?:19|20)\d\d\)", rest) else rest


def _group(work: list[Stack]) -> Group:
    folder = work[0].folder.rpartition("/")[2].casefold()
    ordered = sorted(work, key=lambda one: _rank(one, folder))
    return Group(files=ordered[0].files, alternates=tuple(one.files for one in ordered[1:]), extra_type="")


def _rank(one: Stack, folder: str) -> tuple[int, int, str]:
    found = _RESOLUTION.search(one.stem)
    plain = one.stem.casefold() == folder
    return (0 if plain else 1, -int(found.group(1)) if found else 0, one.stem.casefold())


def to_dicts(groups: Sequence[Group]) -> list[Mapping[str, object]]:
    """Return groups as plain values."""
    return [
        {
            "files": list(one.files),
            "alternates": [list(files) for files in one.alternates],
            "extra_type": one.extra_type or None,
        }
        for one in groups
    ]

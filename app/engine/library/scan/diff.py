"""Compares what is stored of a source with what a walk saw. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.engine.library.scan.walk import Seen


@dataclass(frozen=True, slots=True)
class Stored:
    """A media file as it is stored."""

    id: int
    size_bytes: int
    mtime_ns: int
    fingerprint: str
    is_missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What to do.

    Attributes:
        new: Files nobody knows; one of them may be a missing one under a new name.
        changed: Files to read again.
        back: Ids of files that were missing and are there again, as they were.
        missing: Stored files that are gone, by path.
        unchanged: How many need nothing.
    """

    new: tuple[Seen, ...]
    changed: tuple[tuple[Seen, Stored], ...]
    back: tuple[int, ...]
    missing: Mapping[str, Stored]
    unchanged: int

    def movable(self) -> dict[int, list[tuple[str, Stored]]]:
        """Return the missing files by size: a new file of such a size may be one of them."""
        sizes: dict[int, list[tuple[str, Stored]]] = {}
        for path, stored in self.missing.items():
            if stored.fingerprint:
                sizes.setdefault(stored.size_bytes, []).append((path, stored))
        return sizes


def compare(stored: Mapping[str, Stored], seen: Mapping[str, Seen], unread: Sequence[str], same: int = 0) -> Diff:
    """Return the difference. What lies in a folder that could not be read stays as it is.

    Args:
        same: How many files there are besides, both stored and seen, that the walk found to be as before.
    """
    new: list[Seen] = []
    changed: list[tuple[Seen, Stored]] = []
    back: list[int] = []
    unchanged = same
    for path, file in seen.items():
        before = stored.get(path)
        if before is None:
            new.append(file)
        elif (before.size_bytes, before.mtime_ns) != (file.size_bytes, file.mtime_ns):
            changed.append((file, before))
        else:
            unchanged += 1
            if before.is_missing:
                back.append(before.id)
    missing = {path: one for path, one in stored.items() if path not in seen and not _is_under(path, unread)}
    return Diff(new=tuple(new), changed=tuple(changed), back=tuple(back), missing=missing, unchanged=unchanged)


def _is_under(path: str, folders: Sequence[str]) -> bool:
    return any(folder == "" or path == folder or path.startswith(f"{folder}/") for folder in folders)

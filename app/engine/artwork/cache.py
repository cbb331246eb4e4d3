"""Keeps pictures under the SHA-256 of their bytes: `ab/cd/<hash>.<suffix>`, whole or not at all."""

import hashlib
import os
import secrets
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

BLOCK_BYTES = 1024 * 1024
DRAFTS = "drafts"
YOUNG_S = 3600.0


class Cache:
    """A folder of pictures by content.

    All methods touch the disk: call them beside the event loop.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """Give a path in the same file system to write to; what is not kept is gone afterwards."""
        folder = self._root / DRAFTS
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / secrets.token_hex(12)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    def keep(self, draft: Path, suffix: str) -> str:
        """Take a written draft in and return its hash. A power loss leaves the whole file or none."""
        sha256 = _hash(draft)
        target = self.path(sha256, suffix)
        target.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("rb+") as file:  # Windows syncs only what may be written
            os.fsync(file.fileno())
        draft.replace(target)
        return sha256

    def has(self, sha256: str, suffix: str) -> bool:
        """Tell whether the bytes of a hash are there."""
        return self.path(sha256, suffix).is_file()

    def path(self, sha256: str, suffix: str) -> Path:
        """Return where the bytes of a hash lie, or would lie."""
        return self._root / sha256[:2] / sha256[2:4] / f"{sha256}.{suffix}"

    def remove(self, sha256: str, suffix: str) -> None:
        """Delete the bytes of a hash, if they are there."""
        self.path(sha256, suffix).unlink(missing_ok=True)

    def sweep(self, wanted: Collection[str]) -> frozenset[str]:
        """Delete what no hash in `wanted` names, and drafts that a crash left; return the hashes that are lost.

        What is younger than an hour stays: it may be about to be noted.
        """
        found, limit = set(), time.time() - YOUNG_S
        for file in self._root.rglob("*"):
            found.add(file.stem)
            if file.stem not in wanted:
                _remove_older(file, limit)
        return frozenset(wanted) - found


def _remove_older(file: Path, limit: float) -> None:
    with suppress(FileNotFoundError):  # a draft that was just kept
        if file.is_file() and file.stat().st_mtime < limit:
            file.unlink()


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()

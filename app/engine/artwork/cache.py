"""Keeps pictures under the SHA-256 of their bytes: `ab/cd/<hash>.<suffix>`, whole or not at all."""

import hashlib
import os
import secrets
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
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
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
        return sha256

    def path(self, sha256: str, suffix: str) -> Path:
        """Return where the bytes of a hash lie, or would lie."""
        return self._root / sha256[:2] / sha256[2:4] / f"{sha256}.{suffix}"

    def sweep(self, wanted: Collection[str]) -> int:
        """Delete what no hash in `wanted` names, and drafts that a crash left; return how many files that were.

        What is younger than an hour stays: it may be about to be noted.
        """
        removed, limit = 0, time.time() - YOUNG_S
        for file in self._root.rglob("*"):
            if file.is_file() and file.stem not in wanted and file.stat().st_mtime < limit:
                file.unlink(missing_ok=True)
                removed += 1
        return removed


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()

"""Keeps the pictures along films as folders `ab/cd/<key>`: whole, or as a draft that goes on after a stop."""

import re
import shutil
import time
from collections.abc import Collection
from pathlib import Path

DRAFT = ".part"
YOUNG_S = 24 * 3600.0
"""A draft of which nobody knows is kept so long."""
_KEY = re.compile(r"[0-9a-f]{64}")


class Shelf:
    """A folder of folders. All methods touch the disk: call them beside the event loop."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._began = time.time()

    def draft(self, key: str) -> Path:
        """Return the folder in which something is made; what was made there before a stop is still in it."""
        folder = self._place(key).with_suffix(DRAFT)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def keep(self, key: str, files: Collection[str]) -> int:
        """Make a draft visible and return its size in bytes.

        Raises:
            FileNotFoundError: one of the files that it is to have is not there; it stays a draft.
        """
        draft, target = self.draft(key), self._place(key)
        size_bytes = sum((draft / name).stat().st_size for name in files)
        if target.exists():
            shutil.rmtree(target)
        draft.replace(target)
        return size_bytes

    def path(self, key: str, name: str) -> Path:
        """Return where a file lies, or would lie."""
        return self._place(key) / name

    def remove(self, key: str) -> None:
        """Delete what is kept under a key, its draft too."""
        shutil.rmtree(self._place(key), ignore_errors=True)
        shutil.rmtree(self._place(key).with_suffix(DRAFT), ignore_errors=True)

    def sweep(self, wanted: Collection[str]) -> frozenset[str]:
        """Delete what no key in `wanted` names, and old drafts; return the keys that are lost.

        What was made since the start stays: nobody may have noted its key yet.
        """
        found, limit = set(), time.time() - YOUNG_S
        for folder in self._root.glob("*/*/*"):
            if folder.suffix == DRAFT:
                is_needed = folder.stat().st_mtime > limit
            else:
                found.add(folder.name)
                is_needed = folder.name in wanted or folder.stat().st_mtime >= self._began
            if not is_needed:
                shutil.rmtree(folder, ignore_errors=True)
        return frozenset(wanted) - found

    def _place(self, key: str) -> Path:
        assert _KEY.fullmatch(key), "a key is a SHA-256"
        return self._root / key[:2] / key[2:4] / key

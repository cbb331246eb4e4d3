"""Keeps what was taken out of files: a file for each, in the cache.

Not in the database: a house with ten thousand films has gigabytes of it, all of which can be made again, and the
database is copied with every backup and has one writer.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from app.engine.ground.files import write_private


class Shelf:
    """A folder of texts, each by the file that it comes from and the state of that file.

    All methods touch the disk: call them beside the event loop.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, asset_id: int, etag: str, content: bytes) -> None:
        """Lay something down, whole or not at all."""
        path = self._path(asset_id, etag)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_private(path, content)

    def read(self, asset_id: int, etag: str, start: int, count: int) -> bytes | None:
        """Return some bytes of what lies there; None when it is gone, or shorter."""
        try:
            with self._path(asset_id, etag).open("rb") as file:
                file.seek(start)
                content = file.read(count)
        except OSError:  # somebody emptied the cache: it is made again
            return None
        return content if len(content) == count else None

    def remove(self, asset_id: int, etag: str) -> None:
        """Take something away, if it is there."""
        with suppress(FileNotFoundError):
            self._path(asset_id, etag).unlink()

    def _path(self, asset_id: int, etag: str) -> Path:
        name = hashlib.sha256(f"{asset_id}/{etag}".encode()).hexdigest()[:40]
        return self._root / name[:2] / name

"""Keeps what was taken out of files: a file for each, in the cache.

Not in the database: a house with ten thousand films has gigabytes of it, all of which can be made again, and the
database is copied with every backup and has one writer.
"""

import hashlib
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from app.contract.errors import Unavailable
from app.engine.ground.files import write_private


class Shelf:
    """A folder of texts, each by the file that it comes from and the state of that file.

    All methods touch the disk: call them beside the event loop.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._began = time.time()

    def put(self, asset_id: int, etag: str, content: bytes) -> None:
        """Lay something down, whole or not at all. Raises Unavailable when the disk does not take it."""
        path = self._path(asset_id, etag)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_private(path, content)
        except OSError as error:
            raise Unavailable(f"Subtitles cannot be kept: {error.strerror or error}.", code="no_room") from error

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
        with suppress(OSError):  # what cannot be removed now is laid over later
            self._path(asset_id, etag).unlink()

    def sweep(self, kept: Iterable[tuple[int, str]]) -> None:
        """Delete what none of these (asset, state) names, but for what nobody may have noted yet."""
        wanted = {self._path(asset_id, etag) for asset_id, etag in kept}
        for path in self._root.glob("*/*"):
            with suppress(OSError):
                if path not in wanted and path.stat().st_mtime < self._began:  # else it was laid down just now
                    path.unlink()

    def _path(self, asset_id: int, etag: str) -> Path:
        name = hashlib.sha256(f"{asset_id}/{etag}".encode()).hexdigest()[:40]
        return self._root / name[:2] / name

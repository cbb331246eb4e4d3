"""Keeps the file that was cut last open for a while: opening a long film reads its whole index."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from av.container import InputContainer

from app.worker.containers import open_media

IDLE_S = 10.0
"""Then the file is closed, so that its disk can be taken away."""


class Kept:
    """At most one open file."""

    def __init__(self) -> None:
        self._name: tuple[Path, str] | None = None
        self._container: InputContainer | None = None
        self._used_at = 0.0

    @contextmanager
    def borrow(self, path: Path, etag: str) -> Iterator[InputContainer]:
        """Lend the open file; one that failed its borrower is closed."""
        if self._container is None or self._name != (path, etag):
            self.close()
            self._container, self._name = open_media(path), (path, etag)
        try:
            yield self._container
        except BaseException:
            self.close()
            raise
        self._used_at = time.monotonic()

    def close_idle(self) -> None:
        """Close a file that nobody wants any more."""
        if self._container is not None and time.monotonic() - self._used_at >= IDLE_S:
            self.close()

    def close(self) -> None:
        """Close the file."""
        if self._container is not None:
            self._container.close()
        self._container = self._name = None


KEPT = Kept()
"""Of this process, which does one task at a time."""

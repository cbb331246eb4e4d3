"""Lends folders to workers, which are killed when nobody watches and cannot tidy up then."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from app.contract.errors import Unsupported
from app.engine.ground.clock import now_ms


class Scratch:
    """Folders that are gone when they are given back, or when the engine starts the next time."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._prefix = f"{now_ms()}-"

    async def sweep(self) -> None:
        """Delete what an engine left that was ended by force."""
        await asyncio.to_thread(self._sweep)

    async def make(self) -> Path:
        """Return a new folder. Raises Unsupported when none can be made."""
        try:
            return await asyncio.to_thread(self._make)
        except OSError as error:
            raise Unsupported(f"The disk takes nothing: {error.strerror}", code="no_folder") from error

    async def delete(self, folder: Path) -> None:
        """Take a folder back."""
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def _make(self) -> Path:
        self._root.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=self._prefix, dir=self._root))

    def _sweep(self) -> None:
        for folder in self._root.glob("*"):
            if not folder.name.startswith(self._prefix):
                shutil.rmtree(folder, ignore_errors=True)

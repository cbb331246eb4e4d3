"""Lets work in the background wait while scans go on: the wall fills first, then it gets its colours."""

import asyncio
import contextlib

from app.contract.library import ScanProgress, ScanState
from app.engine.ground.bus import Bus

PATIENCE_S = 20.0
"""The pictures of a scan that takes longer are collected while it goes on."""
_BUSY = (ScanState.WALKING, ScanState.PROBING)


class Quiet:
    """Knows which sources are scanned at the moment."""

    def __init__(self, bus: Bus, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._busy: set[str] = set()
        self._busy_since = 0.0
        self._free = asyncio.Event()
        self._free.set()
        bus.on(ScanProgress, self._on_scan)

    async def wait(self) -> None:
        """Return when no source is scanned, or when the scans have taken long."""
        left_s = self._busy_since + self._patience_s - asyncio.get_running_loop().time()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(left_s, 0)):
                await self._free.wait()

    def _on_scan(self, event: ScanProgress) -> None:
        if event.scan.state in _BUSY:
            if not self._busy:
                self._busy_since = asyncio.get_running_loop().time()
                self._free.clear()
            self._busy.add(event.scan.source_id)
            return
        self._busy.discard(event.scan.source_id)
        if not self._busy:
            self._free.set()

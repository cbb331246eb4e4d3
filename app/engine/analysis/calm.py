"""Lets a closer look wait until nothing else is to be done: no scan, and no job of another kind."""

import asyncio
import contextlib

from app.contract.jobs import JobProgress, JobState
from app.contract.library import ScanProgress, ScanState
from app.engine.ground.bus import Bus

PATIENCE_S = 600.0
"""After so long it goes on beside what never ends."""
_SCANNING = (ScanState.WALKING, ScanState.PROBING)


class Calm:
    """Knows what the engine works on at the moment, its own kind of job left out."""

    def __init__(self, bus: Bus, own: str, patience_s: float = PATIENCE_S) -> None:
        self._own = own
        self._patience_s = patience_s
        self._busy: set[tuple[str, str]] = set()
        self._free = asyncio.Event()
        self._free.set()
        bus.on(ScanProgress, self._on_scan)
        bus.on(JobProgress, self._on_job)

    async def wait(self) -> None:
        """Return when nothing else is worked on, or after a long time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience_s):
                await self._free.wait()

    def _on_scan(self, event: ScanProgress) -> None:
        self._note(("scan", event.scan.source_id), is_busy=event.scan.state in _SCANNING)

    def _on_job(self, event: JobProgress) -> None:
        if event.kind != self._own:
            self._note(("job", event.id), is_busy=event.state is JobState.RUNNING)

    def _note(self, what: tuple[str, str], *, is_busy: bool) -> None:
        if is_busy:
            self._busy.add(what)
            self._free.clear()
            return
        self._busy.discard(what)
        if not self._busy:
            self._free.set()

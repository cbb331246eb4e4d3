"""Takes the texts out of new films while nobody waits: durably, one film after the other, behind scans."""

import asyncio
import time
from collections.abc import Sequence

import structlog

from app.contract.errors import NotFound, Unsupported
from app.contract.library import Aspect, ItemsChanged
from app.engine.ground.bus import Bus
from app.engine.ground.jobs import Jobs, Work
from app.engine.ground.quiet import Quiet
from app.engine.ground.tasks import Tasks
from app.engine.streaming.files import look
from app.engine.streaming.subtitles.texts import Texts
from app.engine.streaming.subtitles.tracks import KnowsFiles

JOB = "streaming.texts"
PRIORITY = 8
"""Behind scans and pictures."""
BATCH = 200
ALL = "all"
"""Key and payload of the job that looks after all films: of those before this was there, and after a crash."""
SWEEP_EVERY_S = 24 * 3_600.0
PATIENCE_S = 3_600.0
"""Reading whole films would slow down a scan."""

log = structlog.get_logger(__name__)


class Background:
    """Reads every film with text once."""

    def __init__(self, bus: Bus, jobs: Jobs, library: KnowsFiles, texts: Texts) -> None:
        self._bus = bus
        self._jobs = jobs
        self._library = library
        self._texts = texts
        self._quiet = Quiet(bus, PATIENCE_S)
        self._swept_at = -SWEEP_EVERY_S
        jobs.handle(JOB, self._take_out, at_once=1)

    def hear(self, tasks: Tasks) -> None:
        """Read from now on: films whose files change, and those that were not read yet."""
        self._bus.on(ItemsChanged, lambda event: self._on_items_changed(event, tasks))
        tasks.start(self._jobs.add(JOB, {ALL: True}, key=ALL, priority=PRIORITY), name="streaming.texts")

    def _on_items_changed(self, event: ItemsChanged, tasks: Tasks) -> None:
        if event.aspect is Aspect.FILE and event.ids:
            tasks.start(self._add([int(item_id) for item_id in event.ids]), name="streaming.texts")

    async def _add(self, ids: Sequence[int]) -> None:
        for start in range(0, len(ids), BATCH):
            await self._jobs.add(JOB, {"ids": ids[start : start + BATCH]}, priority=PRIORITY)

    async def _take_out(self, work: Work) -> None:
        """Read the films of a job that are not known in their present state."""
        await self._quiet.wait()
        wanted = await self._wanted(None if ALL in work.payload else work.payload["ids"])
        for place, asset_id in enumerate(wanted):
            work.progress(place / len(wanted), f"{place} of {len(wanted)}")
            await self._quiet.wait()
            await self._read(asset_id)
        await self._sweep()

    async def _sweep(self) -> None:
        """Once a day, and at every start: nothing else tells which files are in the library no more."""
        at = time.monotonic()
        if at - self._swept_at >= SWEEP_EVERY_S:
            self._swept_at = at
            await self._texts.sweep(self._library)

    async def _wanted(self, item_ids: Sequence[int] | None) -> list[int]:
        wanted: list[int] = []
        after = 0
        while some := await self._library.list_with_text(item_ids, after, BATCH):
            known = await self._texts.list_states([asset_id for asset_id, _state in some])
            wanted += [asset_id for asset_id, state in some if known.get(asset_id) != state]
            after = some[-1][0]
        return wanted

    async def _read(self, asset_id: int) -> None:
        path = await self._library.find_file(asset_id)
        if path is None:
            return  # its disk is away: it is read when it comes back
        try:
            row = await self._texts.take_out(asset_id, await asyncio.to_thread(look, path), is_awaited=False)
        except (NotFound, Unsupported):
            return  # gone since
        if row.fault:
            log.info("texts_skipped", asset=asset_id, reason=row.fault)

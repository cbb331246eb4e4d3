"""Keeps pictures for every item: collects them when files change, in the background and durably."""

import asyncio
from collections.abc import Sequence

from app.contract.errors import NotFound
from app.contract.library import Aspect, ItemKind, ItemsChanged
from app.engine.artwork import store
from app.engine.artwork.cache import Cache
from app.engine.artwork.collect import Collector
from app.engine.artwork.sizes import Sized, Sizes
from app.engine.ground.bus import Bus
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs, Work
from app.engine.ground.tasks import Tasks

JOB = "artwork.collect"
PRIORITY = 6
"""Behind scans: the wall fills first, then it gets its colours."""
AT_ONCE = 2
BATCH = 100
"""Items of one job: a disk that comes back brings all its items at once."""
TOLD_AT_ONCE = 20
BARE = "bare"
"""Key and payload of the one job that looks after all items without a picture."""


class Artwork:
    """The pictures of the library."""

    def __init__(self, db: Db, bus: Bus, jobs: Jobs, collector: Collector, sizes: Sizes) -> None:
        self._db = db
        self._bus = bus
        self._jobs = jobs
        self._collector = collector
        self._sizes = sizes
        jobs.handle(JOB, self._collect, at_once=AT_ONCE)

    def hear(self, tasks: Tasks) -> None:
        """Collect pictures from now on: of items whose files change, and of those that a crash left without."""
        self._bus.on(ItemsChanged, lambda event: self._on_items_changed(event, tasks))
        tasks.start(self._catch_up(), name="artwork.catch_up")

    async def get_picture(self, item_id: int, kind: str, width_px: int) -> Sized:
        """Return a picture of an item, at least `width_px` wide where it is so wide; 0 gives it as it is.

        Raises:
            NotFound: the item has no such picture.
        """
        return await self._sizes.get(item_id, kind, width_px)

    async def sweep(self, cache: Cache) -> None:
        """Delete what no item needs any more, and collect anew what was lost from the cache."""
        await self._sizes.trim()
        wanted = await self._db.read(store.list_hashes)
        lost = await asyncio.to_thread(cache.sweep, wanted)
        await self._add(await self._db.read(store.list_owners, lost))

    def _on_items_changed(self, event: ItemsChanged, tasks: Tasks) -> None:
        if event.aspect is Aspect.FILE and event.ids:
            tasks.start(self._add([int(item_id) for item_id in event.ids]), name="artwork.add")

    async def _catch_up(self) -> None:
        if await self._db.read(store.list_bare):
            await self._jobs.add(JOB, {BARE: True}, key=BARE, priority=PRIORITY + 1)

    async def _add(self, ids: Sequence[int]) -> None:
        for start in range(0, len(ids), BATCH):
            await self._jobs.add(JOB, {"ids": ids[start : start + BATCH]}, priority=PRIORITY)

    async def _collect(self, work: Work) -> None:
        """Collect the pictures of some items and of what they lie in."""
        wanted = await self._db.read(store.list_bare) if BARE in work.payload else work.payload["ids"]
        ids = await self._db.read(store.list_with_outer, wanted)
        changed: dict[int, ItemKind] = {}
        for place, (item_id, kind) in enumerate(ids):
            work.progress(place / len(ids), f"{place} of {len(ids)}")
            if await self._collect_one(item_id):
                changed[item_id] = ItemKind(kind)
            if len(changed) >= TOLD_AT_ONCE:
                self._tell(changed)
        self._tell(changed)

    async def _collect_one(self, item_id: int) -> bool:
        before = await self._db.read(store.list_kept, item_id)
        try:
            pictures = await self._collector.collect(item_id, before)
        except NotFound:
            return False  # removed meanwhile
        return await self._db.write(store.replace_pictures, item_id, pictures, now_ms())

    def _tell(self, changed: dict[int, ItemKind]) -> None:
        if changed:
            kinds = tuple(dict.fromkeys(changed.values()))
            self._bus.publish(ItemsChanged(ids=tuple(map(str, changed)), kinds=kinds, aspect=Aspect.ARTWORK))
            changed.clear()

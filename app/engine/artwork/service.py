"""Keeps pictures for every item: collects them when files change, in the background and durably."""

import asyncio
from collections.abc import Sequence

from app.contract.browse import PictureKind
from app.contract.errors import NotFound
from app.contract.library import Aspect, ItemKind, ItemsChanged
from app.engine.artwork import store
from app.engine.artwork.cache import Cache
from app.engine.artwork.collect import Collector
from app.engine.artwork.rules import wants_frame
from app.engine.artwork.sizes import Sized, Sizes
from app.engine.ground.bus import Bus
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs, Work
from app.engine.ground.quiet import Quiet
from app.engine.ground.tasks import Tasks

JOB = "artwork.collect"
GRAB = "artwork.grab"
"""Frames for what has no picture: a job of its own, so that pictures that are there come first."""
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
        self._quiet = Quiet(bus)
        jobs.handle(JOB, self._collect, at_once=AT_ONCE)
        jobs.handle(GRAB, self._grab, at_once=AT_ONCE)

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
        """Collect the pictures of some items and of what they lie in, and leave the frames for later."""
        wanted = await self._db.read(store.list_bare) if BARE in work.payload else work.payload["ids"]
        items = await self._db.read(store.list_with_outer, wanted)
        pictures = await self._collect_all(work, items, may_grab=False)
        bare = [item_id for item_id, kind in items if wants_frame(kind, pictures.get(item_id, frozenset()))]
        if bare:
            await self._jobs.add(GRAB, {"ids": bare}, priority=PRIORITY + 1)

    async def _grab(self, work: Work) -> None:
        """Grab frames for some items."""
        await self._collect_all(work, await self._db.read(store.list_with_outer, work.payload["ids"]), may_grab=True)

    async def _collect_all(
        self, work: Work, items: Sequence[tuple[int, ItemKind]], *, may_grab: bool
    ) -> dict[int, frozenset[PictureKind]]:
        """Return the kinds of pictures that each item has, frames not counted."""
        await self._quiet.wait()
        found: dict[int, frozenset[PictureKind]] = {}
        changed: dict[int, ItemKind] = {}
        for place, (item_id, kind) in enumerate(items):
            work.progress(place / len(items), f"{place} of {len(items)}")
            before = await self._db.read(store.list_kept, item_id)
            try:
                pictures = await self._collector.collect(item_id, before, may_grab=may_grab)
            except NotFound:
                continue  # removed meanwhile
            found[item_id] = frozenset(picture.kind for picture in pictures if picture.source != "frame")
            if await self._db.write(store.replace_pictures, item_id, pictures, now_ms()):
                changed[item_id] = kind
            if len(changed) >= TOLD_AT_ONCE:
                self._tell(changed)
        self._tell(changed)
        return found

    def _tell(self, changed: dict[int, ItemKind]) -> None:
        if changed:
            kinds = tuple(dict.fromkeys(changed.values()))
            self._bus.publish(ItemsChanged(ids=tuple(map(str, changed)), kinds=kinds, aspect=Aspect.ARTWORK))
            changed.clear()

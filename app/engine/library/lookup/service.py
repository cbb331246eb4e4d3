"""Answers what another server's items are here, and takes over since when they were there."""

from collections.abc import Mapping, Sequence

from app.contract.library import Aspect, ItemKind, ItemsChanged
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.library.lookup import store
from app.engine.library.lookup.rules import Answer, Wanted


class Lookup:
    """Finds items by file, provider id or name."""

    def __init__(self, db: Db, bus: Bus) -> None:
        self._db = db
        self._bus = bus

    async def list_ids(self) -> Mapping[str, int]:
        """Return what `find_all` needs to match by id; read it once for many calls."""
        return await self._db.read(store.list_ids)

    async def find_all(self, wanted: Sequence[Wanted], ids: Mapping[str, int]) -> tuple[Answer, ...]:
        """Return one answer for each that is wanted, in their order."""
        return await self._db.read(store.find_all, wanted, ids)

    async def set_added(self, dates: Mapping[int, int]) -> int:
        """Set back when items were added (ms since 1970), never forward. Returns how many this changed."""
        changed = await self._db.write(store.set_added, dates)
        if changed:
            event = ItemsChanged(ids=tuple(map(str, changed)), kinds=tuple(ItemKind), aspect=Aspect.METADATA)
            self._bus.publish(event)
        return len(changed)

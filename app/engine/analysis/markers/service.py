"""Tells where intro, recap and credits are, and takes what users say about it."""

from collections.abc import Sequence

from app.contract.analysis import Marker, MarkerKind, MarkerSource, MarkerWish
from app.contract.errors import Invalid, NotFound
from app.contract.units import DurationMs
from app.engine.analysis.markers import rules, store
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.library import Asset, ReadingRoom


class Markers:
    """The markers of files."""

    def __init__(self, db: Db, library: ReadingRoom) -> None:
        self._db = db
        self._library = library

    async def list_markers(self, asset_id: int) -> tuple[Marker, ...]:
        """Return the markers of a file, in the order of time."""
        return await self._db.read(store.list_markers, asset_id)

    async def find_credits(self, asset_id: int) -> DurationMs | None:
        """Return where the credits of a file start; None when nobody knows."""
        return rules.find_credits(await self.list_markers(asset_id))

    async def save(self, item_id: int, kind: MarkerKind, wish: MarkerWish) -> Marker:
        """Note where a part is, as a user says it; what is found later does not change it.

        Raises:
            NotFound: there is no such item or version.
            Invalid: it ends before it starts, or after the end; or there are versions to choose from.
        """
        asset = await self._asset(item_id, wish.asset_id)
        length = asset.probe.duration_ms
        if not 0 <= wish.start_ms < wish.end_ms or (length and wish.end_ms > length):
            raise Invalid(
                "A part starts before it ends, and ends with the film at the latest.",
                code="invalid_marker",
                details={"start_ms": wish.start_ms, "end_ms": wish.end_ms, "duration_ms": length},
            )
        marker = Marker(kind=kind, start_ms=wish.start_ms, end_ms=wish.end_ms)
        await self._db.write(store.save_said, asset.id, marker, now_ms())
        return marker

    async def deny(self, item_id: int, kind: MarkerKind, asset_id: str | None) -> None:
        """Note that there is no such part, as a user says it. Raises as `save`."""
        asset = await self._asset(item_id, asset_id)
        nothing = Marker(kind=kind, start_ms=DurationMs(0), end_ms=DurationMs(0), source=MarkerSource.USER)
        await self._db.write(store.save_said, asset.id, nothing, now_ms())

    async def forget(self, item_id: int) -> None:
        """Forget what users said of an item. Raises NotFound."""
        assets = await self._assets(item_id)
        await self._db.write(store.forget_said, [asset.id for asset in assets])

    async def _asset(self, item_id: int, asset_id: str | None) -> Asset:
        assets = await self._assets(item_id)
        if asset_id is None and len(assets) > 1:
            raise Invalid("There are several versions; say which by asset_id.", code="version_needed")
        for asset in assets:
            if asset_id in (None, str(asset.id)):
                return asset
        raise NotFound("There is no such version.", code="version_not_found")

    async def _assets(self, item_id: int) -> Sequence[Asset]:
        await self._library.get_entry(item_id)
        return await self._library.list_assets(item_id)

"""What a closer look at files found."""

from app.client.wire import Wire
from app.contract.analysis import Analysis, Marker, MarkerKind, MarkerWish
from app.contract.server import API


class AnalysisClient:
    """Pictures along films, chapters, loudness, markers."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def list_analyses(self, item_id: str) -> tuple[Analysis, ...]:
        """Return what is known about each file of an item."""
        return await self._wire.get(f"{API}/items/{item_id}/analysis", tuple[Analysis, ...])

    async def save_marker(self, item_id: str, kind: MarkerKind, wish: MarkerWish) -> Marker:
        """Say where a part of an item is."""
        return await self._wire.send("PUT", f"{API}/items/{item_id}/markers/{kind}", Marker, wish)

    async def deny_marker(self, item_id: str, kind: MarkerKind, asset_id: str | None = None) -> None:
        """Say that an item has no such part."""
        query = {"asset_id": asset_id} if asset_id is not None else None
        await self._wire.tell("DELETE", f"{API}/items/{item_id}/markers/{kind}", query=query)

    async def forget_markers(self, item_id: str) -> None:
        """Forget what users said about an item's parts."""
        await self._wire.tell("DELETE", f"{API}/items/{item_id}/markers")

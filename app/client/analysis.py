"""What a closer look at files found."""

from app.client.wire import Wire
from app.contract.analysis import Analysis
from app.contract.server import API


class AnalysisClient:
    """Pictures along films, chapters, loudness, markers."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def list_analyses(self, item_id: str) -> tuple[Analysis, ...]:
        """Return what is known about each file of an item."""
        return await self._wire.get(f"{API}/items/{item_id}/analysis", tuple[Analysis, ...])

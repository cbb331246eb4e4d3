"""What typed text finds, and why."""

from app.client.wire import Wire
from app.contract.search import Match
from app.contract.server import API


class SearchClient:
    """Answers while somebody types."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def list_matches(self, text: str, limit: int = 30) -> tuple[Match, ...]:
        """Return the items that fit some typed text, the best first, each with what about it fits."""
        page = await self._wire.get_page(f"{API}/search/matches", Match, {"q": text, "limit": limit})
        return page.entries

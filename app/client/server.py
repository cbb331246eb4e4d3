"""The engine itself."""

from app.client.wire import Wire
from app.contract.server import API, Health, Status


class ServerClient:
    """How the engine does."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def get_health(self) -> Health:
        """Return proof of life; needs no token."""
        return await self._wire.get(f"{API}/health", Health)

    async def get_status(self) -> Status:
        """Return how each part of the engine does."""
        return await self._wire.get(f"{API}/status", Status)

    async def get_openapi(self) -> bytes:
        """Return the OpenAPI document as JSON; needs no token."""
        return await self._wire.get_bytes(f"{API}/openapi.json")

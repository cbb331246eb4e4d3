"""Marquees of the network."""

from app.client.wire import Wire
from app.contract.devices import FoundServer
from app.contract.server import API


class DevicesClient:
    """What the engine sees on the network."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def list_servers(self) -> tuple[FoundServer, ...]:
        """Return the Marquees that advertise themselves, by name."""
        return await self._wire.get(f"{API}/devices", tuple[FoundServer, ...])

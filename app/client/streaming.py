"""What the engine encodes with."""

from app.client.wire import Wire
from app.contract.server import API
from app.contract.streaming import Encoder


class StreamingClient:
    """How films reach players."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def list_encoders(self) -> tuple[Encoder, ...]:
        """Return every encoder of pictures, each tried; the first time that takes some seconds."""
        return await self._wire.get(f"{API}/streaming/encoders", tuple[Encoder, ...])

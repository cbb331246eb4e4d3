"""The Marquees of the house and this one's address; no Qt here."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.contract.devices import FoundServer
from app.contract.errors import NotFound
from app.contract.quirks import Quirk
from app.contract.server import Status

if TYPE_CHECKING:
    from app.client import Client

LAN_KEY: Final = "network.lan_access"


@dataclass(slots=True)
class DevicesState:
    """What the page of devices shows."""

    client: Client
    servers: tuple[FoundServer, ...] = ()
    status: Status | None = None
    has_lan: bool = False
    quirks: tuple[Quirk, ...] = ()

    async def load(self) -> None:
        """Read everything."""
        self.servers = await self.client.devices.list_servers()
        self.status = await self.client.server.get_status()
        settings = await self.client.settings.list_settings()
        self.quirks = await self.client.playback.list_quirks()
        self.has_lan = any(state.key == LAN_KEY and bool(state.value) for state in settings)

    @property
    def others(self) -> tuple[FoundServer, ...]:
        """Return the Marquees that are not this one, by name."""
        found = (server for server in self.servers if not server.is_self)
        return tuple(sorted(found, key=lambda server: server.name.casefold()))

    @property
    def address(self) -> str:
        """Return where players of the house reach this Marquee; "" while they cannot."""
        return (self.status.lan_url or "") if self.status is not None else ""

    async def forget(self, quirk_id: str) -> None:
        """Let a device try again what it could not play."""
        with suppress(NotFound):  # somebody else was quicker
            await self.client.playback.forget_quirk(quirk_id)
        self.quirks = await self.client.playback.list_quirks()

    async def set_lan(self, is_on: bool) -> None:
        """Let the house in, or no longer."""
        await self.client.settings.save_settings({LAN_KEY: is_on})
        await self.load()

"""The Marquees of the network, this one among them."""

import asyncio
import contextlib
import socket
from types import TracebackType
from typing import Protocol, Self

import structlog

from app import __version__
from app.contract.devices import DevicesChanged, FoundServer
from app.contract.settings import SettingsChanged
from app.engine.devices.discovery import LOOPBACK, Advert, Discovery, lan_addresses
from app.engine.ground.bus import Bus
from app.engine.ground.settings import Settings
from app.engine.ground.tasks import Tasks

NAME = "network.name"
LOOK_EVERY_S = 30.0
"""How often we look whether the network came, went, or gave us another address."""

log = structlog.get_logger(__name__)


class Reach(Protocol):
    """Where the server can be reached; the web's Listening."""

    @property
    def port(self) -> int:
        """The port that is listened on."""

    @property
    def is_on_lan(self) -> bool:
        """Tell whether other machines can reach it."""


class Devices:
    """Advertises this Marquee while it is started, and knows the others.

    A server that only this machine can reach is advertised to this machine only.

    Args:
        bus: Gets DevicesChanged.
        settings: Holds the name.
        server_id: Tells this Marquee from others.
    """

    def __init__(self, bus: Bus, settings: Settings, server_id: str) -> None:
        self._bus = bus
        self._settings = settings
        self._server_id = server_id
        self._discovery = Discovery(lambda: bus.publish(DevicesChanged()))
        self._tasks = Tasks()
        self._wake = asyncio.Event()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def name(self) -> str:
        """What players of the house see."""
        return self._settings.get_text(NAME).strip() or f"Marquee on {socket.gethostname().partition('.')[0]}"

    async def start(self, reach: Reach) -> None:
        """Advertise from now on, in the background, and follow the settings and the network."""
        self._bus.on(SettingsChanged, lambda _event: self._wake.set())
        self._tasks.start(self._stay(reach), name="devices.stay")

    async def stop(self) -> None:
        """Say goodbye to the network."""
        await self._tasks.stop()
        await self._discovery.stop()

    async def list_servers(self) -> tuple[FoundServer, ...]:
        """Return the Marquees that advertise themselves, by name."""
        found = (
            FoundServer(
                id=seen.id,
                name=seen.name,
                url=seen.url,
                version=seen.version,
                is_self=seen.id == self._server_id,
            )
            for seen in self._discovery.seen
        )
        return tuple(sorted(found, key=lambda server: (server.name.casefold(), server.id)))

    async def _stay(self, reach: Reach) -> None:
        current: Advert | None = None
        while True:
            self._wake.clear()
            wanted = self._advert(reach)
            if wanted != current:
                await self._discovery.stop()
                current = wanted if await self._try_start(wanted) else None
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._wake.wait()

    async def _try_start(self, advert: Advert) -> bool:
        try:
            await self._discovery.start(advert)
        except OSError as error:
            log.info("not_advertised", reason=str(error), again_in_s=LOOK_EVERY_S)
            await self._discovery.stop()
            return False
        return True

    def _advert(self, reach: Reach) -> Advert:
        addresses = lan_addresses() if reach.is_on_lan else ()
        return Advert(
            id=self._server_id,
            name=self.name,
            version=__version__,
            port=reach.port,
            addresses=addresses or (LOOPBACK,),
        )

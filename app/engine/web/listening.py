"""Where the server listens: on this machine only, or in the whole house; follows the settings."""

import socket
from dataclasses import dataclass

import structlog

from app.contract.errors import Conflict
from app.contract.server import DEFAULT_PORT
from app.contract.settings import SettingsChanged
from app.engine.ground.bus import Bus
from app.engine.ground.settings import Setting, Settings
from app.engine.ground.tasks import Tasks
from app.engine.web.server import Web

ONLY_HERE, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104  # chosen by the owner only
LAN_ACCESS, PORT = "network.lan_access", "network.port"

SETTINGS = (
    Setting(
        key=LAN_ACCESS,
        type=bool,
        default=False,
        help="Lets players and other computers of the house reach this Marquee.",
    ),
    Setting(
        key=PORT,
        type=int,
        default=DEFAULT_PORT,
        minimum=1024,
        maximum=65_535,
        help="The port that players use. It is used from the next start.",
    ),
    Setting(
        key="network.name",
        type=str,
        default="",
        help='The name that players see; empty means "Marquee on" and the name of this computer.',
    ),
)
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the command line asked for; None leaves it to the settings."""

    host: str | None = None
    port: int | None = None


class Listening:
    """Starts the server where it should listen, and moves it when LAN access is switched."""

    def __init__(self, web: Web, settings: Settings, bus: Bus, tasks: Tasks, wanted: Wanted) -> None:
        self._web = web
        self._settings = settings
        self._tasks = tasks
        self._wanted = wanted
        self._host = ""
        bus.on(SettingsChanged, self._on_settings)

    async def start(self) -> str:
        """Listen, and return the URL for this machine.

        A port that the settings chose and another program has is replaced by a free one; a port of the command line
        is not.

        Raises:
            Conflict: the port of the command line is taken.
        """
        self._host = self._wanted_host()
        if self._wanted.port is not None:
            return await self._web.start(self._host, self._wanted.port)
        try:
            return await self._web.start(self._host, self._settings.get_int(PORT))
        except Conflict:
            log.warning("port_taken", port=self._settings.get_int(PORT))
            return await self._web.start(self._host, 0)

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return self._web.port

    @property
    def is_on_lan(self) -> bool:
        """Tell whether other machines can reach the server."""
        return self._host not in (ONLY_HERE, "localhost", "::1")

    def lan_url(self) -> str | None:
        """Return where players of the house reach the server, or None while they cannot."""
        return f"http://{lan_address()}:{self.port}" if self.is_on_lan else None

    def _wanted_host(self) -> str:
        if self._wanted.host is not None:
            return self._wanted.host
        return EVERYWHERE if self._settings.get_bool(LAN_ACCESS) else ONLY_HERE

    def _on_settings(self, event: SettingsChanged) -> None:
        if LAN_ACCESS in event.keys and self._wanted_host() != self._host:
            self._tasks.start(self._move(), name="web.move")

    async def _move(self) -> None:
        port = self._web.port
        self._host = self._wanted_host()
        await self._web.start(self._host, port)


def lan_address() -> str:
    """Return the address of this machine in the house, as far as its routes tell; loopback when it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address; connecting a datagram socket sends nothing
        except OSError:
            return ONLY_HERE
        address: str = probe.getsockname()[0]
        return address

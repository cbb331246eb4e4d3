"""Films on other servers: a link file in the library names the address, and the bytes pass through the engine.

So players need no way to that server, and it hears of nobody in the house.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from app.contract.errors import Unsupported
from app.contract.links import LONGEST_BYTES, address_of
from app.engine.ground.net import Arriving, Net
from app.engine.ground.settings import Setting, Settings

HOSTS = "streaming.link_hosts"
SETTINGS = (
    Setting(
        key=HOSTS,
        type=str,
        default="",
        help='Servers in the house that link files (.strm) may lead to, with commas between: "nas:8080, 192.168.1.20". '
        "Those on the internet need not be named.",
    ),
)


class Links:
    """Opens what link files lead to."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @asynccontextmanager
    async def open(self, path: Path, method: str, headers: Mapping[str, str]) -> AsyncIterator[Arriving]:
        """Lend what the other server answers.

        Raises:
            Unsupported: the file holds no address ("link_invalid").
            Denied: the address is in the house, and the owner did not allow it ("address_forbidden").
            Unavailable: the server cannot be reached.
        """
        try:
            address = address_of(await asyncio.to_thread(_head, path))
        except ValueError as error:
            raise Unsupported(str(error), code="link_invalid") from error
        async with Net(allowed=self._allowed()) as net, net.stream(address, method=method, headers=headers) as arriving:
            yield arriving

    def _allowed(self) -> tuple[str, ...]:
        return tuple(host.strip() for host in self._settings.get_text(HOSTS).split(",") if host.strip())


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LONGEST_BYTES)

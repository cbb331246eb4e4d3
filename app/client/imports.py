"""Taking over from Plex, Jellyfin and Emby."""

from app.client.wire import Wire
from app.contract.imports import Choices, Import, Miss, NewImport, RemoteServer
from app.contract.paging import Page
from app.contract.server import API

PATH = f"{API}/imports"


class ImportsClient:
    """What can be asked about other servers."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def create(self, new: NewImport) -> Import:
        """Connect to a server and remember it.

        Raises:
            Invalid: the address is none.
            Denied: the server refuses the token.
            Unavailable: it does not answer.
            Unsupported: what answers is no server of this kind.
        """
        return await self._wire.send("POST", PATH, Import, new)

    async def list_imports(self) -> tuple[Import, ...]:
        """Return all servers that were connected."""
        return await self._wire.get_all(PATH, Import)

    async def get(self, import_id: str) -> Import:
        """Return one, with the report of its newest preview or run."""
        return await self._wire.get(f"{PATH}/{import_id}", Import)

    async def delete(self, import_id: str) -> None:
        """Forget a server and its token. What was taken over stays."""
        await self._wire.tell("DELETE", f"{PATH}/{import_id}")

    async def get_server(self, import_id: str) -> RemoteServer:
        """Ask the server for its libraries and users, and propose folders."""
        return await self._wire.get(f"{PATH}/{import_id}/server", RemoteServer)

    async def choose(self, import_id: str, choices: Choices) -> Import:
        """Say what is to be taken over."""
        return await self._wire.send("PUT", f"{PATH}/{import_id}/choices", Import, choices)

    async def preview(self, import_id: str) -> Import:
        """Start to look how much would match; the report tells."""
        return await self._wire.send("POST", f"{PATH}/{import_id}/preview", Import)

    async def run(self, import_id: str) -> Import:
        """Start to take over."""
        return await self._wire.send("POST", f"{PATH}/{import_id}/run", Import)

    async def list_misses(self, import_id: str, page: int = 1) -> Page[Miss]:
        """Return one page of what could not be matched."""
        return await self._wire.get_page(f"{PATH}/{import_id}/misses", Miss, {"page": page})

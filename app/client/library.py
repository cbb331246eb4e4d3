"""Sources, scans and their reports."""

from app.client.wire import Wire
from app.contract.library import Lyrics, NewSource, Problem, Scan, Source
from app.contract.paging import Page
from app.contract.server import API


class LibraryClient:
    """What the library can be asked for."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def list_sources(self) -> tuple[Source, ...]:
        """Return all source folders."""
        return await self._wire.get_all(f"{API}/sources", Source)

    async def add_source(self, source: NewSource) -> Source:
        """Add a folder; it is scanned at once.

        Raises:
            Invalid: the path is no folder that the engine can read.
            Conflict: it is a source already, or lies inside one.
        """
        return await self._wire.send("POST", f"{API}/sources", Source, source)

    async def delete_source(self, source_id: str) -> None:
        """Forget a folder and the items that lie only in it. Nothing on disk is touched."""
        await self._wire.tell("DELETE", f"{API}/sources/{source_id}")

    async def scan(self, source_id: str) -> Scan:
        """Start a scan of one source, or return the one that is under way."""
        return await self._wire.send("POST", f"{API}/sources/{source_id}/scan", Scan)

    async def scan_all(self) -> tuple[Scan, ...]:
        """Start a scan of every source."""
        return await self._wire.send("POST", f"{API}/scans", tuple[Scan, ...])

    async def list_scans(self) -> tuple[Scan, ...]:
        """Return the newest scan of each source."""
        return await self._wire.get(f"{API}/scans", tuple[Scan, ...])

    async def list_problems(self, source_id: str, page: int = 1) -> Page[Problem]:
        """Return one page of the report of the last scan."""
        return await self._wire.get_page(f"{API}/sources/{source_id}/problems", Problem, {"page": page})

    async def get_lyrics(self, item_id: str) -> Lyrics:
        """Return the lyrics of a track. Raises NotFound when there are none."""
        return await self._wire.get(f"{API}/items/{item_id}/lyrics", Lyrics)

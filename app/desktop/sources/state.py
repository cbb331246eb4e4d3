"""The folders, their scans and reports, as the page shows them; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.contract.library import NewSource, Problem, Scan, ScanState, Source, SourceKind

if TYPE_CHECKING:
    from app.client import Client

BUSY: Final = (ScanState.QUEUED, ScanState.WALKING, ScanState.PROBING)


@dataclass(slots=True)
class SourcesState:
    """What is known of all folders.

    Attributes:
        hidden: Folders whose removal can still be undone.
    """

    client: Client
    sources: tuple[Source, ...] = ()
    scans: dict[str, Scan] = field(default_factory=dict)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    async def load(self) -> None:
        """Read folders and scans."""
        self.sources = await self.client.library.list_sources()
        self.scans = {scan.source_id: scan for scan in await self.client.library.list_scans()}

    @property
    def shown(self) -> tuple[Source, ...]:
        """Return the folders that are not about to be removed."""
        return tuple(source for source in self.sources if source.id not in self.hidden)

    async def add(self, path: str, kind: SourceKind) -> Source:
        """Add a folder; the engine scans it by itself."""
        source = await self.client.library.add_source(NewSource(path=path, kind=kind))
        await self.load()
        return source

    async def scan(self, source_id: str) -> None:
        """Scan a folder now."""
        self.scans[source_id] = await self.client.library.scan(source_id)

    async def cancel(self, source_id: str) -> None:
        """Stop the scan of a folder."""
        scan = self.scans.get(source_id)
        if scan is not None:
            await self.client.jobs.cancel(scan.job_id)

    async def remove(self, source_id: str) -> None:
        """Remove a folder for good; its files stay untouched."""
        try:
            await self.client.library.delete_source(source_id)
        finally:
            self.hidden.discard(source_id)
        await self.load()

    async def read_problems(self, source_id: str) -> tuple[Problem, ...]:
        """Read the report of a folder's last scan."""
        page = await self.client.library.list_problems(source_id)
        self.problems[source_id] = page.entries
        return page.entries

    def take_scan(self, scan: Scan) -> bool:
        """Take the news of a scan; True when it came to its end and the folder should be read again."""
        self.scans[scan.source_id] = scan
        return scan.state not in BUSY

    def running(self, source_id: str) -> Scan | None:
        """Return the scan that goes on in a folder."""
        scan = self.scans.get(source_id)
        return scan if scan is not None and scan.state in BUSY else None


def part_done(scan: Scan) -> float:
    """Return how much of a scan is done, 0 to 1."""
    return scan.done / scan.total if scan.total else 0.0

"""Keeps the sources and has them scanned; answers what lies where."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from app.contract.errors import Conflict, Invalid, NotFound
from app.contract.library import Aspect, ItemsChanged, NewSource, Problem, Scan, Source, SourcesChanged
from app.contract.paging import DEFAULT_PAGE_SIZE, Page
from app.engine.ground.bus import Bus
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs
from app.engine.ground.settings import Setting
from app.engine.library import store
from app.engine.library.reading_room import ReadingRoom
from app.engine.library.review.service import Review
from app.engine.library.scan import Board, ScanJob
from app.engine.library.scan.run import ReadsMedia
from app.engine.library.watch import Watch

JOB = "library.scan"
PRIORITY = 3
CHECK_S = 30.0
"""How often sources are looked at: is their disk there?"""
_HOUR_MS = 3_600_000

SETTINGS = (
    Setting(
        key="library.rescan_hours",
        type=int,
        default=12,
        unit="h",
        minimum=0,
        maximum=24 * 30,
        help="All sources are scanned again after so many hours; 0 scans only at start and on request.",
    ),
    Setting(
        key="library.watch",
        type=bool,
        default=True,
        help="New and changed files are noticed at once. Takes effect at the next start. Network drives never tell.",
    ),
)


class Library(ReadingRoom):
    """The sources, their scans, and what they hold.

    Args:
        data: The folder of Marquee's own data, which is no source.
    """

    def __init__(self, db: Db, bus: Bus, jobs: Jobs, media: ReadsMedia, data: Path | None = None) -> None:
        super().__init__(db)
        self._bus = bus
        self._jobs = jobs
        self._data = data.resolve() if data else None
        self._board = Board(bus)
        self.review = Review(db, bus, jobs)
        self._scanner = ScanJob(db, bus, media, self._board, self.review)
        jobs.handle(JOB, self._scanner.run, at_once=1)

    async def add_source(self, new: NewSource) -> Source:
        """Add a folder and start to scan it.

        Raises:
            Invalid: the path is not absolute, or no folder that can be listed.
            Conflict: it overlaps another source or Marquee's own data.
        """
        path = await asyncio.to_thread(_checked_folder, new.path)
        if self._data is not None and (path == self._data or path in self._data.parents or self._data in path.parents):
            raise Conflict(
                f"{path} and Marquee's own data folder overlap. Choose another folder.",
                code="source_is_data",
                details={"path": str(path)},
            )
        source_id = await self._db.write(store.add_source, str(path), new.kind, now_ms())
        self._bus.publish(SourcesChanged(ids=(str(source_id),)))
        await self.scan(source_id)
        return await self.get_source(source_id)

    async def get_source(self, source_id: int) -> Source:
        """Return a source. Raises NotFound."""
        source = await self._db.read(store.find_source, source_id)
        if source is None:
            raise NotFound("There is no such source.", code="source_not_found", details={"id": str(source_id)})
        return source

    async def delete_source(self, source_id: int) -> None:
        """Forget a source. Files stay untouched; items without a file elsewhere go, with their watch states."""
        removed = await self._db.write(store.delete_source, source_id)
        self._board.forget(source_id)
        self._bus.publish(SourcesChanged(ids=(str(source_id),)))
        if removed:
            self._bus.publish(ItemsChanged(ids=tuple(map(str, removed)), kinds=(), aspect=Aspect.REMOVED))

    async def list_sources(self) -> tuple[Source, ...]:
        """Return all sources."""
        return await self._db.read(store.list_sources)

    async def scan(self, source_id: int) -> Scan:
        """Have a source scanned; the scan that waits already is returned, not a second one. Raises NotFound."""
        await self.get_source(source_id)
        job_id = await self._jobs.add(JOB, {"source_id": source_id}, key=str(source_id), priority=PRIORITY)
        return self._board.queued(source_id, job_id)

    async def scan_all(self) -> tuple[Scan, ...]:
        """Have all sources scanned."""
        return tuple([await self.scan(int(source.id)) for source in await self.list_sources()])

    async def list_scans(self) -> tuple[Scan, ...]:
        """Return the newest scan of each source since the engine started."""
        return self._board.list_scans()

    async def list_problems(self, source_id: int, page: int = 1, page_size: int = DEFAULT_PAGE_SIZE) -> Page[Problem]:
        """Return one page of the report of a source: what was skipped, and why. Raises NotFound."""
        source = await self.get_source(source_id)
        entries = await self._db.read(store.list_problems, source_id, page_size, (page - 1) * page_size)
        return Page(entries=entries, page=page, page_size=page_size, total=source.problem_count)

    async def check_sources(self, rescan_hours: int) -> None:
        """Scan what is due: sources whose disk came back, and those not scanned for so many hours."""
        for source in await self.list_sources():
            if self._board.is_busy(int(source.id)):
                continue  # a first scan that takes long is not due again before its end
            is_there = await asyncio.to_thread(_has_entries, Path(source.path))
            is_due = rescan_hours > 0 and (
                source.scanned_at is None or now_ms() - source.scanned_at.timestamp() * 1000 > rescan_hours * _HOUR_MS
            )
            if is_there and (is_due or not source.online):
                await self.scan(int(source.id))
            elif not is_there and source.online and source.file_count:
                await self._scanner.set_online(int(source.id), is_online=False)

    async def watch(self) -> None:
        """Scan sources in which something changes, until cancelled."""
        await Watch(self._bus, self.list_sources, self.scan).run()

    async def keep_fresh(self, rescan_hours: Callable[[], int]) -> None:
        """Scan everything now, then look after the sources until cancelled."""
        await self.scan_all()
        while True:
            await asyncio.sleep(CHECK_S)
            await self.check_sources(rescan_hours())


def _checked_folder(text: str) -> Path:
    path = Path(text)
    if not path.is_absolute() or "\0" in text:
        raise Invalid("Give the full path of the folder.", code="path_not_absolute", details={"path": text})
    path = Path(os.path.realpath(path))
    if not path.is_dir():
        raise Invalid(f"{text} is no folder that Marquee can see.", code="folder_not_found", details={"path": text})
    if not os.access(path, os.R_OK | os.X_OK):
        raise Invalid(f"Marquee may not read {text}.", code="folder_not_readable", details={"path": text})
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise Invalid("The name of the folder is no valid UTF-8.", code="folder_bad_name") from error
    return path


def _has_entries(root: Path) -> bool:
    try:
        with os.scandir(root) as entries:
            return next(entries, None) is not None
    except OSError:  # away, or not for us: the scan will tell which
        return False

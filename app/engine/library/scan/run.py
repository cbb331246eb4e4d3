"""The job "library.scan": walk, compare, read what is new, write it in batches."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

import structlog

from app.contract.errors import Unsupported
from app.contract.library import Aspect, ItemKind, ItemsChanged, ScanState, SourceKind, SourcesChanged
from app.contract.media import FileRead
from app.engine.ground.bus import Bus
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.ground.jobs import Work
from app.engine.library import store as library_store
from app.engine.library.local.apply import apply_local
from app.engine.library.review.answers.rules import extra_as
from app.engine.library.review.answers.store import move_folder_answers
from app.engine.library.review.desk import Desk
from app.engine.library.scan import store
from app.engine.library.scan.diff import Diff, Stored, compare
from app.engine.library.scan.kinds import FileKind
from app.engine.library.scan.progress import Board, Meter
from app.engine.library.scan.store import Taken, Touched
from app.engine.library.scan.taking import Taker
from app.engine.library.scan.telling import tell_touched
from app.engine.library.scan.walk import Known, Seen, Stopped, Walk, Walked

BATCH = 200
BATCH_S = 0.5
"""A batch is written at the latest after this time, so that a wall fills while a slow disk is read."""
LANES = 4
"""Handfuls of files that are read at once: some workers read, and the next files already wait for them."""
HANDFUL = 16
"""Files that a worker is given at once."""
SMALL_SAMPLE_BYTES = 300 * 1024 * 1024
_Todo = tuple[Seen, Stored | None]

log = structlog.get_logger(__name__)


class ReadsMedia(Protocol):
    """What a scan needs of the media workers."""

    async def warm(self) -> None:
        """Get ready to read a lot."""

    async def read_all(self, paths: Sequence[Path]) -> list[FileRead | Unsupported]:
        """Return what files hold; for one that cannot be read an Unsupported with the kind of problem as its code."""


class KeepsQueue(Protocol):
    """What a scan needs of the review queue."""

    async def open(self, source_id: int, kind: SourceKind) -> Desk:
        """Return what was answered for a source; files follow answers that they did not follow yet."""

    async def tell_news(self) -> None:
        """Tell how much waits by now, if that changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The source that is scanned."""

    id: int
    root: Path
    kind: SourceKind


class ScanJob:
    """Scans a source when the job says so."""

    def __init__(self, db: Db, bus: Bus, media: ReadsMedia, board: Board, review: KeepsQueue) -> None:
        self.review = review
        self._db = db
        self._bus = bus
        self._media = media
        self._board = board

    async def run(self, work: Work) -> None:
        """Do the work of one job. It may be killed at any moment: what is written stays, the rest is done next time."""
        source_id = int(str(work.payload["source_id"]))
        row = await self._db.read(library_store.find_place, source_id)
        if row is None:
            return
        at = Place(id=source_id, root=Path(row[0]), kind=row[1])
        meter = self._board.started(source_id, work.id)
        try:
            desk = await self.review.open(source_id, at.kind)
            await _Scan(self, at, meter, work, desk).run()
        except asyncio.CancelledError:
            meter.update(state=ScanState.CANCELLED)
            raise
        except BaseException:
            meter.update(state=ScanState.FAILED)
            raise

    async def set_online(self, source_id: int, is_online: bool) -> None:
        """Note whether a source can be read, and tell it when that changed."""
        if await self._db.write(library_store.set_online, source_id, is_online):
            self._bus.publish(SourcesChanged(ids=(str(source_id),)))

    def tell(self, touched: Touched) -> None:
        """Tell which items changed."""
        tell_touched(self._bus, touched)

    def tell_metadata(self, changed: Mapping[int, str]) -> None:
        """Tell of which items an NFO told something else."""
        if changed:
            kinds = tuple(dict.fromkeys(ItemKind(kind) for kind in changed.values()))
            self._bus.publish(ItemsChanged(ids=tuple(map(str, changed)), kinds=kinds, aspect=Aspect.METADATA))

    @property
    def db(self) -> Db:
        """The database."""
        return self._db

    @property
    def media(self) -> ReadsMedia:
        """Reads files."""
        return self._media

    @property
    def bus(self) -> Bus:
        """Tells facts."""
        return self._bus


class _Scan:
    """One scan of one source."""

    def __init__(self, job: ScanJob, at: Place, meter: Meter, work: Work, desk: Desk) -> None:
        self._job = job
        self._at = at
        self._meter = meter
        self._work = work
        self._desk = desk
        self._batch: list[Taken] = []
        self._flushed = asyncio.get_running_loop().time()
        self._writing = asyncio.Lock()
        self._taker = Taker(desk, (), {})

    async def run(self) -> None:
        known = await self._job.db.read(store.find_known, self._at.id)
        if not known.files:  # all there is will be read
            await self._job.media.warm()
        walked = await self._walk(known)
        if walked is None:
            await self._job.set_online(self._at.id, is_online=False)
            self._meter.update(state=ScanState.FAILED)
            return
        await self._job.set_online(self._at.id, is_online=True)
        sides = [seen for seen in walked.files.values() if seen.kind is not FileKind.MEDIA]
        stored = await self._job.db.read(store.find_stored, self._at.id, known.others(walked.same))
        # In a thread: reading a hundred thousand names takes seconds.
        media, extras = await asyncio.to_thread(_without_extras, walked, self._at.kind, stored)
        diff = compare(stored, media, walked.unread, walked.same_media)
        self._taker = Taker(self._desk, known.folders, diff.movable())
        await self._take_sides([*sides, *extras], walked)
        await self._read_all(diff)
        await self._note_presence(diff)
        await apply_local(self._job.db, self._at.id, self._at.root, self._job.tell_metadata)
        await self._finish(walked)

    async def _walk(self, known: Known) -> Walked | None:
        """Return what lies there, or None when the source is away."""
        loop = asyncio.get_running_loop()

        def on_found(count: int) -> None:
            loop.call_soon_threadsafe(lambda: self._meter.update(found=count, total=count))

        walk = Walk(self._at.root, self._at.kind, known, now_ms() * 1_000_000, on_found)
        walking = asyncio.ensure_future(asyncio.to_thread(walk.run))
        try:
            walked = await asyncio.shield(walking)
        except asyncio.CancelledError:
            walk.stop.set()
            with suppress(Stopped):
                await walking
            raise
        was_full = bool(known.files)
        if (
            "" in walked.unread
            or "" not in walked.folders
            or (was_full and await asyncio.to_thread(_is_empty, self._at.root))
        ):
            return None
        return walked

    async def _take_sides(self, sides: Sequence[Seen], walked: Walked) -> None:
        folders = await self._job.db.write(store.save_sides, self._at.id, sides, walked)
        if folders:
            beside = await self._job.db.read(store.list_items_beside, self._at.id, sorted(folders))
            self._job.tell(Touched(changed=beside, removed=()))

    async def _read_all(self, diff: Diff) -> None:
        total = diff.unchanged + len(diff.new) + len(diff.changed)
        self._meter.update(state=ScanState.PROBING, found=total, total=total, done=diff.unchanged)
        todo: Iterator[_Todo] = iter([*((seen, None) for seen in diff.new), *diff.changed])
        try:
            async with asyncio.TaskGroup() as lanes:
                for _ in range(LANES):
                    lanes.create_task(self._lane(todo))
        except ExceptionGroup as several:
            raise several.exceptions[0] from several  # the job runner knows our errors by their class
        await self._flush()

    async def _lane(self, todo: Iterator[_Todo]) -> None:
        while handful := tuple(islice(todo, HANDFUL)):
            # Two statements: while these are read, another lane may write the batch and begin a new one.
            taken = await self._take(handful)
            self._batch += taken
            self._count(taken)
            if len(self._batch) >= BATCH or asyncio.get_running_loop().time() - self._flushed > BATCH_S:
                await self._flush()

    def _count(self, taken: Sequence[Taken]) -> None:
        scan, new = self._meter.scan, sum(one.asset_id is None for one in taken)
        self._meter.update(
            done=scan.done + len(taken),
            added=scan.added + new,
            changed=scan.changed + len(taken) - new,
            problems=scan.problems + sum(one.flaw is not None for one in taken),
        )
        self._work.progress(self._meter.scan.done / max(self._meter.scan.total, 1), taken[-1].seen.path)

    async def _flush(self) -> None:
        """Write what is ready. One batch at a time, in the order in which they were read."""
        async with self._writing:
            batch, self._batch = self._batch, []
            self._flushed = asyncio.get_running_loop().time()
            if batch:
                batch = self._taker.follow_answers(batch)
                batch.sort(key=lambda taken: taken.seen.path)
                touched = await self._job.db.write(store.save_batch, self._at.id, batch, now_ms())
                self._job.tell(touched)

    async def _take(self, handful: Sequence[_Todo]) -> list[Taken]:
        answers = await self._job.media.read_all([self._at.root / seen.path for seen, _ in handful])
        taken: list[Taken] = []
        for (seen, before), answer in zip(handful, answers, strict=True):
            await asyncio.sleep(0)  # the next files are handed over first: a worker waits for nothing
            taken.append(self._taker.take(seen, before, answer))
        return taken

    async def _note_presence(self, diff: Diff) -> None:
        missing = [one.id for one in diff.missing.values() if one.id not in self._taker.moved]
        news = [one.id for one in diff.missing.values() if one.id not in self._taker.moved and not one.is_missing]
        self._job.tell(await self._job.db.write(store.save_presence, news, diff.back, now_ms()))
        self._meter.update(missing=len(missing))

    async def _finish(self, walked: Walked) -> None:
        await self._job.db.write(move_folder_answers, self._at.id, self._taker.renames.folders)
        problems = await self._job.db.write(store.finish, self._at.id, walked, now_ms())
        self._meter.update(state=ScanState.DONE, problems=problems)
        self._job.bus.publish(SourcesChanged(ids=(str(self._at.id),)))
        await self._job.review.tell_news()
        scan = self._meter.scan
        log.info(
            "scan_done",
            source_id=self._at.id,
            found=scan.found,
            added=scan.added,
            changed=scan.changed,
            problems=problems,
        )


def _without_extras(
    walked: Walked, kind: SourceKind, stored: Mapping[str, Stored]
) -> tuple[dict[str, Seen], list[Seen]]:
    """Trailers, samples and the like lie beside the media; what is stored as media was told apart before."""
    media: dict[str, Seen] = {}
    extras: list[Seen] = []
    for path, seen in walked.files.items():
        if seen.kind is not FileKind.MEDIA:
            continue
        extra = "" if path in stored else extra_as(path, kind)
        if extra and not (extra == "sample" and seen.size_bytes > SMALL_SAMPLE_BYTES):
            extras.append(Seen(path, FileKind.EXTRA, seen.size_bytes, seen.mtime_ns))
        else:
            media[path] = seen
    return media, extras


def _is_empty(root: Path) -> bool:
    """An empty folder where there were files is the place of a disk that is not mounted."""
    return next(root.iterdir(), None) is None

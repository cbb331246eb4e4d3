"""A library whose files are read by a quick fake instead of worker processes."""

# ruff: noqa: ASYNC240  # calls on a temporary folder return at once

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.contract.errors import Unsupported
from app.contract.events import Event
from app.contract.jobs import JobProgress, JobState
from app.contract.library import NewSource, Source, SourceKind
from app.contract.media import FileRead, MediaStream, Probe, StreamType
from app.contract.units import DurationMs, Kbps, SizeBytes
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db, connect
from app.engine.ground.jobs import Jobs
from app.engine.ground.jobs.schema import migrations as jobs_migrations
from app.engine.library import Library, ReadsMedia
from app.engine.library.schema import migrations
from app.worker.fingerprint import fingerprint

AUDIO = (".mp3", ".flac", ".m4a", ".ogg")
BROKEN = b"broken"


@dataclass
class FakeMedia:
    """Probes by content: `broken…` is refused as a worker would, anything else is a short film or song."""

    tags: dict[str, Mapping[str, str]] = field(default_factory=dict)
    probed: list[str] = field(default_factory=list)
    gate: asyncio.Event | None = None
    pass_first: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def warm(self) -> None:
        """There is nothing to get ready."""

    async def read_all(self, paths: Sequence[Path]) -> list[FileRead | Unsupported]:
        """Return what the files would hold."""
        answers: list[FileRead | Unsupported] = []
        for path in paths:
            try:
                answers.append(FileRead(probe=await self.probe(path), fingerprint=fingerprint(path)))
            except Unsupported as error:
                answers.append(error)
            except FileNotFoundError as error:
                answers.append(Unsupported(str(error), code="vanished"))
        return answers

    async def probe(self, path: Path) -> Probe:
        self.probed.append(path.name)
        if self.gate is not None and len(self.probed) > self.pass_first:
            self.reached.set()
            await self.gate.wait()
        if path.read_bytes().startswith(BROKEN):
            raise Unsupported("Invalid data found", code="unreadable")
        return a_probe(path, self.tags.get(path.name, {}))


def a_probe(path: Path, tags: Mapping[str, str] | None = None) -> Probe:
    """Return the probe of a one-minute film, or of a song when the suffix says so."""
    is_song = path.suffix.lower() in AUDIO
    video = MediaStream(index=0, type=StreamType.VIDEO, codec="h264", width_px=1920, height_px=1080, range_type="SDR")
    sound = MediaStream(index=1, type=StreamType.AUDIO, codec="aac", channels=2)
    return Probe(
        container="mp3" if is_song else "matroska",
        duration_ms=DurationMs(60_000),
        size_bytes=SizeBytes(path.stat().st_size),
        bitrate=Kbps(1000),
        streams=(sound,) if is_song else (video, sound),
        tags=dict(tags or {}),
    )


@dataclass
class House:
    """A library with its ground, and what it told."""

    db: Db
    bus: Bus
    jobs: Jobs
    library: Library
    media: FakeMedia
    events: list[Event]
    path: Path

    async def add(self, root: Path, kind: SourceKind = SourceKind.MIXED) -> Source:
        """Add a source and wait for its first scan."""
        async with self.scanned():
            source = await self.library.add_source(NewSource(path=str(root), kind=kind))
        return await self.library.get_source(int(source.id))

    async def rescan(self, source: Source) -> Source:
        """Scan a source again and wait for the end."""
        async with self.scanned():
            await self.library.scan(int(source.id))
        return await self.library.get_source(int(source.id))

    @asynccontextmanager
    async def scanned(self) -> AsyncIterator[None]:
        """Wait, on leaving, for the end of the next scan job."""
        over = asyncio.Event()

        def on_progress(event: Event) -> None:
            if isinstance(event, JobProgress) and event.state not in (JobState.QUEUED, JobState.RUNNING):
                over.set()

        stop = self.bus.on_any(on_progress)
        try:
            yield
            await asyncio.wait_for(over.wait(), 60)
        finally:
            stop()

    async def settled(self) -> None:
        """Wait until no job is left."""
        async with asyncio.timeout(60):
            while any(job.finished_at is None for job in (await self.jobs.list_jobs()).entries):
                await asyncio.sleep(0)

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Return rows of the database."""
        connection = connect(self.path, read_only=True)
        try:
            return [tuple(row) for row in connection.execute(query, values)]
        finally:
            connection.close()

    def titles(self, kind: str) -> list[object]:
        """Return the titles of all items of a kind, sorted as a wall shows them."""
        return [row[0] for row in self.rows("select title from item where kind = ? order by sort_title", kind)]


@asynccontextmanager
async def open_house(
    folder: Path, media: ReadsMedia | None = None, *, name: str = "library.db"
) -> AsyncIterator[House]:
    """Open a library over a database in `folder`, with jobs running."""
    reader = media or FakeMedia()
    folder.mkdir(exist_ok=True)
    path = folder / name
    with Db(path, (jobs_migrations, migrations)) as db:
        bus = Bus()
        events: list[Event] = []
        bus.on_any(events.append)
        jobs = Jobs(db, bus)
        library = Library(db, bus, jobs, reader, folder)
        async with jobs:
            yield House(
                db=db,
                bus=bus,
                jobs=jobs,
                library=library,
                media=reader if isinstance(reader, FakeMedia) else FakeMedia(),
                events=events,
                path=path,
            )


def put(path: Path, content: str = "") -> Path:
    """Write a file that FakeMedia takes for media; its content is its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content or f"film {path}")
    return path

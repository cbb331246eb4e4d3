"""A library and the artwork room on top of it; the pictures are made by a quick fake instead of worker processes."""

# ruff: noqa: ASYNC240  # calls on a temporary folder return at once

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest

from app.client import Client
from app.contract.browse import PictureKind
from app.contract.errors import Unavailable, Unsupported
from app.contract.events import Event
from app.contract.jobs import JobProgress, JobState
from app.contract.library import Aspect, ItemKind, ItemsChanged
from app.contract.media import MediaStream, PictureMade, Probe, StreamType
from app.contract.settings import SettingChange
from app.engine import artwork
from app.engine.artwork import Artwork, Cache, Collector, Sizes
from app.engine.artwork.service import GRAB, JOB
from app.engine.artwork.store import Kept, list_kept
from app.engine.compose import MIGRATIONS
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs
from app.engine.ground.paths import Home
from app.engine.ground.secrets import Secrets
from app.engine.ground.settings import Settings
from app.engine.ground.tasks import Tasks
from app.engine.library import Library
from tests.fakes.library import FakeMedia, House, a_probe
from tests.fakes.web import OWNER, serving

COVER = "[cover]"
"""A media file with this in it has an embedded cover."""
BROKEN = b"broken"
WIDTH_PX = 1000


@dataclass
class FakePictures(FakeMedia):
    """Makes "pictures" that name what they were made from. `broken…` is refused as a worker would."""

    made: list[str] = field(default_factory=list)
    is_away: bool = False
    style: str = ""
    hold: asyncio.Event | None = None

    async def probe(self, path: Path) -> Probe:
        probe = a_probe(path)
        if COVER not in path.read_text():
            return probe
        cover = MediaStream(index=9, type=StreamType.VIDEO, codec="mjpeg", is_picture=True)
        return replace(probe, streams=(*probe.streams, cover))

    async def thumbnail(self, path: Path, target: Path, width_px: int) -> PictureMade:
        """Write the picture, or a smaller one."""
        return await self._make(f"thumbnail {width_px} {path.name}", path, target, width_px)

    async def cover(self, path: Path, target: Path) -> PictureMade | None:
        """Write an embedded cover."""
        return await self._make(f"cover {path.name}", path, target, 0) if COVER in path.read_text() else None

    async def frame(self, path: Path, target: Path, width_px: int) -> PictureMade | None:
        """Write a frame."""
        return await self._make(f"frame {path.name}", path, target, 0)

    async def _make(self, what: str, path: Path, target: Path, width_px: int) -> PictureMade:
        self.reached.set()
        if self.hold is not None:
            await self.hold.wait()
        if self.is_away:
            raise Unavailable("No worker can be started.", code="workers_unavailable")
        self.made.append(what)
        content = path.read_bytes()
        if content.startswith(BROKEN):
            raise Unsupported("Invalid data found", code="unreadable")
        verb = what.split()[0]
        target.write_bytes(f"{self.style}{verb} {width_px} of ".encode() + content)
        return PictureMade(
            width_px=width_px or WIDTH_PX, height_px=1500, format="jpeg", placeholder="L6", color="#102030"
        )


@dataclass(frozen=True, slots=True)
class Studio:
    """The artwork room, and what can be asked of it."""

    house: House
    media: FakePictures
    artwork: Artwork
    sizes: Sizes
    cache: Cache
    settings: Settings
    folder: Path
    root: Path
    client: Client
    http: httpx.AsyncClient

    async def scan(self) -> None:
        """Scan everything in the folder of media, and wait until all pictures are collected."""
        sources = await self.house.library.list_sources()
        if sources:
            await self.house.rescan(sources[0])
        else:
            await self.house.add(self.root)
        await self.house.settled()

    async def collect(self, *item_ids: int) -> JobState:
        """Tell that files of items changed; returns how the job for their pictures ended."""
        ended: asyncio.Future[JobState] = asyncio.get_running_loop().create_future()
        running: set[str] = set()

        def listen(event: Event) -> None:
            """The job for frames follows, where one is missing: then its end is the end."""
            if not isinstance(event, JobProgress) or event.kind not in (JOB, GRAB):
                return
            if event.state is JobState.RUNNING:
                running.add(event.id)
            elif event.id in running and not ended.done() and (event.kind == GRAB or not self._grabs()):
                ended.set_result(event.state)

        stop = self.house.bus.on_any(listen)
        self.tell(Aspect.FILE, *item_ids)
        try:
            return await asyncio.wait_for(ended, 60)
        finally:
            stop()

    def _grabs(self) -> int:
        return len(self.house.rows("select 1 from job where kind = ? and state in ('queued', 'running')", GRAB))

    async def count_jobs(self) -> int:
        """Return how many jobs there were, frames not counted."""
        return sum(job.kind != GRAB for job in (await self.house.jobs.list_jobs()).entries)

    def tell(self, aspect: Aspect, *item_ids: int) -> None:
        """Tell that items changed."""
        self.house.bus.publish(ItemsChanged(ids=tuple(map(str, item_ids)), kinds=(ItemKind.FILM,), aspect=aspect))

    def item(self, kind: str, title: str | None = None) -> int:
        """Return the id of the one item of a kind, or of that title."""
        rows = self.house.rows("select id, title from item where kind = ? order by id", kind)
        (found,) = (row[0] for row in rows if title in (None, row[1]))
        assert isinstance(found, int)
        return found

    async def kept(self, item_id: int) -> dict[PictureKind, Kept]:
        """Return the pictures of an item."""
        return {kept.kind: kept for kept in await self.house.db.read(list_kept, item_id)}

    async def found(self, item_id: int) -> dict[str, tuple[str, str]]:
        """Return source and file name of each picture of an item."""
        return {kind.value: (kept.source, Path(kept.detail).name) for kind, kept in (await self.kept(item_id)).items()}

    async def forget(self, kept: Kept) -> Path:
        """Delete a picture from the cache behind the engine's back."""
        path = self.cache.path(kept.sha256, kept.made.format)
        path.unlink()
        return path

    async def limit(self, megabytes: int) -> None:
        """Set how much the smaller copies may take."""
        await self.settings.save(SettingChange(values={"artwork.cache_mb": megabytes}))

    def told(self) -> list[ItemsChanged]:
        """Return what was told of pictures."""
        events: list[Event] = self.house.events
        return [event for event in events if isinstance(event, ItemsChanged) and event.aspect is Aspect.ARTWORK]


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    home, root = Home(tmp_path / "data"), tmp_path / "media"
    home.make()
    root.mkdir()
    media = FakePictures()
    async with AsyncExitStack() as stack:
        db = stack.enter_context(Db(home.database, MIGRATIONS))
        bus, events = Bus(), list[Event]()
        bus.on_any(events.append)
        settings = Settings(db, bus, Secrets(home), artwork.SETTINGS)
        tasks = await stack.enter_async_context(Tasks())
        jobs = Jobs(db, bus)
        library = Library(db, bus, jobs, media, home.root)
        cache = Cache(home.cache / "artwork")
        sizes = Sizes(db, media, cache, settings)
        room = Artwork(db, bus, jobs, Collector(media, library, cache), sizes)
        room.hear(tasks)
        await stack.enter_async_context(jobs)
        url = await stack.enter_async_context(serving(*artwork.routes(room)))
        client = await stack.enter_async_context(Client(url, OWNER))
        http = await stack.enter_async_context(
            httpx.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {OWNER}"}, verify=False)
        )
        house = House(db=db, bus=bus, jobs=jobs, library=library, media=media, events=events, path=home.database)
        yield Studio(house, media, room, sizes, cache, settings, home.cache / "artwork", root, client, http)

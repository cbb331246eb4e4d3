"""An engine's rooms over a library of two films, a show and an album, and other servers to take over from."""

# calls on a temporary folder return at once

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.client import Client
from app.contract.events import Event
from app.contract.imports import Choices, Import, ImportReport, Mapping, Mode, NewImport, ServerKind
from app.engine import imports
from app.engine.compose import MIGRATIONS
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs
from app.engine.ground.paths import Home
from app.engine.ground.secrets import Secrets
from app.engine.library import Library
from tests.fakes.library import FakeMedia, House, put
from tests.fakes.media_servers import TOKEN
from tests.fakes.web import OWNER, serving

ME = 1
FILES = (
    "films/The Lantern (2019)/The Lantern (2019).mkv",
    "films/Salt Road (2004) {tmdb-4321}/Salt Road (2004) {tmdb-4321}.mkv",
    "films/Salt Road (1987)/Salt Road (1987).mkv",
    "shows/Signal Hill (2015)/Season 01/Signal Hill S01E01.mkv",
    "shows/Signal Hill (2015)/Season 01/Signal Hill S01E02-E03.mkv",
)
SONG = "music/Night Ferry/Harbour Songs/01 - Low Tide.mp3"


@dataclass
class Room:
    """The imports room and what can be asked of it."""

    service: imports.Imports
    house: House
    secrets: Secrets
    client: Client
    media: Path
    data: Path

    async def connect(self, kind: ServerKind, url: str) -> Import:
        """Connect a server."""
        return await self.client.imports.create(NewImport(kind=kind, url=url, token=TOKEN))

    async def make(self, import_id: str, mode: Mode) -> ImportReport:
        """Preview or run and wait for the end."""
        await self.service.start(int(import_id), mode)
        await self.house.settled()
        report = (await self.client.imports.get(import_id)).report
        assert report is not None
        return report

    async def take(self, server: Import, *libraries: str, **folders: str) -> ImportReport:
        """Choose libraries with folders ("data" stands for "/data") and run."""
        mappings = tuple(Mapping(remote=f"/{there}", local=here) for there, here in folders.items())
        await self.client.imports.choose(server.id, Choices(libraries=libraries, mappings=mappings))
        return await self.make(server.id, Mode.RUN)

    def standing(self, title: str) -> tuple[object, ...] | None:
        """Return (position, watched, plays, last played) of a title."""
        rows = self.house.rows(
            "select position_ms, is_watched, play_count, progress.updated_at from progress"
            " join item on item.id = item_id where user_id = 1 and title = ?",
            title,
        )
        return rows[0] if rows else None

    def id_of(self, title: str, year: int | None = None) -> int:
        """Return the item of a title."""
        rows = self.house.rows("select id from item where title = ? and (?2 is null or year = ?2)", title, year)
        return int(str(rows[0][0]))


@pytest.fixture
def media(tmp_path: Path) -> Path:
    root = tmp_path / "media"
    for name in (*FILES, SONG):
        put(root / name)
    return root


@pytest.fixture
async def room(tmp_path: Path, media: Path) -> AsyncIterator[Room]:
    home = Home(tmp_path / "data")
    home.make()
    songs = {
        "01 - Low Tide.mp3": {"artist": "Night Ferry", "album": "Harbour Songs", "title": "Low Tide", "track": "1"}
    }
    async with AsyncExitStack() as stack:
        db = stack.enter_context(Db(home.database, MIGRATIONS))
        bus, events = Bus(), list[Event]()
        bus.on_any(events.append)
        jobs = Jobs(db, bus)
        reader = FakeMedia(tags=dict(songs))
        library = Library(db, bus, jobs, reader, home.root)
        secrets = Secrets(home, lambda: None)
        service = imports.Imports(db, bus, jobs, secrets, library)
        await stack.enter_async_context(jobs)
        url = await stack.enter_async_context(serving(*imports.routes(service)))
        client = await stack.enter_async_context(Client(url, OWNER))
        house = House(db=db, bus=bus, jobs=jobs, library=library, media=reader, events=events, path=home.database)
        yield Room(service, house, secrets, client, media, home.root)


@pytest.fixture
async def filled(room: Room) -> Room:
    """The room whose library was scanned already."""
    await room.house.add(room.media)
    return room

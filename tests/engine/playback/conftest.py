"""A library of one show and two films, and the playback room on top of it, served to a real client."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.client import Client
from app.contract import codec
from app.contract.accounts import NewToken, Permission
from app.contract.events import Event
from app.contract.media import MediaStream, Probe, StreamType
from app.contract.server import Status
from app.contract.units import DurationMs, Kbps, SizeBytes
from app.engine import accounts, playback, streaming
from app.engine.accounts.schema import migrations as accounts_tables
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs.schema import migrations as jobs_tables
from app.engine.ground.media import Media
from app.engine.ground.paths import Home
from app.engine.ground.secrets import Secrets
from app.engine.ground.settings import Settings
from app.engine.ground.settings.schema import migrations as settings_tables
from app.engine.ground.tasks import Tasks
from app.engine.library import Captions, ReadingRoom
from app.engine.library.schema import migrations as library_tables
from app.engine.playback.schema import migrations as playback_tables
from app.engine.streaming.schema import migrations as streaming_tables
from app.engine.web.health import About
from app.engine.web.route import Caller
from app.engine.web.server import Web

HOUR_MS = 3_600_000
FILM, GONE, SHOW, SEASON, FIRST, SECOND, SPECIAL = 1, 2, 3, 4, 5, 6, 8
ITEMS = (
    (FILM, "film", None, None, "The Lantern", None, None),
    (GONE, "film", None, None, "Lost Reel", None, None),
    (SHOW, "show", None, None, "Signal Hill", None, None),
    (SEASON, "season", SHOW, SHOW, "Season 1", None, 1),
    (FIRST, "episode", SEASON, SHOW, "Pilot", 1, 1),
    (SECOND, "episode", SEASON, SHOW, "Second", 2, 1),
    (7, "season", SHOW, SHOW, "Specials", None, 0),
    (SPECIAL, "episode", 7, SHOW, "Behind the hill", 1, 0),
)
FILES = ((FILM, "The Lantern.mkv"), (GONE, "Lost Reel.mkv"), (FIRST, "e1.mkv"), (SECOND, "e2.mkv"), (SPECIAL, "s1.mkv"))


@dataclass(frozen=True, slots=True)
class Room:
    """The playback room and what can be asked of it."""

    service: playback.Playback
    client: Client
    db: Db
    heard: list[Event]
    media: Path
    people: accounts.Accounts
    streams: streaming.Streaming

    async def owner(self) -> Caller:
        """Return who may do everything."""
        found = await self.people.authenticate(self.people.owner_token)
        assert found is not None
        return found

    async def a_guest(self) -> str:
        """Return the token of another member of the house."""
        caller = Caller(user_id=str(await self.db.write(add_guest)), permissions=frozenset({Permission.PLAYBACK}))
        return (await self.people.create_token(NewToken(name="guest", scopes=(Permission.PLAYBACK,)), caller)).token

    def as_caller(self, token: str) -> Client:
        """Return a client that shows another token."""
        return Client(self.client.url, token)


def add_guest(connection: sqlite3.Connection) -> int:
    """Write a second user's row; nothing makes one yet."""
    found = connection.execute("insert into user (name, role, created_at) values ('guest', 'member', 0)")
    assert found.lastrowid is not None
    return found.lastrowid


def a_probe() -> Probe:
    return Probe(
        container="matroska",
        duration_ms=DurationMs(HOUR_MS),
        size_bytes=SizeBytes(11),
        bitrate=Kbps(100),
        streams=(MediaStream(index=0, type=StreamType.VIDEO, codec="h264", height_px=1080),),
        tags={},
    )


def fill(connection: sqlite3.Connection, media: Path) -> None:
    """Write the library's rows as a scan would."""
    connection.execute("insert into source (id, path, kind, added_at) values (1, ?, 'mixed', 0)", (str(media),))
    connection.executemany(
        "insert into item (id, kind, identity, parent_id, top_id, title, sort_title, number, season_number, added_at,"
        " updated_at) values (?1, ?2, ?1, ?3, ?4, ?5, ?5, ?6, ?7, 0, 0)",
        ITEMS,
    )
    for item_id, name in FILES:
        connection.execute(
            "insert into asset (id, source_id, path, folder, size_bytes, mtime_ns, probe, added_at, missing_since)"
            " values (?, 1, ?, '', 11, 0, ?, 0, ?)",
            (item_id * 10, name, codec.encode(a_probe()).decode(), 1 if item_id == GONE else None),
        )
        connection.execute("insert into item_asset (item_id, asset_id) values (?, ?)", (item_id, item_id * 10))
    connection.execute(
        "insert into side_file (id, source_id, path, folder, kind, size_bytes, mtime_ns)"
        " values (1, 1, 'The Lantern.de.forced.srt', '', 'subtitle', 5, 0)"
    )


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    media, home = tmp_path / "media", Home(tmp_path / "data")
    media.mkdir()
    home.make()
    for _, name in FILES:
        (media / name).write_bytes(b"hello films")
    (media / "The Lantern.de.forced.srt").write_bytes(b"hallo")
    sets = (settings_tables, jobs_tables, accounts_tables, library_tables, streaming_tables, playback_tables)
    async with AsyncExitStack() as stack:
        db = stack.enter_context(Db(home.database, sets))
        await db.write(fill, media)
        bus, heard = Bus(), list[Event]()
        bus.on_any(heard.append)
        settings = Settings(db, bus, Secrets(home), (*streaming.SETTINGS, *playback.SETTINGS))
        library = ReadingRoom(db)
        media_room = await stack.enter_async_context(Media())
        tasks = await stack.enter_async_context(Tasks())
        people = accounts.Accounts(db, bus)
        signer = streaming.Signer(b"k" * 32, people.stands)
        remux = streaming.Remux(db, media_room, tasks, settings)
        texts = streaming.Texts(db, media_room.subtitles, tasks, settings, streaming.Shelf(home.cache / "subtitles"))
        drawn = streaming.Pictures(tasks, media_room.subtitles)
        subtitles = streaming.Subtitles(signer, Captions(db), texts, drawn, media_room.subtitles)
        encodes = streaming.open_encodes(home.cache / "pieces", db, media_room, tasks, settings, remux)
        streams = streaming.Streaming(
            signer,
            streaming.Finders(media=library.find_file, side=library.find_side_file),
            remux,
            subtitles,
            encodes,
            streaming.Links(settings),
        )
        service = playback.Playback(db, bus, settings, library, streams)
        routes = (*playback.routes(service), *streaming.routes(streams))
        about = About(server_id="test", status=a_status)
        web = await stack.enter_async_context(Web(routes, authenticate=people.authenticate, bus=bus, about=about))
        url = await web.start("127.0.0.1", 0)
        client = await stack.enter_async_context(Client(url, people.owner_token))
        yield Room(service, client, db, heard, media, people, streams)


async def a_status() -> Status:
    return Status(
        version="0",
        server_id="test",
        name="test",
        pid=1,
        started_at=datetime.now(UTC),
        data_dir="",
        database_bytes=SizeBytes(0),
        lan_url=None,
        components=(),
    )

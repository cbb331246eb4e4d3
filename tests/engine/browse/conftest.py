"""A catalogue that a test fills row by row, and the browse room on top of it, served to a real client."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from app.client import Client
from app.contract import codec
from app.contract.library import ItemKind
from app.contract.media import Chapter, MediaStream, Probe, StreamType
from app.contract.units import DurationMs, Kbps, SizeBytes
from app.engine import browse
from app.engine.compose import MIGRATIONS
from app.engine.ground.db import Db, connect
from app.engine.ground.migrate import apply
from app.engine.library import ReadingRoom
from tests.fakes.web import OWNER, serving

ME, OTHER = 1, 2


class Shelf:
    """Writes rows as the rooms below would. Ids count up from 1."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.execute(
            "insert or ignore into user (id, name, role, created_at)"
            " values (1, 'owner', 'owner', 0), (2, 'b', 'owner', 0)"
        )

    def add(self, kind: ItemKind, title: str = "Arrival", *, inside: int | None = None, **columns: object) -> int:
        """Add an item; its parent's top is its top."""
        top = self.connection.execute("select coalesce(top_id, id) from item where id = ?", (inside,)).fetchone()
        row: dict[str, object] = {
            "kind": kind.value,
            "parent_id": inside,
            "top_id": top[0] if top else None,
            "title": title,
            "sort_title": title.lower(),
            "added_at": 0,
            "updated_at": 0,
            **columns,
        }
        row["identity"] = f"{self.connection.execute('select count(*) from item').fetchone()[0]}"
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        cursor = self.connection.execute(f"insert into item ({names}) values ({marks})", tuple(row.values()))
        if inside is not None:
            self.connection.execute("update item set child_count = child_count + 1 where id = ?", (inside,))
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def show(self, title: str, *seasons: int, first: int = 1) -> tuple[int, list[list[int]]]:
        """Add a show with so many episodes in each season, which count from `first` (0 has the specials)."""
        show = self.add(ItemKind.SHOW, title)
        episodes: list[list[int]] = []
        for season_number, count in enumerate(seasons, first):
            season = self.add(
                ItemKind.SEASON,
                f"Season {season_number}",
                inside=show,
                number=season_number,
                season_number=season_number,
                sort_title=f"{season_number:010}",
            )
            episodes.append(
                [
                    self.add(
                        ItemKind.EPISODE, f"Part {number}", inside=season, number=number, season_number=season_number
                    )
                    for number in range(1, count + 1)
                ]
            )
        return show, episodes

    def album(self, artist: int, title: str, year: int, tracks: int) -> tuple[int, list[int]]:
        """Add an album with so many tracks."""
        album = self.add(ItemKind.ALBUM, title, inside=artist, year=year)
        return album, [
            self.add(ItemKind.TRACK, f"Track {number}", inside=album, number=number, disc_number=1)
            for number in range(1, tracks + 1)
        ]

    def picture(self, item_id: int, kind: str, sha256: str = "") -> None:
        """Give an item a picture."""
        self.connection.execute(
            "insert into picture (item_id, kind, sha256, format, width_px, height_px, placeholder, color, source,"
            " detail, stamp, updated_at) values (?, ?, ?, 'jpeg', 400, 600, 'L6', '#102030', 'local file', ?, '', 0)",
            (item_id, kind, sha256 or f"{item_id:032x}{kind.encode().hex():0<32}", f"{kind}.jpg"),
        )

    def facet(self, item_id: int, **values: str) -> int:
        """Give an item values that walls are filtered by."""
        for field, value in values.items():
            self.connection.execute("insert or ignore into facet_value (field, value) values (?, ?)", (field, value))
            self.connection.execute(
                "insert into facet (value_id, kind, item_id) select facet_value.id, item.kind, item.id"
                " from facet_value, item where field = ? and value = ? and item.id = ?",
                (field, value, item_id),
            )
        return item_id

    def watch(self, *item_ids: int, user: int = ME, at: int = 1) -> None:
        """Mark items as watched."""
        self._progress(item_ids, user, 0, 1, at)

    def begin(self, item_id: int, *, user: int = ME, at: int = 1, position_ms: int = 60_000) -> None:
        """Let a user have stopped in the middle of an item."""
        self._progress((item_id,), user, position_ms, 0, at)

    def file(self, item_id: int, name: str, *, bitrate: int = 100, **columns: object) -> int:
        """Give an item a file."""
        self.connection.execute("insert or ignore into source (id, path, kind, added_at) values (1, '/m', 'mixed', 0)")
        probe = Probe(
            container="matroska",
            duration_ms=DurationMs(90_000),
            size_bytes=SizeBytes(11),
            bitrate=Kbps(bitrate),
            streams=(MediaStream(index=0, type=StreamType.VIDEO, codec="h264", height_px=1080),),
            chapters=(Chapter(title="Start", start_ms=DurationMs(0), end_ms=DurationMs(5)),),
            tags={},
        )
        row = {
            "source_id": 1,
            "path": name,
            "folder": name.rpartition("/")[0],
            "size_bytes": 11,
            "mtime_ns": 0,
            "bitrate": bitrate,
            "probe": codec.encode(probe).decode(),
            "added_at": 0,
            **columns,
        }
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        asset = self.connection.execute(f"insert into asset ({names}) values ({marks})", tuple(row.values())).lastrowid
        self.connection.execute("insert into item_asset (item_id, asset_id) values (?, ?)", (item_id, asset))
        assert asset is not None
        return asset

    def _progress(self, item_ids: tuple[int, ...], user: int, position_ms: int, is_watched: int, at: int) -> None:
        self.connection.executemany(
            "insert or replace into progress (user_id, item_id, position_ms, is_watched, updated_at)"
            " values (?, ?, ?, ?, ?)",
            [(user, item_id, position_ms, is_watched, at) for item_id in item_ids],
        )


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        apply(connection, MIGRATIONS)
        yield Shelf(connection)


@dataclass(frozen=True, slots=True)
class Room:
    """The browse room over a database on disk: what it is asked over HTTP, and the shelf to fill."""

    shelf: Shelf
    client: Client
    http: httpx.AsyncClient


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    path = tmp_path / "library.db"
    async with AsyncExitStack() as stack:
        db = stack.enter_context(Db(path, MIGRATIONS))
        shelf = Shelf(stack.enter_context(closing(connect(path))))
        url = await stack.enter_async_context(serving(*browse.routes(browse.Browse(db, ReadingRoom(db)))))
        client = await stack.enter_async_context(Client(url, OWNER))
        http = await stack.enter_async_context(
            httpx.AsyncClient(base_url=f"{url}/api/v1", headers={"Authorization": f"Bearer {OWNER}"}, verify=False)
        )
        yield Room(shelf, client, http)

import asyncio
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from app.contract.errors import Conflict, Unavailable
from app.engine.ground.db import Db
from app.engine.ground.migrate import BACKUPS_KEPT, migrate


def a_set(*tables: str) -> Migrations:
    migrations = Migrations("room")
    for table in tables:

        def make(db: Database, table: str = table) -> None:
            db.execute(f"create table {table} (id integer primary key, word text not null)")

        make.__name__ = f"m_{table}"
        migrations()(make)
    return migrations


def add(db: sqlite3.Connection, word: str) -> int:
    cursor = db.execute("insert into note (word) values (?)", (word,))
    return cursor.lastrowid or 0


def words(db: sqlite3.Connection) -> list[str]:
    return [row["word"] for row in db.execute("select word from note order by id")]


def add_and_fail(db: sqlite3.Connection) -> None:
    add(db, "half")
    raise ValueError("stop")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "marquee.db"


async def test_what_was_written_is_read(file: Path) -> None:
    with Db(file, [a_set("note")]) as db:
        assert await db.write(add, "one") == 1

        assert await db.read(words) == ["one"]
        assert db.size_bytes() > 0


async def test_a_write_that_fails_leaves_nothing(file: Path) -> None:
    with Db(file, [a_set("note")]) as db:
        with pytest.raises(ValueError, match="stop"):
            await db.write(add_and_fail)

        assert await db.read(words) == []


async def test_a_reader_cannot_write(file: Path) -> None:
    with Db(file, [a_set("note")]) as db, pytest.raises(Unavailable) as caught:
        await db.read(add, "sly")
    assert caught.value.code == "database_unavailable"


def add_much(db: sqlite3.Connection) -> None:
    for _ in range(200):
        add(db, "x" * 4000)


def limit_pages(db: sqlite3.Connection, more: int) -> None:
    pages = db.execute("pragma page_count").fetchone()[0]
    db.execute(f"pragma max_page_count = {pages + more}")


async def test_a_full_disk_undoes_one_write_and_says_so_until_there_is_room(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(file.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=0))
    with Db(file, [a_set("note")]) as db:
        await db.write(add, "one")
        await db.write(limit_pages, 5)
        for _ in range(2):
            with pytest.raises(Unavailable, match="Make room") as caught:
                await db.write(add_much)
            assert caught.value.code == "disk_full"
        await db.read(words)
        await db.write(words)  # nothing is written: the disk is as full as before
        assert "Make room" in db.fault()

        await db.write(limit_pages, 5000)
        await db.write(add, "two")

        assert db.fault() == ""
        assert await db.read(words) == ["one", "two"]


async def test_a_disk_with_room_is_well_before_anything_is_written(file: Path) -> None:
    with Db(file, [a_set("note")]) as db:
        await db.write(limit_pages, 5)
        with pytest.raises(Unavailable):
            await db.write(add_much)

        assert db.fault() == ""


async def test_a_mistake_in_sql_is_no_calm_error(file: Path) -> None:
    with Db(file, [a_set()]) as db:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await db.read(words)
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await db.write(add, "x")


async def test_writes_come_one_after_the_other_and_all_arrive(file: Path) -> None:
    with Db(file, [a_set("note")]) as db:
        await asyncio.gather(*(db.write(add, str(number)) for number in range(50)))

        assert len(await db.read(words)) == 50


async def test_a_write_whose_caller_is_cancelled_before_it_begins_is_left_out(file: Path) -> None:
    def wait_for(_db: sqlite3.Connection, gate: Path) -> None:
        while not gate.exists():
            pass

    gate = file.with_name("gate")
    with Db(file, [a_set("note")]) as db:
        first = asyncio.ensure_future(db.write(wait_for, gate))
        second = asyncio.ensure_future(db.write(add, "late"))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.wait({second})
        gate.touch()
        await first

        assert await db.read(words) == []


async def test_a_closed_database_says_so(file: Path) -> None:
    with Db(file, [a_set("note")]) as db:
        pass

    with pytest.raises(Unavailable) as caught:
        await db.write(add, "late")
    assert caught.value.code == "database_closed"


async def test_a_backup_is_whole_while_others_write(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with Db(file, [a_set("note")]) as db:
        await db.write(add, "one")
        await db.backup(target)

    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("select word from note").fetchall() == [("one",)]
    if sys.platform != "win32":
        assert target.stat().st_mode & 0o777 == 0o600


async def test_a_backup_that_cannot_be_written_says_so(file: Path, tmp_path: Path) -> None:
    with Db(file, [a_set("note")]) as db, pytest.raises(Unavailable) as caught:
        await db.backup(tmp_path / "nowhere" / "copy.db")
    assert caught.value.code == "backup_failed"


def test_a_first_start_makes_no_backup(file: Path) -> None:
    migrate(file, [a_set("note")])

    assert not (file.parent / "backups").exists()


def test_a_new_version_keeps_a_copy_of_the_old_database(file: Path) -> None:
    migrate(file, [a_set("note")])
    migrate(file, [a_set("note", "other")])
    migrate(file, [a_set("note", "other")])

    [copy] = (file.parent / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as old:
        assert "other" not in Database(old).table_names()


def test_only_the_newest_backups_are_kept(file: Path) -> None:
    tables = ("note", *(f"t{number}" for number in range(BACKUPS_KEPT + 2)))
    for count in range(1, len(tables) + 1):
        migrate(file, [a_set(*tables[:count])])

    assert len(list((file.parent / "backups").iterdir())) == BACKUPS_KEPT


def test_a_database_of_a_newer_marquee_is_refused_and_left_alone(file: Path) -> None:
    migrate(file, [a_set("note", "future")])
    before = file.read_bytes()

    with pytest.raises(Conflict, match="future") as caught, Db(file, [a_set("note")]):
        pass
    assert caught.value.code == "database_newer"
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(file: Path) -> None:
    file.write_bytes(b"not a database at all" * 100)

    with pytest.raises(Unavailable) as caught, Db(file, [a_set("note")]):
        pass
    assert caught.value.code == "database_damaged"

"""Brings the database to the newest schema, with a copy of the old one kept beside it.

Each room has one sqlite-utils migration set; sets are applied from the lowest step of the staircase up. A database
that knows migrations which this program does not was written by a newer Marquee and is refused.
"""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from app.contract.errors import Conflict, Unavailable

BACKUPS_KEPT = 3
DISK_FULL = "disk_full"
NO_ROOM_BYTES = 1024 * 1024
log = structlog.get_logger(__name__)


def migrate(path: Path, sets: Sequence[Migrations]) -> None:
    """Apply what is pending, after a backup when there was anything before.

    Raises:
        Conflict: a newer Marquee wrote this database.
        Unavailable: the file is no database, or is damaged, or the disk is full.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            database = Database(connection)
            connection.execute("pragma journal_mode = wal")
            _refuse_newer(database, sets)
            if not any(migrations.pending(database) for migrations in sets):
                return
            _back_up(connection, path)
            apply(connection, sets)
    except sqlite3.DatabaseError as error:
        if _is_full(error, path):
            raise unavailable(error, path) from error
        raise Unavailable(
            f"{path} cannot be read as a database ({error}). Restore a backup with `marquee restore FILE`.",
            code="database_damaged",
        ) from error


def unavailable(error: sqlite3.Error, path: Path) -> Unavailable:
    """Say calmly what is wrong with the disk of a database, and what to do."""
    if _is_full(error, path):
        return Unavailable(
            f"The disk that holds {path} is full. Make room there; what was saved before is safe.", code=DISK_FULL
        )
    return Unavailable(f"The database does not answer: {error}", code="database_unavailable")


def apply(connection: sqlite3.Connection, sets: Sequence[Migrations]) -> None:
    """Apply what is pending to an open connection; tests use it on a database in memory."""
    database = Database(connection)
    for migrations in sets:
        migrations.apply(database)
    connection.execute("pragma foreign_keys = on")


def _refuse_newer(database: Database, sets: Sequence[Migrations]) -> None:
    known = {(migrations.name, step.name) for migrations in sets for step in migrations._migrations}  # noqa: SLF001  # no public list
    strange = _applied(database) - known
    if strange:
        names = ", ".join(sorted(f"{room}.{step}" for room, step in strange))
        raise Conflict(
            f"This data folder was used by a newer Marquee ({names}). Install that version, "
            "or restore a backup from before the update.",
            code="database_newer",
        )


def _applied(database: Database) -> set[tuple[str, str]]:
    if "_sqlite_migrations" not in database.table_names():
        return set()
    return {(row["migration_set"], row["name"]) for row in database["_sqlite_migrations"].rows}


def _back_up(connection: sqlite3.Connection, path: Path) -> None:
    if not Database(connection).table_names():
        return
    folder = path.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = folder / f"{path.stem}-{stamp}.db"
    draft = target.with_suffix(".part")  # a half one would look like a backup, and one day push a whole one out
    try:
        with closing(sqlite3.connect(draft)) as copy:
            connection.backup(copy)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    log.info("database_backed_up", path=str(target))
    for old in sorted(folder.glob(f"{path.stem}-*.db"))[:-BACKUPS_KEPT]:
        old.unlink()


def _is_full(error: sqlite3.Error, path: Path) -> bool:
    """Tell whether there was no room on the disk; where SQLite maps memory it calls that an I/O error."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code & 0xFF == sqlite3.SQLITE_IOERR:
        return shutil.disk_usage(path.parent).free < NO_ROOM_BYTES
    return bool(code == sqlite3.SQLITE_FULL)

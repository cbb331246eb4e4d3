"""Saves the whole database to a file, and brings such a file back. Reads the table of migrations only."""

import contextlib
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.contract.errors import Conflict, Invalid, NotFound, Unavailable
from app.engine.ground import db, lock
from app.engine.ground.files import PRIVATE_FILE
from app.engine.ground.paths import Home

_LOGS = ("-wal", "-shm")


def save(home: Home, target: Path) -> None:
    """Write a consistent copy of the database, also while an engine writes to it.

    The copy is checked before it gets its name; an older backup of that name is replaced only then.

    Raises:
        NotFound: there is no database yet.
        Conflict: `target` is something else than a backup.
        Unavailable: the disk is in the way, or the database is damaged.
    """
    if not home.database.exists():
        raise NotFound(f"There is nothing to save in {home.root} yet.", code="database_missing")
    if target.exists() and not _is_backup(target):
        raise Conflict(
            f"{target} is there already and is no backup of Marquee. Choose another name.", code="file_exists"
        )
    with _draft(target) as draft:
        _copy(home.database, draft)
        try:
            check(draft)
        except Invalid as error:
            raise Unavailable(f"{home.database} is damaged: {error.message}", code="database_damaged") from error
        draft.replace(target)


def restore(home: Home, source: Path) -> Path | None:
    """Put a backup in the place of the database; return where the old one was kept, None when there was none.

    Raises:
        Conflict: an engine uses the data folder.
        NotFound: there is no such file.
        Invalid: it is no backup, or a damaged one; nothing was changed.
    """
    check(source)
    home.make()
    with lock.hold(home), _draft(home.database) as draft:
        _copy(source, draft)
        check(draft)
        kept = _keep_old(home)
        draft.replace(home.database)
    return kept


def check(path: Path) -> None:
    """Make sure that a file is a whole database of Marquee.

    Raises:
        NotFound: there is no such file.
        Invalid: it is something else, or damaged.
    """
    if not path.is_file():
        raise NotFound(f"There is no file {path}.", code="file_not_found")
    try:
        with closing(_open_read_only(path)) as connection:
            verdict = connection.execute("pragma integrity_check(1)").fetchone()[0]
            rooms = {row[0] for row in connection.execute("select migration_set from _sqlite_migrations")}
    except sqlite3.Error as error:
        raise Invalid(f"{path} is no backup of Marquee ({error}).", code="not_a_backup") from error
    if verdict != "ok":
        raise Invalid(f"{path} is damaged ({verdict}).", code="backup_damaged")
    if "library" not in rooms:
        raise Invalid(f"{path} is a database of another program.", code="not_a_backup")


def _is_backup(path: Path) -> bool:
    try:
        check(path)
    except (Invalid, NotFound):
        return False
    return True


def _copy(source: Path, target: Path) -> None:
    try:
        with closing(_open_read_only(source)) as connection, closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)
            copy.execute("pragma journal_mode = delete")  # one file, without a log beside it
    except sqlite3.Error as error:
        raise Unavailable(f"{source} could not be copied: {error}.", code="copy_failed") from error


def _open_read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=db.BUSY_TIMEOUT_MS / 1000)


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """Give a private file beside `target` that vanishes unless it is renamed."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        draft.touch(PRIVATE_FILE)
        yield draft
    except OSError as error:
        raise Unavailable(f"{target} cannot be written ({error.strerror}).", code="file_unavailable") from error
    finally:
        for suffix in ("", "-journal", *_LOGS):
            with contextlib.suppress(OSError):
                draft.with_name(draft.name + suffix).unlink(missing_ok=True)


def _keep_old(home: Home) -> Path | None:
    """Take the old database out of the way, its log included: beside another database it would be read into that."""
    if not home.database.exists():
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    kept = home.backups / f"before-restore-{stamp}.db"
    for suffix in (*_LOGS, ""):
        old = home.database.with_name(home.database.name + suffix)
        if old.exists():
            old.replace(kept.with_name(kept.name + suffix))
    return kept

"""The one SQLite file: a writer thread, a few readers, one transaction for each write.

A store function takes a `sqlite3.Connection` first and runs wholly inside one thread. `read` and `write` are the
only doors.
"""

import asyncio
import queue
import shutil
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlite_utils.migrations import Migrations

from app.contract.errors import Unavailable
from app.contract.units import SizeBytes
from app.engine.ground.files import PRIVATE_FILE
from app.engine.ground.migrate import DISK_FULL, migrate, unavailable

P = ParamSpec("P")
T = TypeVar("T")

READERS = 3
BUSY_TIMEOUT_MS = 5_000
CACHE_KIB = 16_384
"""Page cache of one connection; four connections stay well below 100 MB."""
WAL_LIMIT_BYTES = 64 * 1024 * 1024
ROOM_BYTES = 16 * 1024 * 1024
"""A disk with so much room is not full any more."""


class Db:
    """The database, opened and migrated.

    Args:
        path: The file; made when missing.
        sets: Migration sets in the order of the staircase, the lowest room first.

    Raises:
        Conflict: on entering, when a newer Marquee wrote the file.
        Unavailable: on entering, when the file cannot be opened or is damaged.
    """

    def __init__(self, path: Path, sets: Sequence[Migrations]) -> None:
        self._path = path
        self._sets = sets
        self._work: queue.SimpleQueue[Callable[[sqlite3.Connection], None] | None] = queue.SimpleQueue()
        self._is_open = False
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="db-reader")
        self._here = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._fault: Unavailable | None = None

    def __enter__(self) -> Self:
        """Migrate, then start the writer."""
        migrate(self._path, self._sets)
        try:
            connection = connect(self._path)
        except sqlite3.Error as error:
            raise unavailable(error, self._path) from error
        self._writer = threading.Thread(target=self._write_loop, args=(connection,), name="db-writer", daemon=True)
        self._writer.start()
        self._is_open = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish the writes that are queued, then close."""
        self._is_open = False
        self._work.put(None)
        self._writer.join()
        self._readers.shutdown(wait=True)
        for connection in self._opened:
            connection.close()

    async def read(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **named: P.kwargs
    ) -> T:
        """Run a store function on a read-only connection and return what it gives."""
        self._refuse_when_closed()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, lambda: self._read(lambda c: function(c, *args, **named)))

    async def write(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **named: P.kwargs
    ) -> T:
        """Run a store function in one transaction; it is on disk when this returns.

        A cancelled caller does not undo a write that has begun.
        """
        self._refuse_when_closed()
        done: Future[T] = Future()

        def step(connection: sqlite3.Connection) -> None:
            if not done.set_running_or_notify_cancel():
                return
            try:
                done.set_result(self._written(connection, lambda: function(connection, *args, **named)))
            except BaseException as error:  # noqa: BLE001  # whatever it was belongs to the caller
                done.set_exception(error)

        self._work.put(step)
        return await asyncio.wrap_future(done)

    async def backup(self, target: Path) -> None:
        """Write a consistent copy while others read and write."""
        await self.read(_copy_to, target)

    def fault(self) -> str:
        """Return why nothing can be written at the moment and what to do; "" when all is well."""
        fault = self._fault
        if fault is not None and fault.code == DISK_FULL and shutil.disk_usage(self._path.parent).free >= ROOM_BYTES:
            fault = self._fault = None  # nothing may have been written since there is room
        return fault.message if fault is not None else ""

    def size_bytes(self) -> SizeBytes:
        """Return what the database takes on disk, its log included."""
        files = (self._path, Path(f"{self._path}-wal"))
        return SizeBytes(sum(file.stat().st_size for file in files if file.exists()))

    def _written(self, connection: sqlite3.Connection, step: Callable[[], T]) -> T:
        """Run a step in a transaction, and note whether the disk takes what we write."""
        before = connection.total_changes
        try:
            result = _in_transaction(connection, step)
        except sqlite3.DatabaseError as error:
            if not _is_environment(error):
                raise
            self._fault = unavailable(error, self._path)
            raise self._fault from error
        if connection.total_changes != before:
            self._fault = None
        return result

    def _read(self, step: Callable[[sqlite3.Connection], T]) -> T:
        connection: sqlite3.Connection | None = getattr(self._here, "connection", None)
        try:
            if connection is None:
                connection = self._here.connection = connect(self._path, read_only=True)
                self._opened.append(connection)
            return step(connection)
        except sqlite3.Error as error:
            raise (unavailable(error, self._path) if _is_environment(error) else error) from error

    def _refuse_when_closed(self) -> None:
        if not self._is_open:
            raise Unavailable("The database is closed.", code="database_closed")

    def _write_loop(self, connection: sqlite3.Connection) -> None:
        while (step := self._work.get()) is not None:
            step(connection)
        connection.execute("pragma optimize")
        connection.close()


def connect(path: Path | str, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a connection with Marquee's settings. It may be closed by another thread, but is used by one."""
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    connection.execute(f"pragma cache_size = -{CACHE_KIB}")
    connection.execute(f"pragma journal_size_limit = {WAL_LIMIT_BYTES}")
    connection.execute("pragma temp_store = memory")
    connection.execute(f"pragma query_only = {int(read_only)}")
    return connection


def _in_transaction(connection: sqlite3.Connection, step: Callable[[], T]) -> T:
    connection.execute("begin immediate")
    try:
        result = step()
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:  # SQLite has undone it already when the disk is full, but not always
            connection.execute("rollback")
        raise
    return result


def _copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Copy beside the target first, so that a backup is whole or not there. It holds tokens: only we may read it."""
    draft = target.with_name(f".{target.name}.part")
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=PRIVATE_FILE, exist_ok=False)
        with closing(sqlite3.connect(draft)) as copy:
            connection.backup(copy)
        draft.replace(target)
    except OSError as error:
        raise Unavailable(f"{target} cannot be written: {error.strerror}.", code="backup_failed") from error
    finally:
        draft.unlink(missing_ok=True)


def _is_environment(error: sqlite3.Error) -> bool:
    """A full disk, a locked or a damaged file are told calmly; a mistake in our SQL stays a bug."""
    words = ("disk", "full", "locked", "readonly", "unable to open", "malformed")
    return isinstance(error, sqlite3.DatabaseError) and any(word in str(error) for word in words)

"""Reads the NFO files of a source that are new, changed or gone since they were read, and applies them."""

import asyncio
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.engine.ground.db import Db
from app.engine.library.local import store
from app.engine.library.local.nfo import MAX_BYTES, read_nfo
from app.engine.library.local.record import Nfo
from app.engine.library.local.store import Pending

BATCH = 50
MOST_ROUNDS_OF_ONE = 3
"""One NFO may have to wait for another of the same item; more often than this none is read in one scan."""


async def apply_local(db: Db, source_id: int, root: Path, on_changed: Callable[[Mapping[int, str]], None]) -> None:
    """Bring what NFO files tell up to date.

    It may be killed at any moment: what is not written is pending at the next scan.

    Args:
        on_changed: Called after each write with the items that it changed, and their kinds.
    """
    on_changed(await db.write(store.release_gone, source_id))
    rounds: dict[str, int] = {}
    while pending := await db.read(store.list_pending, source_id, BATCH):
        todo = [one for one in pending if rounds.get(one.path, 0) < MOST_ROUNDS_OF_ONE]
        if not todo:
            return
        for one in todo:
            rounds[one.path] = rounds.get(one.path, 0) + 1
        read = await asyncio.to_thread(_read_all, root, todo)
        on_changed(await db.write(_save_all, source_id, read))


def _save_all(connection: object, source_id: int, read: Sequence[tuple[Pending, Nfo]]) -> dict[int, str]:
    changed: dict[int, str] = {}
    for at, nfo in read:
        changed |= store.save_read(connection, source_id, at, nfo)  # type: ignore[arg-type]  # SQL stays in store.py
    return changed


def _read_all(root: Path, pending: Sequence[Pending]) -> list[tuple[Pending, Nfo]]:
    return [(one, read_nfo_file(root, one.path)) for one in pending]


def read_nfo_file(root: Path, path: str) -> Nfo:
    """Return what an NFO in a source tells; a file that cannot be read, or is none, tells why."""
    real_root, real = os.path.realpath(root), os.path.realpath(root / path)
    if not real.startswith(real_root.rstrip(os.sep) + os.sep):
        return Nfo(reasons=("The link leads out of the source.",))
    try:
        # Opened so that a FIFO, put there after the walk, does not hold the reader.
        handle = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return Nfo(reasons=("It is no regular file.",))
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        return Nfo(reasons=(f"It could not be read: {error.strerror}.",))
    return read_nfo(raw)

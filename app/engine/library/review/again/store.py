"""Puts stored files again where they belong by now: asset is read; items, problem and review_entry are written."""

import sqlite3

from app.contract import codec
from app.contract.library import ProblemKind
from app.contract.media import Probe
from app.engine.library.catalogue import store as catalogue
from app.engine.library.review.desk import Desk, Placed
from app.engine.library.review.evidence.store import file_copies
from app.engine.library.review.store import file_doubts
from app.engine.library.scan.store import Touched, save_flaws, settled
from app.engine.library.scan.walk import Flaw

CHUNK = 100
_ASSETS = "select id, path, probe from asset where source_id = ? and probe is not null and path"


def place_again(
    connection: sqlite3.Connection, source_id: int, desk: Desk, path: str, after: str, at_ms: int
) -> tuple[Touched, str]:
    """Place some of the files at or below a path anew; returns what changed, and `after` of the next call or "".

    Args:
        path: A file or folder; "" is the whole source.
        after: "" at first.
    """
    rows = _list_files(connection, source_id, path, after)
    ids: set[int] = set()
    placed = {row["path"]: desk.place(row["path"], codec.decode(row["probe"], Probe)) for row in rows}
    linker = catalogue.Linker(connection, at_ms)
    for row in rows:
        ids |= _put(linker, connection, source_id, row, placed[row["path"]], at_ms)
    linker.describe()
    touched = settled(connection, ids)
    doubts = [doubt for one in placed.values() for doubt in one.doubts]
    file_doubts(connection, source_id, list(placed), doubts, at_ms)
    file_copies(connection, touched.changed, at_ms)
    return touched, rows[-1]["path"] if len(rows) == CHUNK else ""


def count_files(connection: sqlite3.Connection, source_id: int, path: str) -> int:
    """Return how many readable files lie at or below a path."""
    query = (
        "select count(*) from asset where source_id = ? and probe is not null and (path = ? or path > ? and path < ?)"
    )
    return int(connection.execute(query, (source_id, path, *_range(path))).fetchone()[0])


def _list_files(connection: sqlite3.Connection, source_id: int, path: str, after: str) -> list[sqlite3.Row]:
    if not after and (found := connection.execute(f"{_ASSETS} = ?", (source_id, path)).fetchall()):
        return found
    first, end = _range(path)
    query = f"{_ASSETS} > ? and path < ? order by path limit {CHUNK}"
    return connection.execute(query, (source_id, after or first, end)).fetchall()


def _range(folder: str) -> tuple[str, str]:
    """What lies below a folder: "0" comes right after "/"."""
    return (f"{folder}/", f"{folder}0") if folder else ("", "\U0010ffff")


def _put(
    linker: catalogue.Linker,
    connection: sqlite3.Connection,
    source_id: int,
    row: sqlite3.Row,
    placed: Placed,
    at_ms: int,
) -> set[int]:
    connection.execute("delete from problem where source_id = ? and path = ?", (source_id, row["path"]))
    if placed.is_ignored:
        save_flaws(connection, source_id, (Flaw(row["path"], ProblemKind.IGNORED),), at_ms)
    if placed.placement is None:
        return catalogue.unlink(connection, row["id"])
    return linker.link(row["id"], placed.placement)

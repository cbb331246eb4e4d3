"""Reads and writes the review queue: review_entry."""

import json
import sqlite3
from collections.abc import Sequence

from app.contract import codec
from app.contract.review import Answer, DoubtKind, ReviewEntry, ReviewState
from app.engine.ground.clock import from_ms
from app.engine.library.review.rules import Doubt

READING_KINDS = (DoubtKind.UNCERTAIN, DoubtKind.CLASH, DoubtKind.UNREADABLE)
"""What a scan asks about each file by itself."""


def file_doubts(
    connection: sqlite3.Connection,
    source_id: int,
    paths: Sequence[str],
    doubts: Sequence[Doubt],
    at_ms: int,
    kinds: Sequence[DoubtKind] = READING_KINDS,
) -> None:
    """Put the doubts about these paths into the queue; open entries of these kinds that no longer stand are closed.

    An entry that was answered or dismissed stays so: nobody is asked the same twice.
    """
    if paths:
        _close_settled(connection, source_id, paths, doubts, kinds)
    connection.executemany(
        """
        insert into review_entry (source_id, path, folder, kind, confidence, reasons, offers, seen_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (source_id, path, kind) do update set confidence = excluded.confidence,
            reasons = excluded.reasons, offers = excluded.offers
        """,
        [_row(source_id, doubt, at_ms) for doubt in doubts],
    )


def _close_settled(
    connection: sqlite3.Connection,
    source_id: int,
    paths: Sequence[str],
    doubts: Sequence[Doubt],
    kinds: Sequence[DoubtKind],
) -> None:
    standing = {(doubt.path, doubt.kind.value) for doubt in doubts}
    rows = connection.execute(
        """
        select id, path, kind from review_entry where source_id = ? and state = 'open'
            and path in (select value from json_each(?)) and kind in (select value from json_each(?))
        """,
        (source_id, json.dumps(paths), json.dumps(kinds)),
    ).fetchall()
    over = [(row["id"],) for row in rows if (row["path"], row["kind"]) not in standing]
    connection.executemany("delete from review_entry where id = ?", over)


def _row(source_id: int, doubt: Doubt, at_ms: int) -> tuple[object, ...]:
    reasons, offers = codec.encode(doubt.reasons).decode(), codec.encode(doubt.offers).decode()
    folder = doubt.path.rpartition("/")[0]
    return (source_id, doubt.path, folder, doubt.kind.value, doubt.confidence, reasons, offers, at_ms)


def list_entries(
    connection: sqlite3.Connection, state: ReviewState, kind: DoubtKind | None, limit: int, offset: int
) -> tuple[ReviewEntry, ...]:
    """Return a part of the queue, by source and path."""
    narrowed = "" if kind is None else "and review_entry.kind = :kind"
    rows = connection.execute(
        f"""
        {_ENTRY} where state = :state {narrowed}
        order by source_id, review_entry.path, review_entry.kind limit :limit offset :offset
        """,  # one of two fixed conditions
        {"state": state.value, "kind": kind, "limit": limit, "offset": offset},
    )
    return tuple(_entry(row) for row in rows)


def count_entries(connection: sqlite3.Connection, state: ReviewState, kind: DoubtKind | None) -> int:
    """Return how many entries are in a state."""
    query = "select count(*) from review_entry where state = ? and (? is null or kind = ?)"
    return int(connection.execute(query, (state.value, kind, kind)).fetchone()[0])


def find_entry(connection: sqlite3.Connection, entry_id: int) -> ReviewEntry | None:
    """Return an entry, or None."""
    row = connection.execute(f"{_ENTRY} where review_entry.id = ?", (entry_id,)).fetchone()
    return _entry(row) if row else None


_ENTRY = """
    select review_entry.*, source.path as source_path from review_entry join source on source.id = source_id
"""


def _entry(row: sqlite3.Row) -> ReviewEntry:
    return ReviewEntry(
        id=str(row["id"]),
        source_id=str(row["source_id"]),
        source_path=row["source_path"],
        path=row["path"],
        kind=DoubtKind(row["kind"]),
        confidence=row["confidence"],
        reasons=codec.decode(row["reasons"], tuple[str, ...]),
        offers=codec.decode(row["offers"], tuple[Answer, ...]),
        state=ReviewState(row["state"]),
        seen_at=from_ms(row["seen_at"]),
    )


def count_open(connection: sqlite3.Connection) -> dict[DoubtKind, int]:
    """Return how many entries of each kind are open; kinds without any are left out."""
    rows = connection.execute("select kind, count(*) as number from review_entry where state = 'open' group by kind")
    return {DoubtKind(row["kind"]): row["number"] for row in rows}


def set_state_below(
    connection: sqlite3.Connection, source_id: int, path: str, old: ReviewState, new: ReviewState
) -> int:
    """Move the entries of a file, or of all files of a folder, from a state to another; returns how many."""
    below = f"{path}/" if path else ""
    query = """
        update review_entry set state = ? where source_id = ? and state = ?
            and (path = ? or substr(path, 1, length(?)) = ?)
    """
    return connection.execute(query, (new.value, source_id, old.value, path, below, below)).rowcount


def set_state(connection: sqlite3.Connection, entry_id: int, old: ReviewState, new: ReviewState) -> bool:
    """Move one entry from a state to another; tells whether it was in the first."""
    query = "update review_entry set state = ? where id = ? and state = ?"
    return connection.execute(query, (new.value, entry_id, old.value)).rowcount > 0

"""Reads and writes the review queue: review_entry, review_answer."""

import sqlite3
from collections.abc import Sequence

from app.contract import codec
from app.contract.review import Answer, DoubtKind, ReviewEntry, ReviewState
from app.engine.ground.clock import from_ms
from app.engine.library.review.rules import Doubt


def file_doubts(
    connection: sqlite3.Connection, source_id: int, paths: Sequence[str], doubts: Sequence[Doubt], at_ms: int
) -> None:
    """Put the doubts about these paths into the queue; open entries of theirs that no longer stand are closed.

    An entry that was answered or dismissed stays so: nobody is asked the same twice.
    """
    standing = {(doubt.path, doubt.kind.value) for doubt in doubts}
    for path in paths:
        for row in connection.execute(
            "select id, kind from review_entry where source_id = ? and path = ? and state = 'open'", (source_id, path)
        ).fetchall():
            if (path, row["kind"]) not in standing:
                connection.execute("delete from review_entry where id = ?", (row["id"],))
    connection.executemany(
        """
        insert into review_entry (source_id, path, folder, kind, confidence, reasons, offers, seen_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (source_id, path, kind) do update set confidence = excluded.confidence,
            reasons = excluded.reasons, offers = excluded.offers
        """,
        [_row(source_id, doubt, at_ms) for doubt in doubts],
    )


def _row(source_id: int, doubt: Doubt, at_ms: int) -> tuple[object, ...]:
    reasons, offers = codec.encode(doubt.reasons).decode(), codec.encode(doubt.offers).decode()
    folder = doubt.path.rpartition("/")[0]
    return (source_id, doubt.path, folder, doubt.kind.value, doubt.confidence, reasons, offers, at_ms)


def close_vanished(connection: sqlite3.Connection, source_id: int) -> int:
    """Drop open entries of files that neither the catalogue nor the report knows any more; returns how many."""
    return connection.execute(
        """
        delete from review_entry where source_id = :id and state = 'open'
            and path not in (select path from asset where source_id = :id and missing_since is null)
            and path not in (select path from problem where source_id = :id)
        """,
        {"id": source_id},
    ).rowcount


def list_entries(
    connection: sqlite3.Connection, state: ReviewState, kind: DoubtKind | None, limit: int, offset: int
) -> tuple[ReviewEntry, ...]:
    """Return a part of the queue, by source and path."""
    query = """
        select * from review_entry where state = ? and (? is null or kind = ?)
        order by source_id, path, kind limit ? offset ?
    """
    rows = connection.execute(query, (state.value, kind, kind, limit, offset))
    return tuple(_entry(row) for row in rows)


def find_entry(connection: sqlite3.Connection, entry_id: int) -> ReviewEntry | None:
    """Return an entry, or None."""
    row = connection.execute("select * from review_entry where id = ?", (entry_id,)).fetchone()
    return _entry(row) if row else None


def _entry(row: sqlite3.Row) -> ReviewEntry:
    return ReviewEntry(
        id=str(row["id"]),
        source_id=str(row["source_id"]),
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


def save_answer(connection: sqlite3.Connection, source_id: int, path: str, answer: Answer, at_ms: int) -> int:
    """Remember an answer for a file or a folder and all below it; returns how many entries it settles.

    "" is the whole source.
    """
    connection.execute(
        """
        insert into review_answer (source_id, path, answer, answered_at) values (?, ?, ?, ?)
        on conflict (source_id, path) do update set answer = excluded.answer, answered_at = excluded.answered_at
        """,
        (source_id, path, codec.encode(answer).decode(), at_ms),
    )
    return _set_state(connection, source_id, path, ReviewState.OPEN, ReviewState.ANSWERED)


def delete_answer(connection: sqlite3.Connection, source_id: int, path: str) -> None:
    """Take an answer back; what it settled is open again, unless another answer still covers it."""
    query = "delete from review_answer where source_id = ? and path = ?"
    if connection.execute(query, (source_id, path)).rowcount:
        _set_state(connection, source_id, path, ReviewState.ANSWERED, ReviewState.OPEN)
        for other in load_answers(connection, source_id):
            _set_state(connection, source_id, other, ReviewState.OPEN, ReviewState.ANSWERED)


def _set_state(connection: sqlite3.Connection, source_id: int, path: str, old: ReviewState, new: ReviewState) -> int:
    below = f"{path}/" if path else ""
    query = """
        update review_entry set state = ? where source_id = ? and state = ?
            and (path = ? or substr(path, 1, length(?)) = ?)
    """
    return connection.execute(query, (new.value, source_id, old.value, path, below, below)).rowcount


def load_answers(connection: sqlite3.Connection, source_id: int) -> dict[str, Answer]:
    """Return what was answered for a source, by path."""
    rows = connection.execute("select path, answer from review_answer where source_id = ?", (source_id,))
    return {row["path"]: codec.decode(row["answer"], Answer) for row in rows}


def dismiss(connection: sqlite3.Connection, entry_id: int) -> bool:
    """Put an open entry away without an answer; tells whether there was one."""
    query = "update review_entry set state = 'dismissed' where id = ? and state = 'open'"
    return connection.execute(query, (entry_id,)).rowcount > 0

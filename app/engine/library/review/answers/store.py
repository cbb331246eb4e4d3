"""Reads and writes what was answered: review_answer; the entries of a file go with it when it moves."""

import sqlite3
from collections.abc import Mapping

from app.contract import codec
from app.contract.review import Answer, ReviewState
from app.engine.library.review.store import set_state_below


def save_answer(connection: sqlite3.Connection, source_id: int, path: str, answer: Answer, at_ms: int) -> int:
    """Remember an answer for a file or a folder and all below it; returns how many entries it settles.

    "" is the whole source. It is pending until `mark_applied`.
    """
    _put_answer(connection, source_id, path, codec.encode(answer).decode(), at_ms)
    return set_state_below(connection, source_id, path, ReviewState.OPEN, ReviewState.ANSWERED)


def delete_answer(connection: sqlite3.Connection, source_id: int, path: str, at_ms: int) -> None:
    """Take an answer back; what it settled is open again, unless another answer still covers it."""
    if path not in load_answers(connection, source_id):
        return
    _put_answer(connection, source_id, path, "", at_ms)
    set_state_below(connection, source_id, path, ReviewState.ANSWERED, ReviewState.OPEN)
    for other in load_answers(connection, source_id):
        set_state_below(connection, source_id, other, ReviewState.OPEN, ReviewState.ANSWERED)


def _put_answer(connection: sqlite3.Connection, source_id: int, path: str, answer: str, at_ms: int) -> None:
    connection.execute(
        """
        insert into review_answer (source_id, path, answer, answered_at) values (?, ?, ?, ?)
        on conflict (source_id, path) do update set answer = excluded.answer, is_applied = 0,
            answered_at = max(excluded.answered_at, answered_at + 1)
        """,
        (source_id, path, answer, at_ms),
    )


def list_pending(connection: sqlite3.Connection, source_id: int) -> tuple[tuple[str, int], ...]:
    """Return (path, time) of answers that were given or taken back and that the files do not follow yet."""
    query = "select path, answered_at from review_answer where source_id = ? and not is_applied order by answered_at"
    return tuple((row["path"], row["answered_at"]) for row in connection.execute(query, (source_id,)))


def mark_applied(connection: sqlite3.Connection, source_id: int, path: str, answered_at: int) -> None:
    """Note that all files follow an answer, unless it was given anew meanwhile; one taken back is gone now."""
    values = (source_id, path, answered_at)
    where = "where source_id = ? and path = ? and answered_at = ?"
    connection.execute(f"delete from review_answer {where} and answer = ''", values)
    connection.execute(f"update review_answer set is_applied = 1 {where}", values)


def load_answers(connection: sqlite3.Connection, source_id: int) -> dict[str, Answer]:
    """Return what was answered for a source, by path."""
    rows = connection.execute(
        "select path, answer from review_answer where source_id = ? and answer <> ''", (source_id,)
    )
    return {row["path"]: codec.decode(row["answer"], Answer) for row in rows}


def move_answer(connection: sqlite3.Connection, source_id: int, old: str, new: str) -> None:
    """Let what was said of a file go with it; what was said of its folder stays with the folder."""
    for table in ("review_answer", "review_entry"):
        connection.execute(
            f"update or ignore {table} set path = ? where source_id = ? and path = ?",  # one of two tables
            (new, source_id, old),
        )
    folder = new.rpartition("/")[0]
    connection.execute("update review_entry set folder = ? where source_id = ? and path = ?", (folder, source_id, new))


def move_folder_answers(connection: sqlite3.Connection, source_id: int, folders: Mapping[str, str]) -> None:
    """Let what was said of folders go with them to their new paths, unless files stayed where they were.

    Args:
        folders: Their new paths by their old ones.
    """
    for old, new in folders.items():
        connection.execute(
            """
            update or ignore review_answer set path = :new where source_id = :source_id and path = :old
                and not exists (select 1 from asset where source_id = :source_id and missing_since is null
                    and substr(path, 1, length(:below)) = :below)
            """,
            {"source_id": source_id, "old": old, "new": new, "below": f"{old}/"},
        )

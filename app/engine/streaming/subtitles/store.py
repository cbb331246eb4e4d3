"""SQL of the table text_file."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from app.contract import codec
from app.contract.subtitles import TextsFound


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """What is remembered of a file whose texts were taken out.

    Attributes:
        etag: The state of the file that it is true for.
        size_bytes: Of what is on the shelf; 0 when nothing is (any more).
        fault: Why nothing could be taken out; "" when it could.
    """

    asset_id: int
    etag: str
    found: TextsFound
    size_bytes: int
    fault: str = ""


def find_text(connection: sqlite3.Connection, asset_id: int) -> TextRow | None:
    """Return what is remembered of a file, in whatever state it was."""
    row = connection.execute("select * from text_file where asset_id = ?", (asset_id,)).fetchone()
    if row is None:
        return None
    return TextRow(
        asset_id=asset_id,
        etag=row["etag"],
        found=codec.decode(row["found"], TextsFound),
        size_bytes=row["size_bytes"],
        fault=row["fault"],
    )


def save_text(connection: sqlite3.Connection, text: TextRow, at_ms: int) -> None:
    """Remember what was taken out of a file."""
    connection.execute(
        "insert or replace into text_file (asset_id, etag, found, size_bytes, fault, used_at)"
        " values (?, ?, ?, ?, ?, ?)",
        (text.asset_id, text.etag, codec.encode(text.found).decode(), text.size_bytes, text.fault, at_ms),
    )


def touch_text(connection: sqlite3.Connection, asset_id: int, at_ms: int) -> None:
    """Note that a file's texts were asked for."""
    connection.execute("update text_file set used_at = ? where asset_id = ?", (at_ms, asset_id))


def list_states(connection: sqlite3.Connection, asset_ids: Sequence[int] | None) -> dict[int, str]:
    """Return the state of the files that were read, by asset; of all files or of some."""
    wanted = "" if asset_ids is None else " where asset_id in (select value from json_each(:ids))"
    rows = connection.execute(f"select asset_id, etag from text_file{wanted}", {"ids": json.dumps(asset_ids)})
    return {row[0]: row[1] for row in rows}


def list_assets(connection: sqlite3.Connection, after: int, limit: int) -> list[int]:
    """Return the assets of which something is remembered, with ids above `after`, by id."""
    rows = connection.execute(
        "select asset_id from text_file where asset_id > ? order by asset_id limit ?", (after, limit)
    )
    return [row[0] for row in rows]


def list_kept(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return (asset, state) of what should lie on the shelf."""
    return [(row[0], row[1]) for row in connection.execute("select asset_id, etag from text_file where size_bytes > 0")]


def forget_texts(connection: sqlite3.Connection, asset_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Forget what was taken out of files that are no more; returns (asset, state) of it."""
    rows = connection.execute(
        "delete from text_file where asset_id in (select value from json_each(?)) returning asset_id, etag",
        (json.dumps(asset_ids),),
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def trim_texts(connection: sqlite3.Connection, limit_bytes: int, newest: int) -> list[tuple[int, str]]:
    """Forget what lies on the shelf beyond a limit and was used longest ago; returns (asset, state) of it.

    That the files were read is remembered, so that they are not read again until somebody asks.

    Args:
        newest: The asset that stays in any case: somebody waits for it.
    """
    rows = connection.execute(
        "update text_file set size_bytes = 0 where asset_id in (select asset_id from (select asset_id, sum(size_bytes)"
        " over (order by used_at desc, asset_id) as total from text_file where size_bytes > 0) where total > :limit)"
        " and asset_id <> :newest"
        " returning asset_id, etag",
        {"limit": limit_bytes, "newest": newest},
    ).fetchall()
    return [(row[0], row[1]) for row in rows]

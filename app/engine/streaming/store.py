"""SQL of the table segment_table."""

import sqlite3

from app.contract import codec
from app.contract.segments import SegmentTable


def find_table(connection: sqlite3.Connection, asset_id: int, etag: str) -> SegmentTable | None:
    """Return where a file is cut; None when that is not known of the file as it is now."""
    row = connection.execute(
        "select cuts from segment_table where asset_id = ? and etag = ?", (asset_id, etag)
    ).fetchone()
    return None if row is None else codec.decode(row["cuts"], SegmentTable)


def save_table(
    connection: sqlite3.Connection, asset_id: int, etag: str, table: SegmentTable, made_at: int, kept: int
) -> None:
    """Remember where a file is cut, and forget the oldest when there are more than `kept`."""
    connection.execute(
        "insert or replace into segment_table (asset_id, etag, cuts, made_at) values (?, ?, ?, ?)",
        (asset_id, etag, codec.encode(table).decode(), made_at),
    )
    connection.execute(
        "delete from segment_table where asset_id in"
        " (select asset_id from segment_table order by made_at desc limit -1 offset ?)",
        (kept,),
    )

"""SQL of a details page. Reads item, asset, item_asset, source, origin, picture."""

import sqlite3


def find_item(connection: sqlite3.Connection, item_id: int) -> sqlite3.Row | None:
    """Return what a details page tells of an item beyond its card."""
    row: sqlite3.Row | None = connection.execute(
        "select id, kind, parent_id, top_id, overview, genres from item where id = ?", (item_id,)
    ).fetchone()
    return row


def list_versions(connection: sqlite3.Connection, item_id: int) -> list[sqlite3.Row]:
    """Return the files of an item that were read, the best first."""
    return connection.execute(
        "select asset.*, source.path as root, asset.missing_since is not null or not source.is_online as is_missing"
        " from item_asset join asset on asset.id = item_asset.asset_id join source on source.id = asset.source_id"
        " where item_asset.item_id = ? and asset.probe is not null order by asset.bitrate desc, asset.id",
        (item_id,),
    ).fetchall()


def list_origins(connection: sqlite3.Connection, item_id: int) -> list[tuple[str, str, str]]:
    """Return (field, source, detail) of an item's fields and of its own pictures."""
    rows = connection.execute(
        "select field, source, detail from origin where item_id = ?1"
        " union all select kind, source, detail from picture where item_id = ?1 order by 1",
        (item_id,),
    )
    return [(row[0], row[1], row[2]) for row in rows]

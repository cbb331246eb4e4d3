"""Reads of the tables item, asset, item_asset, side_file and source that playing needs."""

import sqlite3

_IN_ORDER = "order by disc_number, season_number = 0, season_number, number, sort_title, id"
"""The order of play; specials come last."""


def find_entry(connection: sqlite3.Connection, item_id: int) -> sqlite3.Row | None:
    """Return id, kind, title, parent_id, top_id of an item."""
    row: sqlite3.Row | None = connection.execute(
        "select id, kind, title, parent_id, top_id from item where id = ?", (item_id,)
    ).fetchone()
    return row


def list_assets(connection: sqlite3.Connection, item_id: int) -> list[sqlite3.Row]:
    """Return id, path, probe, is_missing of an item's files that were probed."""
    return connection.execute(
        "select asset.id, asset.path, asset.probe, asset.missing_since is not null or not source.is_online as is_missing"
        " from item_asset join asset on asset.id = item_asset.asset_id join source on source.id = asset.source_id"
        " where item_asset.item_id = ? and asset.probe is not null",
        (item_id,),
    ).fetchall()


def list_parts(connection: sqlite3.Connection, top_or_parent_id: int, kind: str) -> list[int]:
    """Return the episodes of a show or season, or the tracks of an artist or album, in the order of play."""
    rows = connection.execute(
        f"select id from item where parent_id = ? and kind = ? {_IN_ORDER}", (top_or_parent_id, kind)
    ).fetchall()
    if not rows:
        rows = connection.execute(
            f"select id from item where top_id = ? and kind = ? {_IN_ORDER}", (top_or_parent_id, kind)
        ).fetchall()
    return [int(row[0]) for row in rows]


def find_place(connection: sqlite3.Connection, asset_id: int) -> sqlite3.Row | None:
    """Return root, path, source_id, folder of a media file."""
    row: sqlite3.Row | None = connection.execute(
        "select source.path as root, asset.path, asset.source_id, asset.folder"
        " from asset join source on source.id = asset.source_id where asset.id = ?",
        (asset_id,),
    ).fetchone()
    return row


def find_side_place(connection: sqlite3.Connection, side_file_id: int) -> sqlite3.Row | None:
    """Return root, path of a file beside the media."""
    row: sqlite3.Row | None = connection.execute(
        "select source.path as root, side_file.path from side_file join source on source.id = side_file.source_id"
        " where side_file.id = ?",
        (side_file_id,),
    ).fetchone()
    return row


def list_subtitles(connection: sqlite3.Connection, source_id: int, folder: str) -> list[sqlite3.Row]:
    """Return id, path of the subtitles in a folder."""
    return connection.execute(
        "select id, path from side_file where source_id = ? and folder = ? and kind = 'subtitle' order by path",
        (source_id, folder),
    ).fetchall()

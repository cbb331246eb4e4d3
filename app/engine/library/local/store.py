"""Writes what NFO files tell into the catalogue and takes it back: nfo_read, nfo_item, nfo_base; item, origin.

Of several NFO files of one item one is applied. What stood in a field before is kept, and stands there again when the
NFO is gone. All of it runs inside the caller's transaction.
"""

import json
import sqlite3
from dataclasses import dataclass

from app.contract.library import ItemKind
from app.engine.library.catalogue import store as catalogue
from app.engine.library.catalogue.about import store as about
from app.engine.library.catalogue.rules import sort_title
from app.engine.library.local.record import Nfo, Record
from app.engine.library.local.rules import Target, rank, record_for, target_of

SOURCE = "nfo"


@dataclass(frozen=True, slots=True)
class Pending:
    """An NFO to be read: where, and the state that the walk saw."""

    path: str
    size_bytes: int
    mtime_ns: int


def list_pending(connection: sqlite3.Connection, source_id: int, limit: int) -> tuple[Pending, ...]:
    """Return some of the NFO files that were not read in their present state."""
    rows = connection.execute(
        """
        select side.path, side.size_bytes, side.mtime_ns from side_file side
        left join nfo_read seen on seen.source_id = side.source_id and seen.path = side.path
            and seen.size_bytes = side.size_bytes and seen.mtime_ns = side.mtime_ns
        where side.source_id = ? and side.kind = 'nfo' and seen.path is null order by side.path limit ?
        """,
        (source_id, limit),
    )
    return tuple(Pending(row["path"], row["size_bytes"], row["mtime_ns"]) for row in rows)


def release_gone(connection: sqlite3.Connection, source_id: int) -> dict[int, str]:
    """Take back what NFO files told that are gone; returns the items that changed, with their kinds."""
    gone = connection.execute(
        """
        select path from nfo_read where source_id = :id and not exists
            (select 1 from side_file where source_id = :id and path = nfo_read.path and kind = 'nfo')
        """,
        {"id": source_id},
    ).fetchall()
    changed = {item_id for row in gone for item_id in _release(connection, source_id, row["path"])}
    orphans = connection.execute(
        """
        select distinct item_id from nfo_base where not exists
            (select 1 from nfo_item where nfo_item.item_id = nfo_base.item_id and is_applied)
        """
    ).fetchall()
    for row in orphans:  # the source of the NFO was deleted
        _clear(connection, row["item_id"])
        changed.add(row["item_id"])
    return catalogue.list_kinds(connection, changed)


def save_read(connection: sqlite3.Connection, source_id: int, at: Pending, nfo: Nfo) -> dict[int, str]:
    """Apply an NFO to the items that it speaks of; returns the items that changed, with their kinds."""
    changed = _release(connection, source_id, at.path)
    target = target_of(at.path)
    reasons = list(nfo.reasons)
    for row in _list_targets(connection, source_id, target):
        record, reason = record_for(nfo, ItemKind(row["kind"]), row["number"], row["end_number"])
        reasons += [reason] if reason else []
        if record is not None and _claim(connection, source_id, at.path, row["id"]):
            _apply(connection, row, record, at.path)
            changed.add(row["id"])
    connection.execute(
        """
        insert or replace into nfo_read (source_id, path, folder, stem, size_bytes, mtime_ns, reasons)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        (source_id, at.path, target.folder, target.stem, at.size_bytes, at.mtime_ns, json.dumps(reasons)),
    )
    return catalogue.list_kinds(connection, changed)


_BELOW = """
    select distinct item.* from asset join item_asset on asset_id = asset.id join item leaf on leaf.id = item_id
    join item on item.id = {} where asset.source_id = :source and item.kind = :kind
    and (asset.folder = :folder{}) limit 2
"""
_DEEPER = " or :folder = '' or (asset.folder > :folder || '/' and asset.folder < :folder || '0')"


def _list_targets(connection: sqlite3.Connection, source_id: int, target: Target) -> list[sqlite3.Row]:
    """Return the items that an NFO speaks of. One for a folder speaks of nothing when several such items lie in it."""
    if target.kind is None:
        found = _list_of_stem(connection, source_id, target)
        is_folders = target.stem == target.folder.rpartition("/")[2].lower()
        return found if found or not is_folders else _list_whole(connection, source_id, target.folder, ItemKind.FILM)
    return _list_whole(connection, source_id, target.folder, target.kind)


def _list_whole(connection: sqlite3.Connection, source_id: int, folder: str, kind: ItemKind) -> list[sqlite3.Row]:
    column = {ItemKind.FILM: "leaf.id", ItemKind.SEASON: "leaf.parent_id", ItemKind.ALBUM: "leaf.parent_id"}
    is_deep = kind in (ItemKind.SHOW, ItemKind.ARTIST, ItemKind.ALBUM)
    query = _BELOW.format(column.get(kind, "leaf.top_id"), _DEEPER if is_deep else "")
    found = connection.execute(query, {"source": source_id, "kind": kind.value, "folder": folder}).fetchall()
    return found if len(found) == 1 else []


def _list_of_stem(connection: sqlite3.Connection, source_id: int, target: Target) -> list[sqlite3.Row]:
    rows = connection.execute(
        """
        select distinct item.*, asset.path as file from asset join item_asset on asset_id = asset.id
        join item on item.id = item_id where source_id = ? and folder = ?
        """,
        (source_id, target.folder),
    )
    return [row for row in rows if target_of(row["file"]).stem == target.stem]


def _claim(connection: sqlite3.Connection, source_id: int, path: str, item_id: int) -> bool:
    """Note that an NFO speaks of an item, and tell whether it is the one to be applied."""
    owner = connection.execute(
        "select source_id, path from nfo_item where item_id = ? and is_applied", (item_id,)
    ).fetchone()
    is_first = owner is None or (rank(path), source_id) < (rank(owner["path"]), owner["source_id"])
    if is_first and owner is not None:
        _clear(connection, item_id)
        connection.execute("update nfo_item set is_applied = 0 where item_id = ?", (item_id,))
    connection.execute(
        "insert or replace into nfo_item (item_id, source_id, path, is_applied) values (?, ?, ?, ?)",
        (item_id, source_id, path, int(is_first)),
    )
    return is_first


def _release(connection: sqlite3.Connection, source_id: int, path: str) -> set[int]:
    """Forget an NFO. Others that speak of its items are read again, for one of them is now applied."""
    rows = connection.execute(
        "select item_id from nfo_item where source_id = ? and path = ? and is_applied", (source_id, path)
    ).fetchall()
    connection.execute("delete from nfo_item where source_id = ? and path = ?", (source_id, path))
    connection.execute("delete from nfo_read where source_id = ? and path = ?", (source_id, path))
    for row in rows:
        _clear(connection, row["item_id"])
        connection.execute(
            """
            delete from nfo_read where exists (select 1 from nfo_item where item_id = ?
                and nfo_item.source_id = nfo_read.source_id and nfo_item.path = nfo_read.path)
            """,
            (row["item_id"],),
        )
    return {row["item_id"] for row in rows}


def _apply(connection: sqlite3.Connection, row: sqlite3.Row, record: Record, path: str) -> None:
    values: dict[str, object] = {
        "title": record.title,
        "sort_title": sort_title(record.sort_title or record.title) if record.sort_title or record.title else "",
        "year": record.year,
        "overview": record.plot or record.outline,
        "genres": json.dumps(record.genres) if record.genres else "",
    }
    if row["kind"] in (ItemKind.SEASON.value, ItemKind.EPISODE.value):
        values["sort_title"] = ""  # their order is that of their numbers
    told = {field: value for field, value in values.items() if value}
    for field, value in told.items():
        _keep_base(connection, row, field)
        connection.execute(f"update item set {field} = ? where id = ?", (value, row["id"]))
    fields = [*(field for field in told if field != "sort_title")]
    fields += about.save_about(connection, row["id"], record, SOURCE)
    connection.executemany(
        "insert or replace into origin (item_id, field, source, detail) values (?, ?, ?, ?)",
        [(row["id"], field, SOURCE, path) for field in fields],
    )
    catalogue.index_whole(connection, row["id"])


def _keep_base(connection: sqlite3.Connection, row: sqlite3.Row, field: str) -> None:
    origin = connection.execute(
        "select source, detail from origin where item_id = ? and field = ?", (row["id"], field)
    ).fetchone()
    connection.execute(
        "insert or ignore into nfo_base (item_id, field, value, source, detail) values (?, ?, ?, ?, ?)",
        (row["id"], field, json.dumps(row[field]), origin["source"] if origin else None, origin and origin["detail"]),
    )


def _clear(connection: sqlite3.Connection, item_id: int) -> None:
    """Take back what an NFO told of an item."""
    connection.execute("delete from origin where item_id = ? and source = ?", (item_id, SOURCE))
    for base in connection.execute("select * from nfo_base where item_id = ?", (item_id,)).fetchall():
        connection.execute(
            f"update item set {base['field']} = ? where id = ?", (json.loads(base["value"]), item_id)
        )  # a field that _apply wrote
        if base["source"] is not None:
            connection.execute(
                "insert or replace into origin (item_id, field, source, detail) values (?, ?, ?, ?)",
                (item_id, base["field"], base["source"], base["detail"]),
            )
    connection.execute("delete from nfo_base where item_id = ?", (item_id,))
    about.delete_about(connection, item_id, SOURCE)
    catalogue.index_whole(connection, item_id)

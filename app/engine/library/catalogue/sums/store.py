"""Brings sums of items up to date: lengths, sizes, facets, whether anything is there. Removes what has no file."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from app.contract.library import ItemKind
from app.engine.library.facets.rules import best_picture
from app.engine.library.facets.store import ItemFile, list_files, put_facets
from app.engine.library.search.store import delete_document

_DEPTHS = (
    frozenset({"film", "episode", "track"}),
    frozenset({"season", "album"}),
    frozenset({"show", "artist"}),
)
"""What has files comes first, then what these lie in."""


def settle(connection: sqlite3.Connection, ids: Iterable[int]) -> set[int]:
    """Bring sums up to date and remove items without any file. Returns the removed ids."""
    rows = connection.execute(
        "select item.id, kind from json_each(?) wanted join item on item.id = wanted.value order by item.id",
        (json.dumps(list(ids)),),
    ).fetchall()
    removed: set[int] = set()
    for depth in _DEPTHS:
        for item_id, kind in rows:
            if kind in depth and not _is_summed(connection, item_id, kind):
                delete_document(connection, item_id)
                connection.execute("delete from item where id = ?", (item_id,))
                removed.add(item_id)
    return removed


def _is_summed(connection: sqlite3.Connection, item_id: int, kind: str) -> bool:
    """Sum an item up; tell whether anything was there to sum up."""
    if kind in _DEPTHS[0]:
        files = list_files(connection, item_id)
        if not files:
            return False
        _sum_files(connection, item_id, files)
        put_facets(connection, item_id, files)
        return True
    if connection.execute("select 1 from item where parent_id = ? limit 1", (item_id,)).fetchone() is None:
        return False
    _sum_parts(connection, item_id, kind)
    put_facets(connection, item_id)
    return True


def _sum_files(connection: sqlite3.Connection, item_id: int, files: Sequence[ItemFile]) -> None:
    best = best_picture(stream for file in files for stream in file.streams)
    connection.execute(
        "update item set duration_ms = ?, is_missing = ?, height_px = ?, range_type = ? where id = ?",
        (
            max(file.duration_ms for file in files),
            all(file.is_missing for file in files),
            best.height_px if best else 0,
            best.range_type if best else "",
            item_id,
        ),
    )


def _sum_parts(connection: sqlite3.Connection, item_id: int, kind: str) -> None:
    below = "top_id = :id and kind = 'episode'" if kind == ItemKind.SHOW.value else "parent_id = :id"
    connection.execute(
        f"""
        update item set
            child_count = (select count(*) from item child where {below}),
            duration_ms = (select coalesce(sum(child.duration_ms), 0) from item child where {below}),
            height_px = (select coalesce(max(child.height_px), 0) from item child where {below}),
            is_missing = not exists (select 1 from item child where {below} and not child.is_missing)
        where id = :id
        """,  # `below` is one of two fixed conditions
        {"id": item_id},
    )

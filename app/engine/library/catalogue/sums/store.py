"""Brings sums of items up to date: lengths, sizes, facets, whether anything is there. Removes what has no file."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence, Set

from app.contract.library import ItemKind
from app.engine.library.facets.rules import best_picture
from app.engine.library.facets.store import DEPTHS, ItemFile, list_files, put_facets
from app.engine.library.search.store import delete_document


def settle(connection: sqlite3.Connection, ids: Iterable[int]) -> set[int]:
    """Bring sums up to date and remove items without any file. Returns the removed ids."""
    rows = connection.execute(
        "select item.id, kind from json_each(?) wanted join item on item.id = wanted.value order by item.id",
        (json.dumps(list(ids)),),
    ).fetchall()
    removed: set[int] = set()
    for depth in DEPTHS:
        kinds = {item_id: kind for item_id, kind in rows if kind in depth}
        there = _sum_leaves(connection, kinds) if depth is DEPTHS[0] else _sum_outer(connection, kinds)
        for item_id in kinds.keys() - there:
            delete_document(connection, item_id)
            connection.execute("delete from item where id = ?", (item_id,))
            removed.add(item_id)
    return removed


def _sum_leaves(connection: sqlite3.Connection, ids: Iterable[int]) -> Set[int]:
    """Sum up what has files; returns which do."""
    files = list_files(connection, ids)
    connection.executemany(
        "update item set duration_ms = ?, is_missing = ?, height_px = ?, range_type = ? where id = ?",
        [(*_sums(of_item), item_id) for item_id, of_item in files.items()],
    )
    put_facets(connection, files, files)
    return files.keys()


def _sums(files: Sequence[ItemFile]) -> tuple[int, bool, int, str]:
    best = best_picture(stream for file in files for stream in file.streams)
    return (
        max(file.duration_ms for file in files),
        all(file.is_missing for file in files),
        best.height_px if best else 0,
        best.range_type if best else "",
    )


def _sum_outer(connection: sqlite3.Connection, kinds: Mapping[int, str]) -> Set[int]:
    """Sum up what others lie in; returns in which there are any."""
    rows = connection.execute(
        "select value from json_each(?) where exists (select 1 from item where parent_id = value)",
        (json.dumps(list(kinds)),),
    )
    there = {row[0] for row in rows}
    for item_id in there:
        _sum_parts(connection, item_id, kinds[item_id])
    put_facets(connection, there)
    return there


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

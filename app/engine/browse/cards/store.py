"""SQL that reads what cards show. Reads item, progress, picture; always for many items at once, never one by one."""

import sqlite3
from collections.abc import Sequence
from typing import Any

CONTAINERS = ("show", "season", "artist", "album")

_COLUMNS = (
    *("id", "kind", "title", "sort_title", "year", "number", "end_number", "season_number", "disc_number"),
    *("parent_id", "top_id", "duration_ms", "height_px", "range_type", "added_at", "child_count", "is_missing"),
)
"""Not all: what a film is about may be long, and no card shows it."""
_OWN = ", ".join(f"item.{name}" for name in _COLUMNS)
_PICTURE = ", ".join(
    f"picture.{name}" for name in ("item_id", "kind", "sha256", "width_px", "height_px", "placeholder", "color")
)
_SHOWN = "picture.kind in ('poster', 'cover', 'thumb')"
_INSIDE = (
    "part.parent_id = outer.id order by part.year desc, part.number, part.id",
    # Word for word the columns of the index: a long show is not read to its end.
    "part.top_id = outer.id order by part.kind, part.season_number, part.number",
)


def list_rows(connection: sqlite3.Connection, user_id: int, item_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return the facts of items by their ids, with the titles of what they lie in and where a user stands."""
    rows = connection.execute(
        f"select {_OWN}, parent.title as parent_title, top.title as top_title,"
        " coalesce(progress.position_ms, 0) as position_ms, coalesce(progress.is_watched, 0) as is_watched"
        " from item left join item as parent on parent.id = item.parent_id"
        " left join item as top on top.id = item.top_id"
        " left join progress on progress.user_id = ? and progress.item_id = item.id"
        f" where item.id in ({_marks(item_ids)})",
        (user_id, *item_ids),
    )
    names = [column[0] for column in rows.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def count_unwatched(connection: sqlite3.Connection, user_id: int, item_ids: Sequence[int]) -> dict[int, int]:
    """Return how many episodes or tracks in each container a user has not watched."""
    counts: dict[int, int] = {}
    for column in ("parent_id", "top_id"):
        rows = connection.execute(
            f"select item.{column}, sum(not coalesce(progress.is_watched, 0)) from item"
            " left join progress on progress.user_id = ? and progress.item_id = item.id"
            f" where item.{column} in ({_marks(item_ids)}) and item.kind in ('episode', 'track')"
            f" group by item.{column}",
            (user_id, *item_ids),
        )
        counts.update({row[0]: row[1] for row in rows})
    return counts


def list_pictures(connection: sqlite3.Connection, item_ids: Sequence[int]) -> list[sqlite3.Row]:
    """Return all pictures of items."""
    return connection.execute(
        f"select {_PICTURE} from picture where item_id in ({_marks(item_ids)})", item_ids
    ).fetchall()


def list_inner_pictures(connection: sqlite3.Connection, item_ids: Sequence[int]) -> list[tuple[int, sqlite3.Row]]:
    """Return (container, a picture of something in it that can stand for it), the best first.

    An artist is shown by the newest album, a show by its first season, else by its first episode.
    """
    found: list[tuple[int, sqlite3.Row]] = []
    for inside in _INSIDE:
        rows = connection.execute(
            f"select outer.id as outer_id, {_PICTURE} from item as outer join picture on picture.item_id = ("
            "  select part.id from item as part where exists ("
            f"   select 1 from picture where item_id = part.id and {_SHOWN}) and {inside} limit 1)"
            f" and {_SHOWN} where outer.id in ({_marks(item_ids)}) order by outer.id, picture.kind desc",
            item_ids,
        )
        found += [(row["outer_id"], row) for row in rows]
    return found


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))

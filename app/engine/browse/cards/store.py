"""SQL that reads what cards show. Reads item, progress, picture; always for many items at once, never one by one."""

import sqlite3
from collections.abc import Sequence

CONTAINERS = ("show", "season", "artist", "album")


def list_rows(connection: sqlite3.Connection, user_id: int, item_ids: Sequence[int]) -> dict[int, sqlite3.Row]:
    """Return the facts of items by their ids, with the titles of what they lie in and where a user stands."""
    rows = connection.execute(
        "select item.*, parent.title as parent_title, top.title as top_title,"
        " coalesce(progress.position_ms, 0) as position_ms, coalesce(progress.is_watched, 0) as is_watched"
        " from item left join item as parent on parent.id = item.parent_id"
        " left join item as top on top.id = item.top_id"
        " left join progress on progress.user_id = ? and progress.item_id = item.id"
        f" where item.id in ({_marks(item_ids)})",
        (user_id, *item_ids),
    )
    return {row["id"]: row for row in rows}


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
    return connection.execute(f"select * from picture where item_id in ({_marks(item_ids)})", item_ids).fetchall()


def list_inner_pictures(connection: sqlite3.Connection, item_ids: Sequence[int]) -> list[tuple[int, sqlite3.Row]]:
    """Return (container, a picture of the first thing in it that has one)."""
    found: list[tuple[int, sqlite3.Row]] = []
    for column in ("parent_id", "top_id"):
        rows = connection.execute(
            f"select item.{column} as outer_id, picture.*, min(item.id) from item"
            " join picture on picture.item_id = item.id and picture.kind in ('poster', 'cover', 'thumb')"
            f" where item.{column} in ({_marks(item_ids)}) group by item.{column}",
            item_ids,
        )
        found += [(row["outer_id"], row) for row in rows]
    return found


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))

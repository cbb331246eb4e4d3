"""SQL that finds which items a screen lists, and in which order: walls, children, the home page.

Reads item, item_asset, progress; writes nothing. What the items look like is read by cards/store.py.
"""

import json
import sqlite3
from collections.abc import Sequence

from app.engine.browse.wall import After, Condition, Wall

_TOP = "kind in ('film', 'show', 'artist')"
"""Word for word as in the partial indexes of the library's schema, or SQLite does not use them."""

_COLUMNS = {"sort_title": "title", "added_at": "added", "year": "year", "duration_ms": "duration"}
_INDEXES = {
    is_top: {column: f"item_{'top' if is_top else 'wall'}_{name}" for column, name in _COLUMNS.items()}
    for is_top in (True, False)
}

_CHILD_ORDER = """
    coalesce(disc_number, 0), season_number is 0, coalesce(season_number, 1 << 30), coalesce(number, 1 << 30),
    coalesce(year, 1 << 30), sort_title, id
"""
"""As the library plays them: specials come last."""

_EPISODE_ORDER = "coalesce(season_number, 1 << 30), coalesce(number, 1 << 30), sort_title, id"


def list_wall(connection: sqlite3.Connection, wall: Wall, limit: int, offset: int) -> list[After]:
    """Return the items of one page of a wall, and what they are sorted by."""
    sql, values = wall_query(wall)
    rows = connection.execute(f"{sql} limit ? offset ?", (*values, limit, offset))
    return [After(item_id=row[0], value=row[1]) for row in rows]


def wall_query(wall: Wall) -> tuple[str, list[str | int]]:
    """Return the statement of a wall without its limit; a test asks the planner about it."""
    where, values = _where(wall)
    direction = "desc" if wall.is_descending else "asc"
    # Among few the planner may choose; a whole wall it would rather sort than read in order from an index.
    index = "" if wall.conditions else f"indexed by {_INDEXES[wall.kind is None][wall.column]}"
    order = f"{wall.column} {direction}, id {direction}"
    return f"select id, {wall.column} from item {index} where {where} order by {order}", values


def count_wall(connection: sqlite3.Connection, wall: Wall) -> int:
    """Return how many items a wall has."""
    where, values = _where(wall)
    return int(connection.execute(f"select count(*) from item where {where}", values).fetchone()[0])


def _where(wall: Wall) -> tuple[str, list[str | int]]:
    first = Condition(sql=_TOP) if wall.kind is None else Condition(sql="kind = ?", values=(wall.kind,))
    conditions = (first, *wall.conditions, *((wall.start,) if wall.start else ()))
    return " and ".join(c.sql for c in conditions), [value for c in conditions for value in c.values]


def list_children(connection: sqlite3.Connection, item_id: int, limit: int, offset: int) -> list[int]:
    """Return the ids of what lies directly in an item, in the order of play."""
    rows = connection.execute(
        f"select id from item where parent_id = ? order by {_CHILD_ORDER} limit ? offset ?", (item_id, limit, offset)
    )
    return [row[0] for row in rows]


def count_children(connection: sqlite3.Connection, item_id: int) -> int:
    """Return how much lies directly in an item."""
    return int(connection.execute("select count(*) from item where parent_id = ?", (item_id,)).fetchone()[0])


def list_begun(connection: sqlite3.Connection, user_id: int, limit: int) -> list[tuple[int, int]]:
    """Return (item, show or itself) of films and episodes that a user began, the newest first."""
    rows = connection.execute(
        "select item.id, coalesce(item.top_id, item.id) from progress join item on item.id = progress.item_id"
        " where progress.user_id = ? and progress.position_ms > 0 and item.kind in ('film', 'episode')"
        " order by progress.updated_at desc limit ?",
        (user_id, limit),
    )
    return [(row[0], row[1]) for row in rows]


def list_followed(connection: sqlite3.Connection, user_id: int, limit: int) -> list[tuple[int, int]]:
    """Return (show, episode watched last) of the shows that a user watches, the newest first."""
    rows = connection.execute(
        "select item.top_id, item.id, max(progress.updated_at) as latest"
        " from progress join item on item.id = progress.item_id"
        " where progress.user_id = ? and progress.is_watched and item.kind = 'episode' and item.top_id is not null"
        " group by item.top_id order by latest desc limit ?",
        (user_id, limit),
    )
    return [(row[0], row[1]) for row in rows]


def find_unwatched_after(connection: sqlite3.Connection, user_id: int, show_id: int, episode_id: int) -> int | None:
    """Return the first episode after one, in the order of the show without specials, that was not watched."""
    row = connection.execute(
        "select id from item where top_id = ?2 and kind = 'episode' and season_number is not 0 and not is_missing"
        f" and ({_EPISODE_ORDER}) > (select {_EPISODE_ORDER} from item where id = ?3)"
        " and not exists (select 1 from progress where user_id = ?1 and item_id = item.id and is_watched)"
        f" order by {_EPISODE_ORDER} limit 1",
        (user_id, show_id, episode_id),
    ).fetchone()
    return row[0] if row else None


def list_recent(connection: sqlite3.Connection, kind: str, limit: int) -> list[int]:
    """Return the items of a kind that were added last."""
    rows = connection.execute(
        "select id from item where kind = ? and not is_missing order by added_at desc, id desc limit ?", (kind, limit)
    )
    return [row[0] for row in rows]


def list_recent_shows(connection: sqlite3.Connection, limit: int, episodes: int) -> list[int]:
    """Return the shows that got an episode last, of those whose episodes are among the newest `episodes`."""
    rows = connection.execute(
        "select top_id from (select id, top_id, added_at from item where kind = 'episode' and not is_missing"
        " order by added_at desc, id desc limit ?) group by top_id order by max(added_at) desc, max(id) desc limit ?",
        (episodes, limit),
    )
    return [row[0] for row in rows]


def list_standings(
    connection: sqlite3.Connection, user_id: int, item_ids: Sequence[int]
) -> dict[int, tuple[int, bool]]:
    """Return (position, watched) of those items that a user has begun or watched."""
    rows = connection.execute(  # "Various Artists" may have more tracks than a statement may have marks
        "select item_id, position_ms, is_watched from progress"
        " where user_id = ? and item_id in (select value from json_each(?))",
        (user_id, json.dumps(item_ids)),
    )
    return {row[0]: (row[1], bool(row[2])) for row in rows}

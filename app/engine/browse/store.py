"""SQL that finds which items a screen lists, and in which order: walls, children, the home page.

Reads item, item_asset, progress, facet and what is counted of it; writes nothing. cards/store.py reads what they show.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from app.contract.library import ItemKind
from app.engine.browse.wall import After, Condition, Wall

_TOP = "kind in ('film', 'show', 'artist')"
"""Word for word as in the partial indexes of the library's schema, or SQLite does not use them."""

_COLUMNS = {"sort_title": "title", "added_at": "added", "year": "year", "duration_ms": "duration"}
_INDEXES = {
    is_top: {column: f"item_{'top' if is_top else 'wall'}_{name}" for column, name in _COLUMNS.items()}
    for is_top in (True, False)
}

_KINDS: dict[str | None, str] = {
    None: "('film', 'show', 'artist')",
    **{kind.value: f"('{kind.value}')" for kind in ItemKind},
}

_CHILD_ORDER = """
    coalesce(disc_number, 0), season_number is 0, coalesce(season_number, 1 << 30), coalesce(number, 1 << 30),
    coalesce(year, 1 << 30), sort_title, id
"""
"""As the library plays them: specials come last."""

_EPISODE_ORDER = "coalesce(season_number, 1 << 30), coalesce(number, 1 << 30), sort_title, id"


FEW = 4_000
"""With no more candidates than that it is faster to sort them than to look for them in the order of the wall."""
FEW_TO_COUNT = 100_000
"""With no more candidates than that it is faster to count among them than in the whole wall, however long it is."""


def list_wall(connection: sqlite3.Connection, wall: Wall, limit: int, offset: int, total: int = 0) -> list[After]:
    """Return the items of one page of a wall, and what they are sorted by.

    Args:
        total: Of the wall, when it is known: a page in its second half is read from the end.
    """
    few = choose_few(connection, wall) if total <= FEW else None  # no condition leaves fewer than all of them do
    if offset * 2 <= total or offset >= total:
        return _read(connection, wall, few, limit, offset)
    backwards = replace(wall, is_descending=not wall.is_descending)
    return _read(connection, backwards, few, min(limit, total - offset), max(0, total - offset - limit))[::-1]


def list_short(connection: sqlite3.Connection, wall: Wall) -> list[After]:
    """Return the items of a wall that has no more than FEW."""
    whole = _joined(wall)
    return _read(connection, whole, choose_few(connection, whole), FEW, 0)


def _joined(wall: Wall) -> Wall:
    """Return a wall whose conditions are one, where all of them can be looked up."""
    if len(wall.conditions) < 2 or not _is_in_indexes(wall):
        return wall
    all_of_them = Condition(
        sql=" and ".join(one.sql for one in wall.conditions),
        values=tuple(value for one in wall.conditions for value in one.values),
        narrow=_intersection(wall, [one.narrow or "" for one in wall.conditions]),
        narrow_values=tuple(value for one in wall.conditions for value in one.narrow_values),
    )
    return replace(wall, conditions=(all_of_them,))


def _read(connection: sqlite3.Connection, wall: Wall, few: Condition | None, limit: int, offset: int) -> list[After]:
    sql, values = wall_query(wall, few)
    rows = connection.execute(f"{sql} limit ? offset ?", (*values, limit, offset))
    return [After(item_id=row[0], value=row[1]) for row in rows]


def choose_few(connection: sqlite3.Connection, wall: Wall, most: int = FEW) -> Condition | None:
    """Return the condition that leaves the fewest items, when these are at most `most`; None when no condition does."""
    counted = [(_count_narrow(connection, wall, one, most), one) for one in wall.conditions if one.narrow is not None]
    count, condition = min(counted, key=lambda pair: pair[0], default=(most + 1, None))
    return condition if count <= most else None


def _count_narrow(connection: sqlite3.Connection, wall: Wall, condition: Condition, most: int) -> int:
    sql = f"select count(*) from ({_narrow(wall, condition)} limit {most + 1})"
    return int(connection.execute(sql, condition.narrow_values).fetchone()[0])


def _narrow(wall: Wall, condition: Condition) -> str:
    return _of_kinds(wall, condition.narrow or "")


def _of_kinds(wall: Wall, sql: str) -> str:
    """The kinds are words of ours and stand in the text, so that the planner sees them."""
    return sql.format(kinds=_KINDS[wall.kind])


def wall_query(wall: Wall, few: Condition | None = None) -> tuple[str, list[str | int]]:
    """Return the statement of a wall without its limit; a test asks the planner about it.

    Args:
        few: The condition whose items are looked up and sorted; None reads the whole wall in its order.
    """
    where, values = _where(wall, few)
    direction = "desc" if wall.is_descending else "asc"
    index = "not indexed" if few else f"indexed by {_INDEXES[wall.kind is None][wall.column]}"
    order = f"{wall.column} {direction}, id {direction}"
    return f"select id, {wall.column} from item {index} where {where} order by {order}", values


def count_wall(connection: sqlite3.Connection, wall: Wall) -> int:
    """Return how many items a wall has, by counting them unless it has no conditions."""
    if not wall.conditions:
        sql = f"select coalesce(sum(items), 0) from item_count where kind in {_KINDS[wall.kind]}"
        return int(connection.execute(sql).fetchone()[0])
    few = None if _is_in_indexes(wall) else choose_few(connection, wall, FEW_TO_COUNT)
    sql, values = count_query(wall, few)
    return int(connection.execute(sql, values).fetchone()[0])


def count_query(wall: Wall, few: Condition | None = None) -> tuple[str, list[str | int]]:
    """Return the statement that counts a wall with conditions; what their indexes tell is counted there alone."""
    if _is_in_indexes(wall):
        return _count_in_indexes(wall)
    where, values = _where(wall, few)
    index = "not indexed" if few else f"indexed by {_INDEXES[wall.kind is None]['sort_title']}"
    return f"select count(*) from item {index} where {where}", values


def _is_in_indexes(wall: Wall) -> bool:
    return all(one.narrow is not None and not one.is_personal for one in wall.conditions)


def _count_in_indexes(wall: Wall) -> tuple[str, list[str | int]]:
    values = [value for one in wall.conditions for value in one.narrow_values]
    if len(wall.conditions) > 1:
        return f"select count(*) from ({_intersection(wall, [_narrow(wall, one) for one in wall.conditions])})", values
    [one] = wall.conditions
    return _of_kinds(wall, one.counts or f"select count(*) from ({one.narrow})"), values


def _intersection(wall: Wall, narrow: Sequence[str]) -> str:
    """Items of one kind come out of the indexes in order, or nearly: two such lists are merged, not put in a table."""
    return " intersect ".join(narrow) + (" order by 1" if wall.kind is not None else "")


def _where(wall: Wall, few: Condition | None) -> tuple[str, list[str | int]]:
    first = Condition(sql=_TOP) if wall.kind is None else Condition(sql="kind = ?", values=(wall.kind,))
    others = tuple(one for one in wall.conditions if one is not few or one.is_personal)
    conditions = (first, *others, *((wall.start,) if wall.start else ()))
    if few is not None:
        chosen = Condition(sql=f"id in ({_narrow(wall, few)})", values=few.narrow_values)
        conditions = (chosen, *conditions)
    return " and ".join(c.sql for c in conditions), [value for c in conditions for value in c.values]


def count_facets(connection: sqlite3.Connection, wall: Wall, field: str | None) -> dict[str, dict[str, int]]:
    """Return how many items of a wall have each value, by field; of one field when it is given."""
    sql, values = facets_query(wall, choose_few(connection, wall))
    wanted, chosen = ("", []) if field is None else (" and field = ?", [field])
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute(f"{sql}{wanted} group by facet_value.id", (*values, *chosen)):
        if row[2]:
            found.setdefault(row[0], {})[row[1]] = row[2]
    return found


def facets_query(wall: Wall, few: Condition | None = None) -> tuple[str, list[str | int]]:
    """Return the statement that counts facets, without its grouping; counts that are kept are added, others made."""
    if not wall.conditions:
        return (
            "select field, value, sum(items) from facet_count join facet_value on facet_value.id = value_id"
            f" where facet_count.kind in {_KINDS[wall.kind]}"
        ), []
    where, values = _where(wall, few)
    index = "not indexed" if few else f"indexed by {_INDEXES[wall.kind is None]['sort_title']}"
    return (
        f"select field, value, count(*) from (select id as found_id from item {index} where {where})"
        " cross join facet on facet.item_id = found_id join facet_value on facet_value.id = value_id where 1"
    ), values


def list_source_titles(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the folders of all sources by id as text."""
    return {str(row[0]): row[1] for row in connection.execute("select id, path from source")}


def find_stamp(connection: sqlite3.Connection, user_id: int | None) -> tuple[int, int]:
    """Return what changes with every change of an item, and of what a user watched when one is given."""
    catalogue = connection.execute("select value from catalogue_stamp").fetchone()[0]
    if user_id is None:
        return catalogue, 0
    watched = connection.execute("select max(updated_at) from progress where user_id = ?", (user_id,)).fetchone()[0]
    return catalogue, watched or 0


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

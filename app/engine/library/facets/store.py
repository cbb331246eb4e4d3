"""SQL that keeps facets: facet, facet_value. Reads item, item_asset, asset."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from app.engine.library.facets import rules

DEPTHS = (
    frozenset({"film", "episode", "track"}),
    frozenset({"season", "album"}),
    frozenset({"show", "artist"}),
)
"""What has files comes first, then what these lie in."""
AT_ONCE = 500
"""Items whose facets are made together when all are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFile:
    """A file of an item, as far as sums and filters ask."""

    source_id: int
    duration_ms: int
    is_missing: bool
    streams: tuple[rules.Stream, ...]


def list_files(connection: sqlite3.Connection, item_ids: Iterable[int]) -> dict[int, list[ItemFile]]:
    """Return the files that items themselves have; items without any are left out."""
    rows = connection.execute(
        "select item_id, source_id, duration_ms, missing_since is not null, probe from json_each(?) wanted"
        " join item_asset on item_id = wanted.value join asset on asset.id = asset_id",
        (json.dumps(list(item_ids)),),
    )
    files: dict[int, list[ItemFile]] = {}
    for item_id, source_id, duration_ms, is_missing, probe in rows:
        streams = _streams(probe)
        file = ItemFile(source_id=source_id, duration_ms=duration_ms, is_missing=bool(is_missing), streams=streams)
        files.setdefault(item_id, []).append(file)
    return files


def put_facets(
    connection: sqlite3.Connection, item_ids: Iterable[int], files: Mapping[int, Sequence[ItemFile]] | None = None
) -> None:
    """Bring the facets of items up to date; an item may be given together with what lies in it.

    Args:
        files: Those that the items themselves have; None reads them.
    """
    rows = connection.execute(
        "select item.id, kind, genres, year from json_each(?) wanted join item on item.id = wanted.value",
        (json.dumps(list(item_ids)),),
    ).fetchall()
    leaves = [row for row in rows if row[1] in DEPTHS[0]]
    if leaves:
        have = list_files(connection, [row[0] for row in leaves]) if files is None else files
        _put(connection, {_Item(*row): _of_files(have.get(row[0], ())) for row in leaves}, {})
    for depth in DEPTHS[1:]:
        outer = [_Item(*row) for row in rows if row[1] in depth]
        if outer:
            _put(connection, dict.fromkeys(outer, frozenset()), _of_parts(connection, [item.id for item in outer]))


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the facets of all items."""
    for depth in DEPTHS:
        rows = connection.execute(
            "select id from item where kind in (select value from json_each(?))", (json.dumps(sorted(depth)),)
        ).fetchall()
        for start in range(0, len(rows), AT_ONCE):
            put_facets(connection, [row[0] for row in rows[start : start + AT_ONCE]])


@dataclass(frozen=True, slots=True)
class _Item:
    id: int
    kind: str
    genres: str
    year: int | None


def _put(
    connection: sqlite3.Connection, told: Mapping[_Item, Set[tuple[str, str]]], inner: Mapping[int, Set[int]]
) -> None:
    """Write the facets of items.

    Args:
        told: (field, value) of the files of each.
        inner: Value ids of what lies in each.
    """
    all_told = {
        item: files | rules.of_item(map(str, json.loads(item.genres)), item.year) for item, files in told.items()
    }
    ids = _value_ids(connection, set().union(*all_told.values()))
    wanted = {
        (value_id, item.kind, item.id)
        for item, pairs in all_told.items()
        for value_id in (*(ids[pair] for pair in pairs), *inner.get(item.id, ()))
    }
    rows = connection.execute(
        "select value_id, kind, item_id from json_each(?) wanted join facet on item_id = wanted.value",
        (json.dumps([item.id for item in told]),),
    )
    known = {tuple(row) for row in rows}
    connection.executemany("delete from facet where value_id = ? and kind = ? and item_id = ?", known - wanted)
    connection.executemany("insert into facet (value_id, kind, item_id) values (?, ?, ?)", sorted(wanted - known))


def _streams(probe: str | None) -> tuple[rules.Stream, ...]:
    told = json.loads(probe).get("streams", ()) if probe else ()
    return tuple(
        rules.Stream(
            type=one.get("type") or "",
            codec=one.get("codec") or "",
            language=one.get("language") or "",
            width_px=one.get("width_px") or 0,
            height_px=one.get("height_px") or 0,
            range_type=one.get("range_type") or "",
            is_picture=bool(one.get("is_picture")),
        )
        for one in told
    )


def _of_files(files: Sequence[ItemFile]) -> set[tuple[str, str]]:
    sources = {("source", str(file.source_id)) for file in files}
    return sources | rules.of_streams(stream for file in files for stream in file.streams)


def _of_parts(connection: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, set[int]]:
    own = ",".join("?" * len(rules.OWN_FIELDS))
    rows = connection.execute(
        "select distinct part.parent_id, facet.value_id from json_each(?) wanted join item part on part.parent_id ="
        " wanted.value join facet on facet.item_id = part.id join facet_value on facet_value.id = facet.value_id"
        f" where field not in ({own})",
        (json.dumps(item_ids), *sorted(rules.OWN_FIELDS)),
    )
    inner: dict[int, set[int]] = {}
    for item_id, value_id in rows:
        inner.setdefault(item_id, set()).add(value_id)
    return inner


def _value_ids(connection: sqlite3.Connection, told: Set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the ids of (field, value), new ones included."""
    rows = connection.execute(
        "select field, facet_value.value, facet_value.id from json_each(?) wanted join facet_value"
        " on field = wanted.value ->> 0 and facet_value.value = wanted.value ->> 1",
        (json.dumps(list(told)),),
    )
    known = {(row[0], row[1]): int(row[2]) for row in rows}
    return known | {one: _add_value(connection, *one) for one in sorted(told - known.keys())}


def _add_value(connection: sqlite3.Connection, field: str, value: str) -> int:
    made = connection.execute("insert into facet_value (field, value) values (?, ?)", (field, value)).lastrowid
    assert made is not None
    return made

"""SQL that keeps facets: facet, facet_value. Reads item, item_asset, asset."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.library.facets import rules

_LEAVES = frozenset({"film", "episode", "track"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFile:
    """A file of an item, as far as sums and filters ask."""

    source_id: int
    duration_ms: int
    is_missing: bool
    streams: tuple[rules.Stream, ...]


def list_files(connection: sqlite3.Connection, item_id: int) -> tuple[ItemFile, ...]:
    """Return the files that an item itself has."""
    rows = connection.execute(
        "select source_id, duration_ms, missing_since is not null, probe from item_asset"
        " join asset on asset.id = asset_id where item_id = ?",
        (item_id,),
    )
    return tuple(
        ItemFile(source_id=row[0], duration_ms=row[1], is_missing=bool(row[2]), streams=_streams(row[3]))
        for row in rows
    )


def put_facets(connection: sqlite3.Connection, item_id: int, files: Sequence[ItemFile] | None = None) -> None:
    """Bring the facets of an item up to date; what lies in it comes first.

    Args:
        files: Those that the item itself has; None reads them.
    """
    row = connection.execute("select kind, genres, year from item where id = ?", (item_id,)).fetchone()
    if row is None:
        return
    kind, genres, year = row
    told = rules.of_item(map(str, json.loads(genres)), year)
    if kind in _LEAVES:
        told |= _of_files(list_files(connection, item_id) if files is None else files)
    wanted = _value_ids(connection, told)
    if kind not in _LEAVES:
        wanted |= _of_parts(connection, item_id)
    known = {row[0] for row in connection.execute("select value_id from facet where item_id = ?", (item_id,))}
    connection.executemany(
        "delete from facet where value_id = ? and kind = ? and item_id = ?",
        [(value_id, kind, item_id) for value_id in known - wanted],
    )
    connection.executemany(
        "insert into facet (value_id, kind, item_id) values (?, ?, ?)",
        [(value_id, kind, item_id) for value_id in sorted(wanted - known)],
    )


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the facets of all items."""
    rows = connection.execute(
        "select id from item order by kind in ('show', 'artist'), kind in ('season', 'album'), id"
    ).fetchall()
    for row in rows:
        put_facets(connection, row[0])


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


def _of_parts(connection: sqlite3.Connection, item_id: int) -> set[int]:
    own = ",".join("?" * len(rules.OWN_FIELDS))
    rows = connection.execute(
        "select distinct facet.value_id from item part join facet on facet.item_id = part.id"
        f" join facet_value on facet_value.id = facet.value_id where part.parent_id = ? and field not in ({own})",
        (item_id, *sorted(rules.OWN_FIELDS)),
    )
    return {row[0] for row in rows}


def _value_ids(connection: sqlite3.Connection, told: set[tuple[str, str]]) -> set[int]:
    """Return the ids of (field, value), new ones included."""
    rows = connection.execute(
        "select field, facet_value.value, facet_value.id from json_each(?) wanted join facet_value"
        " on field = wanted.value ->> 0 and facet_value.value = wanted.value ->> 1",
        (json.dumps(list(told)),),
    )
    known = {(row[0], row[1]): int(row[2]) for row in rows}
    return {known[one] if one in known else _add_value(connection, *one) for one in told}


def _add_value(connection: sqlite3.Connection, field: str, value: str) -> int:
    made = connection.execute("insert into facet_value (field, value) values (?, ?)", (field, value)).lastrowid
    assert made is not None
    return made

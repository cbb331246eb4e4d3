"""SQL that keeps facets: facet, facet_value. Reads item, item_asset, asset."""

import json
import sqlite3

from app.engine.library.facets import rules

_LEAVES = frozenset({"film", "episode", "track"})
_STREAM = ("type", "codec", "language", "width_px", "height_px", "range_type", "is_picture")


def put_facets(connection: sqlite3.Connection, item_id: int) -> None:
    """Bring the facets of an item up to date; what lies in it comes first."""
    row = connection.execute("select kind, genres, year from item where id = ?", (item_id,)).fetchone()
    if row is None:
        return
    kind, genres, year = row
    told = rules.of_item(map(str, json.loads(genres)), year)
    wanted = {_value_id(connection, field, value) for field, value in told}
    wanted |= _of_files(connection, item_id) if kind in _LEAVES else _of_parts(connection, item_id)
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


def _of_files(connection: sqlite3.Connection, item_id: int) -> set[int]:
    sources = connection.execute(
        "select distinct source_id from item_asset join asset on asset.id = asset_id where item_id = ?", (item_id,)
    )
    told = {("source", str(row[0])) for row in sources}
    told_of_streams = ", ".join(f"json_extract(stream.value, '$.{name}')" for name in _STREAM)
    rows = connection.execute(
        f"select {told_of_streams} from item_asset join asset on asset.id = asset_id,"
        " json_each(asset.probe, '$.streams') stream where item_id = ?",
        (item_id,),
    )
    streams = [
        rules.Stream(
            type=row[0] or "",
            codec=row[1] or "",
            language=row[2] or "",
            width_px=row[3] or 0,
            height_px=row[4] or 0,
            range_type=row[5] or "",
            is_picture=bool(row[6]),
        )
        for row in rows
    ]
    return {_value_id(connection, field, value) for field, value in told | rules.of_streams(streams)}


def _of_parts(connection: sqlite3.Connection, item_id: int) -> set[int]:
    own = ",".join("?" * len(rules.OWN_FIELDS))
    rows = connection.execute(
        "select distinct facet.value_id from item part join facet on facet.item_id = part.id"
        f" join facet_value on facet_value.id = facet.value_id where part.parent_id = ? and field not in ({own})",
        (item_id, *sorted(rules.OWN_FIELDS)),
    )
    return {row[0] for row in rows}


def _value_id(connection: sqlite3.Connection, field: str, value: str) -> int:
    row = connection.execute("select id from facet_value where field = ? and value = ?", (field, value)).fetchone()
    if row is not None:
        return int(row[0])
    made = connection.execute("insert into facet_value (field, value) values (?, ?)", (field, value)).lastrowid
    assert made is not None
    return made

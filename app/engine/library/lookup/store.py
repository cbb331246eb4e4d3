"""SQL that finds items by file, by id and by name. Reads source, asset, item, item_asset; writes item.added_at."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from app.contract.library import ItemKind
from app.engine.library.catalogue.rules import merging_key
from app.engine.library.lookup.rules import (
    Answer,
    Candidate,
    How,
    Wanted,
    choose_named,
    choose_numbered,
    sort_keys,
)

MOST_CANDIDATES = 50
_ABOVE = {ItemKind.SHOW: "top_id", ItemKind.ARTIST: "top_id", ItemKind.ALBUM: "parent_id"}
"""Where the files' items tell what is above them."""


def find_all(connection: sqlite3.Connection, wanted: Sequence[Wanted], ids: Mapping[str, int]) -> tuple[Answer, ...]:
    """Return one answer for each that is wanted: by file first, then by id, then by name.

    Args:
        ids: Of `list_ids`.
    """
    roots = {row["path"]: row["id"] for row in connection.execute("select id, path from source")}
    return tuple(_find(connection, one, roots, ids) for one in wanted)


def list_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """Return items by "kind/provider:value"."""
    rows = connection.execute("select id, kind, identity from item where kind in ('film', 'show')")
    found: dict[str, int] = {}
    for row in rows:
        last = row["identity"].rpartition("|")[2]
        if ":" in last:
            found[f"{row['kind']}/{last}"] = row["id"]
    return found


def set_added(connection: sqlite3.Connection, dates: Mapping[int, int]) -> tuple[int, ...]:
    """Set back when items were added, never forward; returns the items that this changed."""
    return tuple(
        item_id
        for item_id, at_ms in dates.items()
        if connection.execute(
            "update item set added_at = ? where id = ? and added_at > ?", (at_ms, item_id, at_ms)
        ).rowcount
    )


def _find(connection: sqlite3.Connection, wanted: Wanted, roots: Mapping[str, int], ids: Mapping[str, int]) -> Answer:
    if found := _by_path(connection, wanted, roots):
        return Answer(item_ids=found, how=How.PATH)
    if found := _by_id(connection, wanted, ids):
        return Answer(item_ids=found, how=How.ID)
    found = _by_name(connection, wanted, roots, ids)
    if len(found) > 1:
        return Answer(is_ambiguous=True)
    return Answer(item_ids=found, how=How.NAME if found else None)


def _by_path(connection: sqlite3.Connection, wanted: Wanted, roots: Mapping[str, int]) -> tuple[int, ...]:
    query = """
        select item.id, title, year, number, end_number from asset join item_asset on asset_id = asset.id
        join item on item.id = item_id where source_id = ? and asset.path = ?
    """
    for path in wanted.paths:
        for above in PurePath(path).parents:
            if str(above) not in roots:
                continue
            inner = PurePath(path).relative_to(above).as_posix()
            if wanted.kind in _ABOVE:
                if found := _by_folder(connection, roots[str(above)], inner, _ABOVE[wanted.kind]):
                    return found
                continue
            candidates = [_candidate(row) for row in connection.execute(query, (roots[str(above)], inner))]
            if candidates:
                # A file that we read as another kind, or with other numbers, is still that file.
                return choose_numbered(wanted.number, candidates) or tuple(one.id for one in candidates)
    return ()


def _by_folder(connection: sqlite3.Connection, source_id: int, folder: str, column: str) -> tuple[int, ...]:
    """Return the one show, artist or album whose files lie in a folder; nothing where several do."""
    query = f"""
        select distinct item.{column} from asset join item_asset on asset_id = asset.id
        join item on item.id = item_id where source_id = ? and asset.path > ? and asset.path < ? limit 2
    """
    # "0" comes right after "/".
    rows = connection.execute(query, (source_id, f"{folder}/", f"{folder}0")).fetchall()
    return (rows[0][0],) if len(rows) == 1 and rows[0][0] is not None else ()


def _by_id(connection: sqlite3.Connection, wanted: Wanted, ids: Mapping[str, int]) -> tuple[int, ...]:
    own = {ids[key] for one in wanted.ids if (key := f"{wanted.kind.value}/{one}") in ids}
    if own:
        return tuple(own) if len(own) == 1 else ()
    if wanted.kind is ItemKind.EPISODE and wanted.above is not None:
        show = _by_id(connection, wanted.above, ids)
        return _episode(connection, show[0], wanted) if show else ()
    return ()


def _by_name(
    connection: sqlite3.Connection, wanted: Wanted, roots: Mapping[str, int], ids: Mapping[str, int]
) -> tuple[int, ...]:
    if wanted.kind in (ItemKind.FILM, ItemKind.SHOW, ItemKind.ARTIST):
        return _named_top(connection, wanted)
    if wanted.above is None:
        return ()
    above = (
        _by_path(connection, wanted.above, roots)
        or _by_id(connection, wanted.above, ids)
        or _by_name(connection, wanted.above, roots, ids)
    )
    if len(above) != 1:
        return above if len(above) > 1 else ()  # which of them is as open as the show itself
    if wanted.kind is ItemKind.EPISODE:
        return _episode(connection, above[0], wanted)
    return _inside(connection, above[0], wanted)


def _named_top(connection: sqlite3.Connection, wanted: Wanted) -> tuple[int, ...]:
    query = "select id, title, year, number, end_number from item where kind = ? and sort_title = ? limit ?"
    found: dict[int, Candidate] = {}
    for key in sort_keys(wanted.titles):
        for row in connection.execute(query, (wanted.kind.value, key, MOST_CANDIDATES)):
            found[row["id"]] = _candidate(row)
    return choose_named(wanted, found.values())


def _episode(connection: sqlite3.Connection, show_id: int, wanted: Wanted) -> tuple[int, ...]:
    if wanted.number is None:
        return ()
    query = """
        select id, title, year, number, end_number from item
        where top_id = ? and kind = 'episode' and season_number is ?
            and number <= ? and coalesce(end_number, number) >= ?
    """
    rows = connection.execute(query, (show_id, wanted.season, wanted.number, wanted.number)).fetchall()
    return tuple(row["id"] for row in rows)


def _inside(connection: sqlite3.Connection, above_id: int, wanted: Wanted) -> tuple[int, ...]:
    """Return albums or tracks of this title; a track's number and disc decide between namesakes."""
    query = "select id, title, year, number, end_number, disc_number from item where parent_id = ? and kind = ?"
    keys = {merging_key(title) for title in wanted.titles if title.strip()}
    rows = [
        row
        for row in connection.execute(query, (above_id, wanted.kind.value))
        if merging_key(row["title"]) in keys and (wanted.disc is None or row["disc_number"] in (None, wanted.disc))
    ]
    if len(rows) > 1:
        return choose_numbered(wanted.number, [_candidate(row) for row in rows])
    return tuple(row["id"] for row in rows)


def _candidate(row: sqlite3.Row) -> Candidate:
    return Candidate(
        id=row["id"], title=row["title"], year=row["year"], number=row["number"], end_number=row["end_number"]
    )

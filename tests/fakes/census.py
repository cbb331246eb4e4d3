"""Writes down a whole catalogue without ids and times, so that two of them can be compared."""

import sqlite3
from contextlib import closing
from pathlib import Path

# Which episode's name told a show's title, and which folders are too young to be trusted, differs from scan to scan.
_QUERIES = {
    "items": """
        select item.kind, item.identity, item.title, item.sort_title, item.year, item.number, item.end_number,
            item.season_number, item.disc_number, item.duration_ms, item.height_px, item.range_type, item.child_count,
            item.is_missing, parent.identity, top.identity
        from item left join item parent on parent.id = item.parent_id left join item top on top.id = item.top_id
    """,
    "files": "select path, folder, size_bytes, mtime_ns, fingerprint, probe, missing_since is null from asset",
    "links": """
        select identity, path from item_asset join item on item.id = item_id join asset on asset.id = asset_id
    """,
    "sides": "select path, kind, size_bytes, mtime_ns from side_file",
    "folders": "select path from folder",
    "report": "select path, kind, detail from problem",
    "origins": "select identity, field, source from origin join item on item.id = item_id",
    "words": """
        select identity, fts.title, aliases, context, people, tags
        from search_fts fts join item on item.id = fts.rowid & ((1 << 40) - 1)
    """,
    "ids": "select identity, provider, value from provider_ref join item on item.id = item_id",
}


def take_census(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of each table of the library, sorted."""
    with closing(sqlite3.connect(database)) as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(query)), key=repr)
            for name, query in _QUERIES.items()
        }


def find_damage(database: Path) -> list[tuple[object, ...]]:
    """Return what SQLite itself finds wrong; [] for a sound database."""
    with closing(sqlite3.connect(database)) as connection:
        found = [row for row in connection.execute("pragma integrity_check") if row != ("ok",)]
        return [*found, *connection.execute("pragma foreign_key_check")]

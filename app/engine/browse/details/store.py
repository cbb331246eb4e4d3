"""SQL of a details page: reads items, their files, sources and pictures, what is told and what a user thinks."""

import sqlite3
from typing import Any


def find_item(connection: sqlite3.Connection, item_id: int) -> sqlite3.Row | None:
    """Return what a details page tells of an item beyond its card."""
    row: sqlite3.Row | None = connection.execute(
        "select id, kind, parent_id, top_id, overview, genres from item where id = ?", (item_id,)
    ).fetchone()
    return row


def list_versions(connection: sqlite3.Connection, item_id: int) -> list[sqlite3.Row]:
    """Return the files of an item that were read, the best first."""
    return connection.execute(
        "select asset.*, source.path as root, asset.missing_since is not null or not source.is_online as is_missing"
        " from item_asset join asset on asset.id = item_asset.asset_id join source on source.id = asset.source_id"
        " where item_asset.item_id = ? and asset.probe is not null order by asset.bitrate desc, asset.id",
        (item_id,),
    ).fetchall()


def list_origins(connection: sqlite3.Connection, item_id: int) -> list[tuple[str, str, str]]:
    """Return (field, source, detail) of an item's fields and of its own pictures."""
    rows = connection.execute(
        "select field, source, detail from origin where item_id = ?1"
        " union all select kind, source, detail from picture where item_id = ?1 order by 1",
        (item_id,),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def find_about(connection: sqlite3.Connection, item_id: int) -> sqlite3.Row | None:
    """Return the texts that are told about an item, or None."""
    row: sqlite3.Row | None = connection.execute("select * from about where item_id = ?", (item_id,)).fetchone()
    return row


def list_titles(connection: sqlite3.Connection, item_id: int) -> list[tuple[str, str]]:
    """Return (title, "original" or "alternative")."""
    return _rows(connection, "select title, kind from alt_title where item_id = ? order by title", item_id)


def list_credits(connection: sqlite3.Connection, item_id: int) -> list[tuple[int, str, str, str, str]]:
    """Return (person, name, role, character, portrait): actors, guests, then the others by role."""
    query = """
        select person.id, name, role, role_name, picture_url from credit join person on person.id = person_id
        where item_id = ? order by role <> 'actor', role <> 'guest', role, position, name
    """
    return _rows(connection, query, item_id)


def list_groups(connection: sqlite3.Connection, item_id: int, kind: str) -> list[tuple[int, str, str]]:
    """Return (id, name, overview) of an item's studios, tags or collections; `kind` is "studio" and so on."""
    query = f"""
        select {kind}.id, name, overview from item_{kind} join {kind} on {kind}.id = {kind}_id
        where item_id = ? order by position, name
    """
    return _rows(connection, query, item_id)


def list_provider_ids(connection: sqlite3.Connection, item_id: int) -> list[tuple[str, str]]:
    """Return (provider, value); of a provider that several sources tell, what the name of the file says."""
    query = """
        select provider, value from provider_ref as told where item_id = ? and source =
            (select min(source) from provider_ref where item_id = told.item_id and provider = told.provider)
        order by provider
    """
    return _rows(connection, query, item_id)


def list_ratings(connection: sqlite3.Connection, item_id: int) -> list[tuple[str, float, int]]:
    """Return (who, 0 to 10, votes)."""
    return _rows(connection, "select name, value, votes from rating where item_id = ? order by name", item_id)


def find_own_rating(connection: sqlite3.Connection, user_id: int, item_id: int) -> float | None:
    """Return what a user thinks of an item, 0 to 10, or None."""
    query = "select value from user_rating where user_id = ? and item_id = ?"
    row = connection.execute(query, (user_id, item_id)).fetchone()
    return None if row is None else float(row[0])


def _rows(connection: sqlite3.Connection, query: str, item_id: int) -> list[Any]:
    return [tuple(row) for row in connection.execute(query, (item_id,))]

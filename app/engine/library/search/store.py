"""Keeps what items are found by: search_fts, search_key. Reads item and what is told about it."""

import sqlite3
from collections.abc import Sequence

from app.engine.library.search.rules import SEPARATOR, keys_of, text_of
from app.engine.library.search.vocabulary import store as vocabulary

COLUMNS = ("title", "aliases", "context", "people", "tags")
TIERS = {"film": 0, "show": 0, "artist": 0, "album": 1, "episode": 2, "track": 2, "season": 3}
"""Of two items that fit as well, the one of the lower tier comes first."""
ITEM_BITS = 40
"""Lower bits of a row id hold the item, the bits above them its tier."""


def put_document(
    connection: sqlite3.Connection,
    item_id: int,
    *,
    title: str | None = None,
    aliases: Sequence[str] | None = None,
    context: Sequence[str] | None = None,
    people: Sequence[str] | None = None,
    tags: Sequence[str] | None = None,
) -> None:
    """Say what an item is found by; None leaves what is there, () takes it away.

    Args:
        aliases: Other titles; they count as much as the title.
        context: Titles of what it lies in, its year.
        people: Names of those who made it or play in it.
        tags: Tags, genres, studios, collections.
    """
    row_id = _row_id(connection, item_id)
    if row_id is None:
        return
    given = {
        "title": (title,) if title is not None else None,
        "aliases": aliases,
        "context": context,
        "people": people,
        "tags": tags,
    }
    told = {column: text_of(texts) for column, texts in given.items() if texts is not None}
    old = _find(connection, row_id)
    new = {**(old or dict.fromkeys(COLUMNS, "")), **told}
    if new != old:
        _write(connection, row_id, old, new)
    if title is not None or aliases is not None:
        _put_keys(connection, item_id, row_id, (*new["title"].split(SEPARATOR), *new["aliases"].split(SEPARATOR)))


def delete_document(connection: sqlite3.Connection, item_id: int) -> None:
    """Take an item out of the search; call it before the item is gone."""
    row_id = _row_id(connection, item_id)
    old = _find(connection, row_id) if row_id is not None else None
    if row_id is None or old is None:
        return
    vocabulary.change_uses(connection, _words(old), set())
    connection.execute("delete from search_fts where rowid = ?", (row_id,))
    connection.execute("delete from search_key where item_id = ?", (item_id,))


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the documents of all items, from what the catalogue knows."""
    rows = connection.execute("select id from item order by id").fetchall()
    for row in rows:
        describe(connection, row[0])


def describe(connection: sqlite3.Connection, item_id: int) -> None:
    """Put what the catalogue itself knows of an item: titles, those above it, year, people, genres, tags."""
    row = connection.execute(
        "select item.title, coalesce(item.year, parent.year), parent.title, top.title from item"
        " left join item parent on parent.id = item.parent_id left join item top on top.id = item.top_id"
        " where item.id = ?",
        (item_id,),
    ).fetchone()
    title, year, parent, top = row
    context = [str(part) for part in dict.fromkeys((top, parent, year)) if part]
    told: dict[str, list[str]] = {"aliases": [], "people": [], "tags": []}
    for column, text in connection.execute(_TOLD, {"id": item_id}):
        told[column].append(str(text))
    put_document(connection, item_id, title=title, context=context, **told)


_TOLD = """
    select 'aliases', title from alt_title where item_id = :id
    union all select 'people', name from credit join person on person.id = person_id where item_id = :id
    union all select 'tags', genre.value from item, json_each(item.genres) genre where item.id = :id
    union all select 'tags', name from item_tag join tag on tag.id = tag_id where item_id = :id
    union all select 'tags', name from item_studio join studio on studio.id = studio_id where item_id = :id
    union all select 'tags', name from item_collection join collection on collection.id = collection_id
        where item_id = :id
"""


def _row_id(connection: sqlite3.Connection, item_id: int) -> int | None:
    row = connection.execute("select kind from item where id = ?", (item_id,)).fetchone()
    return (TIERS[row[0]] << ITEM_BITS) | item_id if row else None


def _find(connection: sqlite3.Connection, row_id: int) -> dict[str, str] | None:
    row = connection.execute(f"select {', '.join(COLUMNS)} from search_fts where rowid = ?", (row_id,)).fetchone()
    return dict(zip(COLUMNS, row, strict=True)) if row else None


def _write(connection: sqlite3.Connection, row_id: int, old: dict[str, str] | None, new: dict[str, str]) -> None:
    vocabulary.change_uses(connection, _words(old or {}), _words(new))
    values = tuple(new[column] for column in COLUMNS)
    if old is None:
        connection.execute(
            f"insert into search_fts (rowid, {', '.join(COLUMNS)}) values (?, ?, ?, ?, ?, ?)", (row_id, *values)
        )
    else:
        changes = ", ".join(f"{column} = ?" for column in COLUMNS)
        connection.execute(f"update search_fts set {changes} where rowid = ?", (*values, row_id))


def _put_keys(connection: sqlite3.Connection, item_id: int, row_id: int, titles: Sequence[str]) -> None:
    tier = row_id >> ITEM_BITS
    wanted = keys_of(titles)
    known = {row[0] for row in connection.execute("select key from search_key where item_id = ?", (item_id,))}
    connection.executemany(
        "delete from search_key where tier = ? and key = ? and item_id = ?",
        [(tier, key, item_id) for key in known - wanted],
    )
    connection.executemany(
        "insert into search_key (tier, key, item_id) values (?, ?, ?)",
        [(tier, key, item_id) for key in wanted - known],
    )


def _words(document: dict[str, str]) -> set[str]:
    return {word for text in document.values() for word in text.split() if word != SEPARATOR.strip()}

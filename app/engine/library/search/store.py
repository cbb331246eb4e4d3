"""Keeps what items are found by: search_fts, search_key. Reads item and what is told about it."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.engine.library.search.rules import SEPARATOR, keys_of, text_of
from app.engine.library.search.vocabulary import store as vocabulary

COLUMNS = ("title", "aliases", "context", "people", "tags")
TIERS = {"film": 0, "show": 0, "artist": 0, "album": 1, "episode": 2, "track": 2, "season": 3}
"""Of two items that fit as well, the one of the lower tier comes first."""
ITEM_BITS = 40
"""Lower bits of a row id hold the item, the bits above them its tier."""
AT_ONCE = 500
"""Items whose documents are made together when all are."""
_ITEM = (1 << ITEM_BITS) - 1


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
    old = _find_all(connection, [row_id]).get(row_id) or dict.fromkeys(COLUMNS, "")
    _put(connection, {row_id: {**old, **told}})


def delete_document(connection: sqlite3.Connection, item_id: int) -> None:
    """Take an item out of the search; call it before the item is gone."""
    row_id = _row_id(connection, item_id)
    old = _find_all(connection, [row_id]).get(row_id) if row_id is not None else None
    if row_id is None or old is None:
        return
    vocabulary.change_uses(connection, dict.fromkeys(_words(old), -1))
    connection.execute("delete from search_fts where rowid = ?", (row_id,))
    connection.execute("delete from search_key where item_id = ?", (item_id,))


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the documents of all items, from what the catalogue knows."""
    ids = [row[0] for row in connection.execute("select id from item order by id")]
    for start in range(0, len(ids), AT_ONCE):
        describe(connection, ids[start : start + AT_ONCE])


def describe(connection: sqlite3.Connection, item_ids: Iterable[int]) -> None:
    """Put what the catalogue itself knows of items: titles, those above them, years, people, genres, tags."""
    ids = json.dumps(list(item_ids))
    told: dict[int, dict[str, list[str]]] = {}
    for item_id, column, text in connection.execute(_TOLD, {"ids": ids}):
        told.setdefault(item_id, {}).setdefault(column, []).append(str(text))
    documents = {}
    for item_id, kind, title, year, parent, top in connection.execute(_ITEMS, {"ids": ids}):
        own = {"title": [title], "context": [str(part) for part in dict.fromkeys((top, parent, year)) if part]}
        texts = {**told.get(item_id, {}), **own}
        documents[_row_of(kind, item_id)] = {column: text_of(texts.get(column, ())) for column in COLUMNS}
    _put(connection, documents)


_ITEMS = """
    select item.id, item.kind, item.title, coalesce(item.year, parent.year), parent.title, top.title
    from json_each(:ids) wanted join item on item.id = wanted.value
    left join item parent on parent.id = item.parent_id left join item top on top.id = item.top_id
"""
_TOLD = """
    select item_id, 'aliases', title from json_each(:ids) join alt_title on item_id = value
    union all select item_id, 'people', name from json_each(:ids) join credit on item_id = value
        join person on person.id = person_id
    union all select item.id, 'tags', genre.value from json_each(:ids) wanted join item on item.id = wanted.value,
        json_each(item.genres) genre
    union all select item_id, 'tags', name from json_each(:ids) join item_tag on item_id = value
        join tag on tag.id = tag_id
    union all select item_id, 'tags', name from json_each(:ids) join item_studio on item_id = value
        join studio on studio.id = studio_id
    union all select item_id, 'tags', name from json_each(:ids) join item_collection on item_id = value
        join collection on collection.id = collection_id
"""


def _row_of(kind: str, item_id: int) -> int:
    return (TIERS[kind] << ITEM_BITS) | item_id


def _row_id(connection: sqlite3.Connection, item_id: int) -> int | None:
    row = connection.execute("select kind from item where id = ?", (item_id,)).fetchone()
    return _row_of(row[0], item_id) if row else None


def _find_all(connection: sqlite3.Connection, row_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return the documents that are there, by row id."""
    rows = connection.execute(
        f"select search_fts.rowid, {', '.join(COLUMNS)} from json_each(?) wanted"
        " join search_fts on search_fts.rowid = wanted.value",
        (json.dumps(list(row_ids)),),
    )
    return {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in rows.fetchall()}


def _put(connection: sqlite3.Connection, documents: Mapping[int, dict[str, str]]) -> None:
    """Write documents by row id."""
    old = _find_all(connection, documents)
    changed = {row_id: new for row_id, new in documents.items() if new != old.get(row_id)}
    uses: Counter[str] = Counter()
    for row_id, new in changed.items():
        uses.update(_words(new))
        uses.subtract(_words(old.get(row_id, {})))
    vocabulary.change_uses(connection, uses)
    connection.executemany("delete from search_fts where rowid = ?", [(one,) for one in changed if one in old])
    connection.executemany(
        f"insert into search_fts (rowid, {', '.join(COLUMNS)}) values (?, ?, ?, ?, ?, ?)",
        [(row_id, *(new[column] for column in COLUMNS)) for row_id, new in changed.items()],
    )
    _put_keys(connection, changed)


def _put_keys(connection: sqlite3.Connection, documents: Mapping[int, dict[str, str]]) -> None:
    wanted = {
        (row_id >> ITEM_BITS, key, row_id & _ITEM)
        for row_id, new in documents.items()
        for key in keys_of((*new["title"].split(SEPARATOR), *new["aliases"].split(SEPARATOR)))
    }
    known = {
        tuple(row)
        for row in connection.execute(
            "select tier, search_key.key, item_id from json_each(?) wanted join search_key on item_id = wanted.value",
            (json.dumps([row_id & _ITEM for row_id in documents]),),
        )
    }
    connection.executemany("delete from search_key where tier = ? and key = ? and item_id = ?", known - wanted)
    connection.executemany("insert into search_key (tier, key, item_id) values (?, ?, ?)", sorted(wanted - known))


def _words(document: dict[str, str]) -> set[str]:
    return {word for text in document.values() for word in text.split() if word != SEPARATOR.strip()}

"""Writes what is told about an item: about, person, credit, tag, studio, collection, provider_ref, alt_title, rating.

Every row knows its source ("nfo", "file name", "tag"), so that one source can take back what it told.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from app.engine.library.catalogue.rules import merging_key
from app.engine.library.local.record import Collection, Person, Rating, Record, Ref

_TOLD = ("about", "credit", "item_tag", "item_studio", "item_collection", "provider_ref", "alt_title", "rating")


def save_about(connection: sqlite3.Connection, item_id: int, record: Record, source: str) -> tuple[str, ...]:
    """Write what a record tells beyond the fields of the item itself; returns the names of the fields it told."""
    _save_texts(connection, item_id, record, source)
    _save_people(connection, item_id, record.people, source)
    _save_names(connection, item_id, "tag", [Collection(name=name) for name in record.tags], source)
    _save_names(connection, item_id, "studio", [Collection(name=name) for name in record.studios], source)
    _save_names(connection, item_id, "collection", record.collections, source)
    save_refs(connection, item_id, record.refs, source)
    _save_titles(connection, item_id, record, source)
    _save_ratings(connection, item_id, record.ratings, source)
    told = {
        "premiered": record.premiered,
        "tagline": record.tagline,
        "certificate": record.certificate,
        "runtime": record.runtime_ms,
        "people": record.people,
        "tags": record.tags,
        "studios": record.studios,
        "collections": record.collections,
        "provider ids": record.refs,
        "original title": record.original_title,
        "ratings": record.ratings,
    }
    return tuple(field for field, value in told.items() if value)


def delete_about(connection: sqlite3.Connection, item_id: int, source: str) -> None:
    """Take back what a source told of an item."""
    for table in _TOLD:
        connection.execute(f"delete from {table} where item_id = ? and source = ?", (item_id, source))


def save_refs(connection: sqlite3.Connection, item_id: int, refs: Iterable[Ref], source: str) -> None:
    """Write ids at providers; one of each provider from each source."""
    connection.executemany(
        "insert or replace into provider_ref (item_id, provider, value, source) values (?, ?, ?, ?)",
        [(item_id, ref.provider, ref.value, source) for ref in refs],
    )


def _save_texts(connection: sqlite3.Connection, item_id: int, record: Record, source: str) -> None:
    values = (
        record.premiered,
        record.tagline,
        record.outline,
        record.certificate,
        record.status,
        record.runtime_ms,
        json.dumps(record.countries) if record.countries else "[]",
    )
    if any(value not in ("", 0, "[]") for value in values):
        connection.execute(
            """
            insert or replace into about (item_id, source, premiered, tagline, outline, certificate, status, runtime_ms,
                countries) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (item_id, source, *values),
        )


def _save_people(connection: sqlite3.Connection, item_id: int, people: Sequence[Person], source: str) -> None:
    rows = []
    for person in people:
        found = connection.execute(
            """
            insert into person (name, name_key, picture_url) values (?, ?, ?)
            on conflict (name_key) do update set
                picture_url = case when excluded.picture_url <> '' then excluded.picture_url else picture_url end
            returning id
            """,
            (person.name, merging_key(person.name), person.picture),
        ).fetchone()
        rows.append((item_id, found[0], person.role, person.character, person.order, source))
    connection.executemany(
        """
        insert or replace into credit (item_id, person_id, role, role_name, position, source)
        values (?, ?, ?, ?, ?, ?)
        """,
        rows,
    )


def _save_names(
    connection: sqlite3.Connection, item_id: int, table: str, named: Sequence[Collection], source: str
) -> None:
    """Write names of a kind: tags, studios and collections have tables of one shape."""
    for position, one in enumerate(named):
        found = connection.execute(
            f"""
            insert into {table} (name, name_key, overview) values (?, ?, ?)
            on conflict (name_key) do update set
                overview = case when excluded.overview <> '' then excluded.overview else overview end
            returning id
            """,
            (one.name, merging_key(one.name), one.overview),
        ).fetchone()
        connection.execute(
            f"insert or ignore into item_{table} (item_id, {table}_id, position, source) values (?, ?, ?, ?)",
            (item_id, found[0], position, source),
        )


def _save_titles(connection: sqlite3.Connection, item_id: int, record: Record, source: str) -> None:
    titles = dict.fromkeys(record.alt_titles, "alternative")
    if record.original_title:
        titles[record.original_title] = "original"
    connection.executemany(
        "insert or ignore into alt_title (item_id, title, kind, source) values (?, ?, ?, ?)",
        [(item_id, title, kind, source) for title, kind in titles.items()],
    )


def _save_ratings(connection: sqlite3.Connection, item_id: int, ratings: Sequence[Rating], source: str) -> None:
    connection.executemany(
        "insert or replace into rating (item_id, name, value, votes, source) values (?, ?, ?, ?, ?)",
        [(item_id, one.name, one.value, one.votes, source) for one in ratings],
    )

"""SQL of the table smart_list. `query` is a NewSmartList as JSON."""

import sqlite3

from app.contract import codec
from app.contract.errors import Conflict
from app.contract.lists import NewSmartList, SmartList
from app.engine.ground.clock import from_ms


def add_list(connection: sqlite3.Connection, query: NewSmartList, at_ms: int) -> int:
    """Save a list and return its id. Raises Conflict when the name is taken."""
    _refuse_name(connection, query.name, None)
    made = connection.execute(
        "insert into smart_list (name, query, created_at, updated_at) values (?, ?, ?, ?)",
        (query.name, codec.encode(query).decode(), at_ms, at_ms),
    ).lastrowid
    assert made is not None
    return made


def save_list(connection: sqlite3.Connection, list_id: int, query: NewSmartList, at_ms: int) -> None:
    """Replace what a list asks for. Raises Conflict when the name is taken."""
    _refuse_name(connection, query.name, list_id)
    connection.execute(
        "update smart_list set name = ?, query = ?, updated_at = ? where id = ?",
        (query.name, codec.encode(query).decode(), at_ms, list_id),
    )


def delete_list(connection: sqlite3.Connection, list_id: int) -> bool:
    """Forget a list; tells whether it was there."""
    return connection.execute("delete from smart_list where id = ?", (list_id,)).rowcount > 0


def find_list(connection: sqlite3.Connection, list_id: int) -> SmartList | None:
    """Return a list, or None."""
    row = connection.execute("select * from smart_list where id = ?", (list_id,)).fetchone()
    return _list(row) if row else None


def list_lists(connection: sqlite3.Connection) -> tuple[SmartList, ...]:
    """Return all lists by name."""
    return tuple(_list(row) for row in connection.execute("select * from smart_list order by name"))


def _refuse_name(connection: sqlite3.Connection, name: str, own_id: int | None) -> None:
    row = connection.execute("select id from smart_list where name = ?", (name,)).fetchone()
    if row is not None and row[0] != own_id:
        raise Conflict(f"There is a list {name!r} already.", code="list_exists", details={"name": name})


def _list(row: sqlite3.Row) -> SmartList:
    return SmartList(
        id=str(row["id"]),
        query=codec.decode(row["query"], NewSmartList),
        created_at=from_ms(row["created_at"]),
        updated_at=from_ms(row["updated_at"]),
    )

"""SQL of the settings. Table: setting."""

import json
import sqlite3
from collections.abc import Mapping

from app.contract.settings import Value


def list_values(db: sqlite3.Connection) -> dict[str, Value]:
    """Return the values that differ from their default, by key; unknown keys of older versions included."""
    return {row["key"]: json.loads(row["value"]) for row in db.execute("select key, value from setting")}


def save_values(db: sqlite3.Connection, values: Mapping[str, Value | None]) -> None:
    """Keep new values; None takes one back to its default."""
    db.executemany("delete from setting where key = ?", [(key,) for key in values])
    chosen = [(key, json.dumps(value)) for key, value in values.items() if value is not None]
    db.executemany("insert into setting (key, value) values (?, ?)", chosen)

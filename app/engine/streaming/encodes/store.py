"""SQL of the tables stream_order and encoder_trial."""

import sqlite3

from app.contract import codec
from app.contract.encoding import TrialMade
from app.engine.streaming.encodes.order import Order


def find_order(connection: sqlite3.Connection, name: str) -> Order | None:
    """Return what is ordered under a name, or None."""
    row = connection.execute("select told from stream_order where name = ?", (name,)).fetchone()
    return None if row is None else codec.decode(row["told"], Order)


def save_order(connection: sqlite3.Connection, name: str, order: Order, used_at: int, kept_since: int) -> None:
    """Remember an order and that it is used, and forget those that nobody used since."""
    connection.execute(
        "insert or replace into stream_order (name, told, used_at) values (?, ?, ?)",
        (name, codec.encode(order).decode(), used_at),
    )
    connection.execute("delete from stream_order where used_at < ?", (kept_since,))


def list_trials(connection: sqlite3.Connection, place: str) -> dict[str, TrialMade]:
    """Return how the encoders of this computer did, by name."""
    rows = connection.execute("select encoder, made from encoder_trial where place = ?", (place,))
    return {row["encoder"]: codec.decode(row["made"], TrialMade) for row in rows}


def save_trial(connection: sqlite3.Connection, encoder: str, place: str, made: TrialMade) -> None:
    """Remember how an encoder did; what it did elsewhere, or in an older version, is forgotten."""
    connection.execute(
        "insert or replace into encoder_trial (encoder, place, made) values (?, ?, ?)",
        (encoder, place, codec.encode(made).decode()),
    )

"""Tables of the settings: setting, whose value is JSON. A setting at its default has no row."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("settings")


@migrations()
def m2026_11_21_settings(db: Database) -> None:
    """Values that somebody chose."""
    db.execute("create table setting (key text primary key, value text not null) strict, without rowid")

"""Tables of the accounts: user, token. The first user is the owner."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("accounts")

_STATEMENTS = (
    """
    create table user (
        id integer primary key autoincrement,
        name text not null unique,
        role text not null,
        created_at integer not null
    ) strict
    """,
    """
    create table token (
        id integer primary key autoincrement,
        name text not null,
        user_id integer not null references user(id) on delete cascade,
        scopes text not null,
        hash text not null unique,
        created_at integer not null,
        last_used_at integer
    ) strict
    """,
    "insert into user (name, role, created_at) values ('owner', 'owner', cast(unixepoch() as integer) * 1000)",
)


@migrations()
def m2026_11_21_users_and_tokens(db: Database) -> None:
    """Users, tokens, and the owner."""
    for statement in _STATEMENTS:
        db.execute(statement)

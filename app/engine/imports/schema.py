"""Tables of the imports: import_server, import_report, import_miss, import_link, import_member.

Tokens are kept by the ground's secrets, never here.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("imports")

_TABLES = (
    # `told` is what the server said of its libraries and users, `choices` what is to be taken over; both JSON.
    """
    create table import_server (
        id integer primary key autoincrement,
        kind text not null,
        url text not null,
        name text not null,
        version text not null,
        told text not null,
        choices text not null,
        user_id integer not null references user(id) on delete cascade,
        created_at integer not null
    ) strict
    """,
    # The newest preview or run of each server. `ledger` is JSON: what was counted, and where to go on.
    """
    create table import_report (
        import_id integer primary key references import_server(id) on delete cascade,
        run integer not null,
        mode text not null,
        job_id integer not null,
        ledger text not null,
        started_at integer not null,
        finished_at integer
    ) strict
    """,
    """
    create table import_miss (
        id integer primary key autoincrement,
        import_id integer not null references import_server(id) on delete cascade,
        remote_id text not null,
        kind text not null,
        title text not null,
        path text not null,
        reason text not null
    ) strict
    """,
    "create index import_miss_import on import_miss (import_id, id)",
    # What is what: collections name their things by the other server's ids.
    """
    create table import_link (
        import_id integer not null references import_server(id) on delete cascade,
        remote_id text not null,
        item_id integer not null references item(id) on delete cascade,
        primary key (import_id, remote_id, item_id)
    ) strict, without rowid
    """,
    "create index import_link_item on import_link (item_id)",
    # `run` is the one that saw the membership last: what it did not see goes at its end.
    """
    create table import_member (
        import_id integer not null references import_server(id) on delete cascade,
        title text not null,
        item_id integer not null references item(id) on delete cascade,
        run integer not null,
        primary key (import_id, title, item_id)
    ) strict, without rowid
    """,
    "create index import_member_item on import_member (item_id)",
)


@migrations()
def m2026_11_21_other_servers(db: Database) -> None:
    """Servers that are taken over, and the reports of it."""
    for statement in _TABLES:
        db.execute(statement)

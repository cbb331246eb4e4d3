"""Tables of the artwork: picture, thumbnail. The bytes lie in the content-addressed cache."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("artwork")

_TABLES = (
    # `source` is "local file", "embedded" or "frame"; `detail` says which file; `stamp` changes
    # with that file, so that what did not change is not read again.
    """
    create table picture (
        item_id integer not null references item(id) on delete cascade,
        kind text not null,
        sha256 text not null,
        format text not null,
        width_px integer not null,
        height_px integer not null,
        placeholder text not null,
        color text not null,
        source text not null,
        detail text not null,
        stamp text not null,
        updated_at integer not null,
        primary key (item_id, kind)
    ) strict, without rowid
    """,
    "create index picture_sha256 on picture (sha256)",
    """
    create table thumbnail (
        sha256 text not null,
        width_px integer not null,
        thumbnail_sha256 text not null,
        format text not null,
        size_bytes integer not null,
        used_at integer not null,
        primary key (sha256, width_px)
    ) strict, without rowid
    """,
)


@migrations()
def m2026_11_21_pictures(db: Database) -> None:
    """Pictures of items, and their smaller copies."""
    for statement in _TABLES:
        db.execute(statement)

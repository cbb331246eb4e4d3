"""Tables of the streaming room: segment_table, text_file, stream_order, encoder_trial.

An asset's id is no foreign key: a table is only true for one state of the file, which its `etag` names.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("streaming")


@migrations()
def m2026_11_21_segment_tables(db: Database) -> None:
    """Where each file is cut for players that fetch it in pieces."""
    db.execute(
        """
        create table segment_table (
            asset_id integer primary key,
            etag text not null,
            cuts text not null,
            made_at integer not null
        ) strict
        """
    )
    db.execute("create index segment_table_made on segment_table (made_at)")


@migrations()
def m2026_11_21_subtitle_texts(db: Database) -> None:
    """Which files' texts were taken out; the texts themselves lie on a shelf in the cache."""
    db.execute(
        """
        create table text_file (
            asset_id integer primary key,
            etag text not null,
            found text not null,
            size_bytes integer not null,
            fault text not null,
            used_at integer not null
        ) strict
        """
    )
    db.execute("create index text_file_used on text_file (used_at) where size_bytes > 0")


@migrations()
def m2026_11_21_stream_orders(db: Database) -> None:
    """What is to be made of which file, by the name in its URLs; and what the encoders of this computer can do."""
    db.execute(
        """
        create table stream_order (
            name text primary key,
            told text not null,
            used_at integer not null
        ) strict, without rowid
        """
    )
    db.execute("create index stream_order_used on stream_order (used_at)")
    db.execute(
        """
        create table encoder_trial (
            encoder text primary key,
            place text not null,
            made text not null
        ) strict, without rowid
        """
    )

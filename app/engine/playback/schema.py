"""Tables of the playback: session, progress, history, user_rating, quirk."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("playback")

_TABLES = (
    """
    create table session (
        id text primary key,
        user_id integer not null references user(id) on delete cascade,
        item_id integer not null references item(id) on delete cascade,
        asset_id integer not null,
        title text not null,
        device text not null,
        state text not null,
        position_ms integer not null,
        duration_ms integer not null,
        decision text not null,
        started_at integer not null,
        updated_at integer not null
    ) strict, without rowid
    """,
    "create index session_updated on session (updated_at)",
    """
    create table progress (
        user_id integer not null references user(id) on delete cascade,
        item_id integer not null references item(id) on delete cascade,
        position_ms integer not null default 0,
        duration_ms integer not null default 0,
        is_watched integer not null default 0,
        play_count integer not null default 0,
        updated_at integer not null,
        primary key (user_id, item_id)
    ) strict, without rowid
    """,
    "create index progress_recent on progress (user_id, updated_at)",
    "create index progress_item on progress (item_id)",
    """
    create table history (
        id integer primary key autoincrement,
        user_id integer not null references user(id) on delete cascade,
        item_id integer not null references item(id) on delete cascade,
        title text not null,
        device text not null,
        method text not null,
        started_at integer not null,
        ended_at integer not null,
        position_ms integer not null,
        duration_ms integer not null
    ) strict
    """,
    "create index history_recent on history (user_id, ended_at)",
    "create index history_item on history (item_id)",
)


@migrations()
def m2026_11_21_sessions(db: Database) -> None:
    """Sessions, progress and history."""
    for statement in _TABLES:
        db.execute(statement)


@migrations()
def m2026_11_21_taken_ratings(db: Database) -> None:
    """What users think of items, 0 to 10; `origin` is "" when they said so here."""
    db.execute(
        """
        create table user_rating (
            user_id integer not null references user(id) on delete cascade,
            item_id integer not null references item(id) on delete cascade,
            value real not null,
            origin text not null default '',
            updated_at integer not null,
            primary key (user_id, item_id)
        ) strict, without rowid
        """
    )
    db.execute("create index user_rating_item on user_rating (item_id)")


@migrations()
def m2026_11_21_quirks(db: Database) -> None:
    """What devices failed to play; `step` is the place in the ladder from which files like it are sent since."""
    db.execute(
        """
        create table quirk (
            id integer primary key autoincrement,
            user_id integer not null references user(id) on delete cascade,
            device text not null,
            container text not null,
            video_codec text not null,
            audio_codec text not null,
            failure text not null,
            step integer not null,
            failures integer not null,
            updated_at integer not null,
            unique (user_id, device, container, video_codec, audio_codec, failure)
        ) strict
        """
    )


@migrations()
def m2026_11_22_tokens_of_sessions(db: Database) -> None:
    """By which token a session was opened; "" by none that can be withdrawn."""
    db.execute("alter table session add column token_id text not null default ''")

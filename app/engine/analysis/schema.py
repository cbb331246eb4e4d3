"""Tables of the analysis: study, trickplay, scene, loudness, chroma, season_heard, marker.

The bytes of pictures lie on the shelf, under the `key` of a row.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("analysis")

_TABLES = (
    # What was looked at, and in which state of the file; `state` is "done", "failed" or "evicted".
    """
    create table study (
        asset_id integer not null references asset(id) on delete cascade,
        topic text not null,
        stamp text not null,
        state text not null,
        reason text not null default '',
        made_at integer not null,
        primary key (asset_id, topic)
    ) strict, without rowid
    """,
    """
    create table trickplay (
        asset_id integer primary key references asset(id) on delete cascade,
        key text not null,
        width_px integer not null,
        height_px integer not null,
        count integer not null,
        size_bytes integer not null,
        used_at integer not null
    ) strict
    """,
    "create index trickplay_used on trickplay (used_at)",
    """
    create table scene (
        asset_id integer not null references asset(id) on delete cascade,
        number integer not null,
        key text not null,
        primary key (asset_id, number)
    ) strict, without rowid
    """,
    """
    create table loudness (
        asset_id integer primary key references asset(id) on delete cascade,
        integrated_lufs real not null,
        true_peak_db real,
        range_lu real not null
    ) strict
    """,
    """
    create table chroma (
        asset_id integer primary key references asset(id) on delete cascade,
        head text not null,
        tail text not null,
        tail_start_ms integer not null
    ) strict
    """,
    # Which episodes of a season were compared.
    """
    create table season_heard (
        season_id integer primary key references item(id) on delete cascade,
        stamp text not null
    ) strict
    """,
    # A user's marker that ends at 0 says that there is none.
    """
    create table marker (
        asset_id integer not null references asset(id) on delete cascade,
        kind text not null,
        start_ms integer not null,
        end_ms integer not null,
        source text not null,
        confidence real not null,
        updated_at integer not null,
        primary key (asset_id, kind)
    ) strict, without rowid
    """,
)


@migrations()
def m2026_11_21_analysis(db: Database) -> None:
    """What a closer look at files finds."""
    for statement in _TABLES:
        db.execute(statement)

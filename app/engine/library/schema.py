"""Tables of the library: sources and files, items, what is told about them, and what NFO files told.

source, folder, asset, side_file, item, item_asset, origin, problem; about, person, credit, tag, studio,
collection, provider_ref, alt_title, rating; nfo_read, nfo_item, nfo_base. search/, facets/ and lists/ have their own.

Ids are integers here and text on the wire. Times are milliseconds since 1970 UTC. Paths are relative to their
source, with "/" between the parts.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from app.engine.library.facets import store as facets
from app.engine.library.facets.schema import TABLES as FACET_TABLES
from app.engine.library.facets.schema import TRIGGERS as FACET_TRIGGERS
from app.engine.library.lists.schema import TABLES as LIST_TABLES
from app.engine.library.search.schema import TABLES as SEARCH_TABLES
from app.engine.library.search.store import rebuild

migrations = Migrations("library")

_TABLES = (
    """
    create table source (
        id integer primary key autoincrement,
        path text not null unique,
        kind text not null,
        is_online integer not null default 1,
        added_at integer not null,
        scanned_at integer
    ) strict
    """,
    # A folder whose time did not change has the same entries as before, so its files need no second look.
    """
    create table folder (
        source_id integer not null references source(id) on delete cascade,
        path text not null,
        mtime_ns integer not null,
        primary key (source_id, path)
    ) strict, without rowid
    """,
    """
    create table asset (
        id integer primary key autoincrement,
        source_id integer not null references source(id) on delete cascade,
        path text not null,
        folder text not null,
        size_bytes integer not null,
        mtime_ns integer not null,
        fingerprint text,
        container text not null default '',
        duration_ms integer not null default 0,
        bitrate integer not null default 0,
        probe text,
        added_at integer not null,
        probed_at integer,
        missing_since integer,
        unique (source_id, path)
    ) strict
    """,
    "create index asset_folder on asset (source_id, folder)",
    "create index asset_fingerprint on asset (fingerprint) where fingerprint is not null",
    # Pictures, subtitles and the like that lie beside the media.
    """
    create table side_file (
        id integer primary key autoincrement,
        source_id integer not null references source(id) on delete cascade,
        path text not null,
        folder text not null,
        kind text not null,
        size_bytes integer not null,
        mtime_ns integer not null,
        unique (source_id, path)
    ) strict
    """,
    "create index side_file_folder on side_file (source_id, folder)",
    """
    create table item (
        id integer primary key autoincrement,
        kind text not null,
        identity text not null unique,
        parent_id integer references item(id) on delete cascade,
        top_id integer references item(id) on delete cascade,
        title text not null,
        sort_title text not null,
        year integer,
        number integer,
        end_number integer,
        season_number integer,
        disc_number integer,
        overview text not null default '',
        genres text not null default '[]',
        duration_ms integer not null default 0,
        height_px integer not null default 0,
        range_type text not null default '',
        child_count integer not null default 0,
        is_missing integer not null default 0,
        added_at integer not null,
        updated_at integer not null
    ) strict
    """,
    "create index item_wall_title on item (kind, sort_title, id)",
    "create index item_wall_added on item (kind, added_at, id)",
    "create index item_wall_year on item (kind, year, id)",
    "create index item_wall_duration on item (kind, duration_ms, id)",
    # The top level (films, shows, artists together) is a wall of its own.
    "create index item_top_title on item (sort_title, id) where kind in ('film', 'show', 'artist')",
    "create index item_top_added on item (added_at, id) where kind in ('film', 'show', 'artist')",
    "create index item_top_year on item (year, id) where kind in ('film', 'show', 'artist')",
    "create index item_top_duration on item (duration_ms, id) where kind in ('film', 'show', 'artist')",
    "create index item_parent on item (parent_id, disc_number, season_number, number, sort_title)",
    "create index item_top on item (top_id, kind, season_number, number)",
    """
    create table item_asset (
        item_id integer not null references item(id) on delete cascade,
        asset_id integer not null references asset(id) on delete cascade,
        primary key (item_id, asset_id)
    ) strict, without rowid
    """,
    "create index item_asset_asset on item_asset (asset_id)",
    """
    create table origin (
        item_id integer not null references item(id) on delete cascade,
        field text not null,
        source text not null,
        detail text not null,
        primary key (item_id, field)
    ) strict, without rowid
    """,
    """
    create table problem (
        source_id integer not null references source(id) on delete cascade,
        path text not null,
        kind text not null,
        detail text not null,
        seen_at integer not null,
        primary key (source_id, path)
    ) strict, without rowid
    """,
    "create virtual table item_fts using fts5 (title, context, tokenize = 'unicode61 remove_diacritics 2')",
)


@migrations()
def m2026_11_21_catalogue(db: Database) -> None:
    """Sources, files and items."""
    for statement in _TABLES:
        db.execute(statement)


@migrations()
def m2026_11_21_known_files(db: Database) -> None:
    """What a scan compares is read from an index alone: the rows are long, they hold all that a probe found."""
    db.execute("drop index asset_folder")
    db.execute(
        "create index asset_known on asset (source_id, folder, path, size_bytes, mtime_ns, probed_at, missing_since)"
    )


_ABOUT_TABLES = (
    # What is told of an item and no wall sorts by.
    """
    create table about (
        item_id integer primary key references item(id) on delete cascade,
        source text not null,
        premiered text not null default '',
        tagline text not null default '',
        outline text not null default '',
        certificate text not null default '',
        status text not null default '',
        runtime_ms integer not null default 0,
        countries text not null default '[]'
    ) strict
    """,
    """
    create table person (
        id integer primary key autoincrement,
        name text not null,
        name_key text not null unique,
        picture_url text not null default ''
    ) strict
    """,
    """
    create table credit (
        item_id integer not null references item(id) on delete cascade,
        person_id integer not null references person(id) on delete cascade,
        role text not null,
        role_name text not null default '',
        position integer not null,
        source text not null,
        primary key (item_id, person_id, role, role_name)
    ) strict, without rowid
    """,
    "create index credit_person on credit (person_id, item_id)",
    *(
        statement
        for name in ("tag", "studio", "collection")
        for statement in (
            f"""
            create table {name} (
                id integer primary key autoincrement,
                name text not null,
                name_key text not null unique,
                overview text not null default ''
            ) strict
            """,
            f"""
            create table item_{name} (
                item_id integer not null references item(id) on delete cascade,
                {name}_id integer not null references {name}(id) on delete cascade,
                position integer not null,
                source text not null,
                primary key (item_id, {name}_id)
            ) strict, without rowid
            """,
            f"create index item_{name}_back on item_{name} ({name}_id, item_id)",
        )
    ),
    """
    create table provider_ref (
        item_id integer not null references item(id) on delete cascade,
        provider text not null,
        value text not null,
        source text not null,
        primary key (item_id, provider, source)
    ) strict, without rowid
    """,
    "create index provider_ref_value on provider_ref (provider, value)",
    """
    create table alt_title (
        item_id integer not null references item(id) on delete cascade,
        title text not null,
        kind text not null,
        source text not null,
        primary key (item_id, title)
    ) strict, without rowid
    """,
    """
    create table rating (
        item_id integer not null references item(id) on delete cascade,
        name text not null,
        value real not null,
        votes integer not null default 0,
        source text not null,
        primary key (item_id, name)
    ) strict, without rowid
    """,
    # Which NFO was read in which state, and why something of it was left out.
    """
    create table nfo_read (
        source_id integer not null references source(id) on delete cascade,
        path text not null,
        folder text not null,
        stem text not null,
        size_bytes integer not null,
        mtime_ns integer not null,
        reasons text not null default '[]',
        primary key (source_id, path)
    ) strict, without rowid
    """,
    "create index nfo_read_folder on nfo_read (source_id, folder, stem)",
    # The items that an NFO speaks of; where several speak of one, one is applied.
    """
    create table nfo_item (
        item_id integer not null references item(id) on delete cascade,
        source_id integer not null references source(id) on delete cascade,
        path text not null,
        is_applied integer not null,
        primary key (item_id, source_id, path)
    ) strict, without rowid
    """,
    "create index nfo_item_path on nfo_item (source_id, path)",
    # What stood in a field before an NFO spoke, for the day that it goes.
    """
    create table nfo_base (
        item_id integer not null references item(id) on delete cascade,
        field text not null,
        value text not null,
        source text,
        detail text,
        primary key (item_id, field)
    ) strict, without rowid
    """,
    "create index side_file_nfo on side_file (source_id, path) where kind = 'nfo'",
)

_REVIEW = (
    """
    create table review_entry (
        id integer primary key autoincrement,
        source_id integer not null references source(id) on delete cascade,
        path text not null,
        folder text not null,
        kind text not null,
        confidence real not null,
        reasons text not null,
        offers text not null,
        state text not null default 'open',
        seen_at integer not null,
        unique (source_id, path, kind)
    ) strict
    """,
    "create index review_entry_state on review_entry (state, source_id, path, kind)",
    "create index nfo_read_doubt on nfo_read (source_id) where reasons <> '[]'",
    # What the owner said about a file or a folder; "" is the whole source. An answer "" was taken back.
    """
    create table review_answer (
        source_id integer not null references source(id) on delete cascade,
        path text not null,
        answer text not null,
        answered_at integer not null,
        is_applied integer not null default 0,
        primary key (source_id, path)
    ) strict, without rowid
    """,
)


@migrations()
def m2026_11_21_local_metadata(db: Database) -> None:
    """People, studios, tags, collections, ids, titles, ratings; and what NFO files told."""
    for statement in _ABOUT_TABLES:
        db.execute(statement)


@migrations()
def m2026_11_21_search(db: Database) -> None:
    """Search that forgives mistakes takes the place of item_fts."""
    for statement in SEARCH_TABLES:
        db.execute(statement)
    db.execute("drop table item_fts")
    rebuild(db.conn)


@migrations()
def m2026_11_21_facets(db: Database) -> None:
    """What walls are filtered by, and counts of it."""
    for statement in (*FACET_TABLES, *FACET_TRIGGERS):
        db.execute(statement)
    facets.rebuild(db.conn)


@migrations()
def m2026_11_21_smart_lists(db: Database) -> None:
    """Saved queries."""
    for statement in LIST_TABLES:
        db.execute(statement)


@migrations()
def m2026_11_21_review(db: Database) -> None:
    """The review queue and its answers."""
    for statement in _REVIEW:
        db.execute(statement)

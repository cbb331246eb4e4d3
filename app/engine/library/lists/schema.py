"""The table of smart lists; made by a migration of the library."""

TABLES = (
    """
    create table smart_list (
        id integer primary key autoincrement,
        name text not null unique collate nocase,
        query text not null,
        created_at integer not null,
        updated_at integer not null
    ) strict
    """,
)

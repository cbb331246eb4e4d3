"""Tables of the facets, and the counts that are kept while they are written; made by a migration of the library.

`facet` has a row for each value of each item; `facet_count` and `item_count` count them by kind; `catalogue_stamp`
changes with every change of an item, so that whoever keeps a count knows when it may be wrong.
"""

_BUMP = "update catalogue_stamp set value = value + 1;"

TABLES = (
    """
    create table facet_value (
        id integer primary key,
        field text not null,
        value text not null,
        unique (field, value)
    ) strict
    """,
    """
    create table facet (
        value_id integer not null references facet_value(id),
        kind text not null,
        item_id integer not null references item(id) on delete cascade,
        primary key (value_id, kind, item_id)
    ) strict, without rowid
    """,
    "create index facet_item on facet (item_id)",
    """
    create table facet_count (
        kind text not null,
        value_id integer not null references facet_value(id),
        items integer not null,
        primary key (kind, value_id)
    ) strict, without rowid
    """,
    "create table item_count (kind text primary key, items integer not null) strict, without rowid",
    "create table catalogue_stamp (value integer not null) strict",
    "insert into catalogue_stamp (value) values (1)",
    "insert into item_count (kind, items) select kind, count(*) from item group by kind",
    "create index item_wall_height on item (kind, height_px, id)",
    "create index item_wall_missing on item (kind, id) where is_missing",
)

TRIGGERS = (
    f"""
    create trigger facet_added after insert on facet begin
        insert into facet_count (kind, value_id, items) values (new.kind, new.value_id, 1)
            on conflict (kind, value_id) do update set items = items + 1;
        {_BUMP}
    end
    """,  # noqa: S608
    f"""
    create trigger facet_removed after delete on facet begin
        update facet_count set items = items - 1 where kind = old.kind and value_id = old.value_id;
        {_BUMP}
    end
    """,  # noqa: S608
    f"""
    create trigger item_added after insert on item begin
        insert into item_count (kind, items) values (new.kind, 1) on conflict (kind) do update set items = items + 1;
        {_BUMP}
    end
    """,  # noqa: S608
    f"""
    create trigger item_removed after delete on item begin
        update item_count set items = items - 1 where kind = old.kind;
        {_BUMP}
    end
    """,  # noqa: S608
    f"create trigger item_changed after update on item begin {_BUMP} end",
)

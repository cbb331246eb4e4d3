"""Tables of search: search_fts, search_key, search_word, search_gram; made by a migration of the library."""

TABLES = (
    # Texts come as words with one space between, so that this index and typed text agree on what a word is. The row id
    # is the tier above the item: what is found comes out in the order of the tiers without sorting.
    """
    create virtual table search_fts using fts5 (
        title, aliases, context, people, tags, tokenize = 'ascii', prefix = '1 2 3 4', detail = 'column'
    )
    """,
    """
    create table search_key (
        tier integer not null,
        key text not null,
        item_id integer not null,
        primary key (tier, key, item_id)
    ) strict, without rowid
    """,
    "create index search_key_item on search_key (item_id)",
    "create table search_word (id integer primary key, word text not null unique, uses integer not null) strict",
    """
    create table search_gram (
        gram text not null,
        length integer not null,
        word_id integer not null,
        primary key (gram, length, word_id)
    ) strict, without rowid
    """,
)

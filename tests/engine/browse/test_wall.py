"""Walls: order, pages, cursors, filters, and how the database reads them."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.contract.errors import Invalid
from app.contract.library import ItemKind
from app.engine.browse import rules, store
from app.engine.browse.cursor import LARGEST, after, read_cursor, write_cursor
from app.engine.browse.wall import After, Wall
from app.engine.compose import MIGRATIONS
from app.engine.ground.migrate import apply
from tests.engine.browse.conftest import ME, OTHER, Shelf

WALLS = [
    Wall(kind=kind, column=column, is_descending=is_descending)
    for kind in (None, "film", "episode")
    for column in sorted(set(rules.SORTS.values()))
    for is_descending in (False, True)
]


def ids(connection: sqlite3.Connection, wall: Wall, limit: int = 100, offset: int = 0) -> list[int]:
    return [one.item_id for one in store.list_wall(connection, wall, limit, offset)]


def filtered(field: str, op: str, value: str, *, kind: str | None = "film") -> Wall:
    return Wall(kind=kind, conditions=(rules.condition(field, op, value, ME),))


def plan(connection: sqlite3.Connection, wall: Wall) -> str:
    sql, values = store.wall_query(wall)
    return "\n".join(row["detail"] for row in connection.execute(f"explain query plan {sql}", values))


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: f"{wall.kind}-{wall.column}-{wall.is_descending}")
def test_every_order_is_read_from_an_index_and_never_sorted(shelf: Shelf, wall: Wall) -> None:
    first = plan(shelf.connection, wall)
    rest = plan(shelf.connection, after(wall, After(value="a" if wall.column == "sort_title" else 5, item_id=1)))

    for told in (first, rest):
        assert "TEMP B-TREE" not in told
        assert "INDEX item_" in told
    if wall.kind is not None:
        assert "SEARCH" in first
        assert "SCAN" not in first


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: f"{wall.kind}-{wall.column}-{wall.is_descending}")
def test_a_wall_is_in_order_and_unknown_years_are_at_one_end(shelf: Shelf, wall: Wall) -> None:
    for number, year in enumerate((2001, None, 1999, 2001, None)):
        for kind in (ItemKind.FILM, ItemKind.EPISODE, ItemKind.SHOW):
            shelf.add(kind, f"T{number % 3}", year=year, added_at=number % 2, duration_ms=number % 4)

    found = store.list_wall(shelf.connection, wall, 100, 0)

    keys = [(one.value is not None, one.value or 0, one.item_id) for one in found]
    assert keys == sorted(keys, reverse=wall.is_descending)
    assert len(found) == store.count_wall(shelf.connection, wall) == (10 if wall.kind is None else 5)


@settings(max_examples=60, deadline=None)
@given(
    years=st.lists(st.none() | st.integers(1990, 1993), max_size=12),
    column=st.sampled_from(sorted(set(rules.SORTS.values()))),
    is_descending=st.booleans(),
    kind=st.sampled_from([None, "film"]),
    size=st.integers(1, 4),
)
def test_cursors_walk_the_same_way_as_pages(
    years: list[int | None], column: str, is_descending: bool, kind: str | None, size: int
) -> None:
    wall = Wall(kind=kind, column=column, is_descending=is_descending)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        apply(connection, MIGRATIONS)
        shelf = Shelf(connection)
        for number, year in enumerate(years):
            shelf.add(ItemKind.FILM, f"T{number % 3}", year=year, added_at=number % 2, duration_ms=number % 4)

        walked: list[int] = []
        part = store.list_wall(connection, wall, size, 0)
        while part:
            walked += [one.item_id for one in part]
            last = read_cursor(wall, write_cursor(wall, part[-1]))
            part = store.list_wall(connection, after(wall, last), size, 0)

        assert walked == ids(connection, wall)


@given(st.text() | st.from_regex(r"[A-Za-z0-9_-]{0,60}", fullmatch=True))
def test_a_made_up_cursor_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_cursor(Wall(kind="film"), text)
    assert refused.value.code == "invalid_cursor"


@pytest.mark.parametrize(
    "other",
    [
        Wall(kind=None, column="year"),
        Wall(kind=None, is_descending=True),
    ],
)
def test_a_cursor_of_another_order_is_refused(other: Wall) -> None:
    cursor = write_cursor(other, After(value=1, item_id=1))
    with pytest.raises(Invalid):
        read_cursor(Wall(kind=None), cursor)


def test_a_cursor_with_numbers_beyond_the_database_is_refused() -> None:
    wall = Wall(kind=None)
    assert read_cursor(wall, write_cursor(wall, After(value=LARGEST, item_id=1))).value == LARGEST
    with pytest.raises(Invalid):
        read_cursor(wall, write_cursor(wall, After(value="a", item_id=LARGEST + 1)))


@pytest.mark.parametrize(
    ("field", "op", "value", "titles"),
    [
        ("year", "eq", "1999", ["Beta"]),
        ("year", "ne", "1999", ["Alpha", "Gamma"]),
        ("year", "ge", "2001", ["Alpha", "Gamma"]),
        ("year", "le", "2001", ["Alpha", "Beta"]),
        ("year", "lt", "2001", ["Beta"]),
        ("year", "gt", "-5", ["Alpha", "Beta", "Gamma"]),
        ("year", "in", "1999,2010", ["Beta", "Gamma"]),
        ("height_px", "ge", "1080", ["Gamma"]),
        ("added_at", "ge", "1970-01-01T00:00:02Z", ["Beta", "Gamma"]),
        ("added_at", "lt", "1970-01-01T01:00:02+01:00", ["Alpha"]),
        ("added_at", "in", "1970-01-01T00:00:01Z,1970-01-01T00:00:03Z", ["Alpha", "Gamma"]),
        ("title", "contains", "ET", ["Beta"]),
        ("title", "contains", "Ét", ["Beta"]),
        ("title", "in", "Alpha,GAMMA", ["Alpha", "Gamma"]),
        ("title", "eq", "Béta", ["Beta"]),
        ("sort_title", "lt", "b", ["Alpha"]),
        ("sort_title", "lt", "Ç", ["Alpha", "Beta"]),
        ("sort_title", "ge", "b", ["Beta", "Gamma"]),
        ("is_watched", "eq", "true", ["Beta"]),
        ("is_watched", "eq", "false", ["Alpha", "Gamma"]),
        ("is_missing", "eq", "true", ["Gamma"]),
    ],
)
def test_a_filter_leaves_what_it_says(shelf: Shelf, field: str, op: str, value: str, titles: list[str]) -> None:
    shelf.add(ItemKind.FILM, "Alpha", year=2001, added_at=1000)
    watched = shelf.add(ItemKind.FILM, "Beta", year=1999, added_at=2000)
    shelf.add(ItemKind.FILM, "Gamma", year=2010, added_at=3000, height_px=1080, is_missing=1)
    shelf.watch(watched)
    shelf.watch(1, user=OTHER)

    wall = filtered(field, op, value)

    assert [
        shelf.connection.execute("select title from item where id = ?", (item_id,)).fetchone()[0]
        for item_id in ids(shelf.connection, wall)
    ] == titles
    assert store.count_wall(shelf.connection, wall) == len(titles)


@pytest.mark.parametrize("kind", ["show", "season", None])
def test_a_show_counts_as_watched_when_all_that_is_in_it_was(shelf: Shelf, kind: str | None) -> None:
    _, ((one, two),) = shelf.show("Signal Hill", 2)
    begun, ((three, _),) = shelf.show("Coastline", 2)
    shelf.watch(one, two, three)

    watched = ids(shelf.connection, filtered("is_watched", "eq", "true", kind=kind))
    rest = ids(shelf.connection, filtered("is_watched", "eq", "false", kind=kind))

    assert len(watched) == len(rest) == 1
    assert rest == [begun + 1 if kind == "season" else begun]


def test_what_has_nothing_in_it_was_not_watched(shelf: Shelf) -> None:
    empty = shelf.add(ItemKind.SHOW)

    assert ids(shelf.connection, filtered("is_watched", "eq", "true", kind="show")) == []
    assert ids(shelf.connection, filtered("is_watched", "eq", "false", kind="show")) == [empty]


@pytest.mark.parametrize("kind", [None, "show", "season", "artist", "album"])
@pytest.mark.parametrize("wanted", ["true", "false"])
def test_what_was_watched_is_told_without_reading_the_whole_library_for_each_show(
    shelf: Shelf, kind: str | None, wanted: str
) -> None:
    told = plan(shelf.connection, filtered("is_watched", "eq", wanted, kind=kind))

    parts = [line for line in told.splitlines() if " part " in line]
    assert len(parts) == 2
    assert "item_parent (parent_id=?)" in parts[0]
    assert "item_top (top_id=?)" in parts[1]


@pytest.mark.parametrize("kind", ["artist", "album"])
def test_music_counts_as_watched_when_every_track_was_heard(shelf: Shelf, kind: str) -> None:
    heard = shelf.add(ItemKind.ARTIST, "Ada Field")
    album, tracks = shelf.album(heard, "First Light", 2012, 2)
    other = shelf.add(ItemKind.ARTIST, "Bo Marsh")
    second, _ = shelf.album(other, "Low Tide", 2015, 1)
    shelf.watch(*tracks)
    shelf.watch(*tracks, second + 1, user=OTHER)

    watched = ids(shelf.connection, filtered("is_watched", "eq", "true", kind=kind))
    rest = ids(shelf.connection, filtered("is_watched", "eq", "false", kind=kind))

    assert (watched, rest) == (([heard], [other]) if kind == "artist" else ([album], [second]))


@pytest.mark.parametrize(
    ("field", "op", "value"),
    [
        ("year", "eq", "x"),
        ("added_at", "in", "1970-01-01T00:00:01Z,"),
        ("year", "eq", "9" * 30),
        ("year", "in", "1999,"),
        ("year", "contains", "19"),
        ("is_watched", "eq", "yes"),
        ("is_watched", "ge", "true"),
        ("is_missing", "eq", ""),
        ("added_at", "ge", "yesterday"),
        ("added_at", "ge", "2026-11-21T12:00:00"),
    ],
)
def test_a_filter_without_sense_is_refused_and_says_what_is_possible(field: str, op: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.condition(field, op, value, ME)
    assert refused.value.code == "invalid_filter"
    assert refused.value.details == {"field": field}


@given(
    field=st.sampled_from(sorted(rules.FILTERS - {"kind"})),
    op=st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge", "in", "contains"]),
    value=st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.integers().map(str) | st.datetimes().map(str),
)
def test_no_filter_breaks_the_database(field: str, op: str, value: str) -> None:
    try:
        wall = filtered(field, op, value)
    except Invalid:
        return
    assert ids(EMPTY, wall) == []


EMPTY = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
apply(EMPTY, MIGRATIONS)


@pytest.fixture(autouse=True, scope="module")
def _close() -> object:
    yield
    EMPTY.close()


@pytest.mark.parametrize("kind", [("eq", "movie"), ("in", "film"), ("eq", "")])
def test_a_kind_that_is_none_is_refused(kind: tuple[str, str]) -> None:
    with pytest.raises(Invalid, match="film"):
        rules.kind_of([kind])


def test_a_wall_is_of_the_top_level_unless_a_kind_is_asked_for() -> None:
    assert rules.kind_of([]) is None
    assert rules.kind_of([("eq", "album")]) is ItemKind.ALBUM


def test_a_wall_is_sorted_by_one_field() -> None:
    assert rules.sort_of([]) == ("sort_title", False)
    assert rules.sort_of([("title", True)]) == ("sort_title", True)
    with pytest.raises(Invalid, match="one field"):
        rules.sort_of([("year", False), ("title", False)])


def test_the_newest_of_each_show_goes_on_and_films_stand_for_themselves() -> None:
    assert rules.one_for_each_show([(5, 1), (6, 1), (9, 9), (7, 2)], 2) == (5, 9)

"""Filters by facets, how the database reads them, pages from either end, and counts."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.contract.errors import Invalid
from app.contract.library import ItemKind
from app.engine.browse import kept, rules, store
from app.engine.browse.counts import Counts
from app.engine.browse.kept import Kept
from app.engine.browse.orders import Orders
from app.engine.browse.wall import Condition, Wall
from app.engine.ground.clock import now_ms
from app.engine.web.listing import Op
from tests.engine.browse.conftest import ME, Room, Shelf

OFFERED = {
    "year": "1999",
    "height_px": "1080",
    "duration_ms": "5",
    "added_at": "2026-01-01T00:00:00Z",
    "title": "a",
    "sort_title": "a",
    "decade": "1990",
    "is_missing": "true",
    "is_watched": "true",
    **dict.fromkeys(sorted(rules.FACETS), "x"),
}


def wall_with(*filters: tuple[str, str, str], kind: str | None = "film") -> Wall:
    return Wall(kind=kind, conditions=tuple(rules.condition(*one, ME) for one in filters))


def offered() -> Iterator[tuple[str, str]]:
    """Every field with every operator that it takes."""
    for field, value in OFFERED.items():
        for op in Op:
            with suppress(Invalid):
                rules.condition(field, op, value, ME)
                yield field, op


def titles(connection: sqlite3.Connection, wall: Wall) -> list[str]:
    found = store.list_wall(connection, wall, 100, 0)
    return [connection.execute("select title from item where id = ?", (one.item_id,)).fetchone()[0] for one in found]


def plan(connection: sqlite3.Connection, query: tuple[str, list[str | int]]) -> list[str]:
    return [row[3] for row in connection.execute(f"explain query plan {query[0]}", query[1])]


@pytest.fixture
def three(shelf: Shelf) -> Shelf:
    for title, year, values in (
        ("Alpha", 1999, {"genre": "Drama", "resolution": "uhd", "source": "1"}),
        ("Beta", 1990, {"genre": "Comedy", "resolution": "uhd", "source": "2"}),
        ("Gamma", None, {"genre": "Drama", "resolution": "sd", "source": "1"}),
    ):
        film = shelf.facet(shelf.add(ItemKind.FILM, title, year=year), **values)
        if year:
            shelf.facet(film, year=str(year))
    shelf.facet(1, genre="Noir")
    return shelf


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ([("genre", "eq", "Drama")], ["Alpha", "Gamma"]),
        ([("genre", "ne", "Drama")], ["Beta"]),
        ([("genre", "in", "Drama,Noir")], ["Alpha", "Gamma"]),
        ([("genre", "eq", "Drama"), ("genre", "eq", "Noir")], ["Alpha"]),
        ([("genre", "eq", "Drama"), ("resolution", "eq", "sd")], ["Gamma"]),
        ([("decade", "eq", "1990")], ["Alpha", "Beta"]),
        ([("decade", "in", "1990,2000"), ("source", "eq", "2")], ["Beta"]),
        ([("video_codec", "eq", "h264")], []),
        ([("range_type", "eq", "' or 1")], []),
        ([("is_missing", "eq", "false")], ["Alpha", "Beta", "Gamma"]),
        ([("is_missing", "eq", "true")], []),
    ],
)
@pytest.mark.parametrize("few", [0, 4_000])
def test_a_facet_leaves_what_has_it_however_it_is_read(
    three: Shelf, filters: list[tuple[str, str, str]], left: list[str], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "FEW", few)
    wall = wall_with(*filters)

    assert titles(three.connection, wall) == left
    assert store.count_wall(three.connection, wall) == len(left)


@pytest.mark.parametrize(
    ("field", "op", "value"),
    [("genre", "lt", "a"), ("decade", "eq", "1995"), ("decade", "ge", "1990"), ("year", "in", ",".join(["1"] * 101))],
)
def test_a_filter_that_makes_no_sense_is_refused(field: str, op: str, value: str) -> None:
    with pytest.raises(Invalid):
        rules.condition(field, op, value, ME)


def test_every_offered_filter_is_in_the_plan_test() -> None:
    assert {*OFFERED, "kind"} == rules.FILTERS


@pytest.mark.parametrize("kind", [None, "film", "track"])
@pytest.mark.parametrize(("field", "op"), list(offered()))
def test_every_filter_is_read_from_an_index(shelf: Shelf, field: str, op: str, kind: str | None) -> None:
    wall = wall_with((field, op, OFFERED[field]), kind=kind)
    (condition,) = wall.conditions
    for few in (None, condition) if condition.narrow else (None,):
        for query in (store.wall_query(wall, few), store.count_query(wall, few), store.facets_query(wall, few)):
            for step in plan(shelf.connection, query):
                assert not step.startswith("SCAN") or "USING INDEX" in step or "COVERING" in step or "(sub" in step, (
                    step
                )


@pytest.mark.parametrize("kind", [None, "film"])
@pytest.mark.parametrize("other", [("genre", "in", "Drama,Noir"), ("source", "eq", "2"), ("year", "ge", "1990")])
def test_what_two_filters_leave_is_counted_in_their_lists(
    shelf: Shelf, other: tuple[str, str, str], kind: str | None
) -> None:
    steps = plan(shelf.connection, store.count_query(wall_with(("genre", "eq", "Drama"), other, kind=kind)))

    assert not any(step.startswith(("SCAN facet", "SCAN item")) for step in steps), steps
    assert ("MERGE (INTERSECT)" in steps) == (kind is not None)


def test_many_candidates_are_read_in_order_and_few_are_sorted(shelf: Shelf) -> None:
    wall = wall_with(("genre", "eq", "Drama"))

    many = plan(shelf.connection, store.wall_query(wall))
    few = plan(shelf.connection, store.wall_query(wall, wall.conditions[0]))

    assert not any("TEMP B-TREE" in step for step in many)
    assert any("item_wall_title" in step for step in many)
    assert any("INTEGER PRIMARY KEY" in step for step in few)


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("conditions", [(), (Condition(sql="id <> 4"),)])
def test_pages_from_the_end_are_the_same_as_from_the_start(
    shelf: Shelf, is_descending: bool, conditions: tuple[Condition, ...]
) -> None:
    for number in range(11):
        shelf.add(ItemKind.FILM, f"T{number % 4}", year=None)
    wall = Wall(kind="film", column="year", is_descending=is_descending, conditions=conditions)
    total = store.count_wall(shelf.connection, wall)
    whole = store.list_wall(shelf.connection, wall, 100, 0)

    for size in (1, 3, 4, 100):
        for offset in range(14):
            assert store.list_wall(shelf.connection, wall, size, offset, total) == whole[offset : offset + size]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a count may be slow, and then it would be believed for a while."""
    monkeypatch.setattr(kept, "SLOW_S", 60.0)


def test_a_count_is_kept_until_the_catalogue_changes(three: Shelf) -> None:
    counts = Counts()
    wall = wall_with(("genre", "eq", "Drama"), ("is_watched", "eq", "true"))
    three.watch(1, at=5)
    asked: list[str] = []
    first = counts.count(three.connection, ME, wall)
    three.connection.set_trace_callback(asked.append)
    again = counts.count(three.connection, ME, wall)
    three.connection.set_trace_callback(None)
    three.watch(3, at=6)
    watched = counts.count(three.connection, ME, wall)
    three.connection.execute("delete from item where id = 1")

    assert (first, again, watched, counts.count(three.connection, ME, wall)) == (1, 1, 2, 1)
    assert not any("from item" in query for query in asked)


def test_what_is_kept_does_not_grow_without_end(three: Shelf) -> None:
    years = Kept[int](2)
    for year in range(5):
        years.get(three.connection, ME, wall_with(("year", "eq", str(year))), year, lambda: 1)

    assert len(years._answers) <= 2


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize(
    "filters",
    [
        [("genre", "eq", "Drama")],
        [("genre", "in", "Drama,Comedy"), ("resolution", "in", "uhd,hd,fullhd,sd")],
        [("genre", "eq", "Drama"), ("is_watched", "eq", "false")],
    ],
)
@pytest.mark.parametrize("few", [0, 4_000])
def test_a_wall_has_its_order_on_every_page_however_long_it_is(
    three: Shelf, filters: list[tuple[str, str, str]], is_descending: bool, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "FEW", few)
    orders = Orders()
    wall = replace(wall_with(*filters), is_descending=is_descending)
    total = store.count_wall(three.connection, wall)
    whole = store.list_wall(three.connection, wall, 100, 0, total)

    pages = [orders.list_page(three.connection, ME, wall, 1, offset, total) for offset in range(total + 1)]

    assert [one for page in pages for one in page] == whole
    assert total > 0


def test_an_order_is_kept_until_the_catalogue_changes(three: Shelf) -> None:
    orders = Orders()
    wall = wall_with(("genre", "eq", "Drama"))
    total = store.count_wall(three.connection, wall)
    asked: list[str] = []
    first = orders.list_page(three.connection, ME, wall, 10, 0, total)
    three.connection.set_trace_callback(asked.append)
    again = orders.list_page(three.connection, ME, wall, 10, 0, total)
    three.connection.set_trace_callback(None)
    three.connection.execute("update item set sort_title = 'zz' where id = ?", (first[0].item_id,))
    changed = orders.list_page(three.connection, ME, wall, 10, 0, total)

    assert first == again
    assert not any("from item" in query for query in asked)
    assert changed[-1].value == "zz"


def test_facets_are_counted_again_only_after_a_change(three: Shelf) -> None:
    counts = Counts()
    wall = wall_with(("resolution", "eq", "uhd"))

    def genres() -> dict[str, int]:
        return counts.facets(three.connection, ME, wall, "genre")["genre"]

    before = genres(), genres()
    three.facet(3, resolution="uhd")
    three.connection.execute("update item set title = 'Delta' where id = 3")

    assert before[0] is before[1]
    assert (before[0], genres()) == (
        {"Drama": 1, "Comedy": 1, "Noir": 1},
        {"Drama": 2, "Comedy": 1, "Noir": 1},
    )


@pytest.mark.parametrize(
    ("op", "value", "values"),
    [
        ("eq", "a,b", ["a,b"]),
        ("in", "a,b", ["a", "b"]),
        ("in", r"Action\, Adventure,Drama", ["Action, Adventure", "Drama"]),
        ("in", "", [""]),
    ],
)
def test_a_value_may_have_commas(op: str, value: str, values: list[str]) -> None:
    assert rules.values_of(op, value) == values


def test_days_ago_are_counted_from_the_hour() -> None:
    now = datetime(2026, 11, 21, 13, 37, 5, tzinfo=UTC)

    assert rules.since("-P30D", now) == "2026-10-22T13:00:00+00:00"
    assert rules.since("2026-01-01T00:00:00Z", now) == "2026-01-01T00:00:00Z"


async def test_what_was_added_lately_is_asked_in_days(room: Room) -> None:
    room.shelf.add(ItemKind.FILM, "Old")
    room.shelf.add(ItemKind.FILM, "New", added_at=now_ms() - 86_400_000)

    page = await room.client.browse.list_items(filters={"added_at[ge]": "-P30D"})

    assert [card.title for card in page.entries] == ["New"]


async def test_facets_count_what_filters_would_leave(room: Room) -> None:
    for genre, resolution, year in (("Drama", "uhd", 1999), ("Drama", "sd", 1990), ("Comedy", "uhd", 2001)):
        film = room.shelf.add(ItemKind.FILM, genre, year=year)
        room.shelf.facet(film, genre=genre, resolution=resolution, year=str(year), source="1")
    room.shelf.file(1, "a.mkv")
    room.shelf.watch(1)
    browse = room.client.browse

    def told(facets: tuple[object, ...]) -> dict[str, dict[str, int]]:
        return {one.field: {each.value: each.count for each in one.values} for one in facets}  # type: ignore[attr-defined]

    everything = told(await browse.list_facets())
    dramas = told(await browse.list_facets(kind=ItemKind.FILM, filters={"genre": "Drama", "decade": "1990"}))
    watched = await browse.list_facets(kind=ItemKind.FILM, filters={"is_watched": "true"})

    assert everything["genre"] == {"Drama": 2, "Comedy": 1}
    assert list(everything["year"]) == ["2001", "1999", "1990"]
    assert everything["decade"] == {"2000": 1, "1990": 2}
    assert everything["is_watched"] == {"true": 1, "false": 2}
    assert dramas["genre"] == {"Drama": 2}
    assert dramas["decade"] == {"1990": 2}
    assert dramas["resolution"] == {"uhd": 1, "sd": 1}
    assert told(watched)["resolution"] == {"uhd": 1}
    assert [one.values[0].title for one in watched if one.field == "source"] == ["/m"]

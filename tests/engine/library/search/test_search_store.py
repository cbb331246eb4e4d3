"""What items are found by, and in which order."""

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from app.engine.compose import MIGRATIONS
from app.engine.ground.migrate import apply
from app.engine.library.search import delete_document, find, put_document, rebuild, words_of


class Index:
    """A catalogue in memory, searched by what is typed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def add(self, title: str, kind: str = "film", inside: int | None = None, genres: str = "[]") -> int:
        item_id = self.connection.execute(
            "insert into item (kind, identity, parent_id, top_id, title, sort_title, genres, added_at, updated_at)"
            " values (?, hex(randomblob(8)), ?, ?, ?, ?, ?, 0, 0)",
            (kind, inside, inside, title, title.lower(), genres),
        ).lastrowid
        assert item_id is not None
        put_document(self.connection, item_id, title=title)
        return item_id

    def find(self, text: str, limit: int = 30) -> list[str]:
        return [
            self.connection.execute("select title from item where id = ?", (item_id,)).fetchone()[0]
            for item_id in find(self.connection, words_of(text), limit)
        ]

    def count(self, table: str) -> int:
        return int(self.connection.execute(f"select count(*) from {table}").fetchone()[0])


@pytest.fixture
def index() -> Iterator[Index]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        apply(connection, MIGRATIONS)
        yield Index(connection)


def test_exact_titles_come_first_then_beginnings_then_words_and_films_before_episodes(index: Index) -> None:
    index.add("Lantern Light", "episode")
    index.add("Old Lanterns")
    index.add("Lanterns", "track")
    index.add("Lantern Jaw")
    index.add("The Lantern", "episode")
    index.add("Green Lantern", "album")

    assert index.find("lantern") == [
        "The Lantern",
        "Lantern Jaw",
        "Lantern Light",
        "Lanterns",
        "Old Lanterns",
        "Green Lantern",
    ]
    assert index.find("lantern", limit=2) == ["The Lantern", "Lantern Jaw"]


def test_a_word_in_the_title_counts_more_than_one_beside_it(index: Index) -> None:
    show = index.add("Harbour Lights", "show")
    put_document(index.connection, show, people=["Jane Lantern"])
    index.add("A Lantern")

    assert index.find("lant") == ["A Lantern", "Harbour Lights"]


@pytest.mark.parametrize(
    "typed",
    [
        "lantern",
        "latnern",
        "lanten",
        "lanterrn",
        "lanturn",
        "xantern",
        "lamter",
        "lantern goversnor",
        "lantern goveror",
    ],
)
def test_mistyped_words_are_understood(index: Index, typed: str) -> None:
    index.add("The Lantern Governor")
    index.add("Something Else")

    assert index.find(typed) == ["The Lantern Governor"]


def test_swapped_letters_are_understood_however_many_words_begin_alike(index: Index) -> None:
    for pair in itertools.product("abcdfghijkm", repeat=2):
        index.add(f"Lo{''.join(pair)}")
    index.add("Love")

    assert index.find("loev") == ["Love"]


def test_long_words_may_have_two_mistakes_and_short_ones_one(index: Index) -> None:
    index.add("Interstellar")
    index.add("Alien")

    assert index.find("imterstelar") == ["Interstellar"]
    assert index.find("aleen") == ["Alien"]
    assert index.find("oleen") == []


def test_a_word_that_exists_may_still_be_the_wrong_one(index: Index) -> None:
    index.add("Star Wars")
    index.add("Warts and All")

    assert index.find("star wart") == ["Star Wars"]


def test_nothing_else_is_meant_when_something_fits_as_typed(index: Index) -> None:
    index.add("Lantern")
    index.add("Lanterx")

    assert index.find("lanterx") == ["Lanterx"]


@pytest.mark.parametrize("typed", ["chihiro", "rumi", "千尋", "hiir", "animation", "the spirited"])
def test_aliases_people_and_tags_are_found(index: Index, typed: str) -> None:
    film = index.add("Spirited Away")
    put_document(
        index.connection,
        film,
        aliases=["千と千尋の神隠し", "Sen to Chihiro", "The Spirited"],
        people=["Rumi Hiiragi"],
        tags=["Animation"],
    )

    assert index.find(typed) == ["Spirited Away"]


def test_words_are_replaced_column_by_column(index: Index) -> None:
    film = index.add("Lantern")
    put_document(index.connection, film, aliases=["Laterne"], people=["Ann"])
    put_document(index.connection, film, title="Beacon")
    put_document(index.connection, film, people=())

    assert index.find("laterne") == index.find("beacon") == ["Lantern"]
    assert index.find("ann") == []
    assert index.find("lantern") == ["Lantern"]  # only as a mistyped "laterne"
    assert index.count("search_key") == 2


def test_what_is_taken_out_leaves_nothing_behind(index: Index) -> None:
    film = index.add("The Lantern")
    index.add("Lantern")
    delete_document(index.connection, film)
    delete_document(index.connection, film)
    put_document(index.connection, 99, title="nobody")

    assert index.find("lantern") == ["Lantern"]
    assert index.find("the") == []
    assert [tuple(row) for row in index.connection.execute("select word, uses from search_word")] == [("lantern", 1)]


def test_the_index_can_be_made_again_from_the_catalogue(index: Index) -> None:
    show = index.add("Harbour", "show", genres='["Crime"]')
    index.add("Sands", "episode", inside=show)
    for item_id in (1, 2):
        delete_document(index.connection, item_id)
    rebuild(index.connection)

    assert index.find("harb sands") == ["Sands"]
    assert index.find("crime") == ["Harbour"]


def test_every_step_of_a_search_reads_an_index_and_sorts_nothing(index: Index) -> None:
    asked: list[str] = []
    index.add("The Lantern")
    index.connection.set_trace_callback(asked.append)
    index.find("latnern")
    index.connection.set_trace_callback(None)
    for query in {one for one in asked if one.startswith("select") and "search_gram" not in one}:
        plan = [row[3] for row in index.connection.execute(f"explain query plan {query}")]
        assert not any("TEMP B-TREE" in step for step in plan), (query, plan)
        assert not any(step.startswith("SCAN search_") and "VIRTUAL" not in step for step in plan), (query, plan)

"""What items are filtered by is kept with them."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from app.engine.compose import MIGRATIONS
from app.engine.ground.migrate import apply
from app.engine.library.facets import rules, store


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        apply(connection, MIGRATIONS)
        connection.execute("insert into source (id, path, kind, added_at) values (1, '/m', 'mixed', 0)")
        yield connection


def add(connection: sqlite3.Connection, kind: str, parent: int | None = None, genres: str = "[]") -> int:
    item_id = connection.execute(
        "insert into item (kind, identity, parent_id, title, sort_title, year, genres, added_at, updated_at)"
        " values (?, hex(randomblob(8)), ?, 'T', 't', 1999, ?, 0, 0)",
        (kind, parent, genres),
    ).lastrowid
    assert item_id is not None
    return item_id


def add_file(connection: sqlite3.Connection, item_id: int, *streams: dict[str, object]) -> None:
    asset_id = connection.execute(
        "insert into asset (source_id, path, folder, size_bytes, mtime_ns, probe, added_at)"
        " values (1, hex(randomblob(8)), '', 1, 1, ?, 0)",
        (json.dumps({"streams": streams}),),
    ).lastrowid
    connection.execute("insert into item_asset (item_id, asset_id) values (?, ?)", (item_id, asset_id))


def facets(connection: sqlite3.Connection, item_id: int) -> set[tuple[str, str]]:
    rows = connection.execute(
        "select field, value from facet join facet_value on facet_value.id = value_id where item_id = ?", (item_id,)
    )
    return {(row[0], row[1]) for row in rows}


UHD = {"type": "video", "codec": "hevc", "width_px": 3840, "height_px": 1600, "range_type": "HDR10"}


def test_all_versions_of_a_film_and_its_genres_count(connection: sqlite3.Connection) -> None:
    film = add(connection, "film", genres='["Drama", " "]')
    add_file(connection, film, UHD, {"type": "audio", "codec": "dts", "language": "ger"})
    add_file(connection, film, {"type": "video", "codec": "h264", "width_px": 720, "height_px": 576})
    store.put_facets(connection, [film])
    store.put_facets(connection, [99])

    assert facets(connection, film) == {
        ("genre", "Drama"),
        ("year", "1999"),
        ("source", "1"),
        ("resolution", "uhd"),
        ("resolution", "sd"),
        ("range_type", "HDR10"),
        ("video_codec", "hevc"),
        ("video_codec", "h264"),
        ("audio_language", "deu"),
    }


def test_a_show_has_what_its_episodes_have_but_not_their_year(connection: sqlite3.Connection) -> None:
    show = add(connection, "show", genres='["Crime"]')
    season = add(connection, "season", show)
    episode = add(connection, "episode", season)
    add_file(connection, episode, UHD)
    connection.execute("update item set year = 2005 where id = ?", (episode,))
    store.rebuild(connection)

    assert ("resolution", "uhd") in facets(connection, show)
    assert {value for field, value in facets(connection, show) if field == "year"} == {"1999"}


def test_counts_follow_what_is_written_and_removed(connection: sqlite3.Connection) -> None:
    films = [add(connection, "film", genres='["Drama"]') for _ in range(3)]
    for film in films:
        store.put_facets(connection, [film])
    before = connection.execute("select value from catalogue_stamp").fetchone()[0]
    connection.execute("delete from item where id = ?", (films[0],))
    connection.execute("update item set genres = '[]' where id = ?", (films[1],))
    store.put_facets(connection, [films[1]])

    counted = dict(
        connection.execute("select value, items from facet_count join facet_value on facet_value.id = value_id")
    )
    assert counted == {"Drama": 1, "1999": 2}
    assert connection.execute("select items from item_count").fetchone()[0] == 2
    assert connection.execute("select value from catalogue_stamp").fetchone()[0] > before


@pytest.mark.parametrize(
    ("width_px", "height_px", "name"),
    [(0, 0, ""), (640, 480, "sd"), (1280, 534, "hd"), (1920, 800, "fullhd"), (1440, 1080, "fullhd"), (0, 2160, "uhd")],
)
def test_a_wide_film_keeps_its_name(width_px: int, height_px: int, name: str) -> None:
    assert rules.resolution(width_px, height_px) == name


def test_a_cover_is_no_video_and_an_untold_language_is_none() -> None:
    streams = [rules.Stream(type="video", codec="mjpeg", is_picture=True), rules.Stream(type="audio", language="und")]

    assert rules.of_streams([*streams, rules.Stream(type="subtitle", language="eng")]) == set()
    assert rules.of_item(["x" * 300], None) == {("genre", "x" * rules.MAX_VALUE)}

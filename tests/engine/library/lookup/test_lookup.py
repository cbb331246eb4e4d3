"""What another server describes is found here: by file, by id, by name; and nothing else is taken for it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.contract.library import Aspect, ItemKind, ItemsChanged
from app.engine.library import Answer, How, Lookup, Wanted
from tests.fakes.library import FakeMedia, House, open_house, put

FILES = (
    "Films/The Lantern (2019)/The Lantern (2019).mkv",
    "Films/Salt Road (2004) {tmdb-4321}/Salt Road (2004) {tmdb-4321}.mkv",
    "Films/Salt Road (1987)/Salt Road (1987).mkv",
    "Films/Ash & Ember (2001)/Ash & Ember (2001).mkv",
    "Shows/Signal Hill (2015)/Season 01/Signal Hill S01E01.mkv",
    "Shows/Signal Hill (2015)/Season 01/Signal Hill S01E02-E03.mkv",
    "Music/a.mp3",
    "Music/b.mp3",
    "Music/c.mp3",
)
TAGS = {
    "a.mp3": {"album_artist": "Night Ferry", "album": "Harbour Songs", "title": "Low Tide", "track": "1", "disc": "1"},
    "b.mp3": {"album_artist": "Night Ferry", "album": "Harbour Songs", "title": "Low Tide", "track": "7", "disc": "1"},
    "c.mp3": {"album_artist": "Night Ferry", "album": "Harbour Songs", "title": "Ebb", "track": "1", "disc": "2"},
}
SHOW = Wanted(kind=ItemKind.SHOW, titles=("Signal Hill",), year=2015)
ALBUM = Wanted(
    kind=ItemKind.ALBUM, titles=("Harbour Songs",), above=Wanted(kind=ItemKind.ARTIST, titles=("Night Ferry",))
)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path / "data", FakeMedia(tags=dict(TAGS))) as house:
        for name in FILES:
            put(tmp_path / "media" / name)
        await house.add(tmp_path / "media")
        yield house


async def find(house: House, wanted: Wanted) -> Answer:
    lookup = Lookup(house.db, house.bus)
    (answer,) = await lookup.find_all([wanted], await lookup.list_ids())
    return answer


async def names(house: House, wanted: Wanted) -> tuple[How | None, list[object]]:
    """Return how something was found, and the titles, years and numbers of it."""
    answer = await find(house, wanted)
    query = "select coalesce(year, number) from item where id = ?"
    return answer.how, [house.rows(query, item_id)[0][0] for item_id in answer.item_ids]


def film(*titles: str, year: int | None = None, ids: tuple[str, ...] = ()) -> Wanted:
    return Wanted(kind=ItemKind.FILM, titles=titles, year=year, ids=ids)


async def test_a_file_says_more_than_a_name(house: House, tmp_path: Path) -> None:
    path = str(tmp_path / "media" / FILES[0])

    assert await names(house, replace(film("Salt Road", year=1987), paths=("/nowhere", path))) == (How.PATH, [2019])


async def test_a_folder_tells_its_show_when_it_holds_one_only(house: House, tmp_path: Path) -> None:
    put(tmp_path / "media/Shows/Other Coast (2001)/Other Coast S01E01.mkv")
    await house.rescan((await house.library.list_sources())[0])
    show = Wanted(kind=ItemKind.SHOW, titles=("Der Signalberg",))
    one, all_of_them = (str(tmp_path / "media" / name) for name in ("Shows/Signal Hill (2015)", "Shows"))

    assert await names(house, replace(show, paths=(one,))) == (How.PATH, [2015])
    assert (await find(house, replace(show, paths=(all_of_them,)))).how is None
    assert (await find(house, replace(show, paths=(str(tmp_path / "media/Films"),)))).how is None


async def test_an_id_says_more_than_a_name(house: House) -> None:
    assert await names(house, film("Other Title", year=1950, ids=("imdb:tt1", "tmdb:4321"))) == (How.ID, [2004])


@pytest.mark.parametrize("title", ["The Lantern", "the lantern", "Lantern, The", "Ash and Ember", "Ash & Ember"])
async def test_a_name_is_found_in_other_spellings(house: House, title: str) -> None:
    how, found = await names(house, film(title))

    assert (how, len(found)) == ((None, 0) if "," in title else (How.NAME, 1))


async def test_the_second_title_counts_too(house: House) -> None:
    assert await names(house, film("Die Laterne", "The Lantern", year=2019)) == (How.NAME, [2019])


async def test_a_year_decides_between_namesakes_and_another_year_is_another_film(house: House) -> None:
    assert await names(house, film("Salt Road", year=1987)) == (How.NAME, [1987])
    assert (await find(house, film("Salt Road", year=1999))).how is None
    assert (await find(house, film("Salt Road"))).is_ambiguous


@pytest.mark.parametrize(
    ("season", "number", "found"), [(1, 1, [1]), (1, 3, [2]), (1, 4, []), (2, 1, []), (1, None, [])]
)
async def test_an_episode_is_found_by_the_numbers_in_its_show(
    house: House, season: int, number: int | None, found: list[int]
) -> None:
    wanted = Wanted(kind=ItemKind.EPISODE, titles=("Any",), season=season, number=number, above=SHOW)

    assert (await names(house, wanted))[1] == found


async def test_an_episode_of_an_unknown_show_is_not_found(house: House) -> None:
    nowhere = Wanted(kind=ItemKind.SHOW, titles=("Nowhere",))

    assert (await find(house, Wanted(kind=ItemKind.EPISODE, season=1, number=1, above=nowhere))).how is None
    assert (await find(house, Wanted(kind=ItemKind.EPISODE, season=1, number=1))).how is None


@pytest.mark.parametrize(
    ("title", "disc", "number", "found"),
    [
        ("Low Tide", 1, 7, [7]),
        ("low tide", None, 1, [1]),
        ("Ebb", 2, None, [1]),
        ("Ebb", 1, None, []),
        ("No", 1, 1, []),
    ],
)
async def test_a_track_is_found_by_its_title_on_its_album(
    house: House, title: str, disc: int | None, number: int | None, found: list[int]
) -> None:
    wanted = Wanted(kind=ItemKind.TRACK, titles=(title,), disc=disc, number=number, above=ALBUM)

    assert (await names(house, wanted))[1] == found


async def test_two_tracks_of_a_title_without_numbers_are_not_guessed(house: House) -> None:
    answer = await find(house, Wanted(kind=ItemKind.TRACK, titles=("Low Tide",), above=ALBUM))

    assert (answer.item_ids, answer.is_ambiguous) == ((), True)


async def test_dates_are_set_back_and_never_forward(house: House) -> None:
    lookup = Lookup(house.db, house.bus)
    (film_id,) = (await find(house, film("The Lantern"))).item_ids

    assert await lookup.set_added({film_id: 1_000}) == 1
    assert await lookup.set_added({film_id: 2_000}) == 0
    assert house.rows("select added_at from item where id = ?", film_id) == [(1_000,)]
    changes = [event for event in house.events if isinstance(event, ItemsChanged)]
    assert (changes[-1].ids, changes[-1].aspect) == ((str(film_id),), Aspect.METADATA)


async def test_names_are_looked_up_by_index(house: House) -> None:
    plans = [
        str(row)
        for query in (
            "select id from item where kind = 'film' and sort_title = 'a' limit 50",
            "select id from item where top_id = 1 and kind = 'episode' and season_number is 1 and number <= 2",
            "select id from asset where source_id = 1 and path = 'a'",
        )
        for row in house.rows(f"explain query plan {query}")
    ]

    assert plans
    assert [plan for plan in plans if "SCAN" in plan] == []

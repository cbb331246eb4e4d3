"""Details: files, origins, neighbours, and what Play starts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.browse import Origin
from app.contract.errors import NotFound
from app.contract.library import ItemKind
from app.engine.browse.details import make_details
from app.engine.browse.details.rules import neighbours, play_id
from app.engine.library.catalogue.about.store import save_about, save_refs
from app.engine.library.local.record import Collection, Person, Rating, Record, Ref
from tests.engine.browse.conftest import ME, OTHER, Room, Shelf


async def test_a_film_tells_its_files_the_best_first(room: Room) -> None:
    film = room.shelf.add(ItemKind.FILM, overview="Long ago.", genres='["Drama"]')
    room.shelf.file(film, "Two Cuts/480p.mkv", bitrate=100)
    best = room.shelf.file(film, "Two Cuts/1080p.mkv", bitrate=900)
    room.shelf.file(film, "gone.mkv", bitrate=50, missing_since=1)
    room.shelf.file(film, "unread.mkv", probe=None)

    details = await room.client.browse.get_item(str(film))

    assert (details.overview, details.genres, details.play_id) == ("Long ago.", ("Drama",), str(film))
    assert [version.file_name for version in details.versions] == ["1080p.mkv", "480p.mkv", "gone.mkv"]
    assert [version.is_missing for version in details.versions] == [False, False, True]
    version = details.versions[0]
    assert (version.asset_id, version.folder, version.container) == (str(best), "/m/Two Cuts", "matroska")
    assert (version.bitrate_kbps, version.duration_ms, version.size_bytes) == (900, 90_000, 11)
    assert [(stream.codec, stream.height_px) for stream in version.streams] == [("h264", 1080)]
    assert [chapter.title for chapter in version.chapters] == ["Start"]


async def test_the_files_of_a_source_that_is_away_are_missing(room: Room) -> None:
    film = room.shelf.add(ItemKind.FILM)
    room.shelf.file(film, "a.mkv")
    room.shelf.connection.execute("update source set is_online = 0")

    (version,) = (await room.client.browse.get_item(str(film))).versions

    assert version.is_missing


async def test_fields_and_pictures_tell_where_they_come_from(room: Room) -> None:
    film = room.shelf.add(ItemKind.FILM)
    room.shelf.connection.execute("insert into origin values (?, 'title', 'file name', 'Arrival.mkv')", (film,))
    room.shelf.picture(film, "poster")

    details = await room.client.browse.get_item(str(film))

    assert details.origins == (
        Origin(field="poster", source="local file", detail="poster.jpg"),
        Origin(field="title", source="file name", detail="Arrival.mkv"),
    )


async def test_neighbours_of_an_episode_lie_in_the_next_season_too(room: Room) -> None:
    show, ((one, two), (three,)) = room.shelf.show("Signal Hill", 2, 1)

    around = [await room.client.browse.get_item(str(item_id)) for item_id in (one, two, three)]

    assert [(details.previous_id, details.next_id) for details in around] == [
        (None, str(two)),
        (str(one), str(three)),
        (str(two), None),
    ]
    assert (await room.client.browse.get_item(str(show))).next_id is None


async def test_tracks_follow_each_other_within_their_album(room: Room) -> None:
    artist = room.shelf.add(ItemKind.ARTIST, "Ada Field")
    _, (_, last) = room.shelf.album(artist, "First Light", 2012, 2)
    _, (first, _) = room.shelf.album(artist, "Second Wind", 2016, 2)

    assert (await room.client.browse.get_item(str(last))).next_id is None
    assert (await room.client.browse.get_item(str(first))).previous_id is None


async def test_a_film_stands_alone(room: Room) -> None:
    film = room.shelf.add(ItemKind.FILM)

    details = await room.client.browse.get_item(str(film))

    assert (details.previous_id, details.next_id) == (None, None)


async def test_play_goes_on_where_the_user_stopped_in_a_show(room: Room) -> None:
    show, ((one, two), (three,)) = room.shelf.show("Signal Hill", 2, 1)
    started = [(await room.client.browse.get_item(str(show))).play_id]
    room.shelf.watch(one)
    started.append((await room.client.browse.get_item(str(show))).play_id)
    room.shelf.begin(three)
    started.append((await room.client.browse.get_item(str(show))).play_id)

    assert started == [str(one), str(two), str(three)]


def test_an_item_that_was_removed_meanwhile_has_no_details(shelf: Shelf) -> None:
    assert make_details(shelf.connection, ME, 99, (), ()) is None


async def test_an_item_that_is_not_there_is_not_found(room: Room) -> None:
    with pytest.raises(NotFound) as failure:
        await room.client.browse.get_item("99")
    assert failure.value.code == "item_not_found"


@pytest.mark.parametrize(
    ("standings", "wanted"),
    [
        ({}, 1),
        ({2: (0, True)}, 3),
        ({1: (0, True), 2: (500, False)}, 2),
        ({1: (500, False), 3: (0, True)}, 1),
        ({3: (0, True)}, 1),
        ({1: (0, True), 3: (0, True)}, 2),
        ({1: (0, True), 2: (0, True), 3: (0, True)}, 1),
    ],
)
def test_play_starts_what_was_begun_else_what_follows_the_last_watched(
    standings: dict[int, tuple[int, bool]], wanted: int
) -> None:
    assert play_id((1, 2, 3), standings) == wanted


def test_nothing_in_it_gives_nothing_to_play() -> None:
    assert play_id((), {}) is None


@given(st.lists(st.integers(), unique=True), st.integers())
def test_neighbours_agree_with_each_other(parts: list[int], item_id: int) -> None:
    before, after = neighbours(item_id, parts)

    if item_id not in parts:
        assert (before, after) == (None, None)
    if before is not None:
        assert neighbours(before, parts)[1] == item_id
    if after is not None:
        assert neighbours(after, parts)[0] == item_id


async def test_everything_that_is_told_about_a_film_is_there(room: Room) -> None:
    film = room.shelf.add(ItemKind.FILM)
    record = Record(
        original_title="Lyktan",
        alt_titles=("The Light",),
        premiered="1999-03-31",
        certificate="PG",
        runtime_ms=60_000,
        countries=("Sweden",),
        people=(Person(name="Dan", role="director"), Person(name="Ann", role="actor", character="Keeper")),
        studios=("Pier",),
        tags=("sea",),
        collections=(Collection(name="Coast", overview="Three."),),
        refs=(Ref(provider="tmdb", value="1"), Ref(provider="imdb", value="tt0000001")),
        ratings=(Rating(name="imdb", value=7.5, votes=3),),
    )
    save_about(room.shelf.connection, film, record, "nfo")
    save_refs(room.shelf.connection, film, (Ref(provider="tmdb", value="2"),), "file name")

    about = (await room.client.browse.get_item(str(film))).about

    assert (about.original_title, about.alt_titles, about.premiered) == ("Lyktan", ("The Light",), "1999-03-31")
    assert (about.certificate, about.runtime_ms, about.countries) == ("PG", 60_000, ("Sweden",))
    assert [(one.name, one.role, one.character) for one in about.people] == [
        ("Ann", "actor", "Keeper"),
        ("Dan", "director", ""),
    ]
    assert [one.name for one in (*about.studios, *about.tags, *about.collections)] == ["Pier", "sea", "Coast"]
    assert about.collections[0].overview == "Three."
    assert [(one.provider, one.value) for one in about.provider_ids] == [("imdb", "tt0000001"), ("tmdb", "2")]
    assert [(one.name, one.value, one.votes) for one in about.ratings] == [("imdb", 7.5, 3)]


async def test_a_rating_is_that_of_the_user_who_asks(room: Room) -> None:
    film, other = room.shelf.add(ItemKind.FILM), room.shelf.add(ItemKind.FILM)
    room.shelf.connection.execute(
        "insert into user_rating values (?, ?, 8.5, 'plex', 0), (?, ?, 2, '', 0)", (ME, film, OTHER, other)
    )

    ratings = [(await room.client.browse.get_item(str(each))).own_rating for each in (film, other)]

    assert ratings == [8.5, None]

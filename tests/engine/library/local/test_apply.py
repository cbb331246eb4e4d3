"""What NFO files beside the media tell is in the catalogue after a scan, and goes when they go."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.contract.library import Aspect, ItemsChanged, SourceKind
from app.engine.library.local.apply import read_nfo_file
from tests.fakes.library import House, open_house, put


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    return folder


def write(path: Path, root: str, inner: str) -> Path:
    return put(path, f"<{root}>{inner}</{root}>")


async def test_a_film_takes_what_its_nfo_tells_and_says_so(house: House, root: Path) -> None:
    put(root / "Lantern (1998)" / "Lantern (1998).mkv")
    write(
        root / "Lantern (1998)" / "movie.nfo",
        "movie",
        "<title>The Lantern</title><year>1999</year><plot>A keeper.</plot><genre>Drama</genre><playcount>3</playcount>"
        "<set>Coast</set><studio>Pier</studio><tag>sea</tag><rating>7.5</rating><runtime>97</runtime>"
        "<originaltitle>Lyktan</originaltitle><uniqueid type='tmdb'>12</uniqueid>"
        "<actor><name>Ann One</name><role>Keeper</role></actor><director>Dan Two</director>",
    )

    await house.add(root, SourceKind.MOVIES)

    assert house.rows("select title, year, overview, genres from item") == [
        ("The Lantern", 1999, "A keeper.", '["Drama"]')
    ]
    assert house.rows("select name, role, role_name from credit join person on id = person_id order by role") == [
        ("Ann One", "actor", "Keeper"),
        ("Dan Two", "director", ""),
    ]
    assert house.rows(
        "select collection.name, studio.name, tag.name, rating.value, title, runtime_ms, provider_ref.value from"
        " collection, studio, tag, rating, alt_title, about, provider_ref"
    ) == [("Coast", "Pier", "sea", 7.5, "Lyktan", 97 * 60_000, "12")]
    assert house.rows("select source, detail from origin where field = 'title'") == [
        ("nfo", "Lantern (1998)/movie.nfo")
    ]
    (film,) = await house.library.search("lantern")
    for words in ("lyktan", "ann one", "dan two", "lykatn", "drama", "sea", "pier", "coast"):
        assert await house.library.search(words) == (film,), words
    assert any(isinstance(one, ItemsChanged) and one.aspect is Aspect.METADATA for one in house.events)


async def test_a_changed_nfo_is_read_again_and_a_removed_one_gives_the_name_back(house: House, root: Path) -> None:
    put(root / "Lantern (1998).mkv")
    nfo = write(root / "Lantern (1998).nfo", "movie", "<title>A</title><actor><name>Ann</name></actor>")
    source = await house.add(root, SourceKind.MOVIES)
    before = len(house.media.probed)

    write(nfo, "movie", "<title>Other light</title><plot>New.</plot>")
    await house.rescan(source)
    changed = house.rows("select title, year, overview, (select count(*) from credit) from item")
    nfo.unlink()
    await house.rescan(source)

    assert changed == [("Other light", 1998, "New.", 0)]
    assert house.rows("select title, year, overview from item") == [("Lantern", 1998, "")]
    assert house.rows("select field, source from origin order by field") == [
        ("title", "file name"),
        ("year", "file name"),
    ]
    assert house.rows("select * from nfo_base") == house.rows("select * from nfo_read") == []
    assert len(house.media.probed) == before
    assert len(await house.library.search("other light")) == 0


async def test_a_rescan_of_what_did_not_change_reads_no_nfo(house: House, root: Path) -> None:
    put(root / "Lantern (1998).mkv")
    write(root / "Lantern (1998).nfo", "movie", "<title>A</title>")
    source = await house.add(root, SourceKind.MOVIES)
    house.events.clear()

    await house.rescan(source)

    assert not [one for one in house.events if isinstance(one, ItemsChanged)]


async def test_shows_seasons_and_episodes_take_their_own(house: House, root: Path) -> None:
    put(root / "Harbour" / "Season 1" / "Harbour S01E01.mkv")
    put(root / "Harbour" / "Season 1" / "Harbour S01E02-E03.mkv")
    write(root / "Harbour" / "tvshow.nfo", "tvshow", "<title>The Harbour</title><plot>Ships.</plot>")
    write(root / "Harbour" / "Season 1" / "season.nfo", "season", "<title>First year</title>")
    write(root / "Harbour" / "Season 1" / "Harbour S01E01.nfo", "episodedetails", "<title>Tide</title>")
    put(
        root / "Harbour" / "Season 1" / "Harbour S01E02-E03.nfo",
        "<episodedetails><title>Fog</title><episode>2</episode><plot>One.</plot></episodedetails>"
        "<episodedetails><title>Sun</title><episode>3</episode><plot>Two.</plot></episodedetails>",
    )

    await house.add(root, SourceKind.SHOWS)

    assert house.rows("select kind, title, overview from item order by id") == [
        ("show", "The Harbour", "Ships."),
        ("season", "First year", ""),
        ("episode", "Tide", ""),
        ("episode", "Fog / Sun", "One.\n\nTwo."),
    ]
    assert len(await house.library.search("the harbour tide")) == 1


async def test_artists_and_albums_take_their_own(house: House, root: Path) -> None:
    put(root / "Quiet Rooms" / "Windows (2011)" / "CD1" / "01 - Glass.mp3")
    put(root / "Quiet Rooms" / "Doors (2013)" / "01 - Wood.mp3")
    write(root / "Quiet Rooms" / "artist.nfo", "artist", "<name>Quiet Rooms</name><biography>Two.</biography>")
    write(
        root / "Quiet Rooms" / "Windows (2011)" / "album.nfo", "album", "<title>Windows</title><review>Good.</review>"
    )

    await house.add(root, SourceKind.MUSIC)

    assert house.rows("select title, overview from item where kind in ('artist', 'album') order by title") == [
        ("Doors", ""),
        ("Quiet Rooms", "Two."),
        ("Windows", "Good."),
    ]


async def test_a_new_file_takes_what_an_nfo_told_before_it_came(house: House, root: Path) -> None:
    write(root / "Harbour" / "tvshow.nfo", "tvshow", "<title>The Harbour</title>")
    write(root / "Harbour" / "Harbour S01E01.nfo", "episodedetails", "<title>Tide</title>")
    put(root / "Other S01E01.mkv")
    source = await house.add(root, SourceKind.SHOWS)

    put(root / "Harbour" / "Harbour S01E01.mkv")
    await house.rescan(source)

    assert house.titles("show") == ["The Harbour", "Other"]
    assert "Tide" in house.titles("episode")


async def test_of_two_nfo_files_that_of_the_file_wins_and_the_other_follows_it(house: House, root: Path) -> None:
    put(root / "Lantern" / "Lantern (1998).mkv")
    write(root / "Lantern" / "movie.nfo", "movie", "<title>Folder</title><tag>one</tag>")
    own = write(root / "Lantern" / "Lantern (1998).nfo", "movie", "<title>File</title>")
    source = await house.add(root, SourceKind.MOVIES)
    first = house.rows("select title, (select count(*) from item_tag) from item")

    own.unlink()
    await house.rescan(source)
    second = house.rows("select title, (select count(*) from item_tag) from item")
    write(own, "movie", "<title>File again</title>")
    await house.rescan(source)

    assert (first, second) == ([("File", 0)], [("Folder", 1)])
    assert house.rows("select title, (select count(*) from item_tag) from item") == [("File again", 0)]


async def test_an_nfo_that_contradicts_the_name_is_left_out_and_says_why(house: House, root: Path) -> None:
    put(root / "Lantern (1998).mkv")
    write(root / "Lantern (1998).nfo", "tvshow", "<title>No film</title>")
    put(root / "Plain (1990).mkv")
    put(root / "Plain (1990).nfo", "just some words")

    await house.add(root, SourceKind.MOVIES)

    assert house.titles("film") == ["Lantern", "Plain"]
    assert [str(row[0]) for row in house.rows("select reasons from nfo_read order by path")] == [
        '["It describes a show, but its place is that of a film."]',
        '["It holds neither an entry for a player nor the address of one."]',
    ]


async def test_an_nfo_for_a_folder_of_several_films_speaks_of_none(house: House, root: Path) -> None:
    put(root / "Lantern (1998).mkv")
    put(root / "Harbour (1990).mkv")
    write(root / "movie.nfo", "movie", "<title>Which?</title>")

    await house.add(root, SourceKind.MOVIES)

    assert house.titles("film") == ["Harbour", "Lantern"]


async def test_an_nfo_named_as_its_folder_speaks_of_the_film(house: House, root: Path) -> None:
    put(root / "Lantern (1998)" / "disc.mkv")
    put(root / "Lantern (1998)" / "Lantern (1998).nfo", "https://www.imdb.com/title/tt0123456/")

    await house.add(root, SourceKind.MOVIES)

    assert house.rows("select provider, value, source from provider_ref") == [("imdb", "tt0123456", "nfo")]


async def test_ids_in_names_are_kept(house: House, root: Path) -> None:
    put(root / "Lantern (1998) {tmdb-12}.mkv")

    await house.add(root, SourceKind.MOVIES)

    assert house.rows("select provider, value, source from provider_ref") == [("tmdb", "12", "file name")]


async def test_what_an_nfo_told_goes_with_the_source_that_it_lay_in(house: House, root: Path, tmp_path: Path) -> None:
    put(root / "Lantern (1998).mkv", "film one")
    write(root / "Lantern (1998).nfo", "movie", "<title>Light</title>")
    put(tmp_path / "other" / "Lantern (1998).mkv", "film two")
    source = await house.add(root, SourceKind.MOVIES)
    other = await house.add(tmp_path / "other", SourceKind.MOVIES)

    await house.library.delete_source(int(source.id))
    await house.rescan(other)

    assert house.titles("film") == ["Lantern"]


def test_only_regular_files_inside_the_source_are_read(root: Path) -> None:
    outside = write(root.parent / "outside.nfo", "movie", "<title>Secret</title>")
    (root / "link.nfo").symlink_to(outside)
    os.mkfifo(root / "fifo.nfo")

    assert "leads out" in read_nfo_file(root, "link.nfo").reasons[0]
    assert "regular" in read_nfo_file(root, "fifo.nfo").reasons[0]
    assert "could not be read" in read_nfo_file(root, "gone.nfo").reasons[0]

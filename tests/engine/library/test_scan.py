"""Scans take in what lies in a source, and follow what happens to it."""

# ruff: noqa: ASYNC240  # calls on a temporary folder return at once

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.contract.library import Aspect, ItemsChanged, NewSource, ScanProgress, ScanState, SourceKind
from tests.fakes.library import FakeMedia, House, open_house, put


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    return folder


async def test_films_shows_and_music_find_their_places(house: House, root: Path) -> None:
    put(root / "films" / "The Lantern (1999).mkv")
    put(root / "shows" / "Harbour" / "Season 1" / "Harbour S01E02 Low Tide.mkv")
    put(root / "shows" / "Harbour" / "Season 1" / "Harbour S01E01 High Tide.mkv")
    put(root / "music" / "Quiet Rooms" / "Windows (2011)" / "03 - Glass.mp3")

    source = await house.add(root)

    assert source.file_count == 4
    assert house.rows("select title, year, duration_ms, height_px from item where kind = 'film'") == [
        ("The Lantern", 1999, 60_000, 1080)
    ]
    assert house.rows("select title, child_count, duration_ms from item where kind = 'show'") == [
        ("Harbour", 2, 120_000)
    ]
    assert house.rows("select title, season_number, number from item where kind = 'episode' order by number") == [
        ("High Tide", 1, 1),
        ("Low Tide", 1, 2),
    ]
    assert house.rows("select title, year, child_count from item where kind = 'album'") == [("Windows", 2011, 1)]
    assert house.rows("select title, number, disc_number from item where kind = 'track'") == [("Glass", 3, 1)]
    assert house.titles("artist") == ["Quiet Rooms"]


async def test_two_files_of_a_film_are_two_versions_of_one_item(house: House, root: Path) -> None:
    put(root / "The Lantern (1999)" / "The Lantern (1999) - 1080p.mkv")
    put(root / "The Lantern (1999)" / "The Lantern (1999) - 2160p.mkv")
    put(root / "The Lantern (2018).mkv")

    await house.add(root, SourceKind.MOVIES)

    (item_id,) = house.rows("select id from item where year = 1999")[0]
    assert len(await house.library.list_assets(int(str(item_id)))) == 2
    assert house.titles("film") == ["The Lantern", "The Lantern"]


async def test_a_rescan_of_what_did_not_change_reads_nothing(house: House, root: Path) -> None:
    put(root / "One (2001).mkv")
    put(root / "Two (2002).mkv")
    source = await house.add(root, SourceKind.MOVIES)
    before = len(house.media.probed)

    put(root / "Three (2003).mkv")
    source = await house.rescan(source)

    assert (before, house.media.probed[before:]) == (2, ["Three (2003).mkv"])
    assert source.file_count == 3


async def test_a_file_that_is_gone_is_marked_and_comes_back_as_the_same_item(house: House, root: Path) -> None:
    film = put(root / "One (2001).mkv")
    put(root / "Two (2002).mkv")
    source = await house.add(root, SourceKind.MOVIES)
    before = house.rows("select id, title from item order by id")

    film.rename(root.parent / "away.mkv")
    await house.rescan(source)
    assert house.rows("select title from item where is_missing") == [("One",)]

    (root.parent / "away.mkv").rename(film)
    await house.rescan(source)
    assert house.rows("select title from item where is_missing") == []
    assert house.rows("select id, title from item order by id") == before
    assert len(house.media.probed) == 2


async def test_a_moved_file_keeps_its_row_and_its_item(house: House, root: Path) -> None:
    film = put(root / "One (2001).mkv")
    source = await house.add(root, SourceKind.MOVIES)
    before = house.rows("select item_id, asset_id from item_asset")

    (root / "better").mkdir()
    film.rename(root / "better" / "One (2001).mkv")
    await house.rescan(source)

    assert house.rows("select item_id, asset_id from item_asset") == before
    assert house.rows("select path, missing_since from asset") == [("better/One (2001).mkv", None)]


async def test_a_film_renamed_on_disk_is_the_same_item_under_its_new_title(house: House, root: Path) -> None:
    film = put(root / "Teh Lantren (1999).mkv")
    source = await house.add(root, SourceKind.MOVIES)
    before = house.rows("select id from item")

    film.rename(root / "The Lantern (1999).mkv")
    await house.rescan(source)

    assert house.rows("select id from item") == before
    assert house.titles("film") == ["The Lantern"]


async def test_a_replaced_file_is_read_again_and_keeps_its_item(house: House, root: Path) -> None:
    film = put(root / "One (2001).mkv")
    source = await house.add(root, SourceKind.MOVIES)
    before = house.rows("select item_id, asset_id from item_asset")

    put(film, "a better copy of it, longer than before")
    await house.rescan(source)

    assert house.rows("select item_id, asset_id from item_asset") == before
    assert len(house.media.probed) == 2


async def test_a_bad_file_is_reported_until_it_is_good(house: House, root: Path) -> None:
    film = put(root / "One (2001).mkv", "broken")
    source = await house.add(root, SourceKind.MOVIES)
    report = await house.library.list_problems(int(source.id))
    assert [(line.path, line.kind, line.detail) for line in report.entries] == [
        ("One (2001).mkv", "unreadable", "Invalid data found")
    ]
    assert house.titles("film") == []

    source = await house.rescan(source)
    assert (source.problem_count, len(house.media.probed)) == (1, 1)

    put(film, "whole at last")
    source = await house.rescan(source)
    assert source.problem_count == 0
    assert house.titles("film") == ["One"]


async def test_a_source_that_is_away_loses_nothing(house: House, root: Path) -> None:
    put(root / "One (2001).mkv")
    source = await house.add(root, SourceKind.MOVIES)

    root.rename(root.parent / "elsewhere")
    source = await house.rescan(source)
    assert not source.online
    assert house.rows("select is_missing from item") == [(0,)]

    root.mkdir()  # the empty place of a disk that is not mounted
    source = await house.rescan(source)
    assert not source.online

    root.rmdir()
    (root.parent / "elsewhere").rename(root)
    async with house.scanned():
        await house.library.check_sources(rescan_hours=0)
    assert (await house.library.get_source(int(source.id))).online


async def test_folders_that_did_not_change_are_not_listed_again(house: House, root: Path) -> None:
    put(root / "a" / "One (2001).mkv")
    put(root / "a" / "b" / "Two (2002).mkv")
    for folder in (root / "a" / "b", root / "a", root):
        os.utime(folder, ns=(0, 1_000_000_000))
    source = await house.add(root, SourceKind.MOVIES)
    put(root / "a" / "b" / "Three (2003).mkv")
    os.utime(root / "a" / "b", ns=(0, 2_000_000_000))

    source = await house.rescan(source)

    assert source.file_count == 3
    assert house.rows("select path, mtime_ns from folder order by path") == [
        ("", 1_000_000_000),
        ("a", 1_000_000_000),
        ("a/b", 2_000_000_000),
    ]


async def test_a_scan_killed_in_the_middle_ends_like_an_undisturbed_one(tmp_path: Path, root: Path) -> None:
    for number in range(1, 31):
        put(root / "Harbour" / f"Season {number % 3 + 1}" / f"Harbour S{number % 3 + 1:02}E{number:02}.mkv")
        put(root / f"Film {number} ({1950 + number}).mkv")
    media = FakeMedia(gate=asyncio.Event(), pass_first=25)
    async with open_house(tmp_path / "data", media) as killed:
        await killed.library.add_source(NewSource(path=str(root), kind=SourceKind.MIXED))
        await media.reached.wait()
    # The house fell with the scan under way; its job goes on when it stands again.
    media.gate = None
    async with open_house(tmp_path / "data", media) as killed:
        await killed.settled()
        ended = _catalogue(killed)
    async with open_house(tmp_path / "data", name="undisturbed.db") as calm:
        await calm.add(root)
        assert ended == _catalogue(calm)


def _catalogue(house: House) -> list[tuple[object, ...]]:
    return house.rows(
        """
        select item.identity, item.title, item.sort_title, item.year, item.number, item.child_count, item.duration_ms,
            item.is_missing, parent.identity, top.identity,
            (select group_concat(path) from item_asset join asset on asset.id = asset_id where item_id = item.id)
        from item left join item parent on parent.id = item.parent_id left join item top on top.id = item.top_id
        order by item.identity
        """
    )


async def test_a_wall_hears_of_new_items_and_how_the_scan_goes(house: House, root: Path) -> None:
    put(root / "One (2001).mkv")

    await house.add(root, SourceKind.MOVIES)

    changed = [event for event in house.events if isinstance(event, ItemsChanged)]
    assert [(event.aspect, event.kinds) for event in changed] == [(Aspect.FILE, ("film",))]
    states = [event.scan.state for event in house.events if isinstance(event, ScanProgress)]
    assert list(dict.fromkeys(states)) == [ScanState.QUEUED, ScanState.WALKING, ScanState.PROBING, ScanState.DONE]
    (scan,) = await house.library.list_scans()
    assert (scan.found, scan.done, scan.total, scan.added) == (1, 1, 1, 1)


async def test_deleting_a_source_removes_only_what_no_other_holds(house: House, root: Path) -> None:
    put(root / "a" / "One (2001).mkv")
    put(root / "b" / "One (2001).mkv", "another copy")
    put(root / "a" / "Two (2002).mkv")
    first = await house.add(root / "a", SourceKind.MOVIES)
    await house.add(root / "b", SourceKind.MOVIES)

    await house.library.delete_source(int(first.id))

    assert house.titles("film") == ["One"]
    assert await house.library.search("two") == ()
    shutil.rmtree(root / "a")


async def test_extras_and_samples_are_no_works(house: House, root: Path) -> None:
    put(root / "One (2001)" / "One (2001).mkv")
    put(root / "One (2001)" / "One (2001)-trailer.mkv")
    put(root / "One (2001)" / "Featurettes" / "Making of.mkv")

    await house.add(root, SourceKind.MOVIES)

    assert house.titles("film") == ["One"]
    assert house.rows("select count(*) from side_file where kind = 'extra'") == [(2,)]


async def test_subtitles_and_pictures_beside_a_film_are_found(house: House, root: Path) -> None:
    put(root / "One (2001)" / "One (2001).mkv")
    put(root / "One (2001)" / "One (2001).de.forced.srt")
    put(root / "One (2001)" / "poster.jpg")
    put(root / "Harbour" / "poster.jpg")
    put(root / "Harbour" / "Season 1" / "Harbour S01E01.mkv")
    await house.add(root)
    (film,) = house.rows("select item_id, asset_id from item_asset join item on item.id = item_id where kind = 'film'")
    (show,) = house.rows("select id from item where kind = 'show'")

    (subtitle,) = await house.library.list_subtitles(int(str(film[1])))

    assert (subtitle.language, subtitle.is_forced) == ("de", True)
    assert await house.library.find_side_file(subtitle.id) == root / "One (2001)" / "One (2001).de.forced.srt"
    assert [side.path for side in await house.library.list_side_files(int(str(show[0])))] == ["Harbour/poster.jpg"]
    assert len(await house.library.list_side_files(int(str(film[0])))) == 2


async def test_a_link_that_turns_outwards_is_refused(house: House, root: Path, tmp_path: Path) -> None:
    film = put(root / "One (2001).mkv")
    await house.add(root, SourceKind.MOVIES)
    assert await house.library.find_file(1) == film

    film.unlink()
    film.symlink_to(put(tmp_path / "private.mkv"))

    assert await house.library.find_file(1) is None


async def test_tags_decide_on_music_and_names_fill_the_gaps(house: House, root: Path) -> None:
    put(root / "x" / "a.mp3")
    put(root / "x" / "02 - Second.mp3")
    house.media.tags["a.mp3"] = {
        "title": "First",
        "artist": "Mira & Friends",
        "album_artist": "Mira",
        "album": "Tall Trees",
        "track": "1/9",
        "disc": "2/2",
        "date": "2004-05-01",
        "genre": "Folk; Pop",
    }

    await house.add(root, SourceKind.MUSIC)

    assert house.titles("artist") == ["Mira", "Unknown artist"]
    assert house.rows("select title, year, genres from item where title = 'Tall Trees'") == [
        ("Tall Trees", 2004, '["Folk", "Pop"]')
    ]
    assert house.rows("select number, disc_number from item where title = 'First'") == [(1, 2)]
    assert house.rows("select title, number from item where title = 'Second'") == [("Second", 2)]


async def test_one_album_by_many_artists_is_a_compilation(house: House, root: Path) -> None:
    for number, artist in enumerate(("Ann", "Bo", "Cleo"), 1):
        put(root / "Summer" / f"{number}.mp3")
        house.media.tags[f"{number}.mp3"] = {
            "title": f"Song {number}",
            "artist": artist,
            "album": "Summer",
            "track": str(number),
        }

    await house.add(root, SourceKind.MUSIC)

    assert house.titles("artist") == ["Various Artists"]
    assert house.rows("select title, child_count from item where kind = 'album'") == [("Summer", 3)]


async def test_every_title_tells_where_it_was_read(house: House, root: Path) -> None:
    put(root / "The.Lantern.1999.1080p.mkv")

    await house.add(root, SourceKind.MOVIES)

    assert house.rows("select field, source, detail from origin order by field") == [
        ("title", "file name", "The.Lantern.1999.1080p.mkv"),
        ("year", "file name", "The.Lantern.1999.1080p.mkv"),
    ]


async def test_no_file_is_lost_while_batches_are_written(house: House, root: Path) -> None:
    for number in range(450):
        put(root / f"Film {number} ({1950 + number % 70})" / f"Film {number}.mkv")

    source = await house.add(root, SourceKind.MOVIES)

    assert source.file_count == 450
    assert house.rows("select count(*) from item where kind = 'film'") == [(450,)]
    sizes = [len(event.ids) for event in house.events if isinstance(event, ItemsChanged)]
    assert len(sizes) >= 3

"""Collecting: from which file each picture comes, and what happens when files change, break or go away."""

import asyncio

from app.contract.browse import PictureKind
from app.contract.jobs import JobState
from app.contract.library import Aspect, ItemKind, ItemsChanged
from app.engine.artwork.service import BARE, BATCH
from app.engine.artwork.store import list_hashes, list_with_outer
from tests.engine.artwork.conftest import COVER, Studio
from tests.fakes.library import put

FILM = "Arrival (2016)/Arrival (2016).mkv"


async def test_local_pictures_come_before_embedded_ones_and_frames(studio: Studio) -> None:
    put(studio.root / FILM, f"film {COVER}")
    put(studio.root / "Arrival (2016)/poster.jpg")
    put(studio.root / "Arrival (2016)/fanart.jpg")

    await studio.scan()

    assert await studio.found(studio.item("film")) == {
        "poster": ("local file", "poster.jpg"),
        "fanart": ("local file", "fanart.jpg"),
    }
    assert sorted(studio.media.made) == ["thumbnail 0 fanart.jpg", "thumbnail 0 poster.jpg"]


async def test_a_film_without_a_poster_takes_the_cover_inside_it(studio: Studio) -> None:
    put(studio.root / FILM, f"film {COVER}")

    await studio.scan()

    found = await studio.found(studio.item("film"))
    assert found["poster"] == ("embedded", "Arrival (2016).mkv")
    assert found["fanart"] == ("frame", "Arrival (2016).mkv")
    assert "thumb" not in found


async def test_a_film_with_no_picture_at_all_shows_a_frame_on_the_wall_too(studio: Studio) -> None:
    put(studio.root / FILM)

    await studio.scan()

    kept = await studio.kept(studio.item("film"))
    assert {kind: one.source for kind, one in kept.items()} == {
        PictureKind.FANART: "frame",
        PictureKind.THUMB: "frame",
    }
    assert kept[PictureKind.FANART].sha256 == kept[PictureKind.THUMB].sha256
    assert studio.media.made == ["frame Arrival (2016).mkv"]


async def test_pictures_go_to_the_level_that_they_name(studio: Studio) -> None:
    for name in ("Season 01/Hill S01E01.mkv", "Season 01/Hill S01E02.mkv", "Season 01/Hill S01E02-thumb.jpg"):
        put(studio.root / "Hill" / name)
    for name in ("poster.jpg", "season01-poster.jpg"):
        put(studio.root / "Hill" / name)

    await studio.scan()

    assert await studio.found(studio.item("show")) == {"poster": ("local file", "poster.jpg")}
    assert await studio.found(studio.item("season")) == {"poster": ("local file", "season01-poster.jpg")}
    found = [
        await studio.found(int(str(row[0])))
        for row in studio.house.rows("select id from item where kind = 'episode' order by number")
    ]
    assert found == [
        {"thumb": ("frame", "Hill S01E01.mkv")},
        {"thumb": ("local file", "Hill S01E02-thumb.jpg")},
    ]


async def test_an_album_has_its_own_cover_or_the_one_inside_its_first_track(studio: Studio) -> None:
    put(studio.root / "Ada/First Light/01 - Dawn.mp3")
    put(studio.root / "Ada/First Light/cover.jpg")
    put(studio.root / "Ada/Second Wind/01 - Gate.mp3", f"song {COVER}")
    put(studio.root / "Ada/artist.jpg")

    await studio.scan()

    assert await studio.found(studio.item("album", "First Light")) == {"cover": ("local file", "cover.jpg")}
    assert await studio.found(studio.item("album", "Second Wind")) == {"cover": ("embedded", "01 - Gate.mp3")}
    assert await studio.found(studio.item("artist")) == {"cover": ("local file", "artist.jpg")}
    assert studio.house.rows("select 1 from picture join item on id = item_id where item.kind = 'track'") == []


async def test_it_is_told_once_and_names_the_kinds(studio: Studio) -> None:
    put(studio.root / FILM)

    await studio.scan()
    first = studio.told()
    await studio.scan()

    film = str(studio.item("film"))
    assert first == [ItemsChanged(ids=(film,), kinds=(ItemKind.FILM,), aspect=Aspect.ARTWORK)]
    assert studio.told() == first


async def test_what_did_not_change_is_not_read_again(studio: Studio) -> None:
    put(studio.root / FILM, f"film {COVER}")
    await studio.scan()
    studio.media.made.clear()

    await studio.collect(studio.item("film"))

    assert studio.media.made == []


async def test_a_new_picture_replaces_the_frame_and_a_changed_one_the_old(studio: Studio) -> None:
    put(studio.root / FILM)
    await studio.scan()
    film = studio.item("film")
    poster = put(studio.root / "Arrival (2016)/poster.jpg", "one")
    await studio.scan()
    first = (await studio.kept(film))[PictureKind.POSTER]
    poster.write_text("another")
    await studio.scan()

    second = (await studio.kept(film))[PictureKind.POSTER]
    assert first.sha256 != second.sha256
    assert (await studio.kept(film)).keys() == {PictureKind.POSTER, PictureKind.FANART}


async def test_a_picture_that_was_deleted_gives_way_to_what_is_left(studio: Studio) -> None:
    put(studio.root / FILM, f"film {COVER}")
    poster = put(studio.root / "Arrival (2016)/poster.jpg")
    await studio.scan()
    poster.unlink()
    await studio.scan()

    assert (await studio.found(studio.item("film")))["poster"] == ("embedded", "Arrival (2016).mkv")


async def test_a_bad_picture_is_skipped_and_the_film_has_another(studio: Studio) -> None:
    put(studio.root / FILM, f"film {COVER}")
    put(studio.root / "Arrival (2016)/poster.jpg", "broken")

    await studio.scan()

    assert (await studio.found(studio.item("film")))["poster"] == ("embedded", "Arrival (2016).mkv")
    assert {job.state for job in (await studio.house.jobs.list_jobs()).entries} == {JobState.DONE}


async def test_a_picture_that_broke_leaves_the_old_one(studio: Studio) -> None:
    put(studio.root / FILM)
    poster = put(studio.root / "Arrival (2016)/poster.jpg", "good")
    await studio.scan()
    film = studio.item("film")
    before = await studio.kept(film)
    poster.write_text("broken off")
    await studio.scan()

    assert await studio.kept(film) == before


async def test_a_film_that_is_gone_keeps_its_pictures(studio: Studio) -> None:
    media = put(studio.root / FILM)
    put(studio.root / "Other (2001).mkv")
    await studio.scan()
    film = studio.item("film", "Arrival")
    before = await studio.kept(film)
    media.unlink()
    await studio.scan()

    assert before
    assert await studio.kept(film) == before


async def test_a_disk_that_went_away_takes_no_pictures_along(studio: Studio) -> None:
    put(studio.root / FILM, f"film {COVER}")
    await studio.scan()
    film = studio.item("film")
    before = await studio.kept(film)
    studio.root.rename(studio.root.with_name("elsewhere"))

    await studio.collect(film)

    assert before
    assert await studio.kept(film) == before


async def test_without_workers_the_job_tries_again_later(studio: Studio) -> None:
    put(studio.root / FILM)
    studio.media.is_away = True
    await studio.house.add(studio.root)
    state = await studio.collect(studio.item("film"))

    assert state is JobState.QUEUED
    assert await studio.kept(studio.item("film")) == {}


async def test_an_item_that_was_deleted_meanwhile_is_no_failure(studio: Studio) -> None:
    assert await studio.collect(99) is JobState.DONE
    assert studio.told() == []


async def test_only_changes_of_files_are_heard(studio: Studio) -> None:
    put(studio.root / FILM)
    await studio.scan()
    before = await studio.count_jobs()

    for aspect in (Aspect.STATE, Aspect.ARTWORK, Aspect.REMOVED):
        studio.tell(aspect, studio.item("film"))
    await studio.collect(studio.item("film"))

    assert await studio.count_jobs() == before + 1


async def test_many_items_are_told_in_parts(studio: Studio) -> None:
    for number in range(25):
        put(studio.root / f"Film {number:02} (2001).mkv")

    await studio.scan()

    assert sorted(item_id for event in studio.told() for item_id in event.ids) == sorted(
        str(row[0]) for row in studio.house.rows("select id from item")
    )
    assert all(len(event.ids) <= 20 for event in studio.told())


async def test_a_cache_that_was_deleted_is_filled_again(studio: Studio) -> None:
    put(studio.root / FILM)
    await studio.scan()
    kept = (await studio.kept(studio.item("film")))[PictureKind.FANART]
    lost = await studio.forget(kept)

    await studio.artwork.sweep(studio.cache)
    await studio.house.settled()

    assert lost.exists()


async def test_a_lost_picture_whose_bytes_are_others_when_it_is_made_anew_takes_its_place(studio: Studio) -> None:
    put(studio.root / FILM)
    await studio.scan()
    film = studio.item("film")
    lost = (await studio.kept(film))[PictureKind.FANART]
    await studio.forget(lost)
    studio.media.style = "newer "  # as another version of the encoder would write it

    await studio.collect(film)

    anew = (await studio.kept(film))[PictureKind.FANART]
    assert (anew.stamp, anew.sha256 == lost.sha256) == (lost.stamp, False)
    assert (await studio.sizes.get(film, "fanart", 0)).path.exists()


async def test_pictures_of_a_removed_source_are_wanted_no_more(studio: Studio) -> None:
    put(studio.root / FILM)
    await studio.scan()
    assert await studio.house.db.read(list_hashes)
    (source,) = await studio.house.library.list_sources()

    await studio.house.library.delete_source(int(source.id))

    assert await studio.house.db.read(list_hashes) == frozenset()


async def test_a_disk_that_comes_back_does_not_make_one_endless_job(studio: Studio) -> None:
    put(studio.root / FILM)
    await studio.scan()
    before = await studio.count_jobs()

    await studio.collect(*range(1, BATCH * 3 + 1))
    await studio.house.settled()

    assert await studio.count_jobs() == before + 3


async def test_items_without_a_picture_are_looked_after_by_one_job_at_every_start(studio: Studio) -> None:
    put(studio.root / FILM)
    await studio.scan()
    film = studio.item("film")
    await studio.house.db.write(lambda connection: connection.execute("delete from picture"))

    studio.media.hold = asyncio.Event()
    for _ in range(3):
        await studio.artwork._catch_up()
    studio.media.hold.set()
    await studio.house.settled()

    jobs = [job for job in (await studio.house.jobs.list_jobs()).entries if job.key == BARE]
    assert 1 <= len(jobs) < 3
    assert (await studio.kept(film)).keys() == {PictureKind.FANART, PictureKind.THUMB}


async def test_any_number_of_items_can_be_asked_for(studio: Studio) -> None:
    put(studio.root / "Hill/Season 01/Hill S01E01.mkv")
    await studio.scan()
    episode = studio.item("episode")

    found = await studio.house.db.read(list_with_outer, [episode, *range(1_000, 101_000)])

    assert {kind for _, kind in found} == {"show", "season", "episode"}

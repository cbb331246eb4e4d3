"""Smaller copies: made once, in few widths, and never more than the limit."""

import asyncio

import pytest

from app.contract.errors import NotFound, Unsupported
from app.engine.artwork.sizes import MEGABYTE, NOTE_EVERY, Sized
from app.engine.artwork.store import list_hashes, trim_thumbnails
from tests.engine.artwork.conftest import WIDTH_PX, Studio
from tests.fakes.library import put


async def a_film(studio: Studio) -> int:
    """Scan one film with a poster that is 1000 px wide, and return its id."""
    put(studio.root / "Arrival (2016)/Arrival (2016).mkv")
    put(studio.root / "Arrival (2016)/poster.jpg", "good")
    await studio.scan()
    studio.media.made.clear()
    return studio.item("film")


@pytest.mark.parametrize(("asked", "made"), [(1, 120), (120, 120), (121, 160), (300, 320), (500, 640), (960, 960)])
async def test_widths_are_rounded_up_to_a_few(studio: Studio, asked: int, made: int) -> None:
    film = await a_film(studio)

    await studio.sizes.get(film, "poster", asked)

    assert [name.split()[1] for name in studio.media.made] == [str(made)]


@pytest.mark.parametrize("asked", [0, WIDTH_PX, 961, 2000, 9999])
async def test_a_picture_is_never_made_larger(studio: Studio, asked: int) -> None:
    film = await a_film(studio)

    sized = await studio.sizes.get(film, "poster", asked)

    assert studio.media.made == []
    assert sized.sha256 == sized.source_sha256
    assert sized.path.read_bytes() == b"thumbnail 0 of good"


async def test_many_who_ask_at_once_get_one_copy(studio: Studio) -> None:
    film = await a_film(studio)

    found = await asyncio.gather(*(studio.sizes.get(film, "poster", 300) for _ in range(20)))

    assert len(set(found)) == len(studio.media.made) == 1
    assert found[0].path.exists()


async def test_one_who_gives_up_does_not_take_the_copy_from_the_others(studio: Studio) -> None:
    film = await a_film(studio)
    studio.media.hold = asyncio.Event()
    studio.media.reached.clear()
    first = asyncio.ensure_future(studio.sizes.get(film, "poster", 300))
    second = asyncio.ensure_future(studio.sizes.get(film, "poster", 300))
    await studio.media.reached.wait()

    first.cancel()
    studio.media.hold.set()

    assert (await second).path.exists()
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_a_copy_that_was_made_before_is_not_made_again(studio: Studio) -> None:
    film = await a_film(studio)
    first = await studio.sizes.get(film, "poster", 300)
    assert await studio.sizes.get(film, "poster", 310) == first
    assert len(studio.media.made) == 1


async def test_a_copy_that_was_deleted_is_made_again(studio: Studio) -> None:
    film = await a_film(studio)
    first = await studio.sizes.get(film, "poster", 300)
    first.path.unlink()

    again = await studio.sizes.get(film, "poster", 300)

    assert again == first
    assert again.path.exists()


async def test_a_picture_that_is_not_there_is_not_found(studio: Studio) -> None:
    film = await a_film(studio)
    poster = await studio.sizes.get(film, "poster", 0)
    poster.path.unlink()

    for kind in ("logo", "poster"):
        with pytest.raises(NotFound) as failure:
            await studio.sizes.get(film, kind, 300)
        assert failure.value.code == "picture_not_found"


async def test_a_copy_that_cannot_be_made_fails_for_all_and_leaves_nothing(studio: Studio) -> None:
    film = await a_film(studio)
    poster = await studio.sizes.get(film, "poster", 0)
    poster.path.write_bytes(b"broken by the disk")

    failures = await asyncio.gather(*(studio.sizes.get(film, "poster", 300) for _ in range(2)), return_exceptions=True)

    assert [type(failure) for failure in failures] == [Unsupported, Unsupported]
    assert list((studio.folder / "drafts").iterdir()) == []


async def test_beyond_the_limit_goes_what_was_not_used_for_longest(studio: Studio) -> None:
    film = await a_film(studio)
    copies = {width: await studio.sizes.get(film, "poster", width) for width in (120, 160, 240)}
    await studio.house.db.write(_make_heavy)
    await studio.sizes.get(film, "poster", 120)  # the oldest, but somebody looks at it

    await studio.limit(64)
    await studio.sizes.trim()

    assert [copies[width].path.exists() for width in (120, 160, 240)] == [True, False, True]
    assert (await studio.sizes.get(film, "poster", 0)).path.exists()


async def test_copies_of_pictures_that_are_gone_are_deleted(studio: Studio) -> None:
    film = await a_film(studio)
    copy = await studio.sizes.get(film, "poster", 120)
    await studio.house.db.write(lambda connection: connection.execute("delete from picture"))

    await studio.sizes.trim()

    assert not copy.path.exists()


async def test_a_copy_with_the_bytes_of_another_picture_stays_for_that_one(studio: Studio) -> None:
    film = await a_film(studio)
    copy = await studio.sizes.get(film, "poster", 120)
    await studio.house.db.write(_show_copy_as_logo, film, copy)
    await studio.house.db.write(lambda connection: connection.execute("delete from picture where kind = 'poster'"))

    await studio.sizes.trim()

    assert copy.path.exists()


async def test_uses_are_noted_in_one_go(studio: Studio) -> None:
    film = await a_film(studio)
    await studio.sizes.get(film, "poster", 120)
    await studio.house.db.write(lambda connection: connection.execute("update thumbnail set used_at = 0"))
    for number in range(NOTE_EVERY):
        studio.sizes._used.add((f"{number}", 120))

    await studio.sizes.get(film, "poster", 120)

    assert studio.house.rows("select used_at > 0 from thumbnail") == [(1,)]


async def test_many_new_copies_are_kept_within_the_limit(studio: Studio) -> None:
    film = await a_film(studio)
    await studio.limit(64)
    first = await studio.sizes.get(film, "poster", 120)
    await studio.house.db.write(_make_heavy)
    await studio.house.db.write(
        lambda connection: connection.execute("update thumbnail set size_bytes = ?, used_at = 0", (65 * MEGABYTE,))
    )
    studio.sizes._made = 99

    second = await studio.sizes.get(film, "poster", 160)

    assert (first.path.exists(), second.path.exists()) == (False, True)


def _make_heavy(connection: object) -> None:
    connection.execute(  # type: ignore[attr-defined]  # a sqlite3.Connection
        "update thumbnail set size_bytes = ?, used_at = width_px", (31 * MEGABYTE,)
    )


def _show_copy_as_logo(connection: object, film: int, copy: Sized) -> None:
    connection.execute(  # type: ignore[attr-defined]
        "insert into picture select item_id, 'logo', ?, format, width_px, height_px, placeholder, color, source,"
        " detail, stamp, updated_at from picture where item_id = ? and kind = 'poster'",
        (copy.sha256, film),
    )


async def test_nothing_is_trimmed_within_the_limit(studio: Studio) -> None:
    film = await a_film(studio)
    await studio.sizes.get(film, "poster", 120)
    assert await studio.house.db.write(trim_thumbnails, MEGABYTE) == []
    assert len(await studio.house.db.read(list_hashes)) == 3

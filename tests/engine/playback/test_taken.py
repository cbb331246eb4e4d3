"""States and ratings that come from elsewhere never take away what was done here."""

import pytest

from app.contract.library import Aspect, ItemsChanged
from app.contract.units import DurationMs
from app.engine.playback import Deed, Taken, Takeover, store
from tests.engine.playback.conftest import FILM, FIRST, SECOND, Room

NEW, OLD = 2_000, 1_000


def deed(at_ms: int = NEW, position_ms: int = 0, *, is_watched: bool = False, rating: float | None = None) -> Deed:
    return Deed(
        item_id=FILM,
        position_ms=DurationMs(position_ms),
        is_watched=is_watched,
        at_ms=at_ms,
        rating=rating,
        play_count=2,
    )


async def state(room: Room) -> tuple[object, ...] | None:
    row = await room.db.read(
        lambda connection: connection.execute(
            "select position_ms, is_watched, play_count, updated_at from progress where item_id = ?", (FILM,)
        ).fetchone()
    )
    return tuple(row) if row else None


async def take(room: Room, *deeds: Deed) -> Taken:
    return await Takeover(room.db, room.service._bus).take(1, deeds, "import 1")


async def test_what_was_not_begun_here_is_taken_as_it_is(room: Room) -> None:
    assert await take(room, deed(is_watched=True)) == Taken(states=1)
    assert await state(room) == (0, 1, 2, NEW)


async def test_what_was_never_played_leaves_no_trace(room: Room) -> None:
    heard = len(room.heard)

    assert await take(room, deed()) == Taken()
    assert await state(room) is None
    assert len(room.heard) == heard


async def test_a_start_elsewhere_is_no_play_to_the_end(room: Room) -> None:
    await take(room, deed(position_ms=5))

    assert await state(room) == (5, 0, 0, NEW)


@pytest.mark.parametrize(
    ("here", "there", "after"),
    [
        (deed(OLD, 5), deed(NEW, 9), (9, 0)),
        (deed(NEW, 5), deed(OLD, 9), (5, 0)),
        (deed(NEW, 5), deed(OLD, is_watched=True), (5, 1)),
        (deed(NEW, is_watched=True), deed(OLD, 9), (0, 1)),
        (deed(OLD, is_watched=True), deed(NEW, 9), (9, 1)),
        (deed(OLD, 5), deed(0, 9), (5, 0)),
    ],
)
async def test_the_newer_position_and_any_mark_stay(room: Room, here: Deed, there: Deed, after: object) -> None:
    await take(room, here)
    await take(room, there)

    found = await state(room)
    assert found is not None
    assert found[:2] == after


async def test_taking_twice_changes_nothing_the_second_time(room: Room) -> None:
    deeds = (deed(is_watched=True, rating=7.5),)

    assert await take(room, *deeds) == Taken(states=1, ratings=1)
    assert await take(room, *deeds) == Taken()


async def test_a_mark_that_was_taken_back_here_stays_taken_back(room: Room) -> None:
    await take(room, deed(is_watched=True))
    await room.service.set_watched(1, FILM, is_watched=False)

    assert await take(room, deed(is_watched=True)) == Taken()


async def test_a_rating_of_ones_own_stays_and_one_taken_before_follows(room: Room) -> None:
    await room.db.write(
        lambda connection: connection.execute("insert into user_rating values (1, 5, 3.0, '', 0)").rowcount
    )
    await take(room, deed(rating=7.0), Deed(item_id=FIRST, rating=9.0))
    await take(room, deed(rating=8.0))

    assert await room.db.read(store.find_rating, 1, FILM) == 8.0
    assert await room.db.read(store.find_rating, 1, FIRST) == 3.0
    assert await room.db.read(store.find_rating, 1, SECOND) is None


async def test_changes_are_told(room: Room) -> None:
    await take(room, deed(rating=7.0), Deed(item_id=FIRST, is_watched=True))

    event = room.heard[-1]
    assert isinstance(event, ItemsChanged)
    assert (set(event.ids), event.aspect, event.user_id) == ({str(FILM), str(FIRST)}, Aspect.STATE, "1")

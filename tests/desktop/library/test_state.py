"""What walls and details pages know, without Qt."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest

from app.contract.browse import Card
from app.contract.errors import MarqueeError, Unavailable
from app.contract.library import ItemKind
from app.desktop.library.query import Query
from app.desktop.library.state import DetailsState, WallState
from tests.fakes.catalogue import a_catalogue
from tests.fakes.client import FakeClient

FILMS = Query(kind=ItemKind.FILM)


class Tasks:
    """Starts coroutines and lets a test wait for them."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []

    def spawn(self, coro: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.ensure_future(coro))

    async def done(self) -> None:
        while self._tasks:
            await self._tasks.pop()


@pytest.fixture
def fake() -> FakeClient:
    return FakeClient(a_catalogue(films=450))


def pages_asked(fake: FakeClient) -> list[object]:
    return [arguments[2] for verb, arguments in fake.calls if verb == "list_items"]


async def test_the_first_page_tells_how_many_there_are(fake: FakeClient) -> None:
    state = WallState(fake.browse, FILMS, spawn=Tasks().spawn)

    await state.open()

    assert state.total == 450
    assert state.find(99) is not None
    assert state.find(100) is None


async def test_only_pages_that_are_seen_are_read(fake: FakeClient) -> None:
    tasks = Tasks()
    state = WallState(fake.browse, FILMS, spawn=tasks.spawn)
    await state.open()

    state.want(305, 320)
    await tasks.done()

    assert pages_asked(fake) == [1, 4]
    assert state.find(310) is not None


async def test_a_page_that_was_scrolled_past_is_not_read(fake: FakeClient) -> None:
    tasks = Tasks()
    state = WallState(fake.browse, FILMS, spawn=tasks.spawn)
    await state.open()

    state.want(110, 120)
    state.want(405, 420)
    await tasks.done()

    assert pages_asked(fake) == [1, 5]


async def test_a_page_is_not_asked_for_twice(fake: FakeClient) -> None:
    tasks = Tasks()
    state = WallState(fake.browse, FILMS, spawn=tasks.spawn)
    await state.open()

    state.want(100, 120)
    state.want(101, 121)
    await tasks.done()
    state.want(102, 122)
    await tasks.done()

    assert pages_asked(fake) == [1, 2]


async def test_old_rows_stay_until_new_ones_are_there(fake: FakeClient) -> None:
    tasks = Tasks()
    state = WallState(fake.browse, FILMS, spawn=tasks.spawn)
    await state.open()
    before = state.find(0)

    state.renew()
    assert state.find(0) is before
    await tasks.done()

    assert pages_asked(fake) == [1, 1]


async def test_a_growing_library_grows_the_wall_while_it_is_open(fake: FakeClient) -> None:
    tasks = Tasks()
    state = WallState(fake.browse, FILMS, spawn=tasks.spawn)
    counts: list[tuple[int, int]] = []
    state.listeners.counted = lambda before, total: counts.append((before, total))
    await state.open()
    fake.catalogue = a_catalogue(films=470)

    state.renew(("1",))
    await tasks.done()

    assert counts == [(0, 450), (450, 470)]


async def test_a_failed_page_is_told_and_asked_for_again(fake: FakeClient) -> None:
    tasks = Tasks()
    state = WallState(fake.browse, FILMS, spawn=tasks.spawn)
    errors: list[MarqueeError] = []
    state.listeners.failed = errors.append
    await state.open()
    fake.failure = Unavailable("away")
    state.want(100, 120)
    await tasks.done()

    fake.failure = None
    state.want(100, 120)
    await tasks.done()

    assert len(errors) == 1
    assert state.find(110) is not None


async def test_another_query_shows_no_row_of_the_one_before(fake: FakeClient) -> None:
    tasks = Tasks()
    state = WallState(fake.browse, FILMS, spawn=tasks.spawn)
    await state.open()
    state.want(100, 120)
    await tasks.done()

    await state.change(FILMS.with_filter(("is_watched", "true")))

    assert state.total == 90
    assert state.find(110) is None


async def test_typing_a_name_finds_its_row_without_reading_what_lies_before(fake: FakeClient) -> None:
    state = WallState(fake.browse, FILMS, spawn=Tasks().spawn)
    await state.open()
    titles = sorted(card.sort_title for card in fake.catalogue.of_kind(ItemKind.FILM))

    row = await state.find_start("north")

    assert row is not None
    assert titles[row].startswith("north")
    assert not titles[row - 1].startswith("north")


async def test_a_wall_that_is_not_sorted_by_title_has_no_letters(fake: FakeClient) -> None:
    state = WallState(fake.browse, replace(FILMS, sort="-added_at"), spawn=Tasks().spawn)
    await state.open()

    assert await state.find_start("n") is None


async def test_a_changed_card_shows_at_once(fake: FakeClient) -> None:
    state = WallState(fake.browse, FILMS, spawn=Tasks().spawn)
    told: list[tuple[int, tuple[Card, ...]]] = []
    await state.open()
    state.listeners.filled = lambda row, cards: told.append((row, cards))
    card = state.find(3)
    assert card is not None

    state.put(replace(card, is_watched=True))

    assert told[0][0] == 3
    assert told[0][1][0].is_watched


def test_a_filter_takes_the_place_of_the_one_on_its_field() -> None:
    query = FILMS.with_filter(("year[ge]", "1990"), ("height_px[ge]", "1600")).with_filter(("year[ge]", "2000"))

    assert query.filters == (("height_px[ge]", "1600"), ("year[ge]", "2000"))
    assert query.values("genre") == ()
    assert query.without("year").filters == (("height_px[ge]", "1600"),)


async def test_a_show_opens_at_the_season_to_watch_next(fake: FakeClient) -> None:
    show = fake.catalogue.of_kind(ItemKind.SHOW)[0]
    state = DetailsState(fake.browse)
    state.turn_to(show.id)

    await state.read()

    assert [season.number for season in state.seasons] == [1, 2]
    assert state.season_id == state.seasons[0].id
    assert len(state.episodes) == 8
    assert state.details is not None
    assert state.find_child(state.details.play_id) is not None


async def test_an_opened_season_stays_open_when_the_page_is_read_again(fake: FakeClient) -> None:
    state = DetailsState(fake.browse)
    state.turn_to(fake.catalogue.of_kind(ItemKind.SHOW)[0].id)
    await state.read()

    await state.open_season(state.seasons[1].id)
    await state.read()

    assert state.season_id == state.seasons[1].id
    assert state.is_about([state.episodes[0].id])
    assert not state.is_about(["no-such"])

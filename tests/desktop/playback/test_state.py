"""Sessions, progress and queue of this screen, without Qt."""

from dataclasses import replace

import pytest

from app.contract.errors import Unavailable
from app.contract.library import ItemKind
from app.contract.playback import Playback, Progress, SessionState, Wish
from app.desktop.playback.state import PlayState
from app.desktop.playback.watchdog import Watchdog
from tests.fakes.client import FakeClient


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def fake() -> FakeClient:
    return FakeClient()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(fake: FakeClient, clock: Clock) -> PlayState:
    return PlayState(fake.browse, fake.playback, device="This screen", clock=clock)


def reports(fake: FakeClient) -> list[Progress]:
    return [arguments[1] for verb, arguments in fake.calls if verb == "report" and isinstance(arguments[1], Progress)]


def film(fake: FakeClient) -> str:
    return fake.catalogue.of_kind(ItemKind.FILM)[0].id


async def test_a_film_goes_on_where_it_was_left(state: PlayState, fake: FakeClient) -> None:
    begun = next(card for card in fake.catalogue.of_kind(ItemKind.FILM) if card.position_ms)

    playback = await state.open(begun.id)

    assert playback.start_ms == begun.position_ms
    assert state.card == begun


async def test_progress_is_told_every_five_seconds_and_not_more_often(
    state: PlayState, fake: FakeClient, clock: Clock
) -> None:
    await state.open(film(fake))
    for _ in range(20):
        clock.now += 1.0
        await state.report(int(clock.now * 1000), SessionState.PLAYING)

    assert len(reports(fake)) == 4


async def test_a_pause_and_a_jump_are_told_at_once(state: PlayState, fake: FakeClient, clock: Clock) -> None:
    await state.open(film(fake))
    await state.report(1000, SessionState.PLAYING)
    await state.report(1100, SessionState.PAUSED)
    await state.report(60_000, SessionState.PAUSED, is_moved=True)

    assert [(each.position_ms, each.state) for each in reports(fake)][1:] == [
        (1100, SessionState.PAUSED),
        (60_000, SessionState.PAUSED),
    ]


async def test_an_engine_that_is_away_hears_the_progress_when_it_is_back(
    state: PlayState, fake: FakeClient, clock: Clock
) -> None:
    await state.open(film(fake))
    fake.failure = Unavailable("away")
    await state.report(1000, SessionState.PLAYING)
    fake.failure = None

    await state.report(1500, SessionState.PLAYING)

    assert [each.position_ms for each in reports(fake)][-1] == 1500


async def test_a_session_that_the_engine_lost_is_opened_anew(state: PlayState, fake: FakeClient) -> None:
    first = await state.open(film(fake))
    fake.playback.sessions.clear()

    await state.report(42_000, SessionState.PLAYING)

    assert state.playback is not None
    assert state.playback.start_ms == 42_000
    assert state.playback.asset_id == first.asset_id


async def test_stopping_keeps_the_place_and_ends_the_session_once(state: PlayState, fake: FakeClient) -> None:
    playback = await state.open(film(fake))

    await state.stop(77_000)
    await state.stop(78_000)

    assert [arguments for verb, arguments in fake.calls if verb == "stop"] == [(playback.session_id, 77_000)]


async def test_stopping_without_an_engine_is_no_failure(state: PlayState, fake: FakeClient) -> None:
    await state.open(film(fake))
    fake.failure = Unavailable("away")

    await state.stop(1000)

    assert state.playback is None


async def test_an_album_plays_on_and_back(state: PlayState, fake: FakeClient) -> None:
    album = fake.catalogue.of_kind(ItemKind.ALBUM)[0]
    tracks = fake.catalogue.children[album.id]

    await state.open(tracks[1])

    assert state.is_music
    assert (state.previous_id, state.next_id) == (tracks[0], tracks[2])
    assert not state.is_near_end(1, 2)


async def test_the_last_track_ends_the_music(state: PlayState, fake: FakeClient) -> None:
    album = fake.catalogue.of_kind(ItemKind.ALBUM)[0]

    await state.open(fake.catalogue.children[album.id][-1])

    assert state.next_id is None


async def test_the_next_episode_shows_in_the_last_seconds(state: PlayState, fake: FakeClient) -> None:
    season = fake.catalogue.of_kind(ItemKind.SEASON)[0]
    episodes = fake.catalogue.children[season.id]

    await state.open(episodes[0])

    assert state.next_card is not None
    assert state.next_card.id == state.next_id == episodes[1]
    assert state.is_near_end(85_000, 100_000)
    assert not state.is_near_end(70_000, 100_000)


def test_a_film_without_a_picture_is_noticed_after_five_seconds() -> None:
    dog = Watchdog(has_video=True, since_ms=1000)

    assert not dog.has_no_picture(5900)
    assert dog.has_no_picture(6000)


def test_music_and_shown_films_need_no_rescue() -> None:
    assert not Watchdog(has_video=False, since_ms=0).has_no_picture(60_000)
    assert not Watchdog(has_video=True, since_ms=0, frames=1).has_no_picture(60_000)


def test_a_pause_is_no_standstill() -> None:
    dog = Watchdog(has_video=True, since_ms=0, moved_ms=1000)
    assert dog.stands_still(13_000)

    dog.resume(13_000)

    assert not dog.stands_still(14_000)


async def test_another_version_goes_on_where_this_one_stood(state: PlayState, fake: FakeClient) -> None:
    first = await state.open(film(fake))

    second = await state.reopen(33_000, asset_id="a99")

    assert ("stop", (first.session_id, 33_000)) in fake.calls
    assert (second.asset_id, second.start_ms, second.item_id) == ("a99", 33_000, first.item_id)


async def test_a_session_that_was_lost_comes_back_with_the_same_wish(state: PlayState, fake: FakeClient) -> None:
    await state.open(film(fake))
    await state.reopen(33_000, audio_index=2)
    fake.playback.sessions.clear()

    await state.report(42_000, SessionState.PLAYING)

    wishes = [arguments[1] for verb, arguments in fake.calls if verb == "open"]
    assert isinstance(wishes[-1], Wish)
    assert wishes[-1].audio_index == 2


async def test_the_first_episode_of_the_next_season_is_known_at_the_end_of_this_one(
    state: PlayState, fake: FakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    season = fake.catalogue.of_kind(ItemKind.SEASON)[0]
    last, following = fake.catalogue.children[season.id][-1], film(fake)
    open_session = fake.playback.open

    async def lead_on(item_id: str, wish: Wish) -> Playback:
        return replace(await open_session(item_id, wish), next_id=following)

    monkeypatch.setattr(fake.playback, "open", lead_on)
    await state.open(last)

    assert state.next_card is not None
    assert state.next_card.id == state.next_id == following

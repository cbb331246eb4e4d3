from contextlib import suppress

import pytest

from app.contract.errors import Denied
from app.engine.streaming import viewers as room
from app.engine.streaming.viewers import Viewers


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_whoever_fetches_is_not_silent_however_long_it_takes() -> None:
    clock = Clock()
    viewers = Viewers(clock)

    with viewers.fetching("anna"):
        clock.now += 500
        assert viewers.silent_s("anna") == 0
    clock.now += 7

    assert viewers.silent_s("anna") == 7


def test_of_whom_nobody_heard_it_is_known_since_the_engine_started_only() -> None:
    clock = Clock()
    viewers = Viewers(clock)
    clock.now += 20
    with viewers.fetching(""):
        clock.now += 1

    assert viewers.silent_s("ben") == 21
    assert viewers.silent_s("") == 21


def test_who_was_forgotten_is_nobody() -> None:
    clock = Clock()
    viewers = Viewers(clock)
    with viewers.fetching("anna"):
        pass
    clock.now += 9

    viewers.forget("anna")

    assert viewers.silent_s("anna") == 9


def test_a_forged_path_is_no_sign_of_life() -> None:
    clock = Clock()
    viewers = Viewers(clock)
    with viewers.fetching("anna"):
        pass
    clock.now += 30

    for claimed in ("anna", "ben"):
        with suppress(Denied), viewers.fetching(claimed):
            raise Denied("This stream URL was not made by this engine.", code="bad_signature")

    assert viewers.silent_s("anna") == 30
    assert viewers._seen.keys() == {"anna"}


def test_a_player_that_goes_away_in_the_middle_was_there() -> None:
    clock = Clock()
    viewers = Viewers(clock)
    clock.now += 30

    with suppress(ConnectionResetError), viewers.fetching("anna"):
        raise ConnectionResetError

    assert viewers.silent_s("anna") == 0


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_VIEWERS", 2)
    viewers = Viewers(Clock())

    for name in ("anna", "ben", "cleo"):
        with viewers.fetching(name):
            pass

    assert viewers._seen.keys() == {"ben", "cleo"}

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

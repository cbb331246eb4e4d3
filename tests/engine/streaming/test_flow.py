"""How fast bytes go out, counted by path."""

from app.engine.streaming.flow import MOST_PATHS, WINDOW_S, Flow


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_rate_is_what_went_out_in_the_last_seconds() -> None:
    clock = Clock()
    flow = Flow(clock)
    for _ in range(WINDOW_S):
        flow.add("film", 500_000)
        flow.add("film", 500_000)
        clock.now += 1

    assert flow.rate("film") == 8000
    clock.now += WINDOW_S / 2
    assert 3000 <= flow.rate("film") <= 5000
    clock.now += WINDOW_S
    assert flow.rate("film") == 0
    assert flow.rate("another") == 0


def test_the_paths_that_were_used_longest_ago_are_forgotten() -> None:
    flow = Flow(Clock())
    for number in range(MOST_PATHS + 1):
        flow.add(str(number), 1_000_000)
        flow.close(str(number))

    assert flow.rate("0") == 0
    assert flow.rate("1") > 0
    assert (flow.is_closed("0"), flow.is_closed("1")) == (False, True)

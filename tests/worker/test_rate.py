"""How many pictures a second are shown."""

from fractions import Fraction

import pytest

from app.worker.filters import CLOCK
from app.worker.rate import RateLimit


def taken(limit: float | None, rate: Fraction | None, seconds: int = 10, rough: int = 1) -> int:
    chosen = RateLimit(limit, rate)
    times = [round(place / (rate or 25) * CLOCK / rough) * rough for place in range(int(seconds * (rate or 25)))]
    return sum(chosen.takes(ticks, int(ticks // (4 * CLOCK))) for ticks in times)


@pytest.mark.parametrize(
    ("limit", "rate", "count"),
    [
        (None, Fraction(60), 600),
        (30.0, Fraction(60), 300),
        (30.0, Fraction(60_000, 1001), 300),
        (25.0, Fraction(50), 250),
        (30.0, Fraction(50), 300),
        (24.0, Fraction(24_000, 1001), 239),
        (60.0, Fraction(25), 250),
        (30.0, None, 250),
    ],
)
def test_no_more_pictures_than_wanted(limit: float | None, rate: Fraction | None, count: int) -> None:
    assert taken(limit, rate) == pytest.approx(count, abs=2)


def test_rough_times_make_no_hole() -> None:
    assert taken(30.0, Fraction(60), rough=90) == 300


def test_every_piece_shows_its_first_picture() -> None:
    chosen = RateLimit(10.0, Fraction(60))

    assert [chosen.takes(ticks, piece) for ticks, piece in ((0, 0), (1_500, 0), (3_000, 1), (4_500, 1))] == [
        True,
        False,
        True,
        False,
    ]

"""When the pictures of a piece are decoded."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.worker.encode_piece import decoding_times

LEAD = 3_600
GRID = 360_000


def test_pictures_at_an_even_rate_are_decoded_at_an_even_rate() -> None:
    shown = [GRID + LEAD * place for place in (0, 3, 1, 2, 6, 4, 5)]

    times = decoding_times(shown, depth=2, lead=LEAD, end=2 * GRID)

    assert times == [GRID + LEAD * place for place in range(-2, 5)]


def test_nothing_is_decoded_before_the_film_begins() -> None:
    assert decoding_times([0, LEAD * 2, LEAD], depth=2, lead=LEAD, end=GRID) == [0, 1, 2]


@given(
    gaps=st.lists(st.integers(min_value=10, max_value=100_000), min_size=1, max_size=60),
    first=st.integers(min_value=0, max_value=GRID // 2),
    depth=st.integers(min_value=0, max_value=2),
    number=st.integers(min_value=0, max_value=3),
)
def test_times_of_pieces_never_mix(gaps: list[int], first: int, depth: int, number: int) -> None:
    start, end = number * GRID, (number + 1) * GRID
    shown = [start + first]
    for gap in gaps:
        shown.append(shown[-1] + gap)
    shown = [time for time in shown if time < end]
    in_order = shown[:1] + [time for at in range(1, len(shown), 3) for time in _ahead(shown[at : at + 3], depth)]

    times = decoding_times(in_order, depth=depth, lead=LEAD, end=end)

    assert all(one < two for one, two in pairwise(times))
    assert all(dts <= pts for dts, pts in zip(times, in_order, strict=True))
    assert times[0] >= max(start - depth * LEAD, 0)
    assert times[-1] < end - depth * LEAD


def _ahead(some: list[int], depth: int) -> list[int]:
    """Return three pictures with the last one first, as an encoder gives them."""
    return [some[-1], *some[:-1]] if depth else some


@pytest.mark.parametrize("count", [1, 2])
def test_a_piece_of_few_pictures_has_its_times(count: int) -> None:
    times = decoding_times([GRID + LEAD * place for place in range(count)], depth=2, lead=LEAD, end=2 * GRID)

    assert times == [GRID - 2 * LEAD, GRID - LEAD][:count]

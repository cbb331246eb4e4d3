from dataclasses import replace

import pytest

from app.engine.streaming.encodes.texts import clock_of, span_of
from app.engine.streaming.subtitles.renditions import Clock, Span
from tests.engine.streaming.encodes.test_rules import ORDER

LATE = replace(ORDER, zero_us=1_400_000)


def test_the_clock_counts_from_the_first_picture() -> None:
    assert clock_of(LATE) == Clock(film_ms=1_400, offset_ms=-1_400)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, Span(start_ms=0, end_ms=3_400)),
        (1, Span(start_ms=3_400, end_ms=5_400)),
        (4, Span(start_ms=9_400, end_ms=None)),
    ],
)
def test_the_first_piece_begins_before_everything_and_the_last_has_no_end(number: int, expected: Span) -> None:
    assert ORDER.count == 5
    assert span_of(LATE, number) == expected

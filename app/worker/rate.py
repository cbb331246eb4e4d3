"""Leaves out pictures where there are more than asked for a second."""

from fractions import Fraction

from app.worker.filters import CLOCK

SLACK = Fraction(1, 4)
"""Of a picture's time: the times of pictures are rough."""
SAME = Fraction(101, 100)


class RateLimit:
    """Takes at most one picture for each place on a grid of times, and the first one of every piece.

    So it takes the same ones wherever it begins. Nothing is left out of a film that has no more a second anyway.
    """

    def __init__(self, limit: float | None, rate: Fraction | None) -> None:
        is_faster = limit is not None and limit > 0 and rate is not None and rate > Fraction(limit) * SAME
        self._rate = Fraction(limit).limit_denominator(1001) if is_faster and limit is not None else None
        self._taken: tuple[int, int] | None = None

    @property
    def rate(self) -> Fraction | None:
        """How many a second are taken; None takes all."""
        return self._rate

    def takes(self, ticks: int, piece: int) -> bool:
        """Tell whether a picture is shown."""
        if self._rate is None:
            return True
        place = (piece, int(ticks * self._rate / CLOCK + SLACK))
        if place == self._taken:
            return False
        self._taken = place
        return True

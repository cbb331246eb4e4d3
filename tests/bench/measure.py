"""Runs two things in turn and compares their medians: these machines are noisy, a ratio is not."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Ours against theirs, from the same run.

    Attributes:
        limit: What the ratio must not pass (or must reach, when more is better).
    """

    name: str
    ours: float
    theirs: float
    limit: float
    unit: str
    more_is_better: bool = False

    @property
    def value(self) -> float:
        return self.ours / self.theirs

    @property
    def holds(self) -> bool:
        return self.value >= self.limit if self.more_is_better else self.value <= self.limit

    def __str__(self) -> str:
        sign = ">=" if self.more_is_better else "<="
        verdict = "holds" if self.holds else "DOES NOT HOLD"
        return (
            f"{self.name}: {self.ours:.3f} {self.unit} against {self.theirs:.3f} {self.unit}"
            f" = {self.value:.2f} ({sign} {self.limit}: {verdict})"
        )


def medians(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> tuple[float, float]:
    """Call both in turn, after one round that does not count, and return the median of each."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)

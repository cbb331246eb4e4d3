"""When a failed job is tried again, and when it is not."""

from app.contract.errors import Invalid, NotFound, Unsupported

FIRST_DELAY_S = 1.0
DELAY_GROWTH = 4.0
LONGEST_DELAY_S = 3600.0
JITTER = 0.25
"""Share of the delay that is left to chance, so that jobs which failed together do not come back together."""

FINAL = (Invalid, Unsupported, NotFound)
"""Trying again would end the same way."""


def is_final(error: BaseException, attempts: int, max_attempts: int) -> bool:
    """Tell whether a job that failed for the `attempts`-th time is dead."""
    return isinstance(error, FINAL) or attempts >= max_attempts


def delay_s(attempts: int, chance: float) -> float:
    """Return how long to wait after the `attempts`-th failure: 1, 4, 16, 64 … s, an hour at most.

    `chance` between 0 and 1 moves that by up to a quarter in both directions.
    """
    delay = min(FIRST_DELAY_S * DELAY_GROWTH ** min(attempts - 1, 10), LONGEST_DELAY_S)
    return delay * (1 - JITTER + 2 * JITTER * chance)

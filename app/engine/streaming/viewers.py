"""Who fetches at the moment: a player that says nothing may still be there."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class _Seen:
    at: float
    open: int = 0


class Viewers:
    """All who fetch, by the session for which their paths were made.

    Args:
        clock: Seconds that only rise.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()
        self._seen: dict[str, _Seen] = {}

    @contextmanager
    def fetching(self, viewer: str) -> Iterator[None]:
        """Note that somebody fetches for as long as the block runs; "" is nobody."""
        seen = self._seen.setdefault(viewer, _Seen(self._clock())) if viewer else _Seen(0)
        seen.open += 1
        try:
            yield
        finally:
            seen.open -= 1
            seen.at = self._clock()

    def silent_s(self, viewer: str) -> float:
        """Return for how long somebody fetched nothing; for whom nobody knows it, since the engine started."""
        seen = self._seen.get(viewer)
        if seen is None:
            return self._clock() - self._started
        return 0.0 if seen.open else self._clock() - seen.at

    def forget(self, viewer: str) -> None:
        """Somebody is gone."""
        self._seen.pop(viewer, None)

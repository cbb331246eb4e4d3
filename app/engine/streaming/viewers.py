"""Who fetches at the moment: a player that says nothing may still be there."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.contract.errors import Denied

MOST_VIEWERS = 2_000
"""A player may go on fetching for a while after its session ended: nobody forgets it then."""


@dataclass(slots=True)
class _Seen:
    """`at` is None until a signature proved that somebody is who they claim to be."""

    at: float | None = None
    open: int = 0


class Viewers:
    """All who fetch, by the session for which their paths were made. It forgets those who came longest ago.

    Args:
        clock: Seconds that only rise.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()
        self._seen: OrderedDict[str, _Seen] = OrderedDict()

    @contextmanager
    def fetching(self, viewer: str) -> Iterator[None]:
        """Note that somebody fetches for as long as the block runs; "" is nobody.

        A block that ends with Denied leaves no trace: anybody can claim to be a viewer, only a signature proves it.
        """
        seen = self._seen.setdefault(viewer, _Seen()) if viewer else _Seen()
        seen.open += 1
        is_proven = True
        try:
            yield
        except Denied:
            is_proven = False
            raise
        finally:
            seen.open -= 1
            self._ended(viewer, seen, is_proven=is_proven)

    def silent_s(self, viewer: str) -> float:
        """Return for how long somebody fetched nothing; for whom nobody knows it, since the engine started."""
        seen = self._seen.get(viewer)
        if seen is not None and seen.open:
            return 0.0
        return self._clock() - (self._started if seen is None or seen.at is None else seen.at)

    def forget(self, viewer: str) -> None:
        """Somebody is gone."""
        self._seen.pop(viewer, None)

    def _ended(self, viewer: str, seen: _Seen, *, is_proven: bool) -> None:
        if is_proven:
            seen.at = self._clock()
            while len(self._seen) > MOST_VIEWERS:
                self._seen.popitem(last=False)
        elif not seen.open and seen.at is None:
            self.forget(viewer)

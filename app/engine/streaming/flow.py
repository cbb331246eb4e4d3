"""What goes out under each signed path: how fast, and whether it still may."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

from app.contract.units import Kbps

WINDOW_S = 10
"""Players fetch in gulps with pauses between them: a shorter look would jump between much and nothing."""
MOST_PATHS = 2_000


class Flow:
    """Counts bytes by the signature of a path. It forgets the paths that were used longest ago.

    Args:
        clock: Steady seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._counts: OrderedDict[str, deque[tuple[int, int]]] = OrderedDict()
        self._closed: OrderedDict[str, None] = OrderedDict()

    def add(self, signature: str, count: int) -> None:
        """Note bytes that went out just now."""
        second = int(self._clock())
        counts = self._counts.setdefault(signature, deque(maxlen=WINDOW_S + 1))
        self._counts.move_to_end(signature)
        if counts and counts[-1][0] == second:
            count += counts.pop()[1]
        counts.append((second, count))
        while len(self._counts) > MOST_PATHS:
            self._counts.popitem(last=False)

    def rate(self, signature: str) -> Kbps:
        """Return what went out in the last seconds, averaged over them."""
        oldest = self._clock() - WINDOW_S
        recent = sum(count for second, count in self._counts.get(signature, ()) if second >= oldest)
        return Kbps(round(recent * 8 / 1000 / WINDOW_S))

    def close(self, signature: str) -> None:
        """Let nothing more go out there."""
        self._closed[signature] = None
        while len(self._closed) > MOST_PATHS:
            self._closed.popitem(last=False)

    def is_closed(self, signature: str) -> bool:
        """Tell whether somebody stopped what is fetched there."""
        return signature in self._closed

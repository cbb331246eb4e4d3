"""Hands frames from one thread to the next: as many as fit, and none any more once it is closed."""

import threading
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Closed(Exception):
    """Nobody wants what is made any more."""


class Handover(Generic[T]):
    """A queue between two threads.

    Args:
        most_cost: What may wait in it; one thing always may, however much it costs.
    """

    def __init__(self, most_cost: int) -> None:
        self._most_cost = most_cost
        self._waiting: deque[tuple[T, int]] = deque()
        self._cost = 0
        self._is_closed = False
        self._changed = threading.Condition()

    def put(self, thing: T, cost: int) -> None:
        """Hand over a thing as soon as there is room. Raises Closed."""
        with self._changed:
            while self._waiting and self._cost + cost > self._most_cost and not self._is_closed:
                self._changed.wait()
            if self._is_closed:
                raise Closed
            self._waiting.append((thing, cost))
            self._cost += cost
            self._changed.notify_all()

    def get(self) -> T:
        """Return the next thing as soon as there is one. Raises Closed."""
        with self._changed:
            while not self._waiting and not self._is_closed:
                self._changed.wait()
            if self._is_closed:
                raise Closed
            thing, cost = self._waiting.popleft()
            self._cost -= cost
            self._changed.notify_all()
            return thing

    def close(self) -> list[T]:
        """Return what nobody took; both sides hear of the end."""
        with self._changed:
            self._is_closed = True
            left = [thing for thing, _ in self._waiting]
            self._waiting.clear()
            self._changed.notify_all()
        return left

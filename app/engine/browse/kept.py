"""Answers about walls that are worked out once, and again only after the catalogue changed."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.engine.browse import store
from app.engine.browse.wall import Wall

T = TypeVar("T")

SLOW_S = 0.005
PATIENCE = 20
"""What took longer than SLOW_S to work out is believed this many times as long, even while a scan changes things."""


@dataclass(frozen=True, slots=True)
class _Answer(Generic[T]):
    """What was worked out, of which state of the catalogue, and until when it is believed whatever happens."""

    value: T
    stamp: tuple[int, int]
    until: float


class Kept(Generic[T]):
    """Answers by wall. It is asked by several threads; each step of a dict is whole.

    Args:
        most: So many are kept; one more, and all are forgotten.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: dict[Hashable, _Answer[T]] = {}

    def get(self, connection: Any, user_id: int, wall: Wall, key: Hashable, make: Callable[[], T]) -> T:
        """Return the answer of `key` about a wall; what a user watched counts only where the wall asks for it."""
        whose = user_id if any(one.is_personal for one in wall.conditions) else None
        stamp = store.find_stamp(connection, whose)
        known = self._answers.get((key, whose))
        began = time.monotonic()
        if known is not None and (known.stamp == stamp or began < known.until):
            return known.value
        value = make()
        ended = time.monotonic()
        if len(self._answers) >= self._most:
            self._answers.clear()
        patience = PATIENCE if ended - began > SLOW_S else 0
        self._answers[key, whose] = _Answer(value, stamp, ended + (ended - began) * patience)
        return value

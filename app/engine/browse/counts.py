"""What is counted of walls: counted once, and again only after the catalogue changed."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from app.engine.browse import store
from app.engine.browse.wall import Wall

T = TypeVar("T")

KEPT = 500
"""So many answers are kept."""
SLOW_S = 0.005
PATIENCE = 20
"""What took longer than SLOW_S to count is believed this many times as long, even while a scan changes things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """What was counted, of which state of the catalogue, and until when it is believed whatever happens."""

    answer: object
    stamp: tuple[int, int]
    until: float


class Counts:
    """The counts of filtered walls. It is asked by several threads; each step of a dict is whole."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, _Count] = {}

    def count(self, connection: Any, user_id: int, wall: Wall) -> int:
        """Return how many items a wall has. Its order and its start do not matter."""
        if not wall.conditions:
            return store.count_wall(connection, wall)
        return self._keep(connection, user_id, wall, "items", lambda: store.count_wall(connection, wall))

    def facets(self, connection: Any, user_id: int, wall: Wall, field: str | None) -> dict[str, dict[str, int]]:
        """Return how many items of a wall have each value, by field; of one field when it is given."""
        return self._keep(connection, user_id, wall, field, lambda: store.count_facets(connection, wall, field))

    def _keep(self, connection: Any, user_id: int, wall: Wall, what: str | None, make: Callable[[], T]) -> T:
        whose = user_id if any(one.is_personal for one in wall.conditions) else None
        key = (what, replace(wall, column="sort_title", is_descending=False, start=None), whose)
        stamp = store.find_stamp(connection, whose)
        known = self._kept.get(key)
        began = time.monotonic()
        if known is not None and (known.stamp == stamp or began < known.until):
            return cast("T", known.answer)
        answer = make()
        ended = time.monotonic()
        if len(self._kept) >= KEPT:
            self._kept.clear()
        patience = PATIENCE if ended - began > SLOW_S else 0
        self._kept[key] = _Count(answer=answer, stamp=stamp, until=ended + (ended - began) * patience)
        return answer

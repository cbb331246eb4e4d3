"""How many items a wall has: counted once, and again only after the catalogue changed."""

import time
from dataclasses import dataclass, replace
from typing import Any

from app.engine.browse import store
from app.engine.browse.wall import Wall

KEPT = 500
"""So many counts are kept."""
SLOW_S = 0.005
PATIENCE = 20
"""A count that took longer than SLOW_S is believed this many times as long, even while a scan changes things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """A count, what it was counted of, and until when it is believed whatever happens."""

    items: int
    stamp: tuple[int, int]
    until: float


class Counts:
    """The counts of filtered walls. It is asked by several threads; each step of a dict is whole."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Wall, int | None], _Count] = {}

    def count(self, connection: Any, user_id: int, wall: Wall) -> int:
        """Return how many items a wall has. Its order and its start do not matter."""
        if not wall.conditions:
            return store.count_wall(connection, wall)
        whose = user_id if any(one.is_personal for one in wall.conditions) else None
        key = (replace(wall, column="sort_title", is_descending=False, start=None), whose)
        stamp = store.find_stamp(connection, whose)
        known = self._kept.get(key)
        began = time.monotonic()
        if known is not None and (known.stamp == stamp or began < known.until):
            return known.items
        items = store.count_wall(connection, wall)
        ended = time.monotonic()
        if len(self._kept) >= KEPT:
            self._kept.clear()
        patience = PATIENCE if ended - began > SLOW_S else 0
        self._kept[key] = _Count(items=items, stamp=stamp, until=ended + (ended - began) * patience)
        return items

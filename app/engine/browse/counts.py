"""What is counted of walls."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, cast

from app.engine.browse import store
from app.engine.browse.kept import Kept
from app.engine.browse.wall import Wall

T = TypeVar("T")

MOST = 500


class Counts:
    """The counts of filtered walls."""

    def __init__(self) -> None:
        self._kept = Kept[object](MOST)

    def count(self, connection: Any, user_id: int, wall: Wall) -> int:
        """Return how many items a wall has. Its order and its start do not matter."""
        if not wall.conditions:
            return store.count_wall(connection, wall)
        return self._keep(connection, user_id, wall, "items", lambda: store.count_wall(connection, wall))

    def facets(self, connection: Any, user_id: int, wall: Wall, field: str | None) -> dict[str, dict[str, int]]:
        """Return how many items of a wall have each value, by field; of one field when it is given."""
        return self._keep(connection, user_id, wall, field, lambda: store.count_facets(connection, wall, field))

    def _keep(self, connection: Any, user_id: int, wall: Wall, what: str | None, make: Callable[[], T]) -> T:
        key = (what, replace(wall, column="sort_title", is_descending=False, start=None))
        return cast("T", self._kept.get(connection, user_id, wall, key, make))

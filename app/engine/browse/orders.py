"""In which order short walls are: worked out once for all of their pages."""

from collections.abc import Sequence
from typing import Any

from app.engine.browse import store
from app.engine.browse.kept import Kept
from app.engine.browse.wall import After, Wall

MOST = 32


class Orders:
    """The items of filtered walls, in their order."""

    def __init__(self) -> None:
        self._kept = Kept[Sequence[After]](MOST)

    def list_page(
        self, connection: Any, user_id: int, wall: Wall, limit: int, offset: int, total: int
    ) -> Sequence[After]:
        """Return the items of one page. A long wall, or one that is not filtered, is read in its order."""
        if not wall.conditions or total > store.FEW:
            return store.list_wall(connection, wall, limit, offset, total)
        whole = self._kept.get(connection, user_id, wall, wall, lambda: store.list_short(connection, wall))
        return whole[offset : offset + limit]

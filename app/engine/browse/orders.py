"""In which order filtered walls are: short ones are worked out once for all of their pages, long ones page by page."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from app.engine.browse import store
from app.engine.browse.kept import Kept
from app.engine.browse.wall import After, Wall

MOST = 32
MOST_PAGES = 100


class Orders:
    """The items of filtered walls, in their order."""

    def __init__(self) -> None:
        self._kept = Kept[Sequence[After]](MOST)
        self._pages = Kept[Sequence[After]](MOST_PAGES, patience=0)

    def list_page(
        self, connection: Any, user_id: int, wall: Wall, limit: int, offset: int, total: int
    ) -> Sequence[After]:
        """Return the items of one page. A long wall, or one that is not filtered, is read in its order."""
        if not wall.conditions:
            return store.list_wall(connection, wall, limit, offset, total)
        if total > store.FEW:
            page = partial(store.list_wall, connection, wall, limit, offset, total)
            return self._pages.get(connection, user_id, wall, (wall, limit, offset, total), page)
        whole = self._kept.get(connection, user_id, wall, wall, lambda: store.list_short(connection, wall))
        return whole[offset : offset + limit]

"""Keeps smart lists. What they ask for is checked by the room that can answer it."""

from app.contract.errors import Invalid, NotFound
from app.contract.lists import NewSmartList, SmartList
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.library.lists import store

MAX_NAME = 100
MAX_LIMIT = 100_000
MAX_FILTERS = 30
MAX_FILTER_TEXT = 2_000


class Lists:
    """The saved queries."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def list_all(self) -> tuple[SmartList, ...]:
        """Return all lists by name."""
        return await self._db.read(store.list_lists)

    async def get(self, list_id: int) -> SmartList:
        """Return a list. Raises NotFound."""
        found = await self._db.read(store.find_list, list_id)
        if found is None:
            raise _not_found(list_id)
        return found

    async def add(self, query: NewSmartList) -> SmartList:
        """Save a query. Raises Invalid for a bad name or limit, Conflict when the name is taken."""
        _check(query)
        return await self.get(await self._db.write(store.add_list, query, now_ms()))

    async def save(self, list_id: int, query: NewSmartList) -> SmartList:
        """Replace what a list asks for. Raises NotFound, Invalid, Conflict."""
        _check(query)
        await self.get(list_id)
        await self._db.write(store.save_list, list_id, query, now_ms())
        return await self.get(list_id)

    async def delete(self, list_id: int) -> None:
        """Forget a list. Raises NotFound."""
        if not await self._db.write(store.delete_list, list_id):
            raise _not_found(list_id)


def _check(query: NewSmartList) -> None:
    if not query.name.strip() or len(query.name) > MAX_NAME:
        raise Invalid(f"A list needs a name of at most {MAX_NAME} letters.", code="invalid_list")
    if not 0 <= query.limit <= MAX_LIMIT:
        raise Invalid(f"The limit of a list is a whole number from 0 to {MAX_LIMIT}.", code="invalid_list")
    sizes = [len(text) for text in (*query.filters, *query.filters.values(), query.sort)]
    if len(query.filters) > MAX_FILTERS or max(sizes) > MAX_FILTER_TEXT:
        raise Invalid("The filters of this list are too long.", code="invalid_list")


def _not_found(list_id: int) -> NotFound:
    return NotFound("There is no such list.", code="list_not_found", details={"id": str(list_id)})

"""Smart lists as the pages need them; no Qt here."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from app.contract.browse import Card
from app.contract.errors import NotFound
from app.contract.library import ItemKind
from app.contract.lists import NewSmartList, SmartList
from app.contract.paging import Page
from app.desktop.library.query import Query

NO_FILTERS: Mapping[str, str] = {}


class KeepsLists(Protocol):
    """The part of the client that knows smart lists."""

    async def list_smart_lists(self) -> tuple[SmartList, ...]: ...
    async def save_smart_list(self, list_id: str, query: NewSmartList) -> SmartList: ...
    async def delete_smart_list(self, list_id: str) -> None: ...
    async def list_smart_items(self, list_id: str, page: int = 1, page_size: int = 100) -> Page[Card]: ...


class SavedLists:
    """All lists.

    Attributes:
        hidden: Those that are gone from the page and may come back by "Undo".
    """

    def __init__(self, lists: KeepsLists) -> None:
        self._lists = lists
        self._saved: tuple[SmartList, ...] = ()
        self.hidden: set[str] = set()

    @property
    def shown(self) -> tuple[SmartList, ...]:
        """The lists that the page shows."""
        return tuple(saved for saved in self._saved if saved.id not in self.hidden)

    async def load(self) -> None:
        """Read all lists."""
        self._saved = await self._lists.list_smart_lists()

    async def get(self, list_id: str) -> SmartList:
        """Return a list as it is now. Raises NotFound."""
        await self.load()
        found = next((saved for saved in self._saved if saved.id == list_id), None)
        if found is None:
            raise NotFound("There is no such list.", code="list_not_found", details={"id": list_id})
        return found

    async def rename(self, list_id: str, name: str) -> None:
        """Give a list another name. Raises Conflict and Invalid."""
        saved = await self.get(list_id)
        await self._lists.save_smart_list(list_id, replace(saved.query, name=name))
        await self.load()

    async def delete(self, list_id: str) -> None:
        """Forget a list for good."""
        try:
            await self._lists.delete_smart_list(list_id)
        finally:
            self.hidden.discard(list_id)
        await self.load()


class SavedItems:
    """What is in a list, asked as a wall asks: kind, order and filters are those of the list."""

    def __init__(self, lists: KeepsLists, list_id: str = "") -> None:
        self._lists = lists
        self.list_id = list_id

    async def list_items(
        self,
        *,
        kind: ItemKind | None = None,
        sort: str = "sort_title",
        page: int = 1,
        page_size: int = 100,
        filters: Mapping[str, str] = NO_FILTERS,
    ) -> Page[Card]:
        """Return a page of the list."""
        del kind, sort, filters
        return await self._lists.list_smart_items(self.list_id, page, page_size)


def query_of(saved: SmartList) -> Query:
    """Return what a list asks for."""
    query = saved.query
    return Query(kind=query.kind or ItemKind.FILM, sort=query.sort, filters=tuple(query.filters.items()))

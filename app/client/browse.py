"""What screens list: walls, details, search, the home page, pictures."""

from collections.abc import Mapping
from types import MappingProxyType

from app.client.wire import Wire
from app.contract.browse import Card, Details, Facet, Home
from app.contract.library import ItemKind
from app.contract.lists import NewSmartList, SmartList
from app.contract.paging import DEFAULT_PAGE_SIZE, Page
from app.contract.server import API

NO_FILTERS: Mapping[str, str] = MappingProxyType({})


class BrowseClient:
    """What can be looked at."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def list_items(
        self,
        *,
        kind: ItemKind | None = None,
        sort: str = "sort_title",
        page: int = 1,
        page_size: int = DEFAULT_PAGE_SIZE,
        filters: Mapping[str, str] = NO_FILTERS,
    ) -> Page[Card]:
        r"""Return one page of a wall.

        Args:
            kind: None lists the top level: films, shows, artists.
            sort: A field, with "-" before it for descending ("-added_at").
            page: 1 for the first.
            page_size: At most paging.MAX_PAGE_SIZE.
            filters: By "field" or "field[op]" ("year[ge]": "1990"). "in" takes values with commas between them, a
                comma of a value as "\,"; "added_at" takes days ago, too ("-P30D").
        """
        query: dict[str, str | int] = {**filters, "sort": sort, "page": page, "page_size": page_size}
        if kind is not None:
            query["kind"] = kind.value
        return await self._wire.get_page(f"{API}/items", Card, query)

    async def list_facets(
        self, *, kind: ItemKind | None = None, filters: Mapping[str, str] = NO_FILTERS
    ) -> tuple[Facet, ...]:
        """Return what a wall can be filtered by and how many items that would leave; for `filters` see list_items.

        The filter on a field does not narrow the values of that same field.
        """
        query: dict[str, str | int] = {**filters}
        if kind is not None:
            query["kind"] = kind.value
        return await self._wire.get(f"{API}/items/facets", tuple[Facet, ...], query)

    async def get_item(self, item_id: str) -> Details:
        """Return all about one item."""
        return await self._wire.get(f"{API}/items/{item_id}", Details)

    async def list_children(self, item_id: str) -> tuple[Card, ...]:
        """Return seasons of a show, episodes of a season, albums of an artist, tracks of an album."""
        return await self._wire.get_all(f"{API}/items/{item_id}/children", Card)

    async def search(self, text: str, limit: int = 30) -> tuple[Card, ...]:
        """Return the items that fit some typed text, the best first."""
        page = await self._wire.get_page(f"{API}/search", Card, {"q": text, "limit": limit})
        return page.entries

    async def get_home(self) -> Home:
        """Return the home page."""
        return await self._wire.get(f"{API}/home", Home)

    async def list_smart_lists(self) -> tuple[SmartList, ...]:
        """Return all saved queries by name."""
        return await self._wire.get_all(f"{API}/smart-lists", SmartList)

    async def add_smart_list(self, query: NewSmartList) -> SmartList:
        """Save a query. Raises Invalid when it makes no sense, Conflict when the name is taken."""
        return await self._wire.send("POST", f"{API}/smart-lists", SmartList, query)

    async def save_smart_list(self, list_id: str, query: NewSmartList) -> SmartList:
        """Replace a saved query. Raises NotFound, Invalid, Conflict."""
        return await self._wire.send("PUT", f"{API}/smart-lists/{list_id}", SmartList, query)

    async def delete_smart_list(self, list_id: str) -> None:
        """Forget a saved query. Raises NotFound."""
        await self._wire.tell("DELETE", f"{API}/smart-lists/{list_id}")

    async def list_smart_items(self, list_id: str, page: int = 1, page_size: int = DEFAULT_PAGE_SIZE) -> Page[Card]:
        """Return one page of what fits a saved query now."""
        query: dict[str, str | int] = {"page": page, "page_size": page_size}
        return await self._wire.get_page(f"{API}/smart-lists/{list_id}/items", Card, query)

    async def get_picture(self, url: str, width_px: int = 0) -> bytes:
        """Return the bytes of a Picture's `url`, scaled to a width unless that is 0."""
        if not width_px:
            return await self._wire.get_bytes(url)
        separator = "&" if "?" in url else "?"
        return await self._wire.get_bytes(f"{url}{separator}width={width_px}")

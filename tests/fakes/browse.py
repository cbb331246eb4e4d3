"""The browsing part of the fake engine: walls, facets, details, search, smart lists."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol
from urllib.parse import unquote, urlsplit

from app.contract.browse import Card, Details, Facet, Home
from app.contract.errors import Conflict, Invalid, NotFound
from app.contract.library import TOP_KINDS, ItemKind
from app.contract.lists import NewSmartList, SmartList
from app.contract.paging import Page
from app.contract.search import Match
from tests.fakes.catalogue import NOW, Catalogue
from tests.fakes.finding import find
from tests.fakes.narrowing import Narrowing

SORTS = {"sort_title", "title", "added_at", "year", "duration_ms", "number"}


class Asked(Protocol):
    """The fake client that this is a part of."""

    catalogue: Catalogue

    def ask(self, verb: str, *arguments: object) -> None: ...


class FakeSearch:
    """What typed text finds."""

    def __init__(self, client: Asked) -> None:
        self._client = client

    async def list_matches(self, text: str, limit: int = 30) -> tuple[Match, ...]:
        self._client.ask("list_matches", text, limit)
        return tuple(find(self._client.catalogue, text))[:limit]


class FakeBrowse:
    """What can be looked at.

    Attributes:
        lists: The saved queries by id.
    """

    def __init__(self, client: Asked) -> None:
        self._client = client
        self._narrowing: tuple[Catalogue, Narrowing] | None = None
        self.lists: dict[str, SmartList] = {}

    async def list_items(
        self,
        *,
        kind: ItemKind | None = None,
        sort: str = "sort_title",
        page: int = 1,
        page_size: int = 100,
        filters: Mapping[str, str] | None = None,
    ) -> Page[Card]:
        self._client.ask("list_items", kind, sort, page, page_size, dict(filters or {}))
        cards = self._sorted(kind, sort, filters or {})
        first = (page - 1) * page_size
        return Page(entries=tuple(cards[first : first + page_size]), page_size=page_size, total=len(cards), page=page)

    async def list_facets(
        self, *, kind: ItemKind | None = None, filters: Mapping[str, str] | None = None
    ) -> tuple[Facet, ...]:
        self._client.ask("list_facets", kind, dict(filters or {}))
        await asyncio.sleep(0)
        return self._narrow().facets(self._of_kind(kind), filters or {})

    async def get_item(self, item_id: str) -> Details:
        self._client.ask("get_item", item_id)
        if item_id not in self._client.catalogue.cards:
            raise NotFound(f"no item {item_id}", code="item_not_found")
        return self._client.catalogue.details(item_id)

    async def list_children(self, item_id: str) -> tuple[Card, ...]:
        self._client.ask("list_children", item_id)
        catalogue = self._client.catalogue
        return tuple(catalogue.cards[child] for child in catalogue.children.get(item_id, ()))

    async def search(self, text: str, limit: int = 30) -> tuple[Card, ...]:
        self._client.ask("search", text, limit)
        return tuple(match.card for match in find(self._client.catalogue, text))[:limit]

    async def get_home(self) -> Home:
        self._client.ask("get_home")
        return self._client.catalogue.home()

    async def get_picture(self, url: str, width_px: int = 0) -> bytes:
        self._client.ask("get_picture", url, width_px)
        from tests.fakes.posters import picture_bytes

        parts = urlsplit(url).path.split("/")
        if len(parts) != 4:
            raise NotFound(f"no picture {url}", code="picture_not_found")
        return picture_bytes(parts[2], unquote(parts[3]), width_px)

    async def list_smart_lists(self) -> tuple[SmartList, ...]:
        self._client.ask("list_smart_lists")
        return tuple(sorted(self.lists.values(), key=lambda each: each.query.name.casefold()))

    async def add_smart_list(self, query: NewSmartList) -> SmartList:
        self._client.ask("add_smart_list", query)
        self._check(query, "")
        list_id = str(max(map(int, self.lists), default=0) + 1)
        self.lists[list_id] = SmartList(id=list_id, query=query, created_at=NOW, updated_at=NOW)
        return self.lists[list_id]

    async def save_smart_list(self, list_id: str, query: NewSmartList) -> SmartList:
        self._client.ask("save_smart_list", list_id, query)
        self._known(list_id)
        self._check(query, list_id)
        self.lists[list_id] = replace(self.lists[list_id], query=query)
        return self.lists[list_id]

    async def delete_smart_list(self, list_id: str) -> None:
        self._client.ask("delete_smart_list", list_id)
        self._known(list_id)
        del self.lists[list_id]

    async def list_smart_items(self, list_id: str, page: int = 1, page_size: int = 100) -> Page[Card]:
        self._client.ask("list_smart_items", list_id, page, page_size)
        query = self._known(list_id).query
        cards = self._sorted(query.kind, query.sort, query.filters)[: query.limit or None]
        first = (page - 1) * page_size
        return Page(entries=tuple(cards[first : first + page_size]), page_size=page_size, total=len(cards), page=page)

    def _known(self, list_id: str) -> SmartList:
        if list_id not in self.lists:
            raise NotFound("There is no such list.", code="list_not_found")
        return self.lists[list_id]

    def _check(self, query: NewSmartList, list_id: str) -> None:
        if not query.name.strip():
            raise Invalid("A list needs a name.", code="invalid_list")
        self._sorted(query.kind, query.sort, query.filters)
        if any(each.query.name == query.name and each.id != list_id for each in self.lists.values()):
            raise Conflict("There is a list of this name.", code="list_exists")

    def _sorted(self, kind: ItemKind | None, sort: str, filters: Mapping[str, str]) -> list[Card]:
        field = sort.removeprefix("-")
        if field not in SORTS:
            raise Invalid(f"no sort {field!r}", code="invalid_sort")
        narrowing = self._narrow()
        cards = [card for card in self._of_kind(kind) if narrowing.fits(card, filters)]
        cards.sort(key=lambda card: (getattr(card, field) or 0) if field != "sort_title" else card.sort_title)
        if sort.startswith("-"):
            cards.reverse()
        return cards

    def _of_kind(self, kind: ItemKind | None) -> list[Card]:
        return self._client.catalogue.of_kind(*((kind,) if kind else TOP_KINDS))

    def _narrow(self) -> Narrowing:
        catalogue = self._client.catalogue
        if self._narrowing is None or self._narrowing[0] is not catalogue:
            self._narrowing = (catalogue, Narrowing(catalogue))
        return self._narrowing[1]

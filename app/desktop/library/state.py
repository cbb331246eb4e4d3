"""What the walls and pages of the library show, read from the engine; no Qt here."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.contract.browse import Card, Details
from app.contract.errors import MarqueeError
from app.contract.library import ItemKind
from app.contract.paging import Page
from app.desktop.library.query import Query

PAGE_SIZE = 100
Spawn = Callable[[Coroutine[Any, Any, None]], object]


class ListsItems(Protocol):
    """The part of the client that a wall needs."""

    async def list_items(
        self,
        *,
        kind: ItemKind | None = None,
        sort: str = "sort_title",
        page: int = 1,
        page_size: int = 100,
        filters: Mapping[str, str] = ...,
    ) -> Page[Card]: ...


def _ignore(*_: object) -> None:
    """Hear a change that nobody asked to hear."""


@dataclass(slots=True, kw_only=True)
class Listeners:
    """Who hears what a wall learns. All are called in the thread of the event loop.

    Attributes:
        counted: Gets the old and the new number of rows, before the state tells the new one.
        filled: Gets the first row and the cards that now stand there.
        failed: Gets what kept a page from being read.
    """

    counted: Callable[[int, int], None] = _ignore
    filled: Callable[[int, tuple[Card, ...]], None] = _ignore
    failed: Callable[[MarqueeError], None] = _ignore


@dataclass(slots=True)
class _Pages:
    """Which pages are known, on their way, or out of date."""

    known: set[int] = field(default_factory=set)
    underway: set[int] = field(default_factory=set)
    stale: set[int] = field(default_factory=set)


class WallState:
    """The rows of one wall: knows how many there are, and reads them by the page as they come into view.

    Rows that are out of date stay until better ones are there, so a wall never flickers.
    """

    def __init__(self, items: ListsItems, query: Query, *, spawn: Spawn) -> None:
        self._items = items
        self._spawn = spawn
        self._query = query
        self._cards: dict[int, Card] = {}
        self._pages = _Pages()
        self._generation = 0
        self._is_changed = False
        self._seen = range(PAGE_SIZE)
        self.total: int | None = None
        self.listeners = Listeners()

    @property
    def query(self) -> Query:
        """What is listed."""
        return self._query

    def find(self, row: int) -> Card | None:
        """Return the card of a row, or None while it was never read."""
        return self._cards.get(row)

    def find_row(self, item_id: str) -> int | None:
        """Return the row of an item among those that were read."""
        return next((row for row, card in self._cards.items() if card.id == item_id), None)

    def start_with(self, query: Query) -> None:
        """List something else from the beginning; only before `open`."""
        self._query = query

    async def open(self) -> None:
        """Read the first page, and with it the number of rows.

        Raises:
            MarqueeError: it could not be read.
        """
        self._pages.underway.add(0)
        await self._read(0, self._generation)

    async def change(self, query: Query) -> None:
        """List something else; the old rows stay until the new ones are there."""
        self._query = query
        self._generation += 1
        self._is_changed = True
        self._pages = _Pages()
        self._seen = range(PAGE_SIZE)
        await self.open()

    def want(self, first: int, last: int) -> None:
        """Ask for the rows from `first` to `last`, and a little beyond; answers come as `filled`."""
        self._seen = range(first, last + 1)
        for page in range(max(0, first // PAGE_SIZE), last // PAGE_SIZE + 1):
            self._ask(page)

    def renew(self, ids: Iterable[str] = ()) -> None:
        """Read again what is in view; all other pages are read when they come into view.

        Nothing happens when `ids` are given and everything in view is complete without them.
        """
        wanted = set(ids)
        if wanted and self._is_full() and not any(card.id in wanted for card in self._cards.values()):
            self._pages.stale |= self._pages.known
            self._ask(self._seen.start // PAGE_SIZE)
            return
        self._pages.stale |= self._pages.known
        for page in range(self._seen.start // PAGE_SIZE, (max(self._seen.stop, 1) - 1) // PAGE_SIZE + 1):
            self._ask(page)

    def put(self, card: Card) -> None:
        """Show a changed card at once, before the engine tells."""
        row = self.find_row(card.id)
        if row is not None:
            self._cards[row] = card
            self.listeners.filled(row, (card,))

    async def find_start(self, text: str) -> int | None:
        """Return the first row whose sort title is not before `text`, or None when that cannot be told.

        The engine counts the titles before it, so no row between here and there is read.
        """
        if self._query.sort != "sort_title":
            return None
        filters = dict(self._query.with_filter(("sort_title[lt]", text.casefold())).filters)
        page = await self._items.list_items(kind=self._query.kind, page_size=1, filters=filters)
        return None if page.total is None else min(page.total, max(0, (self.total or 1) - 1))

    def _is_full(self) -> bool:
        return self.total is not None and self.total > self._seen.stop

    def _ask(self, page: int) -> None:
        is_fresh = page in self._pages.known and page not in self._pages.stale
        if (
            is_fresh
            or page in self._pages.underway
            or (self.total is not None and page * PAGE_SIZE >= max(1, self.total))
        ):
            return
        self._pages.underway.add(page)
        self._spawn(self._try(page, self._generation))

    async def _try(self, page: int, generation: int) -> None:
        await asyncio.sleep(0)
        if generation == self._generation and not self._is_in_view(page):
            self._pages.underway.discard(page)  # scrolled past before it was its turn
            return
        try:
            await self._read(page, generation)
        except MarqueeError as error:
            if generation == self._generation:
                self.listeners.failed(error)

    def _is_in_view(self, page: int) -> bool:
        return self._seen.start // PAGE_SIZE - 1 <= page <= self._seen.stop // PAGE_SIZE + 1

    async def _read(self, page: int, generation: int) -> None:
        pages = self._pages
        pages.stale.discard(page)
        try:
            answer = await self._items.list_items(
                kind=self._query.kind,
                sort=self._query.sort,
                page=page + 1,
                page_size=PAGE_SIZE,
                filters=dict(self._query.filters),
            )
        except MarqueeError:
            pages.stale.add(page)
            raise
        finally:
            pages.underway.discard(page)
        if generation == self._generation:
            pages.known.add(page)
            self._take(page, answer)

    def _take(self, page: int, answer: Page[Card]) -> None:
        first = page * PAGE_SIZE
        total = first + len(answer.entries) if answer.total is None else answer.total
        if self._is_changed:
            self._is_changed = False
            self._cards = {}
        self._count(total)
        fresh = answer.entries[: max(0, total - first)]
        self._cards.update(enumerate(fresh, first))
        if fresh:
            self.listeners.filled(first, fresh)

    def _count(self, total: int) -> None:
        before = self.total or 0
        self.listeners.counted(before, total)
        self.total = total
        if total < before:
            self._cards = {row: card for row, card in self._cards.items() if row < total}


class ReadsItems(Protocol):
    """The part of the client that a details page needs."""

    async def get_item(self, item_id: str) -> Details: ...
    async def list_children(self, item_id: str) -> tuple[Card, ...]: ...


class DetailsState:
    """One item with what is in it: the seasons of a show and the episodes of the open one."""

    def __init__(self, items: ReadsItems) -> None:
        self._items = items
        self.item_id = ""
        self.details: Details | None = None
        self.seasons: tuple[Card, ...] = ()
        self.season_id: str | None = None
        self.episodes: tuple[Card, ...] = ()

    def turn_to(self, item_id: str) -> None:
        """Forget the item before, and be about another."""
        self.item_id = item_id
        self.details, self.season_id = None, None
        self.seasons = self.episodes = ()

    async def read(self) -> None:
        """Read the item and what is in it; of a show the season to watch next, unless one was opened.

        Raises:
            MarqueeError: it could not be read.
        """
        item_id = self.item_id
        details = await self._items.get_item(item_id)
        children: tuple[Card, ...] = ()
        if details.card.kind in (ItemKind.SHOW, ItemKind.SEASON):
            children = await self._items.list_children(item_id)
        if item_id != self.item_id:
            return
        self.details = details
        if details.card.kind is ItemKind.SEASON:
            self.episodes = children
        elif details.card.kind is ItemKind.SHOW:
            self.seasons = children
            await self.open_season(self.season_id or await self._next_season(details))

    async def open_season(self, season_id: str | None) -> None:
        """Read the episodes of a season."""
        self.season_id = season_id
        episodes = await self._items.list_children(season_id) if season_id is not None else ()
        if season_id == self.season_id:
            self.episodes = episodes

    def find_child(self, item_id: str | None) -> Card | None:
        """Return an episode of the open season, or None."""
        return next((card for card in self.episodes if card.id == item_id), None)

    def is_about(self, ids: Iterable[str]) -> bool:
        """Tell whether a change of these items may show here; no ids means anything may have changed."""
        changed = set(ids)
        known = {self.item_id, *(card.id for card in (*self.seasons, *self.episodes))}
        return not changed or bool(changed & known)

    async def _next_season(self, details: Details) -> str | None:
        if details.play_id is not None:
            parent = (await self._items.get_item(details.play_id)).card.parent_id
            if any(season.id == parent for season in self.seasons):
                return parent
        return self.seasons[0].id if self.seasons else None

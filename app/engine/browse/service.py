"""Answers what a screen asks: walls, children, details, search, the home page. Writes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from app.contract.browse import Card, Details, Facet, Home, PictureKind, Row
from app.contract.errors import NotFound
from app.contract.library import ItemKind
from app.contract.lists import NewSmartList
from app.contract.paging import Page
from app.contract.search import Match
from app.engine.browse import rules, store
from app.engine.browse.cards import make_cards
from app.engine.browse.counts import Counts
from app.engine.browse.cursor import after, read_cursor, write_cursor
from app.engine.browse.details import make_details
from app.engine.browse.facets import make_facets
from app.engine.browse.matching import make_matches
from app.engine.browse.orders import Orders
from app.engine.browse.wall import After, Wall
from app.engine.ground.clock import from_ms, now_ms
from app.engine.ground.db import Db
from app.engine.library import Entry, Lists, ReadingRoom
from app.engine.web.listing import Listing, read_listing

ROW_LENGTH = 24
"""Cards of a row of the home page."""
BEGUN_READ = 200
"""So many begun items are looked at for "continue watching": a show counts once, however many episodes were begun."""
SHOWS_READ = 500
"""So many followed shows are looked at for what is next: most of them may be watched to the end."""
EPISODES_READ = 2_000
"""So many new episodes are looked at for the newest shows."""


class Browse:
    """What screens list."""

    def __init__(self, db: Db, library: ReadingRoom) -> None:
        self._db = db
        self._library = library
        self._counts = Counts()
        self._orders = Orders()
        self.lists = Lists(db)

    async def list_items(self, user_id: int, listing: Listing) -> Page[Card]:
        """Return one page of a wall. Raises Invalid for what makes no sense."""
        wall = _wall(user_id, listing)
        if listing.cursor is not None:
            return await self._db.read(_rest, user_id, wall, listing.cursor, listing.page_size)
        return await self._db.read(_page, self._counts, self._orders, user_id, wall, listing)

    def check_query(self, query: NewSmartList) -> None:
        """Tell whether a smart list can be answered. Raises Invalid for what makes no sense."""
        _wall(0, _saved(query))

    async def list_saved(self, user_id: int, query: NewSmartList, listing: Listing) -> Page[Card]:
        """Return one page of what a smart list has for a user. Raises Invalid when it is of an older Marquee."""
        wall = _wall(user_id, _saved(query))
        page = await self._db.read(_page, self._counts, self._orders, user_id, wall, listing)
        if not query.limit:
            return replace(page, next_cursor=None)
        shown = page.entries[: max(0, query.limit - listing.offset)]
        return replace(page, entries=shown, total=min(page.total or 0, query.limit), next_cursor=None)

    async def list_facets(self, user_id: int, listing: Listing) -> tuple[Facet, ...]:
        """Return what a wall can be filtered by, with counts. Raises Invalid for what makes no sense."""
        return await self._db.read(make_facets, self._counts, user_id, _wall(user_id, listing))

    async def list_children(self, user_id: int, item_id: int, listing: Listing) -> Page[Card]:
        """Return seasons of a show, episodes of a season, albums of an artist, tracks of an album. Raises NotFound."""
        await self._library.get_entry(item_id)
        return await self._db.read(_children, user_id, item_id, listing)

    async def get_details(self, user_id: int, item_id: int) -> Details:
        """Return everything about an item. Raises NotFound."""
        entry = await self._library.get_entry(item_id)
        inside = await self._library.list_playable(item_id)
        around = await self._library.list_playable(outer) if (outer := _outer(entry)) is not None else ()
        details = await self._db.read(make_details, user_id, item_id, inside, around)
        if details is None:  # removed between the two reads
            raise NotFound("There is no such item.", code="item_not_found", details={"id": str(item_id)})
        return details

    async def search(self, user_id: int, text: str, limit: int) -> Page[Card]:
        """Return the items that fit some typed text, the best first."""
        ids = await self._library.search(text, limit)
        cards = await self._db.read(make_cards, user_id, ids)
        return Page(entries=cards, page=1, page_size=limit, total=len(cards))

    async def list_matches(self, user_id: int, text: str, limit: int) -> Page[Match]:
        """Return the items that fit some typed text, the best first, and what about each fits."""
        ids = await self._library.search(text, limit)
        matches = await self._db.read(make_matches, user_id, ids, text)
        return Page(entries=matches, page=1, page_size=limit, total=len(matches))

    async def get_home(self, user_id: int) -> Home:
        """Return the home page."""
        rows = await self._db.read(_rows, user_id)
        return Home(hero=_hero(rows), rows=rows)


def _wall(user_id: int, listing: Listing) -> Wall:
    kind = rules.kind_of((f.op.value, f.value) for f in listing.filters if f.field == "kind")
    conditions = (
        rules.condition(f.field, f.op.value, _moment(f.value) if f.field == "added_at" else f.value, user_id)
        for f in listing.filters
        if f.field != "kind"
    )
    column, is_descending = rules.sort_of([(sort.field, sort.is_descending) for sort in listing.sort])
    return Wall(
        kind=kind.value if kind else None,
        column=column,
        is_descending=is_descending,
        conditions=tuple(conditions),
    )


def _moment(value: str) -> str:
    return rules.since(value, from_ms(now_ms()))


def _saved(query: NewSmartList) -> Listing:
    kind = {"kind": query.kind.value} if query.kind else {}
    return read_listing({**query.filters, **kind, "sort": query.sort}, sorts=rules.SORTS, filters=rules.FILTERS)


def _page(connection: Any, counts: Counts, orders: Orders, user_id: int, wall: Wall, listing: Listing) -> Page[Card]:
    total = counts.count(connection, user_id, wall)
    found = orders.list_page(connection, user_id, wall, listing.page_size + 1, listing.offset, total)
    cards, cursor = _cut(connection, user_id, wall, found, listing.page_size)
    return Page(entries=cards, page=listing.page, page_size=listing.page_size, total=total, next_cursor=cursor)


def _rest(connection: Any, user_id: int, wall: Wall, cursor: str, page_size: int) -> Page[Card]:
    found = store.list_wall(connection, after(wall, read_cursor(wall, cursor)), page_size + 1, 0)
    cards, cursor_after = _cut(connection, user_id, wall, found, page_size)
    return Page(entries=cards, page_size=page_size, next_cursor=cursor_after)


def _cut(
    connection: Any, user_id: int, wall: Wall, found: Sequence[After], page_size: int
) -> tuple[tuple[Card, ...], str | None]:
    shown = found[:page_size]
    cards = make_cards(connection, user_id, [one.item_id for one in shown])
    return cards, write_cursor(wall, shown[-1]) if len(found) > page_size else None


def _children(connection: Any, user_id: int, item_id: int, listing: Listing) -> Page[Card]:
    ids = store.list_children(connection, item_id, listing.page_size, listing.offset)
    cards = make_cards(connection, user_id, ids)
    total = store.count_children(connection, item_id)
    return Page(entries=cards, page=listing.page, page_size=listing.page_size, total=total)


def _outer(entry: Entry) -> int | None:
    """What an item is played in: episodes run through the whole show, tracks through their album."""
    if entry.kind is ItemKind.EPISODE:
        return entry.top_id
    return entry.parent_id if entry.kind is ItemKind.TRACK else None


def _rows(connection: Any, user_id: int) -> tuple[Row, ...]:
    begun = store.list_begun(connection, user_id, BEGUN_READ)
    shows_begun = {show for _, show in begun}
    lists = {
        "continue_watching": rules.one_for_each_show(begun, ROW_LENGTH),
        "next_up": _next_up(connection, user_id, shows_begun),
        "recent_film": store.list_recent(connection, ItemKind.FILM, ROW_LENGTH),
        "recent_show": _recent_shows(connection),
        "recent_album": store.list_recent(connection, ItemKind.ALBUM, ROW_LENGTH),
    }
    return tuple(Row(key=key, cards=make_cards(connection, user_id, tuple(ids))) for key, ids in lists.items() if ids)


def _next_up(connection: Any, user_id: int, shows_begun: set[int]) -> tuple[int, ...]:
    followed = (pair for pair in store.list_followed(connection, user_id, SHOWS_READ) if pair[0] not in shows_begun)
    found = (store.find_unwatched_after(connection, user_id, show, episode) for show, episode in followed)
    return tuple(islice((item_id for item_id in found if item_id is not None), ROW_LENGTH))


def _recent_shows(connection: Any) -> tuple[int, ...]:
    """When one show got more episodes than are looked at, those that came last themselves fill the row."""
    by_episode = store.list_recent_shows(connection, ROW_LENGTH, EPISODES_READ)
    by_show = store.list_recent(connection, ItemKind.SHOW, ROW_LENGTH)
    return tuple(dict.fromkeys((*by_episode, *by_show)))[:ROW_LENGTH]


def _hero(rows: tuple[Row, ...]) -> Card | None:
    """The newest begun thing; else the newest thing with a wide picture; else the newest."""
    by_key = {row.key: row.cards for row in rows}
    if begun := by_key.get("continue_watching"):
        return begun[0]
    new = [card for key in ("next_up", "recent_film", "recent_show") for card in by_key.get(key, ())]
    wide = (card for card in new if any(picture.kind is PictureKind.FANART for picture in card.pictures))
    return next(wide, new[0] if new else None)

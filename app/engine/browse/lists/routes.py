"""Smart lists over HTTP: saved, changed, forgotten, and what is in them."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from app.contract.accounts import Permission
from app.contract.browse import Card
from app.contract.errors import NotFound
from app.contract.library import ItemKind
from app.contract.lists import NewSmartList, SmartList
from app.contract.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Page
from app.contract.server import API
from app.engine.browse.examples import CARD
from app.engine.browse.service import Browse
from app.engine.web.listing import read_listing
from app.engine.web.route import Call, Parameter, Route

_NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
_QUERY = NewSmartList(
    name="New westerns",
    kind=ItemKind.FILM,
    filters={"genre": "Western", "year[ge]": "2000"},
    sort="-added_at",
    limit=50,
)
_LIST = SmartList(id="3", query=_QUERY, created_at=_NOON, updated_at=_NOON)
_ONE = f"{API}/smart-lists/{{id}}"
_REFUSED = "Fails with `invalid_filter`, `invalid_sort`, `invalid_list` and `list_exists`"


def list_routes(browse: Browse) -> tuple[Route, ...]:
    """Return the routes of smart lists."""
    asked = _Handlers(browse)
    return (*_reading(asked), *_writing(asked))


class _Handlers:
    """Parse, ask, answer."""

    def __init__(self, browse: Browse) -> None:
        self._browse = browse

    async def list_all(self, _call: Call) -> Page[SmartList]:
        lists = await self._browse.lists.list_all()
        return Page(entries=lists, page=1, page_size=max(len(lists), 1), total=len(lists))

    async def get(self, call: Call) -> SmartList:
        return await self._browse.lists.get(_list_id(call))

    async def list_items(self, call: Call) -> Page[Card]:
        saved = await self._browse.lists.get(_list_id(call))
        return await self._browse.list_saved(int(call.caller.user_id), saved.query, read_listing(call.query))

    async def add(self, call: Call) -> SmartList:
        query = call.body(NewSmartList)
        self._browse.check_query(query)
        return await self._browse.lists.add(query)

    async def save(self, call: Call) -> SmartList:
        query = call.body(NewSmartList)
        self._browse.check_query(query)
        return await self._browse.lists.save(_list_id(call), query)

    async def delete(self, call: Call) -> None:
        await self._browse.lists.delete(_list_id(call))


def _reading(asked: _Handlers) -> tuple[Route, ...]:
    paging = (
        Parameter(name="page", type=int, description="1 for the first.", example=1),
        Parameter(name="page_size", type=int, description=f"{MAX_PAGE_SIZE} at most.", example=DEFAULT_PAGE_SIZE),
    )
    cards = Page(entries=(CARD,), page=1, page_size=DEFAULT_PAGE_SIZE, total=1)
    lists = Page(entries=(_LIST,), page=1, page_size=1, total=1)
    return (
        _route("GET", f"{API}/smart-lists", asked.list_all, "All smart lists", answer=Page[SmartList], example=lists),
        _route("GET", _ONE, asked.get, "A smart list", answer=SmartList, example=_LIST),
        _route(
            "GET",
            f"{_ONE}/items",
            asked.list_items,
            "What is in a smart list",
            description="The items that fit its query now, for the caller, in its order. Fails with `list_not_found`.",
            parameters=paging,
            answer=Page[Card],
            example=cards,
        ),
    )


def _writing(asked: _Handlers) -> tuple[Route, ...]:
    told: dict[str, Any] = {"permission": Permission.LIBRARY_MANAGE}
    saved = {**told, "body": NewSmartList, "body_example": _QUERY, "answer": SmartList, "example": _LIST}
    return (
        _route(
            "POST", f"{API}/smart-lists", asked.add, "Save a query", description=f"{_REFUSED}.", status=201, **saved
        ),
        _route(
            "PUT",
            _ONE,
            asked.save,
            "Change a smart list",
            description=f"Its query is replaced as a whole. {_REFUSED}, `list_not_found`.",
            **saved,
        ),
        _route(
            "DELETE",
            _ONE,
            asked.delete,
            "Forget a smart list",
            description="No item is touched. Fails with `list_not_found`.",
            status=204,
            example=None,
            **told,
        ),
    )


def _route(method: str, path: str, handler: Callable[[Call], Awaitable[Any]], summary: str, **told: Any) -> Route:
    told.setdefault("permission", Permission.LIBRARY_READ)
    told.setdefault("description", "A wall's kind, filters and sort under a name. Fails with `list_not_found`.")
    return Route(method=method, path=path, handler=handler, summary=summary, tag="browse", **told)


def _list_id(call: Call) -> int:
    text = call.path["id"]
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise NotFound("There is no such list.", code="list_not_found", details={"id": text})
    return int(text)

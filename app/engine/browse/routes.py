"""Walls, details, search and the home page over HTTP."""

from app.contract.accounts import Permission
from app.contract.browse import Card, Details, Facet, Home
from app.contract.errors import Invalid, NotFound
from app.contract.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Page
from app.contract.search import Match
from app.contract.server import API
from app.engine.browse import rules
from app.engine.browse.examples import CARD, DETAILS, FACETS, HOME, MATCH
from app.engine.browse.lists import list_routes
from app.engine.browse.service import Browse
from app.engine.web.listing import read_listing
from app.engine.web.route import Call, Parameter, Route

TAG = "browse"
DEFAULT_FOUND, MAX_FOUND = 30, 100
_PAGING = (
    Parameter(name="page", type=int, description="1 for the first.", example=1),
    Parameter(
        name="page_size", type=int, description=f"Cards on a page, {MAX_PAGE_SIZE} at most.", example=DEFAULT_PAGE_SIZE
    ),
)
_CARDS = Page(entries=(CARD,), page=1, page_size=DEFAULT_PAGE_SIZE, total=1)


def routes(browse: Browse) -> tuple[Route, ...]:
    """Return the routes of this room."""
    return (
        _wall_route(browse),
        _facets_route(browse),
        *_item_routes(browse),
        *_search_routes(browse),
        _home_route(browse),
        *list_routes(browse),
    )


def _wall_route(browse: Browse) -> Route:
    async def list_items(call: Call) -> Page[Card]:
        listing = read_listing(call.query, sorts=rules.SORTS, filters=rules.FILTERS)
        return await browse.list_items(int(call.caller.user_id), listing)

    return Route(
        method="GET",
        path=f"{API}/items",
        permission=Permission.LIBRARY_READ,
        handler=list_items,
        summary="A wall",
        description=(
            "Films, shows and artists, or the items of one kind. Sorts: "
            f"{', '.join(rules.SORTS)}, each with `-` for descending. Filters: {', '.join(sorted(rules.FILTERS))}, "
            "as `field=value` or `field[op]=value` with eq, ne, lt, le, gt, ge, in (`\\,` is a comma of a value); what "
            "they can be is told by `/items/facets`; `added_at` takes days ago, too (`-P30D`). A page names its "
            "`next_cursor`: given back as `cursor`, the list goes on from there, however long it is. Fails with "
            "`invalid_filter`, `invalid_sort`, `invalid_paging` and `invalid_cursor`."
        ),
        tag=TAG,
        parameters=(
            Parameter(name="kind", description="film, show, season, episode, artist, album or track.", example="film"),
            Parameter(name="sort", description="Field to sort by.", example="-added_at"),
            Parameter(name="year[ge]", type=int, description="One of the filters.", example=1990),
            *_PAGING,
            Parameter(
                name="cursor",
                description="The `next_cursor` of the page before, with the same sort and filters; instead of `page`.",
                example="WyJzb3J0X3RpdGxlIiwgZmFsc2UsICJsYW50ZXJuIiwgMTdd",
            ),
        ),
        answer=Page[Card],
        example=_CARDS,
    )


def _facets_route(browse: Browse) -> Route:
    async def list_facets(call: Call) -> tuple[Facet, ...]:
        listing = read_listing(call.query, filters=rules.FILTERS)
        return await browse.list_facets(int(call.caller.user_id), listing)

    return Route(
        method="GET",
        path=f"{API}/items/facets",
        permission=Permission.LIBRARY_READ,
        handler=list_facets,
        summary="What a wall can be filtered by",
        description=(
            "For the wall with the same `kind` and filters: genre, year, resolution (sd, hd, fullhd, uhd), range_type, "
            "video_codec, audio_language, source, decade and is_watched, each with its values and how many items have "
            "them. The filter on a field does not narrow its own values. Fails with `invalid_filter`."
        ),
        tag=TAG,
        parameters=(
            Parameter(name="kind", description="As for the wall.", example="film"),
            Parameter(name="genre", description="One of the filters of the wall.", example="Drama"),
        ),
        answer=tuple[Facet, ...],
        example=FACETS,
    )


def _item_routes(browse: Browse) -> tuple[Route, ...]:
    async def get_item(call: Call) -> Details:
        return await browse.get_details(int(call.caller.user_id), _item_id(call))

    async def list_children(call: Call) -> Page[Card]:
        return await browse.list_children(int(call.caller.user_id), _item_id(call), read_listing(call.query))

    return (
        Route(
            method="GET",
            path=f"{API}/items/{{id}}",
            permission=Permission.LIBRARY_READ,
            handler=get_item,
            summary="Everything about an item",
            description=(
                "The card, its files with their streams, where each field comes from, what comes before and after, and "
                "what Play starts. Fails with `item_not_found`."
            ),
            tag=TAG,
            answer=Details,
            example=DETAILS,
        ),
        Route(
            method="GET",
            path=f"{API}/items/{{id}}/children",
            permission=Permission.LIBRARY_READ,
            handler=list_children,
            summary="What lies in an item",
            description="Seasons of a show, episodes of a season, albums of an artist, tracks of an album; in order.",
            tag=TAG,
            parameters=_PAGING,
            answer=Page[Card],
            example=_CARDS,
        ),
    )


def _search_routes(browse: Browse) -> tuple[Route, ...]:
    async def search(call: Call) -> Page[Card]:
        limit = _limit(call.query.get("limit", str(DEFAULT_FOUND)))
        return await browse.search(int(call.caller.user_id), call.query.get("q", ""), limit)

    async def list_matches(call: Call) -> Page[Match]:
        limit = _limit(call.query.get("limit", str(DEFAULT_FOUND)))
        return await browse.list_matches(int(call.caller.user_id), call.query.get("q", ""), limit)

    parameters = (
        Parameter(name="q", description="What was typed so far.", example="lant", required=True),
        Parameter(name="limit", type=int, description=f"At most {MAX_FOUND}.", example=DEFAULT_FOUND),
    )
    return (
        Route(
            method="GET",
            path=f"{API}/search",
            permission=Permission.LIBRARY_READ,
            handler=search,
            summary="Search while typing",
            description="Every word begins a word of a title, a show, an artist or a year; the best match comes first.",
            tag=TAG,
            parameters=parameters,
            answer=Page[Card],
            example=_CARDS,
        ),
        Route(
            method="GET",
            path=f"{API}/search/matches",
            permission=Permission.LIBRARY_READ,
            handler=list_matches,
            summary="Search while typing, with reasons",
            description="As `/search`; with each item comes what fits: its title, another title, a person or a tag.",
            tag=TAG,
            parameters=parameters,
            answer=Page[Match],
            example=Page(entries=(MATCH,), page=1, page_size=DEFAULT_FOUND, total=1),
        ),
    )


def _home_route(browse: Browse) -> Route:
    async def get_home(call: Call) -> Home:
        return await browse.get_home(int(call.caller.user_id))

    return Route(
        method="GET",
        path=f"{API}/home",
        permission=Permission.LIBRARY_READ,
        handler=get_home,
        summary="The home page",
        description=(
            "What to go on with, the next episodes, and what is new, for the caller. Rows: continue_watching, next_up, "
            "recent_film, recent_show, recent_album; an empty one is left out."
        ),
        tag=TAG,
        answer=Home,
        example=HOME,
    )


def _limit(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if not 1 <= number <= MAX_FOUND:
        raise Invalid(f"limit must be a whole number from 1 to {MAX_FOUND}.", code="invalid_paging")
    return number


def _item_id(call: Call) -> int:
    text = call.path["id"]
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise NotFound("There is no such item.", code="item_not_found", details={"id": text})
    return int(text)

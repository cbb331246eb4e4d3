"""Sources, scans and their reports over HTTP."""

from datetime import UTC, datetime

from app.contract.accounts import Permission
from app.contract.errors import NotFound
from app.contract.library import (
    LyricLine,
    Lyrics,
    LyricsSource,
    NewSource,
    Problem,
    ProblemKind,
    Scan,
    ScanState,
    Source,
    SourceKind,
)
from app.contract.paging import DEFAULT_PAGE_SIZE, Page
from app.contract.server import API
from app.contract.units import DurationMs
from app.engine.library.review.routes import review_routes
from app.engine.library.service import Library
from app.engine.web.listing import read_listing
from app.engine.web.route import Call, Parameter, Route

TAG = "library"
_MAX_DIGITS = 18
_NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
_SOURCE = Source(
    id="1",
    path="/media/films",
    kind=SourceKind.MOVIES,
    online=True,
    added_at=_NOON,
    scanned_at=_NOON,
    file_count=412,
    problem_count=1,
)
_SCAN = Scan(
    source_id="1",
    job_id="7",
    state=ScanState.PROBING,
    found=412,
    done=180,
    total=412,
    added=180,
    rate=24.5,
    eta_ms=DurationMs(9_469),
    elapsed_ms=DurationMs(7_800),
)
_PROBLEM = Problem(
    source_id="1",
    path="Broken (2001)/broken.mkv",
    kind=ProblemKind.UNREADABLE,
    detail="Invalid data found",
    seen_at=_NOON,
)
_LYRICS = Lyrics(
    lines=(LyricLine(text="Keep the lantern lit", start_ms=DurationMs(12_340)),),
    is_synced=True,
    source=LyricsSource.FILE,
)
_PAGE = (
    Parameter(name="page", type=int, description="1 for the first page.", example=1),
    Parameter(name="page_size", type=int, description="Entries of a page, 1 to 500.", example=DEFAULT_PAGE_SIZE),
)


def routes(library: Library) -> tuple[Route, ...]:
    """Return the routes of this room."""
    handlers = _Handlers(library)
    return (
        *_source_routes(handlers),
        _problem_route(handlers),
        *_scan_routes(handlers),
        _lyrics_route(handlers),
        *review_routes(library.review),
    )


class _Handlers:
    """Parse, ask the library, answer."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def list_sources(self, _call: Call) -> Page[Source]:
        sources = await self._library.list_sources()
        return Page(entries=sources, page=1, page_size=max(len(sources), 1), total=len(sources))

    async def add_source(self, call: Call) -> Source:
        return await self._library.add_source(call.body(NewSource))

    async def delete_source(self, call: Call) -> None:
        await self._library.delete_source(_source_id(call))

    async def scan(self, call: Call) -> Scan:
        return await self._library.scan(_source_id(call))

    async def scan_all(self, _call: Call) -> tuple[Scan, ...]:
        return await self._library.scan_all()

    async def list_scans(self, _call: Call) -> tuple[Scan, ...]:
        return await self._library.list_scans()

    async def list_problems(self, call: Call) -> Page[Problem]:
        wanted = read_listing(call.query)
        return await self._library.list_problems(_source_id(call), wanted.page, wanted.page_size)

    async def get_lyrics(self, call: Call) -> Lyrics:
        return await self._library.get_lyrics(_id(call, "item"))


def _source_id(call: Call) -> int:
    return _id(call, "source")


def _id(call: Call, thing: str) -> int:
    text = call.path["id"]
    if not text.isascii() or not text.isdigit() or len(text) > _MAX_DIGITS:
        raise NotFound(f"There is no such {thing}.", code=f"{thing}_not_found", details={"id": text})
    return int(text)


def _source_routes(handlers: _Handlers) -> tuple[Route, ...]:
    return (
        Route(
            method="GET",
            path=f"{API}/sources",
            permission=Permission.LIBRARY_READ,
            handler=handlers.list_sources,
            summary="All sources",
            description=(
                "The folders that Marquee reads, in the order they were added, with their counts. All come on one page."
            ),
            tag=TAG,
            answer=Page[Source],
            example=Page(entries=(_SOURCE,), page=1, page_size=1, total=1),
        ),
        Route(
            method="POST",
            path=f"{API}/sources",
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.add_source,
            summary="Add a source",
            description=(
                "Adds a folder of the engine's machine and starts to scan it. The path is absolute; links in it are "
                "resolved. 400 when it is no folder that can be listed, 409 when it lies inside another source, holds "
                "one, or overlaps Marquee's own data folder. `kind` is a hint to the reading of names."
            ),
            tag=TAG,
            body=NewSource,
            body_example=NewSource(path="/media/films", kind=SourceKind.MOVIES),
            answer=Source,
            example=_SOURCE,
            status=201,
        ),
        Route(
            method="DELETE",
            path=f"{API}/sources/{{id}}",
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.delete_source,
            summary="Forget a source",
            description=(
                "Forgets a folder; its files stay untouched. Items that have no file in another source are removed, "
                "with their watch states. 404 when there is no such source."
            ),
            tag=TAG,
            example=None,
            status=204,
        ),
    )


def _problem_route(handlers: _Handlers) -> Route:
    return Route(
        method="GET",
        path=f"{API}/sources/{{id}}/problems",
        permission=Permission.LIBRARY_READ,
        handler=handlers.list_problems,
        summary="What a scan skipped",
        description=(
            "The report of a source by path: files and folders that were not taken in, and why. A "
            "line goes when its cause is gone."
        ),
        tag=TAG,
        parameters=_PAGE,
        answer=Page[Problem],
        example=Page(entries=(_PROBLEM,), page=1, page_size=DEFAULT_PAGE_SIZE, total=1),
    )


def _scan_routes(handlers: _Handlers) -> tuple[Route, ...]:
    return (
        Route(
            method="POST",
            path=f"{API}/sources/{{id}}/scan",
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.scan,
            summary="Scan a source",
            description=(
                "Queues a scan and answers at once; a scan of this source that waits already is returned instead of "
                "a second one. Follow it by the event `scan.progress` or GET /api/v1/scans. 404 when there is no "
                "such source."
            ),
            tag=TAG,
            answer=Scan,
            example=_SCAN,
        ),
        Route(
            method="POST",
            path=f"{API}/scans",
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.scan_all,
            summary="Scan everything",
            description="Queues a scan of every source, as POST /api/v1/sources/{id}/scan does for one.",
            tag=TAG,
            answer=tuple[Scan, ...],
            example=(_SCAN,),
        ),
        Route(
            method="GET",
            path=f"{API}/scans",
            permission=Permission.LIBRARY_READ,
            handler=handlers.list_scans,
            summary="How scans stand",
            description=(
                "The newest scan of each source since the engine started: counts, files a second, estimated rest."
            ),
            tag=TAG,
            answer=tuple[Scan, ...],
            example=(_SCAN,),
        ),
    )


def _lyrics_route(handlers: _Handlers) -> Route:
    return Route(
        method="GET",
        path=f"{API}/items/{{id}}/lyrics",
        permission=Permission.LIBRARY_READ,
        handler=handlers.get_lyrics,
        summary="Lyrics of a track",
        description=(
            "The lyrics of a track: a file of its name beside it, else what is embedded. Lines have times when "
            "`is_synced`. 404 when there are none, or no such item."
        ),
        tag=TAG,
        answer=Lyrics,
        example=_LYRICS,
    )

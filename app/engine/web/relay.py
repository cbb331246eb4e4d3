"""Passes on what another server answers: a file with ranges, unchanged."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager

from aiohttp import web

from app.contract.errors import MarqueeError, NotFound, Unavailable
from app.engine.ground.net import Arriving
from app.engine.web.streams import pass_on

ASKED = ("Range", "If-Range", "If-None-Match", "If-Modified-Since")
TOLD = ("content-type", "content-length", "content-range", "accept-ranges", "etag", "last-modified")
PASSED = frozenset({200, 206, 304, 416})
GONE = frozenset({404, 410})

Open = Callable[[str, Mapping[str, str]], AbstractAsyncContextManager[Arriving]]


async def relay_response(request: web.Request, open_there: Open) -> web.StreamResponse:
    """Answer a request (GET or HEAD) with what another server answers.

    Args:
        open_there: Asks it, by method and headers.

    Raises:
        NotFound: it has no such file ("link_broken"), Unavailable when it answers anything else ("link_refused"), and
            what opening raises. When it breaks off later so does our answer.
    """
    asked = {name: request.headers[name] for name in ASKED if name in request.headers}
    async with open_there(request.method, {**asked, "Accept-Encoding": "identity"}) as arriving:
        if arriving.status in GONE:
            raise NotFound("The other server has no such film any more.", code="link_broken")
        if arriving.status not in PASSED:
            raise Unavailable(f"The other server answers {arriving.status}.", code="link_refused")
        headers = {name: arriving.headers[name] for name in TOLD if name in arriving.headers}
        response = web.StreamResponse(status=arriving.status, headers={**headers, "Cache-Control": "private, no-cache"})
        await response.prepare(request)
        if request.method != "HEAD":
            await _send(request, response, arriving.chunks)
        return response


async def _send(request: web.Request, response: web.StreamResponse, chunks: AsyncIterator[bytes]) -> None:
    try:
        async for chunk in chunks:
            if not await pass_on(request, response, chunk):
                raise ConnectionResetError
    except MarqueeError as error:
        raise ConnectionResetError from error
    await response.write_eof()

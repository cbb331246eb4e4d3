"""Sends what is made while it is sent, no faster than the other side takes it."""

from collections.abc import AsyncIterator

import structlog
from aiohttp import web

from app.contract.errors import MarqueeError
from app.engine.web.ranges import LISTENER, SENT_BYTES

log = structlog.get_logger(__name__)

CHUNK_BYTES = 256 * 1024
"""Whoever stops a playback waits no longer than for so much."""


async def stream_response(request: web.Request, chunks: AsyncIterator[bytes], *, media_type: str) -> web.StreamResponse:
    """Answer a request with bytes whose number nobody knows yet.

    Args:
        request: GET or HEAD. What cannot be made from the start raises; what fails later ends the connection, so that
            nobody takes a part for the whole.
    """
    first = b"" if request.method == "HEAD" else await anext(chunks, b"")
    response = web.StreamResponse(
        headers={"Content-Type": media_type, "Accept-Ranges": "none", "Cache-Control": "private, no-store"}
    )
    await response.prepare(request)
    if request.method == "HEAD":
        return response
    try:
        if await pass_on(request, response, first):
            async for chunk in chunks:
                if not await pass_on(request, response, chunk):
                    raise ConnectionResetError
    except MarqueeError as error:
        log.warning("stream_broken", path=request.path, code=error.code, reason=error.message)
        raise ConnectionResetError from error
    await response.write_eof()
    return response


async def pass_on(request: web.Request, response: web.StreamResponse, chunk: bytes) -> bool:
    """Send a chunk of an answer; False when whoever listens wants no more of it."""
    listener = request.get(LISTENER)
    for at in range(0, len(chunk), CHUNK_BYTES):
        part = chunk[at : at + CHUNK_BYTES]
        await response.write(part)
        request[SENT_BYTES] = request.get(SENT_BYTES, 0) + len(part)
        if listener is not None and not listener.hear(len(part)):
            return False
    return True

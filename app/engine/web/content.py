"""Sends bytes that lie in memory, with the same manners as files: ETag, conditions, ranges."""

from datetime import datetime

from aiohttp import web

from app.contract.units import SizeBytes
from app.engine.web.conditions import Entity, select
from app.engine.web.ranges import REVALIDATE, check_selection, entity_headers


def content_response(
    request: web.Request,
    content: bytes,
    *,
    media_type: str,
    etag: str,
    modified: datetime,
    cache: str = REVALIDATE,
) -> web.Response:
    """Return the answer to a request for bytes.

    Args:
        request: GET or HEAD; its conditions and its range are obeyed.
        etag: Strong, without quotes.
        cache: Value of `Cache-Control`.
    """
    entity = Entity(size_bytes=SizeBytes(len(content)), etag=f'"{etag}"', modified=modified.replace(microsecond=0))
    selection = select(request.method, request.headers, entity)
    check_selection(selection, entity)
    headers = {**entity_headers(selection, entity, media_type), "Cache-Control": cache}
    if selection.status == 304:
        return web.Response(status=304, headers=headers)
    body = content[selection.start : selection.start + selection.count]
    return web.Response(status=selection.status, headers=headers, body=body)

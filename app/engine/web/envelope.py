"""Puts every answer into the one JSON shape: success, data, error, meta."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from app.contract import codec
from app.contract.errors import MarqueeError
from app.contract.paging import Page

JSON = "application/json"


def success(value: object, status: int = 200) -> web.StreamResponse:
    """Return a handler's answer as a response; one that is a response already stays as it is."""
    if isinstance(value, web.StreamResponse):
        return value
    if value is None:
        return web.Response(status=204)
    return _json(wrap(value), status)


def failure(error: MarqueeError) -> web.Response:
    """Return an error as a response."""
    response = _json(
        {
            "success": False,
            "data": None,
            "error": {"code": error.code, "message": error.message, "details": error.details},
            "meta": {},
        },
        error.status,
    )
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Marquee"'
    if "allowed" in error.details and error.status == 405:
        response.headers["Allow"] = ", ".join(str(method) for method in _as_list(error.details["allowed"]))
    if error.status == 416:
        response.headers["Content-Range"] = f"bytes */{error.details['size_bytes']}"
    return response


def wrap(value: object) -> dict[str, Any]:
    """Return the envelope of a value; a page's entries become the data, the rest of it the meta."""
    if isinstance(value, Page):
        return {"success": True, "data": value.entries, "error": None, "meta": page_meta(value)}
    return {"success": True, "data": value, "error": None, "meta": {}}


def page_meta(page: Page[Any]) -> dict[str, Any]:
    """Return how to go on from a page."""
    return {
        "page": page.page,
        "page_size": page.page_size,
        "total": page.total,
        "next_cursor": page.next_cursor,
    }


def _json(content: Mapping[str, Any], status: int) -> web.Response:
    return web.Response(body=codec.encode(content), status=status, content_type=JSON, charset="utf-8")


def _as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]

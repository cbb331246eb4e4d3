"""The browser page: its files, and nothing else of the disk."""

import re
from pathlib import Path

from aiohttp import web

from app.contract import resources
from app.contract.accounts import Permission
from app.contract.errors import NotFound
from app.engine.web.ranges import file_response
from app.engine.web.route import Call, Route

START = "index.html"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' blob:",  # pictures are fetched with the token, so they come as blobs
        "media-src 'self' blob:",  # blobs are what hls.js feeds to the player
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".otf": "font/otf",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
"""What a page consists of; files of another kind are not sent, whatever lies there."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")
_FOLDERS = {"": "web", "vendor": "web/vendor", "icons": "icons", "fonts": "fonts"}
"""Folders of the page's addresses, and where they lie among the resources."""


def page_routes() -> tuple[Route, ...]:
    """Return the routes of the browser page: `/`, and the files that it names."""

    async def send_start(call: Call) -> web.StreamResponse:
        return await _send(call, find_file("", START))

    async def send_file(call: Call) -> web.StreamResponse:
        return await _send(call, find_file(call.path.get("folder", ""), call.path["name"]))

    return (
        Route(
            method="GET",
            path="/",
            permission=Permission.OPEN,
            handler=send_start,
            summary="The browser page",
            description="Marquee for browsers. It signs in with a token and then uses this API like any other client.",
            tag="page",
            media_type="text/html",
            example="<!doctype html>…",
        ),
        *(
            Route(
                method="GET",
                path=path,
                permission=Permission.OPEN,
                handler=send_file,
                summary=summary,
                description="Scripts, styles, pictures and fonts of the page. Fails with `path_not_found`.",
                tag="page",
                media_type="text/javascript",
                example="export const ANSWER = 42;",
            )
            for path, summary in (
                ("/web/{name}", "A file of the browser page"),
                ("/web/{folder}/{name}", "A file in a folder of the browser page"),
            )
        ),
    )


def find_file(folder: str, name: str) -> Path:
    """Return a file of the page.

    Raises:
        NotFound: there is none of that name, or it lies elsewhere, however the name or a link leads there.
    """
    place = _FOLDERS.get(folder)
    if place is None or not _NAME.fullmatch(name) or Path(name).suffix not in _TYPES:
        raise _nothing(folder, name)
    root = (resources.find("resources") / place).resolve()
    path = (root / name).resolve()
    if path.parent != root or not path.is_file():
        raise _nothing(folder, name)
    return path


async def _send(call: Call, path: Path) -> web.StreamResponse:
    return await file_response(call.raw, path, media_type=_TYPES[path.suffix], headers=HEADERS)


def _nothing(folder: str, name: str) -> NotFound:
    return NotFound(f"The page has no file {'/'.join(filter(None, (folder, name)))!r}.", code="path_not_found")

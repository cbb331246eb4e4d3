"""Whole files over HTTP, with ranges."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from app.contract.accounts import Permission
from app.contract.errors import Invalid
from app.engine.streaming.service import ROOT, Streaming
from app.engine.web.ranges import file_response
from app.engine.web.route import Call, Route

_PATH = "{id}/{expires}/{signature}/{name}"


def routes(streaming: Streaming) -> tuple[Route, ...]:
    """Return the routes of this room."""
    return tuple(
        Route(
            method=method,
            path=f"{ROOT}/{kind}/{_PATH}",
            permission=Permission.SIGNED,
            handler=_sender(streaming, kind),
            summary=summary,
            description=(
                f"{sentence} Ranges, `If-Range`, conditional requests and HEAD are understood. The path comes from "
                "a playback answer, carries its own signature, holds for 24 hours and outlives a restart of the engine."
            ),
            tag="streaming",
            media_type="application/octet-stream",
            example="(bytes of the file)",
        )
        for kind, summary, sentence in (
            ("direct", "A media file", "The bytes of a media file, exactly as they lie on the disk."),
            ("side", "A file beside the media", "The bytes of a subtitle file beside the media."),
        )
        for method in ("GET", "HEAD")
    )


def _sender(streaming: Streaming, kind: str) -> Callable[[Call], Awaitable[web.StreamResponse]]:
    async def send(call: Call) -> web.StreamResponse:
        subject, expires = _whole(call.path["id"]), _whole(call.path["expires"])
        path = await streaming.open_file(kind, subject, expires, call.path["signature"])
        return await file_response(call.raw, path)

    return send


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Invalid("This is no stream URL of this engine.", code="bad_stream_url")
    return int(text)

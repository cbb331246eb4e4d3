"""What is known about files over HTTP: pictures along films, chapters, loudness, markers."""

import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from app.contract.accounts import Permission
from app.contract.analysis import Analysis
from app.contract.server import API
from app.engine.analysis.examples import ANALYSIS, PLAYLIST, VTT
from app.engine.analysis.items import item_id
from app.engine.analysis.markers.routes import marker_routes
from app.engine.analysis.service import ROOT, Knowledge
from app.engine.ground.clock import now
from app.engine.streaming import number_of
from app.engine.web.content import content_response
from app.engine.web.ranges import file_response
from app.engine.web.route import Call, Route

TAG = "analysis"
VTT_TYPE = "text/vtt"
PLAYLIST_TYPE = "application/vnd.apple.mpegurl"
BIF_TYPE = "application/octet-stream"
CACHE = "private, max-age=3600"
_LASTS = (
    "The path comes from an item's analysis, carries its own signature and holds for 24 hours, as long as the token "
    "that asked counts."
)

_TEXTS = {"tiles.vtt": VTT_TYPE, "tiles.m3u8": PLAYLIST_TYPE}
_FACES = (
    ("tiles.vtt", "Pictures along a film as WebVTT", VTT_TYPE, VTT),
    ("tiles.m3u8", "Pictures along a film as a playlist of images", PLAYLIST_TYPE, PLAYLIST),
    ("tiles.bif", "Pictures along a film as one BIF file", BIF_TYPE, "(bytes of the file)"),
    ("{name}", "A sheet of pictures, or the picture of a chapter", "image/jpeg", "(bytes of a picture)"),
)


def routes(knowledge: Knowledge) -> tuple[Route, ...]:
    """Return the routes of this room."""

    async def list_analyses(call: Call) -> tuple[Analysis, ...]:
        return await knowledge.list_analyses(item_id(call), call.caller.token_id)

    return (
        Route(
            method="GET",
            path=f"{API}/items/{{id}}/analysis",
            permission=Permission.LIBRARY_READ,
            handler=list_analyses,
            summary="What a closer look at an item's files found",
            description=(
                "For each file: small pictures along the film, pictures of its chapters, its loudness and the gain to "
                "play it with, and where intro and credits are. What was not looked at yet is null or empty."
            ),
            tag=TAG,
            answer=tuple[Analysis, ...],
            example=(ANALYSIS,),
        ),
        *marker_routes(knowledge),
        *_faces(knowledge),
    )


def _faces(knowledge: Knowledge) -> tuple[Route, ...]:
    return tuple(
        Route(
            method=method,
            path=f"{ROOT}/{{id}}/{{expires}}/{{signature}}/{name}",
            permission=Permission.SIGNED,
            handler=_sender(knowledge, name),
            summary=summary,
            description=f"{summary}. {_LASTS} Fails with `trickplay_not_found` while there are none.",
            tag=TAG,
            media_type=media_type,
            example=example,
        )
        for name, summary, media_type, example in _FACES
        for method in ("GET", "HEAD")
    )


def _sender(knowledge: Knowledge, face: str) -> Callable[[Call], Awaitable[web.StreamResponse]]:
    async def send(call: Call) -> web.StreamResponse:
        name = call.path.get("name", face)
        opened = await knowledge.pictures.open(
            number_of(call.path["id"]), number_of(call.path["expires"]), call.path["signature"], name
        )
        if isinstance(opened, Path):
            media_type = "image/jpeg" if opened.suffix == ".jpg" else BIF_TYPE
            return await file_response(call.raw, opened, media_type=media_type, cache=CACHE)
        content = opened.encode()
        etag = hashlib.sha256(content).hexdigest()[:32]
        return content_response(call.raw, content, media_type=_TEXTS[name], etag=etag, modified=now(), cache=CACHE)

    return send

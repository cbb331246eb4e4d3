"""Subtitles over HTTP."""

import hashlib
import re
from collections.abc import Awaitable, Callable

from aiohttp import web

from app.contract.accounts import Permission
from app.contract.errors import NotFound
from app.contract.subtitles import Drawn, Font, PictureCue, PictureIndex, PictureList
from app.engine.streaming.signing import number_of
from app.engine.streaming.subtitles import rules
from app.engine.streaming.subtitles.service import ROOT, Film, Subtitles
from app.engine.web.content import content_response
from app.engine.web.ranges import IMMUTABLE
from app.engine.web.route import Call, Parameter, Route

Answer = Callable[[Call], Awaitable[web.StreamResponse]]

_SIGNED = "{id}/{expires}/{signature}"
_FILE = re.compile(r"(?P<track>[sx][0-9]{1,18})\.(?P<form>vtt|srt|ass)")
_TYPES = {
    "vtt": "text/vtt; charset=utf-8",
    "srt": "application/x-subrip; charset=utf-8",
    "ass": "text/x-ssa; charset=utf-8",
}
_SIGNED_TOO = (
    "The path comes from a playback answer, carries its own signature and holds for 24 hours, as long as the token "
    "that opened the playback counts."
)
_OFFSET = Parameter(
    name="offset_ms", type=int, description="Shows everything so much later; earlier when negative.", example=-500
)
_FONT = Font(index=4, name="Lantern-Regular.ttf", media_type="font/ttf", size_bytes=84_112)
_PICTURES = PictureList(
    start_ms=60_000,
    end_ms=120_000,
    cues=(
        PictureCue(
            start_ms=61_200,
            end_ms=63_000,
            pictures=(Drawn(picture=0, x=0.3, y=0.85, width=0.4, height=0.06),),
        ),
    ),
    urls=("0.png",),
)


def routes(subtitles: Subtitles) -> tuple[Route, ...]:
    """Return the routes of the subtitles."""
    return (
        *_text_routes(subtitles),
        _font_list_route(subtitles),
        *_font_routes(subtitles),
        *_picture_list_routes(subtitles),
        *_picture_routes(subtitles),
    )


def _text_routes(subtitles: Subtitles) -> tuple[Route, ...]:
    async def send(call: Call) -> web.StreamResponse:
        film = await _opened(subtitles, call)
        found = _FILE.fullmatch(call.path["name"])
        if found is None:
            raise NotFound("There are no subtitles of this name.", code="subtitle_not_found")
        offset_ms = rules.parse_offset(call.query.get("offset_ms", "0"))
        text = await subtitles.get_text(film, found["track"], found["form"], offset_ms)
        return _content(call, film, text.encode(), _TYPES[found["form"]])

    return tuple(
        Route(
            method=method,
            path=f"{ROOT}/{_SIGNED}/{{name}}",
            permission=Permission.SIGNED,
            handler=send,
            summary="Subtitles as text",
            description=(
                "`s3.vtt` is the stream 3 of the film as WebVTT, `x12.vtt` the file 12 beside it, whatever format and "
                "encoding it has; `.srt` gives SubRip, `.ass` the original of styled ones (415 `not_styled` "
                "otherwise). A film that was not read before is read now, which may take long. Fails with "
                f"`subtitle_not_found`, `not_text` (they are pictures) or `no_text`. {_SIGNED_TOO}"
            ),
            tag="streaming",
            parameters=(_OFFSET,),
            media_type="text/vtt",
            example="WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nWho lit the <i>lantern</i>?\n",
        )
        for method in ("GET", "HEAD")
    )


def _font_list_route(subtitles: Subtitles) -> Route:
    async def list_fonts(call: Call) -> tuple[Font, ...]:
        return tuple(await subtitles.list_fonts(await _opened(subtitles, call)))

    return Route(
        method="GET",
        path=f"{ROOT}/{_SIGNED}/fonts/list.json",
        permission=Permission.SIGNED,
        handler=list_fonts,
        summary="The fonts of a film",
        description=(
            "The fonts that are attached to a film, for players that draw ASS; each is at `{index}/{name}` beside this "
            f"list. Empty when there are none. {_SIGNED_TOO}"
        ),
        tag="streaming",
        answer=tuple[Font, ...],
        example=(_FONT,),
    )


def _font_routes(subtitles: Subtitles) -> tuple[Route, ...]:
    async def send(call: Call) -> web.StreamResponse:
        film = await _opened(subtitles, call)
        found = await subtitles.get_font(film, number_of(call.path["index"]))
        return content_response(
            call.raw,
            found.content,
            media_type=found.font.media_type,
            etag=f"{film.seen.etag}-{found.font.index}",
            modified=film.seen.modified,
            cache=IMMUTABLE,
        )

    return tuple(
        Route(
            method=method,
            path=f"{ROOT}/{_SIGNED}/fonts/{{index}}/{{name}}",
            permission=Permission.SIGNED,
            handler=send,
            summary="A font of a film",
            description=f"A font that is attached to a film. Fails with `unreadable` when it is none. {_SIGNED_TOO}",
            tag="streaming",
            media_type="font/ttf",
            example="(bytes of a font)",
        )
        for method in ("GET", "HEAD")
    )


def _picture_list_routes(subtitles: Subtitles) -> tuple[Route, ...]:
    async def get_index(call: Call) -> PictureIndex:
        return await subtitles.get_picture_index(await _opened(subtitles, call), call.path["track"])

    async def get_list(call: Call) -> PictureList:
        film, offset_ms = await _opened(subtitles, call), rules.parse_offset(call.query.get("offset_ms", "0"))
        return await subtitles.get_picture_list(film, call.path["track"], number_of(call.path["block"]), offset_ms)

    return (
        Route(
            method="GET",
            path=f"{ROOT}/{_SIGNED}/pictures/{{track}}/list.json",
            permission=Permission.SIGNED,
            handler=get_index,
            summary="Where drawn subtitles are listed",
            description=(
                "The blocks of a subtitle that is pictures (PGS, VobSub, DVB), for players that draw them over the "
                f"film. Fails with `subtitle_not_found` or `not_pictures`. {_SIGNED_TOO}"
            ),
            tag="streaming",
            answer=PictureIndex,
            example=PictureIndex(block_ms=60_000, lists=("0/list.json", "1/list.json")),
        ),
        Route(
            method="GET",
            path=f"{ROOT}/{_SIGNED}/pictures/{{track}}/{{block}}/list.json",
            permission=Permission.SIGNED,
            handler=get_list,
            summary="Drawn subtitles of a part of a film",
            description=(
                "When and where each picture is shown, as shares of the film's picture, and where the pictures are, "
                f"seen from this list. Only this part of the film is read. {_SIGNED_TOO}"
            ),
            tag="streaming",
            parameters=(_OFFSET,),
            answer=PictureList,
            example=_PICTURES,
        ),
    )


def _picture_routes(subtitles: Subtitles) -> tuple[Route, ...]:
    async def send(call: Call) -> web.StreamResponse:
        film = await _opened(subtitles, call)
        track, block, name = call.path["track"], number_of(call.path["block"]), call.path["name"]
        content = await subtitles.get_picture(film, track, block, number_of(name.removesuffix(".png")))
        return _content(call, film, content, "image/png")

    return tuple(
        Route(
            method=method,
            path=f"{ROOT}/{_SIGNED}/pictures/{{track}}/{{block}}/{{name}}",
            permission=Permission.SIGNED,
            handler=send,
            summary="A picture of drawn subtitles",
            description=f"A PNG with transparency. Fails with `picture_not_found`. {_SIGNED_TOO}",
            tag="streaming",
            media_type="image/png",
            example="(bytes of a picture)",
        )
        for method in ("GET", "HEAD")
    )


def _content(call: Call, film: Film, content: bytes, media_type: str) -> web.StreamResponse:
    etag = hashlib.sha256(content).hexdigest()[:32]
    return content_response(call.raw, content, media_type=media_type, etag=etag, modified=film.seen.modified)


async def _opened(subtitles: Subtitles, call: Call) -> Film:
    subject, expires = number_of(call.path["id"]), number_of(call.path["expires"])
    return await subtitles.open(subject, expires, call.path["signature"])

"""Films whose picture is made anew over HTTP, and what this computer encodes with."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from aiohttp import web

from app.contract.accounts import Permission
from app.contract.server import API
from app.contract.streaming import Encoder
from app.engine.streaming.encodes import texts
from app.engine.streaming.encodes.service import Encodes, Film
from app.engine.streaming.files import MediaFile
from app.engine.streaming.remux import PLAYLIST_TYPE, Sent
from app.engine.streaming.rules import MASTER, parse_choice
from app.engine.streaming.signing import number_of, viewer_of
from app.engine.streaming.subtitles.renditions import TRACK_NAME, takes_renditions
from app.engine.web.content import content_response
from app.engine.web.ranges import IMMUTABLE
from app.engine.web.route import Call, Route

if TYPE_CHECKING:
    from app.engine.streaming.service import Streaming

Answer = Callable[[Call], Awaitable[web.StreamResponse]]
Told = tuple[str, Answer, str, str, str]

_EXAMPLE = Encoder(name="libx264", codec="h264", provider="pyav", is_hardware=False, works=True, frame_rate=152.4)
_OTHER = replace(_EXAMPLE, provider="ffmpeg", version="7.0.2", abilities=("styled_text",))
_ABOUT_PLAYLISTS = (
    "An HLS playlist of a film whose picture is made anew: `master.m3u8`, and those that it names. The order in the "
    "path says what is made; one that nobody used for two days answers 404 with `order_not_found`. Subtitles that are "
    "text come as WebVTT, and `?subtitle=s3` has players begin with one."
)
_ABOUT_PIECES = (
    "A piece that such a playlist names, made at this moment or taken from the store that all viewers share. When the "
    "computer already converts as much as it can, the answer is 503 with `too_many_encodes`."
)


def made(streaming: "Streaming", signed: str) -> tuple[Told, ...]:
    """Return path, handler, summary, sentence and media type of each route; `signed` is the signed part of a path."""
    path = f"encode/{signed}/{{order}}/{{choice}}"
    return (
        (f"{path}/{{name}}", _playlists(streaming), "A playlist of a film made anew", _ABOUT_PLAYLISTS, PLAYLIST_TYPE),
        (
            f"{path}/{{track}}/{{tag}}/{{name}}",
            _pieces(streaming),
            "A piece of a film made anew",
            _ABOUT_PIECES,
            "video/mp4",
        ),
    )


def encoder_routes(encodes: Encodes) -> tuple[Route, ...]:
    """Return the route that tells what this computer encodes with."""

    async def list_encoders(_call: Call) -> tuple[Encoder, ...]:
        return await encodes.registry.list_all()

    return (
        Route(
            method="GET",
            path=f"{API}/streaming/encoders",
            permission=Permission.SERVER_READ,
            handler=list_encoders,
            summary="What this computer encodes with",
            description=(
                "Every encoder of pictures that Marquee knows, whether it works here and how fast it is. Each is "
                "tried by encoding some pictures and decoding them again, once for each version: the first answer "
                "may take some seconds. Hardware is used only when its encoder works. Those of an ffmpeg program "
                "that is found on this computer follow, with what it is good for."
            ),
            tag="streaming",
            answer=tuple[Encoder, ...],
            example=(_EXAMPLE, _OTHER),
        ),
    )


def playlist(call: Call, sent: Sent, file: MediaFile) -> web.StreamResponse:
    """Return the answer with a playlist."""
    etag = hashlib.sha256(sent.content).hexdigest()[:32]
    answer = content_response(call.raw, sent.content, media_type=sent.media_type, etag=etag, modified=file.modified)
    answer.headers["Vary"] = "User-Agent"
    return answer


def piece(call: Call, sent: Sent, file: MediaFile, etag: str) -> web.StreamResponse:
    """Return the answer with a piece."""
    return content_response(
        call.raw, sent.content, media_type=sent.media_type, etag=etag, modified=file.modified, cache=IMMUTABLE
    )


def _playlists(streaming: "Streaming") -> Answer:
    async def send(call: Call) -> web.StreamResponse:
        film, name = await _ordered(streaming, call), call.path["name"]
        track, agent = name.removesuffix(".m3u8"), call.raw.headers.get("User-Agent", "")
        if TRACK_NAME.fullmatch(track):
            return playlist(call, await texts.get_playlist(streaming.renditions, film, track), film.file)
        sent = await streaming.encodes.get_playlist(film, parse_choice(call.path["choice"]), name, agent)
        if name == MASTER and takes_renditions(agent):
            sent = await texts.put_into(streaming.renditions, film, sent, call.query.get("subtitle", ""))
        return playlist(call, sent, film.file)

    return send


def _pieces(streaming: "Streaming") -> Answer:
    async def send(call: Call) -> web.StreamResponse:
        film, choice = await _ordered(streaming, call), parse_choice(call.path["choice"])
        track, name, viewer = call.path["track"], call.path["name"], viewer_of(call.path["signature"])
        if TRACK_NAME.fullmatch(track):
            sent = await texts.get_piece(streaming.renditions, film, track, name)
        else:
            sent = await streaming.encodes.get_piece(film, choice, track, name, viewer)
        return piece(call, sent, film.file, f"{film.name[:16]}-{choice}-{track}-{name}")

    return send


async def _ordered(streaming: "Streaming", call: Call) -> Film:
    subject, expires = number_of(call.path["id"]), number_of(call.path["expires"])
    return await streaming.open_encode(subject, expires, call.path["signature"], call.path["order"])

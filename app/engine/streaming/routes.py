"""Files over HTTP: whole, with ranges, and in pieces."""

from collections.abc import Awaitable, Callable
from functools import partial

from aiohttp import web

from app.contract.accounts import Permission
from app.contract.errors import Denied
from app.contract.links import is_link
from app.engine.streaming.encodes import routes as encodes
from app.engine.streaming.files import MediaFile
from app.engine.streaming.remux import PLAYLIST_TYPE
from app.engine.streaming.service import ROOT, Streaming
from app.engine.streaming.signing import number_of, viewer_of
from app.engine.web.ranges import LISTENER, Listener, file_response
from app.engine.web.relay import relay_response
from app.engine.web.route import Call, Route

SIGNED = "{id}/{expires}/{signature}"
LASTS = (
    "The path comes from a playback answer, carries its own signature, holds for 24 hours and outlives a restart; it "
    "ends with the token that opened the playback (403, `token_withdrawn`)"
)
_PLAYLIST = '#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-STREAM-INF:BANDWIDTH=8000000,CODECS="avc1.640028"\nv0.m3u8\n'

Answer = Callable[[Call], Awaitable[web.StreamResponse]]


def routes(streaming: Streaming) -> tuple[Route, ...]:
    """Return the routes of this room."""
    files = tuple(
        Route(
            method=method,
            path=f"{ROOT}/{path}",
            permission=Permission.SIGNED,
            handler=watched(streaming, handler),
            summary=summary,
            description=f"{sentence} Ranges, `If-Range`, conditional requests and HEAD are understood. {LASTS}.",
            tag="streaming",
            media_type=media_type,
            example=_PLAYLIST if media_type == PLAYLIST_TYPE else "(bytes of the file)",
        )
        for path, handler, summary, sentence, media_type in (
            *_whole_files(streaming),
            *_pieces(streaming),
            *encodes.made(streaming, SIGNED),
        )
        for method in ("GET", "HEAD")
    )
    return (*files, *encodes.encoder_routes(streaming.encodes))


_Told = tuple[str, Answer, str, str, str]
_ABOUT_PLAYLISTS = (
    "An HLS playlist: `master.m3u8`, and those that it names. The film and its sounds are copied, never encoded again; "
    "subtitles that are text come as WebVTT, and `?subtitle=s3` has players begin with one. "
    "A file whose streams cannot be copied answers 415 with `not_copyable` or `not_cuttable`."
)
_ABOUT_FILES = (
    "The bytes of a media file, exactly as they lie on the disk. Those of a film that a link file leads to come from "
    "the other server, with its own answers to ranges and conditions; when it has the film no more the answer is 404 "
    "with `link_broken`."
)
_ABOUT_PIECES = (
    "A piece that a playlist names, in MP4 or MPEG-TS, made at this moment or taken from memory. When the file has "
    "changed since, the answer is 404 with `file_changed`."
)


def _whole_files(streaming: Streaming) -> tuple[_Told, ...]:
    bytes_type = "application/octet-stream"
    path = f"{SIGNED}/{{name}}"
    return (
        (
            f"direct/{path}",
            _sender(streaming, "direct"),
            "A media file",
            _ABOUT_FILES,
            bytes_type,
        ),
        (
            f"side/{path}",
            _sender(streaming, "side"),
            "A file beside the media",
            "The bytes of a subtitle file beside the media.",
            bytes_type,
        ),
    )


def _pieces(streaming: Streaming) -> tuple[_Told, ...]:
    path = f"remux/{SIGNED}/{{choice}}"
    return (
        (
            f"{path}/{{name}}",
            _playlist_sender(streaming),
            "A playlist of a film in pieces",
            _ABOUT_PLAYLISTS,
            PLAYLIST_TYPE,
        ),
        (
            f"{path}/{{track}}/{{tag}}/{{name}}",
            _piece_sender(streaming),
            "A piece of a film",
            _ABOUT_PIECES,
            "video/mp4",
        ),
    )


def watched(streaming: Streaming, handler: Answer) -> Answer:
    """Return a handler whose bytes are counted, and that sends none once its playback or its token was ended."""
    flow = streaming.flow

    async def send(call: Call) -> web.StreamResponse:
        signature = call.path["signature"]
        viewer = viewer_of(signature)
        path = viewer or signature
        if flow.is_closed(path):
            raise Denied("The owner of this Marquee stopped this playback.", code="playback_stopped")

        def hear(count: int) -> bool:
            flow.add(path, count)
            return not flow.is_closed(path) and not streaming.signer.is_withdrawn(signature)

        call.raw[LISTENER] = Listener(hear)
        with streaming.viewers.fetching(viewer):
            answer = await handler(call)
        if isinstance(answer, web.Response) and isinstance(answer.body, bytes) and call.raw.method != "HEAD":
            flow.add(path, len(answer.body))
        return answer

    return send


def _sender(streaming: Streaming, kind: str) -> Answer:
    async def send(call: Call) -> web.StreamResponse:
        subject, expires = number_of(call.path["id"]), number_of(call.path["expires"])
        path = await streaming.open_file(kind, subject, expires, call.path["signature"])
        if is_link(path.name):
            return await relay_response(call.raw, partial(streaming.links.open, path))
        return await file_response(call.raw, path)

    return send


def _playlist_sender(streaming: Streaming) -> Answer:
    async def send(call: Call) -> web.StreamResponse:
        file = await _opened(streaming, call)
        agent = call.raw.headers.get("User-Agent", "")
        asked = call.query.get("subtitle", "")
        sent = await streaming.get_playlist(file, call.path["choice"], call.path["name"], agent, asked)
        return encodes.playlist(call, sent, file)

    return send


def _piece_sender(streaming: Streaming) -> Answer:
    async def send(call: Call) -> web.StreamResponse:
        file = await _opened(streaming, call)
        choice, track, name = call.path["choice"], call.path["track"], call.path["name"]
        sent = await streaming.get_piece(file, choice, track, call.path["tag"], name)
        return encodes.piece(call, sent, file, f"{file.tag}-{choice}-{track}-{name}")

    return send


async def _opened(streaming: Streaming, call: Call) -> MediaFile:
    subject, expires = number_of(call.path["id"]), number_of(call.path["expires"])
    return await streaming.open_remux(subject, expires, call.path["signature"])

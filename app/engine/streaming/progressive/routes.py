"""Files in one stream over HTTP."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing

from aiohttp import web

from app.contract.accounts import Permission
from app.contract.errors import Invalid
from app.contract.units import DurationMs
from app.engine.streaming.progressive import made
from app.engine.streaming.progressive.rules import parse_whole
from app.engine.streaming.routes import LASTS, SIGNED, watched
from app.engine.streaming.service import ROOT, Streaming
from app.engine.streaming.signing import number_of, viewer_of
from app.engine.web.route import Call, Parameter, Route
from app.engine.web.streams import stream_response

LONGEST_MS = 1_000 * 3_600_000
_ABOUT = (
    "A film or music from its beginning to its end in one answer, for players that fetch no pieces: MP4, MPEG-TS, and "
    "sound alone as MP3, ADTS (AAC), FLAC, AC-3 or E-AC-3. Pictures are copied; sound is copied or made anew, as the "
    "path says. Its length is not known before, so there are no ranges: to begin elsewhere ask for `start_ms`. It is "
    "made as fast as it is taken, and no longer than somebody takes it. A file whose streams cannot be copied answers "
    "415 with `not_copyable` or `not_cuttable`."
)
_ABOUT_MADE = (
    "A film whose picture is made anew, with one sound, in one answer: MP4 or MPEG-TS. Pieces that somebody else "
    "watched are taken from the store. Its length is not known before, so there are no ranges: to begin elsewhere ask "
    "for `start_ms`. It is made a minute ahead of what is taken. The order in the path says what is made; one that "
    "nobody used for two days answers 404 with `order_not_found`. When the computer already converts as much as it "
    "can, the answer is 503 with `too_many_encodes`."
)

Chunks = AsyncGenerator[bytes]


def routes(streaming: Streaming) -> tuple[Route, ...]:
    """Return the routes of this room."""

    async def copied(call: Call, start_ms: DurationMs) -> tuple[str, Chunks]:
        subject, expires = number_of(call.path["id"]), number_of(call.path["expires"])
        file = await streaming.open_remux(subject, expires, call.path["signature"], "progressive")
        return await streaming.read(file, parse_whole(call.path["choice"]), start_ms)

    async def converted(call: Call, start_ms: DurationMs) -> tuple[str, Chunks]:
        subject, expires, signature = (
            number_of(call.path["id"]),
            number_of(call.path["expires"]),
            call.path["signature"],
        )
        film = await streaming.open_encode(subject, expires, signature, call.path["order"])
        chunks = made.read(streaming.encodes.runs, film, start_ms, viewer_of(signature))
        return made.MEDIA_TYPES[film.order.form], chunks

    return (
        *_routes(streaming, f"progressive/{SIGNED}/{{choice}}/{{name}}", copied, "A film in one stream", _ABOUT),
        *_routes(
            streaming, f"made/{SIGNED}/{{order}}/{{name}}", converted, "A film made anew in one stream", _ABOUT_MADE
        ),
    )


def _routes(
    streaming: Streaming,
    path: str,
    read: Callable[[Call, DurationMs], Awaitable[tuple[str, Chunks]]],
    summary: str,
    about: str,
) -> tuple[Route, ...]:
    async def send(call: Call) -> web.StreamResponse:
        kind, chunks = await read(call, _start_ms(call))
        async with aclosing(chunks):
            return await stream_response(call.raw, chunks, media_type=kind)

    return tuple(
        Route(
            method=method,
            path=f"{ROOT}/{path}",
            permission=Permission.SIGNED,
            handler=watched(streaming, send),
            summary=summary,
            description=f"{about} {LASTS}.",
            tag="streaming",
            parameters=(
                Parameter(
                    name="start_ms",
                    description="Begin with the piece in which this moment of the film lies; its times stay those "
                    "of the film.",
                    type=int,
                    example=600_000,
                ),
            ),
            media_type="video/mp4",
            example="(bytes of the stream)",
        )
        for method in ("GET", "HEAD")
    )


def _start_ms(call: Call) -> DurationMs:
    text = call.query.get("start_ms", "0")
    if not text.isascii() or not text.isdigit() or len(text) > 10 or int(text) > LONGEST_MS:
        raise Invalid("start_ms is a number of milliseconds.", code="bad_start")
    return DurationMs(int(text))

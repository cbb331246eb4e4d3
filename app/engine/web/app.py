"""Builds the aiohttp application: request ids, the one error shape, permissions, bodies."""

import asyncio
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence

import structlog
from aiohttp import web
from aiohttp.typedefs import Middleware

from app.contract.errors import MarqueeError
from app.engine.web import envelope
from app.engine.web.errors import TooLarge, TooSlow, from_aiohttp
from app.engine.web.gate import Gate
from app.engine.web.metrics import Metrics
from app.engine.web.route import Call, Route

BODY_TIMEOUT_S = 30.0
REQUEST_ID = "X-Request-Id"
_REQUEST_ID = web.RequestKey("request_id", str)
_VALID_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS_WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]
log = structlog.get_logger(__name__)


def build_app(routes: Sequence[Route], gate: Gate, metrics: Metrics) -> web.Application:
    """Return an application that answers the routes; GET routes answer HEAD too."""
    app = web.Application(middlewares=[_wall(gate, metrics)])
    app.on_response_prepare.append(_add_headers)
    declared = {(route.method, route.path) for route in routes}
    for route in routes:
        answer = _answering(route, gate)
        app.router.add_route(route.method, route.path, answer)
        if route.method == "GET" and ("HEAD", route.path) not in declared:
            app.router.add_route("HEAD", route.path, answer)
    return app


def _wall(gate: Gate, metrics: Metrics) -> Middleware:
    @web.middleware
    async def wall(request: web.Request, handler: Answering) -> web.StreamResponse:
        """Turn whatever goes wrong into the one error shape, and count."""
        request[_REQUEST_ID] = _request_id(request)
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request[_REQUEST_ID]):
            response = await _guarded(request, handler, gate)
        metrics.add(request, response, time.perf_counter() - started)
        return response

    return wall


async def _guarded(request: web.Request, handler: Answering, gate: Gate) -> web.StreamResponse:
    try:
        gate.check_host(request)
        return await handler(request)
    except MarqueeError as error:
        return _expected(request, error)
    except web.HTTPException as error:
        return _expected(request, from_aiohttp(error, request))
    except ConnectionError:  # the other side hung up; aiohttp ends the connection quietly
        raise
    except Exception:
        log.exception("request_crashed", method=request.method, path=request.path)
        return envelope.failure(MarqueeError("Something went wrong inside Marquee. Its log says what."))


def _expected(request: web.Request, error: MarqueeError) -> web.Response:
    log.info(
        "request_refused",
        method=request.method,
        path=request.path,
        status=error.status,
        code=error.code,
        reason=error.message,
    )
    return envelope.failure(error)


def _answering(route: Route, gate: Gate) -> Answering:
    async def answer(request: web.Request) -> web.StreamResponse:
        caller = await gate.admit(request, route)
        body = await _read_body(request, route.max_body_bytes) if request.method in _METHODS_WITH_BODY else b""
        call = Call(caller=caller, path=request.match_info, query=request.query, raw=request, _body=body)
        return envelope.success(await route.handler(call), route.status)

    return answer


async def _read_body(request: web.Request, limit: int) -> bytes:
    too_large = TooLarge(f"The body may have {limit} bytes at most.", details={"max_bytes": limit})
    if (request.content_length or 0) > limit:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > limit:
                    raise too_large
    except TimeoutError as error:
        raise TooSlow(f"The body took longer than {BODY_TIMEOUT_S:.0f} s.") from error
    return bytes(body)


def _request_id(request: web.Request) -> str:
    """Return the caller's id when it is harmless in a log, else a new one."""
    given = request.headers.get(REQUEST_ID, "")
    return given if _VALID_ID.fullmatch(given) else secrets.token_hex(8)


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers[REQUEST_ID] = request.get(_REQUEST_ID, "")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Server"] = "Marquee"

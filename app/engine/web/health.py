"""The server's own routes: health, status, metrics, events, and the document of all routes."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import web

from app import __version__
from app.contract import codec
from app.contract.accounts import Permission
from app.contract.server import API, EVENTS_PATH, Component, ComponentState, Health, Status
from app.contract.units import SizeBytes
from app.engine.web.events import EventStream
from app.engine.web.gate import Gate
from app.engine.web.metrics import Metrics
from app.engine.web.openapi import document
from app.engine.web.route import Call, Parameter, Route

HEALTH = Health(status="ok", version=__version__, server_id="3f0c9a52e1d84b7f")
STATUS = Status(
    version=__version__,
    server_id=HEALTH.server_id,
    name="Marquee on den",
    pid=4711,
    started_at=datetime(2026, 11, 21, 18, 30, tzinfo=UTC),
    data_dir="/home/ada/.local/share/marquee",
    database_bytes=SizeBytes(4_317_184),
    lan_url="http://192.168.1.20:8730",
    components=(Component(name="database", state=ComponentState.OK),),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the server tells about the engine it belongs to."""

    server_id: str
    status: Callable[[], Awaitable[Status]]


def health_routes(about: About) -> tuple[Route, ...]:
    """Return the routes that tell how the engine does."""

    async def health(_call: Call) -> Health:
        return Health(status="ok", version=__version__, server_id=about.server_id)

    async def status(_call: Call) -> Status:
        return await about.status()

    return (
        Route(
            method="GET",
            path=f"{API}/health",
            permission=Permission.OPEN,
            handler=health,
            summary="Proof of life",
            description="Answers as soon as the engine serves. `server_id` stays the same for a data folder.",
            tag="server",
            answer=Health,
            example=HEALTH,
        ),
        Route(
            method="GET",
            path=f"{API}/status",
            permission=Permission.SERVER_READ,
            handler=status,
            summary="How each part does",
            description="Lists the parts of the engine; one that is not well says in `detail` what to do.",
            tag="server",
            answer=Status,
            example=STATUS,
        ),
    )


def metrics_route(metrics: Metrics) -> Route:
    """Return the route that Prometheus asks."""

    async def text(_call: Call) -> web.Response:
        return web.Response(body=metrics.text(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    return Route(
        method="GET",
        path="/metrics",
        permission=Permission.SERVER_READ,
        handler=text,
        summary="Numbers for Prometheus",
        description="Requests, latency, bytes sent, event listeners and the memory of the process, as Prometheus text.",
        tag="server",
        media_type="text/plain",
        example='marquee_http_requests_total{method="GET",route="/api/v1/health",status="200"} 12.0\n',
    )


def events_route(stream: EventStream, gate: Gate) -> Route:
    """Return the route of the event stream."""

    async def listen(call: Call) -> web.WebSocketResponse:
        gate.check_origin(call.raw)
        return await stream.answer(call, lambda: gate.is_admitted(call.raw, route))

    route = Route(
        method="GET",
        path=EVENTS_PATH,
        permission=Permission.LIBRARY_READ,
        handler=listen,
        summary="What happens, as it happens",
        description=(
            "A WebSocket. Each message is one event: its name, and the ids that it is about. After `resync` some were "
            "lost because this listener was too slow: read again what you show. `session.changed` tells of the "
            "caller's own sessions, and of all with `playback.manage`."
        ),
        tag="server",
        parameters=(
            Parameter(
                name="events",
                description="Names of the events to hear, with commas between them; all when left out.",
                example="item.changed,scan.progress",
            ),
        ),
        status=101,
        example='{"event": "item.changed", "data": {"ids": ["12"], "kinds": ["film"], "aspect": "file"}}',
    )
    return route


def openapi_route(routes: Sequence[Route]) -> Route:
    """Return the route of the document that describes all routes, itself included."""

    async def describe(_call: Call) -> web.Response:
        return web.Response(body=codec.encode(document([*routes, route])), content_type="application/json")

    route = Route(
        method="GET",
        path=f"{API}/openapi.json",
        permission=Permission.OPEN,
        handler=describe,
        summary="This document",
        description="The OpenAPI 3.1 document of all routes, without an envelope.",
        tag="server",
        media_type="application/json",
        example={"openapi": "3.1.0", "info": {"title": "Marquee", "version": __version__}, "paths": {}},
    )
    return route

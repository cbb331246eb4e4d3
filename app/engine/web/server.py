"""The HTTP server: listens, answers the rooms' routes, stops within a limit."""

import asyncio
import errno
import socket
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import structlog
from aiohttp import web

from app.contract.errors import Conflict, Invalid, Unavailable
from app.engine.ground.bus import Bus
from app.engine.web.app import build_app
from app.engine.web.events import EventStream
from app.engine.web.gate import Authenticate, Gate, is_loopback
from app.engine.web.health import About, events_route, health_routes, metrics_route, openapi_route
from app.engine.web.metrics import Metrics
from app.engine.web.pages import page_routes
from app.engine.web.route import Route

STOP_TIMEOUT_S = 3.0
"""Streams that still run after this are cut: the whole engine has five seconds to stop."""
KEEP_ALIVE_S = 75.0
BACKLOG = 256
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # a table, not a choice

log = structlog.get_logger(__name__)


class Web:
    """Serves routes, and its own: health, status, metrics, events, openapi.json, the browser page.

    Args:
        routes: Of all rooms.
        authenticate: Turns a token into who it belongs to, or None.
        bus: Whose events go to listeners.
        about: What health and status tell.
    """

    def __init__(self, routes: Sequence[Route], *, authenticate: Authenticate, bus: Bus, about: About) -> None:
        self._gate = Gate(authenticate)
        self._stream = EventStream(bus)
        metrics = Metrics()
        metrics.watch_listeners(lambda: self._stream.count)
        own = (*health_routes(about), metrics_route(metrics), events_route(self._stream, self._gate), *page_routes())
        described = (*routes, *own)
        self.routes: tuple[Route, ...] = (*described, openapi_route(described))
        self._app = build_app(self.routes, self._gate, metrics)
        self._app.on_shutdown.append(self._on_shutdown)
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self, host: str, port: int) -> str:
        """Listen, and return the URL by which this machine reaches the server.

        Called again it moves to the new address; what runs on the old one goes on.

        Args:
            host: "127.0.0.1" for this machine only, "0.0.0.0" for the network.
            port: 0 takes any free one.

        Raises:
            Conflict: the port is taken.
            Invalid: there is no such address on this machine.
        """
        runner = await self._ensure_runner()
        if self._site is not None:
            await self._site.stop()
            self._site = None
        site = web.TCPSite(runner, host, port, backlog=BACKLOG)
        try:
            await site.start()
        except OSError as error:
            await site.stop()
            raise _no_listening(error, host, port) from error
        self._site = site
        self._gate.is_loopback_only = is_loopback(host)
        url = _url(host, self.port)
        log.info("web_listens", url=url, host=host)
        return url

    @property
    def port(self) -> int:
        """The port it listens on; 0 while it does not listen."""
        server = self._site._server if self._site else None  # noqa: SLF001  # aiohttp tells addresses of all sites only mixed
        sockets = getattr(server, "sockets", ())
        return int(sockets[0].getsockname()[1]) if sockets else 0

    async def stop(self) -> None:
        """Say goodbye to listeners, let answers finish for a moment, then cut what is left."""
        runner, self._runner, self._site = self._runner, None, None
        if runner is not None:
            await runner.cleanup()

    async def _ensure_runner(self) -> web.AppRunner:
        if self._runner is None:
            runner = web.AppRunner(
                self._app, access_log=None, shutdown_timeout=STOP_TIMEOUT_S, keepalive_timeout=KEEP_ALIVE_S
            )
            await runner.setup()
            self._runner = runner
        return self._runner

    async def _on_shutdown(self, _app: web.Application) -> None:
        try:
            async with asyncio.timeout(STOP_TIMEOUT_S / 3):
                await self._stream.close()
        except TimeoutError:  # somebody does not say goodbye back
            log.info("listeners_cut")


def _url(host: str, port: int) -> str:
    name = _EVERYWHERE.get(host, host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _no_listening(error: OSError, host: str, port: int) -> Conflict | Invalid | Unavailable:
    if error.errno == errno.EADDRINUSE:
        return Conflict(
            f"Port {port} is used by another program. Stop it, or choose another port with --port.",
            code="port_in_use",
            details={"port": port},
        )
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return Invalid(f"This machine has no address {host!r}.", code="host_unknown")
    return Unavailable(f"Cannot listen on {host}, port {port}: {error.strerror}.", code="cannot_listen")

"""Serves a data folder until it is told to stop, or its parent is gone."""

import asyncio
import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import structlog

from app import __version__
from app.contract import codec
from app.contract.server import Component, ComponentState, Ready, Running, Status
from app.engine.compose import Engine, open_engine
from app.engine.ground.clock import now
from app.engine.ground.files import write_private
from app.engine.ground.lock import hold_soon
from app.engine.ground.log import start_log
from app.engine.ground.paths import Home
from app.engine.options import ServeOptions
from app.engine.web.health import About
from app.engine.web.listening import Listening, Wanted
from app.engine.web.server import Web

NEW_OBJECTS = 20_000
"""Objects made before the collector looks for cycles: a scan makes many for each file, none of them in a cycle."""

log = structlog.get_logger(__name__)


async def serve(options: ServeOptions) -> int:
    """Serve until SIGTERM, SIGINT, or the end of standard input for a child; return the exit code.

    Raises:
        Conflict: another engine uses the data folder, or the port of the command line is taken.
    """
    options.home.make()
    start_log(options.home, console=sys.stderr)
    async with hold_soon(options.home):
        stop = asyncio.Event()
        _stop_on_signals(stop)
        if options.child:
            _stop_without_parent(stop)
        async with opened_web(options) as (engine, url):
            _spare_the_collector()
            with _announced(options.home, engine, url):
                sys.stdout.write(codec.encode(Ready(url=url, pid=os.getpid())).decode() + "\n")
                sys.stdout.flush()
                await stop.wait()
                log.info("engine_stops")
    return 0


@asynccontextmanager
async def opened_web(options: ServeOptions) -> AsyncIterator[tuple[Engine, str]]:
    """Open the engine and its server; gives the URL for this machine."""
    async with open_engine(options.home) as engine:
        about = _About(options.home, engine)
        own = About(server_id=engine.server_id, status=about.status)
        web = Web(engine.routes, authenticate=engine.accounts.authenticate, bus=engine.bus, about=own)
        async with web:
            wanted = Wanted(host=options.host, port=options.port)
            about.listening = Listening(web, engine.settings, engine.bus, engine.tasks, wanted)
            url = await about.listening.start()
            if options.discovery:
                await engine.devices.start(about.listening)
            yield engine, url


def _spare_the_collector() -> None:
    """What is there by now stays until the end: it is not looked at again."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
    gc.enable()


class _About:
    """Tells how the engine does."""

    def __init__(self, home: Home, engine: Engine) -> None:
        self._home = home
        self._engine = engine
        self._started_at = now()
        self.listening: Listening | None = None

    async def status(self) -> Status:
        """Return how each part does, and what to do about those that are not well."""
        return Status(
            version=__version__,
            server_id=self._engine.server_id,
            name=self._engine.devices.name,
            pid=os.getpid(),
            started_at=self._started_at,
            data_dir=str(self._home.root),
            database_bytes=self._engine.db.size_bytes(),
            lan_url=self.listening.lan_url() if self.listening else None,
            components=(await self._database(), await self._sources(), await self._store()),
        )

    async def _database(self) -> Component:
        fault = await asyncio.to_thread(self._engine.db.fault)
        state = ComponentState.DEGRADED if fault else ComponentState.OK
        return Component(name="database", state=state, detail=fault)

    async def _store(self) -> Component:
        fault = await self._engine.streams.encodes.runs.shelf.find_fault()
        state = ComponentState.DEGRADED if fault else ComponentState.OK
        return Component(name="converted films", state=state, detail=fault)

    async def _sources(self) -> Component:
        away = [source.path for source in await self._engine.library.list_sources() if not source.online]
        if not away:
            return Component(name="sources", state=ComponentState.OK)
        return Component(
            name="sources",
            state=ComponentState.DEGRADED,
            detail=f"Not reachable, connect the disk or remove the source: {', '.join(away)}",
        )


@contextmanager
def _announced(home: Home, engine: Engine, url: str) -> Iterator[None]:
    """Leave the note by which the window and the command line find this engine, readable by its owner only."""
    running = Running(url=url, pid=os.getpid(), token=engine.accounts.owner_token, version=__version__)
    write_private(home.running_file, codec.encode(running))
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            home.running_file.unlink()


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


def _stop_without_parent(stop: asyncio.Event) -> None:
    """The parent holds the other end of standard input; the system closes it however the parent ends."""
    loop = asyncio.get_running_loop()

    def wait() -> None:
        while os.read(0, 4096):
            pass
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=wait, name="parent-watch", daemon=True).start()

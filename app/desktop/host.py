"""Owns the engine of a data folder: finds the one that runs, or starts one, watches it, and brings it back."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from app.contract import codec
from app.contract.errors import Invalid, MarqueeError
from app.contract.server import Ready, Running

RUNNING_FILE: Final = "engine.json"
PAUSES_S: Final = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Between two tries to start an engine; the last goes on."""
HEALTHY_S: Final = 60.0
"""An engine that lived this long was well: the next pause is short again."""
FAILED_AFTER: Final = 4
"""So many tries in a row without an engine are told as a failure, while trying goes on."""
READY_TIMEOUT_S: Final = 30.0
DRAIN_S = 0.5
EOF_TIMEOUT_S: Final = 2.0
"""An engine ends by itself when its input does; only one that does not hear it is asked louder."""
STOP_TIMEOUT_S: Final = 5.0
POLL_S: Final = 2.0
KEPT_LINES: Final = 40

log = logging.getLogger(__name__)

Asks = Callable[[Running], Awaitable[bool]]


class HostState(StrEnum):
    """How the window stands to its engine."""

    STARTING = "starting"
    READY = "ready"
    RECONNECTING = "reconnecting"
    STOPPING = "stopping"
    FAILED = "failed"


class Host(QObject):
    """Sees to it that this data folder has an engine, as long as `run` runs.

    An engine that was there before is used and left alone at the end; one that the host started ends with it.
    """

    changed = Signal(str)
    """The new HostState."""
    arrived = Signal(object)
    """Running: the engine to talk to from now on."""

    def __init__(
        self,
        data_dir: Path,
        *,
        command: Sequence[str] | None = None,
        answers: Asks | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = HostState.STARTING
        self._note = data_dir / RUNNING_FILE
        self._command = tuple(command) if command is not None else serve_command(data_dir)
        self._answers = answers or answers_health
        self._child: asyncio.subprocess.Process | None = None
        self._drains: list[asyncio.Task[None]] = []
        self._doubt = asyncio.Event()
        self._port: int | None = None
        self._tries = 0

    @property
    def is_owner(self) -> bool:
        """Whether the engine is a child of this window."""
        return self._child is not None

    async def run(self) -> None:
        """Keep an engine there until cancelled."""
        while self.state is not HostState.STOPPING:
            running = await self._attach() or await self._start()
            if running is None:
                await self._pause()
                continue
            self._port = urlsplit(running.url).port
            self._set(HostState.READY)
            self.arrived.emit(running)
            began = time.monotonic()
            await self._until_gone(running)
            self._tries = 0 if time.monotonic() - began >= HEALTHY_S else min(self._tries, 1)
            self._set(HostState.RECONNECTING)

    def doubt(self) -> None:
        """Look now whether the engine is still there: its event line dropped."""
        self._doubt.set()

    async def stop(self) -> None:
        """End the engine if it is ours: politely first."""
        self._set(HostState.STOPPING)
        await self._end_child()

    async def _attach(self) -> Running | None:
        running = read_note(self._note)
        if running is None or not await self._answers(running):
            return None
        log.info("found the engine %s at %s", running.pid, running.url)
        return running

    async def _start(self) -> Running | None:
        command = [*self._command, *(("--port", str(self._wanted_port())) if self._wanted_port() is not None else ())]
        try:
            self._child = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
        except OSError as error:
            log.error("the engine could not be started: %s", error)  # noqa: TRY400 - the cause is the system's, in one line
            return None
        said: deque[str] = deque(maxlen=KEPT_LINES)
        assert self._child.stdout is not None
        assert self._child.stderr is not None
        self._drains = [asyncio.ensure_future(_drain(self._child.stderr, said))]
        running = await self._wait_until_ready(self._child.stdout)
        if running is None:
            await self._end_child()
            log.error("the engine did not come up; its last words:\n%s", "\n".join(said))
            # Another window's engine may hold the folder: then the next look at its note finds it.
        return running

    def _wanted_port(self) -> int | None:
        """The port of before, so that signed URLs go on; any free one when the usual port was refused."""
        if self._tries >= 2:
            return 0
        return self._port

    async def _wait_until_ready(self, stdout: asyncio.StreamReader) -> Running | None:
        try:
            line = await asyncio.wait_for(stdout.readline(), READY_TIMEOUT_S)
            codec.decode(line, Ready)
        except (TimeoutError, Invalid, ValueError):
            return None
        self._drains.append(asyncio.ensure_future(_drain(stdout, deque(maxlen=1))))
        return read_note(self._note)

    async def _until_gone(self, running: Running) -> None:
        if self._child is not None:
            await self._child.wait()
            log.warning("the engine ended with code %s", self._child.returncode)
            await self._end_child()
            return
        while await self._answers(running):
            self._doubt.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._doubt.wait(), POLL_S)

    async def _pause(self) -> None:
        self._tries += 1
        if self._tries >= FAILED_AFTER:
            self._set(HostState.FAILED)
        await asyncio.sleep(PAUSES_S[min(self._tries, len(PAUSES_S)) - 1])

    async def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            await _end(child)
        if self._drains:
            # Read to their ends the pipes are closed; a worker that outlives the engine may hold them open for a while.
            await asyncio.wait(self._drains, timeout=DRAIN_S)
        for drain in self._drains:
            drain.cancel()
        await asyncio.gather(*self._drains, return_exceptions=True)
        self._drains = []

    def _set(self, state: HostState) -> None:
        if state is not self.state and self.state is not HostState.STOPPING:
            self.state = state
            self.changed.emit(state)


def serve_command(data_dir: Path) -> tuple[str, ...]:
    """Return what starts an engine for a folder, from a checkout and from a frozen bundle."""
    marquee = (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "app")
    return (*marquee, "serve", "--child", "--data-dir", str(data_dir))


def read_note(path: Path) -> Running | None:
    """Return what a serving engine left in its folder; None when there is nothing usable."""
    try:
        return codec.decode(path.read_bytes(), Running)
    except (OSError, Invalid):
        return None


async def answers_health(running: Running) -> bool:
    """Tell whether the engine of a note answers, and knows the note's token: the port may be another's by now."""
    from app.client import Client

    try:
        async with Client(running.url, running.token) as client:
            status = await client.server.get_status()
    except MarqueeError:
        return False
    return status.pid == running.pid


async def _end(child: asyncio.subprocess.Process) -> None:
    if child.stdin is not None:
        child.stdin.close()  # what the engine waits for, and all that works politely on Windows
    try:
        await asyncio.wait_for(child.wait(), EOF_TIMEOUT_S)
        return
    except TimeoutError:
        if sys.platform != "win32":
            child.terminate()
    try:
        await asyncio.wait_for(child.wait(), STOP_TIMEOUT_S)
    except TimeoutError:
        log.warning("the engine did not stop in time and is ended")
        child.kill()
        await child.wait()


async def _drain(stream: asyncio.StreamReader, kept: deque[str]) -> None:
    """Read on, so that the engine never waits for a full pipe; what it logs is in its own file already."""
    while line := await stream.readline():
        kept.append(line.decode(errors="replace").rstrip())

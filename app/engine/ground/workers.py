"""One media worker: a process that is asked line by line, and killed when it does not answer."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

import app
from app.contract import codec
from app.contract.errors import Unavailable, Unsupported
from app.contract.media import MediaFault

LONGEST_ANSWER_BYTES = 32 * 1024 * 1024
PATIENCE_AT_END_S = 1.0
KEPT_MEMORY_BYTES = 32 * 1024 * 1024
"""What a worker does not give back between two pieces: new memory costs glibc's programs a fault per page, which was
half of the time that a copied piece took. Other systems' allocators do not know the names."""
_ALLOCATOR = {name: str(KEPT_MEMORY_BYTES) for name in ("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_")}


class Task(Protocol):
    """What a worker is asked, a dataclass of the contract: its name, and the file that it is about."""

    task: ClassVar[str]

    @property
    def path(self) -> str:
        """Of the file."""


class WorkerGone(Exception):
    """The process ended without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    ok: Any = None
    error: "_Error | None" = None
    blob: int | None = None


@dataclass(frozen=True, slots=True)
class Blob:
    """An answer that came with bytes."""

    told: Any
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Error:
    kind: MediaFault
    message: str


def worker_command() -> tuple[str, ...]:
    """Return how a worker is started from a checkout, an installed wheel and a frozen bundle."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "work")
    return (sys.executable, "-m", "app.worker")


def worker_environment() -> dict[str, str]:
    """Return the environment of workers: ours, the package that we run, and how memory is kept."""
    paths = [str(Path(app.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    return {**_ALLOCATOR, **os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


class Worker:
    """A running worker process. It answers one task at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.answered = 0

    @classmethod
    async def start(cls, command: Sequence[str], memory_bytes: int) -> "Worker":
        """Start a process."""
        process = await asyncio.create_subprocess_exec(
            *command,
            "--memory-bytes",
            str(memory_bytes),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=LONGEST_ANSWER_BYTES,
            env=worker_environment(),
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Tell whether the process has not ended, as far as we have heard."""
        return self._process.returncode is None

    async def ask(self, task: Task) -> Any:
        """Return the plain answer to a task.

        Raises:
            Unsupported: the worker gave up on the file; the code is a MediaFault.
            Unavailable: there is no room for what it makes.
            WorkerGone: it ended instead.
        """
        await self.send((task,))
        return await self.hear(task)

    async def send(self, tasks: Sequence[Task]) -> None:
        """Hand over tasks; their answers are to be heard in the same order. Raises WorkerGone."""
        assert self._process.stdin is not None
        # json, not the codec: a file name may hold bytes that are no UTF-8, as lone surrogates.
        lines = "".join(json.dumps({"task": task.task, **codec.plain(task)}) + "\n" for task in tasks)
        try:
            self._process.stdin.write(lines.encode())
            await self._process.stdin.drain()
        except ConnectionError as error:
            raise WorkerGone from error

    async def hear(self, task: Task) -> Any:
        """Return the answer to the task that is next; a Blob when bytes belong to it. Raises as `ask` does."""
        assert self._process.stdout is not None
        try:
            heard = await self._process.stdout.readline()
            if not heard.endswith(b"\n"):
                raise WorkerGone
            answer = codec.decode(heard, _Answer)
            if answer.blob is not None:
                return Blob(answer.ok, await self._process.stdout.readexactly(answer.blob))
        except (ConnectionError, ValueError, asyncio.IncompleteReadError) as error:  # ValueError: an endless line
            raise WorkerGone from error
        finally:
            self.answered += 1
        if answer.error is not None and answer.error.kind == MediaFault.NO_ROOM:
            raise Unavailable(answer.error.message, code="no_room")
        if answer.error is not None:
            raise Unsupported(answer.error.message, code=answer.error.kind, details={"path": task.path})
        return answer.ok

    def strike(self) -> None:
        """Tell the process to end now; whoever waits for its answer gets WorkerGone."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def kill(self) -> None:
        """End the process now, whatever it does, and wait for that. Nobody may wait for its answer."""
        self.strike()
        await self._wait()

    async def stop(self) -> None:
        """Let an idle process end by itself; kill it when it does not."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            async with asyncio.timeout(PATIENCE_AT_END_S):
                await self._process.wait()
        except TimeoutError:
            await self.kill()
        else:
            await self._wait()

    async def _wait(self) -> None:
        """Take the exit code, so that no zombie stays, and close the pipes."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        with contextlib.suppress(ConnectionError):
            await self._process.stdin.wait_closed()
        # asyncio tells the end of a process only after its pipes were read to theirs.
        while await self._process.stdout.read(LONGEST_ANSWER_BYTES):
            pass
        await self._process.wait()

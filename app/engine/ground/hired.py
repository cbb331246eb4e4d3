"""A media worker that one keeps for oneself as long as one needs it."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import structlog

from app.contract import codec
from app.contract.errors import Unavailable, Unsupported
from app.contract.media import MediaFault
from app.contract.segments import Piece, SegmentMade
from app.engine.ground.workers import Task, Worker, WorkerGone

STARTS_PER_TASK = 3
"""A worker that ends in the middle of a task was killed by somebody, or by the file; that shows the second time."""

log = structlog.get_logger(__name__)


class Hired:
    """A worker process. It is started with the first task, and replaced when it ends.

    Args:
        deadline_s: For one task; the worker is killed afterwards.
        on_end: Is told when it was given back.
    """

    def __init__(
        self, command: Sequence[str], deadline_s: float, memory_bytes: int, on_end: Callable[["Hired"], None]
    ) -> None:
        self._command = command
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._on_end = on_end
        self._worker: Worker | None = None
        self._killing: asyncio.Future[None] | None = None
        self._asking = asyncio.Lock()
        self._ended = asyncio.Event()

    @property
    def pid(self) -> int:
        """The number of its process; 0 while it has none."""
        return self._worker.pid if self._worker is not None and self._worker.is_alive else 0

    async def piece(self, task: Task) -> Piece:
        """Return the piece that a task makes. Raises as `ask` does."""
        answer = await self.ask(task)
        head_bytes = codec.convert(answer.told, SegmentMade).head_bytes
        return Piece(head=answer.content[:head_bytes], body=answer.content[head_bytes:])

    async def ask(self, task: Task) -> Any:
        """Return the plain answer to a task, or its Blob.

        Raises:
            Unsupported: with a MediaFault as its code.
            Unavailable: no worker can be started, or this one was given back.
        """
        async with self._asking:
            for _ in range(STARTS_PER_TASK):
                try:
                    return await self._ask_once(await self._ready(), task)
                except WorkerGone:
                    log.warning("hired_worker_ended", task=task.task, path=task.path)
        raise Unsupported("It ends every media worker.", code=MediaFault.CRASHED, details={"path": task.path})

    async def end(self) -> None:
        """End the process, whatever it does."""
        self._ended.set()
        if self._worker is not None:
            self._worker.strike()
        async with self._asking:
            await self._kill()
        self._on_end(self)

    async def _ask_once(self, worker: Worker, task: Task) -> Any:
        is_fine = False
        try:
            async with asyncio.timeout(self._deadline_s):
                answer = await worker.ask(task)
            is_fine = True
            return answer
        except TimeoutError as error:
            raise Unsupported(
                f"It was not made within {self._deadline_s:g} s.",
                code=MediaFault.TIMEOUT,
                details={"path": task.path},
            ) from error
        except Unsupported:
            is_fine = True  # an answer like any other
            raise
        finally:
            if not is_fine:
                await self._kill()

    async def _ready(self) -> Worker:
        if self._worker is None or not self._worker.is_alive:
            await self._kill()
            if self._ended.is_set():
                raise Unavailable("The media workers have stopped.", code="media_stopped")
            try:
                self._worker = await Worker.start(self._command, self._memory_bytes)
            except OSError as error:
                raise Unavailable(f"No media worker can be started: {error}", code="media_unavailable") from error
            if self._ended.is_set():  # meanwhile
                self._worker.strike()
        return self._worker

    async def _kill(self) -> None:
        """Whoever is stopped while it waits for this leaves the rest to the next who does."""
        if self._worker is not None and self._killing is None:
            self._killing = asyncio.ensure_future(self._worker.kill())
        if self._killing is not None:
            await asyncio.shield(self._killing)
            self._worker = self._killing = None

"""A few media workers that share their tasks fairly, are renewed now and then, and replaced when they end."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import structlog

from app.contract.errors import Unavailable, Unsupported
from app.contract.media import FrameTask, MediaFault
from app.engine.ground.workers import Task, Worker, WorkerGone

STARTS_PER_TASK = 2
"""A task that ends its worker gets one more, fresh one: the first may have been ended by somebody else."""
AHEAD = "ahead"
"""The lane of what nobody has asked for yet."""
QUIET = "quiet"
"""The lane of what is found out about files in the background."""
PATIENT = frozenset({FrameTask.task, AHEAD, QUIET})
"""Frames of films without a picture wait until everything was read once: each takes as long as forty files."""

log = structlog.get_logger(__name__)


class Turns:
    """Gives out a number of permits; whoever waits is served by lane in turn, so that a long queue blocks no other.

    Args:
        patient: Lanes that are served when nobody waits in another one.
    """

    def __init__(self, permits: int, patient: frozenset[str] = frozenset()) -> None:
        self._free = permits
        self._patient = patient
        self._lanes: dict[str, deque[asyncio.Future[None]]] = {}

    @asynccontextmanager
    async def take(self, lane: str) -> AsyncIterator[None]:
        """Hold a permit for as long as the block runs."""
        await self._acquire(lane)
        try:
            yield
        finally:
            self._release()

    async def _acquire(self, lane: str) -> None:
        if self._free:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._lanes.setdefault(lane, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._release()  # it was served and cancelled in the same moment
            raise

    def _release(self) -> None:
        for lane in sorted(self._lanes, key=self._patient.__contains__):
            waiting = self._lanes.pop(lane)
            while waiting:
                turn = waiting.popleft()
                if not turn.done():
                    turn.set_result(None)
                    if waiting:
                        self._lanes[lane] = waiting  # to the end of the line of lanes
                    return
        self._free += 1


class Pool:
    """Worker processes, started when they are needed and kept warm."""

    def __init__(
        self, command: Sequence[str], *, workers: int, deadline_s: float, memory_bytes: int, recycle_after: int
    ) -> None:
        self._command = command
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._recycle_after = recycle_after
        self._workers = workers
        self._turns = Turns(workers, patient=PATIENT)
        self._idle: list[Worker] = []
        self._alive: set[Worker] = set()
        self._is_open = True

    def pids(self) -> tuple[int, ...]:
        """Return the process numbers of the workers that live."""
        return tuple(worker.pid for worker in self._alive if worker.is_alive)

    async def warm(self) -> None:
        """Start the workers that do not live yet: there is a lot to do. Raises Unavailable."""
        missing = max(self._workers - len(self._alive), 0) if self._is_open else 0
        self._idle += await asyncio.gather(*(self._start() for _ in range(missing)))

    async def run(self, task: Task, *, lane: str = "", deadline_s: float | None = None) -> Any:
        """Return the plain answer to a task.

        Args:
            lane: Where it waits for its turn; "" is with all tasks of its kind.
            deadline_s: None for that of all tasks.

        Raises:
            Unsupported: with a MediaFault as its code.
            Unavailable: the pool is closed, or no worker can be started.
        """
        async with self._turns.take(lane or task.task):
            for _ in range(STARTS_PER_TASK):
                worker = await self._get()
                try:
                    return await self._ask(worker, task, deadline_s or self._deadline_s)
                except WorkerGone:
                    log.warning("media_worker_ended", task=task.task, path=task.path)
        raise Unsupported("It ends every media worker.", code=MediaFault.CRASHED, details={"path": task.path})

    async def run_all(self, tasks: Sequence[Task]) -> list[Any]:
        """Return the plain answers to tasks of one kind, in their order; an Unsupported in the place of a failed one.

        They are handed over at once, so that the worker never waits for the next. Raises Unavailable.
        """
        answers: list[Any] = []
        while len(answers) < len(tasks):
            answers += await self._run_some(tasks[len(answers) :])
            if len(answers) < len(tasks):
                answers.append(await self._run_alone(tasks[len(answers)]))
        return answers

    async def close(self) -> None:
        """End all workers; tasks that still run fail."""
        self._is_open = False
        self._idle.clear()
        await asyncio.gather(*(worker.stop() for worker in tuple(self._alive)))
        self._alive.clear()

    async def _run_some(self, tasks: Sequence[Task]) -> list[Any]:
        """Return the answers up to the task that ended the worker or took too long."""
        answers: list[Any] = []
        async with self._turns.take(tasks[0].task):
            worker, is_fine = await self._get(), False
            try:
                await worker.send(tasks)
                for task in tasks:
                    async with asyncio.timeout(self._deadline_s):
                        answers.append(await _heard(worker, task))
                is_fine = True
            except (WorkerGone, TimeoutError):
                log.warning("media_worker_ended", task=tasks[0].task, path=tasks[len(answers)].path)
            finally:
                await self._put_back(worker, is_fine=is_fine)
        return answers

    async def _run_alone(self, task: Task) -> Any:
        try:
            return await self.run(task)
        except Unsupported as error:
            return error

    async def _ask(self, worker: Worker, task: Task, deadline_s: float) -> Any:
        is_fine = False
        try:
            async with asyncio.timeout(deadline_s):
                answer = await worker.ask(task)
            is_fine = True
            return answer
        except TimeoutError as error:
            raise Unsupported(
                f"It was not read within {deadline_s:g} s.",
                code=MediaFault.TIMEOUT,
                details={"path": task.path},
            ) from error
        except (Unsupported, Unavailable):
            is_fine = True  # an answer like any other
            raise
        finally:
            await self._put_back(worker, is_fine=is_fine)

    async def _get(self) -> Worker:
        if not self._is_open:
            raise Unavailable("The media workers have stopped.", code="media_stopped")
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive:
                return worker
            await self._end(worker)
        return await self._start()

    async def _start(self) -> Worker:
        try:
            worker = await Worker.start(self._command, self._memory_bytes)
        except OSError as error:
            raise Unavailable(f"No media worker can be started: {error}", code="media_unavailable") from error
        self._alive.add(worker)
        return worker

    async def _put_back(self, worker: Worker, *, is_fine: bool) -> None:
        """Keep a worker that answered. One that was left in the middle of a task is of no use to the next one."""
        if not is_fine:
            await self._end(worker)
        elif worker.answered >= self._recycle_after or not self._is_open:
            self._alive.discard(worker)
            await worker.stop()
        else:
            self._idle.append(worker)

    async def _end(self, worker: Worker) -> None:
        self._alive.discard(worker)
        await worker.kill()


async def _heard(worker: Worker, task: Task) -> Any:
    try:
        return await worker.hear(task)
    except Unsupported as error:
        return error

"""Takes due jobs from the queue, runs their handlers, and writes down how each attempt ended."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

import structlog

from app.contract.errors import MarqueeError, Unavailable
from app.contract.jobs import JobProgress, JobState
from app.engine.ground import clock
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs import rules, store
from app.engine.ground.jobs.store import Claimed
from app.engine.ground.jobs.work import Work
from app.engine.ground.tasks import Tasks

LEASE_MS = 60_000
HEARTBEAT_S = 10.0
FINISHED_KEPT = 1_000
"""Jobs of each finished state that stay in the list."""
PRUNE_EVERY = 100
LONGEST_SLEEP_S = 60.0
AFTER_TROUBLE_S = 5.0

Handler = Callable[[Work], Awaitable[None]]
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of job that this engine can do."""

    handler: Handler
    at_once: int


class Runner:
    """Runs jobs of the kinds it is given, each kind so many at once."""

    def __init__(self, db: Db, bus: Bus, kinds: dict[str, Kind]) -> None:
        self._db = db
        self._bus = bus
        self._kinds = kinds
        self._tasks = Tasks()
        self._wake = asyncio.Event()
        self._running: dict[int, tuple[asyncio.Task[None], Work]] = {}
        self._unwanted: set[int] = set()
        self._is_stopping = False
        self._finished = 0

    async def start(self) -> None:
        """Take back what an earlier run left, then work."""
        await self._db.write(store.take_back, clock.now_ms(), expired_only=False)
        await self._db.write(store.prune, FINISHED_KEPT)
        self._tasks.start(self._feed(), name="jobs.feed")
        self._tasks.start(self._beat(), name="jobs.heartbeat")

    async def stop(self) -> None:
        """Stop working; what runs goes back to the queue."""
        self._is_stopping = True
        await self._tasks.stop()

    def wake(self) -> None:
        """Look into the queue now."""
        self._wake.set()

    def find_work(self, id_: int) -> Work | None:
        """Return a job that runs at the moment."""
        running = self._running.get(id_)
        return running[1] if running else None

    async def cancel(self, id_: int) -> None:
        """Cancel a job that was claimed, and wait until its handler has ended."""
        if id_ not in self._running:
            self._unwanted.add(id_)  # claimed this very moment; it will not start
            return
        task, _ = self._running[id_]
        task.cancel()
        await asyncio.wait({task})

    async def _feed(self) -> None:
        while True:
            self._wake.clear()
            sleep_s = AFTER_TROUBLE_S
            with _patience():
                sleep_s = await self._sleep_s(await self._begin_due())
            with contextlib.suppress(TimeoutError):
                # Not wait_for: in Python 3.11 it forgets a cancelling that comes together with the wake.
                async with asyncio.timeout(sleep_s):
                    await self._wake.wait()

    async def _begin_due(self) -> int:
        """Begin all that is due and return the moment up to which that was looked at, in ms since 1970."""
        while True:
            now = clock.now_ms()
            claimed = await self._claim(now)
            if claimed is None:
                return now
            self._begin(claimed)

    async def _claim(self, now: int) -> Claimed | None:
        busy = Counter(work.kind for _, work in self._running.values())
        free = [name for name, kind in self._kinds.items() if busy[name] < kind.at_once]
        return await self._db.write(store.claim, free, now, now + LEASE_MS) if free else None

    async def _sleep_s(self, looked_at: int) -> float:
        """What became due since the last look is next as well, or nobody would look for it."""
        due = await self._db.read(store.find_next_due, looked_at)
        sleep_s = LONGEST_SLEEP_S if due is None else (due - clock.now_ms()) / 1000 + 0.001
        return min(max(sleep_s, 0), LONGEST_SLEEP_S)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            told = [(id_, work.done, work.detail) for id_, (_, work) in self._running.items()]
            with _patience():
                # In this order: after the machine has slept, all leases are over.
                await self._db.write(store.extend, clock.now_ms() + LEASE_MS, told)
                await self._db.write(store.take_back, clock.now_ms(), expired_only=True)

    def _begin(self, claimed: Claimed) -> asyncio.Task[None]:
        work = Work(claimed, self._tell_running)
        task = self._tasks.start(self._run(claimed, work), name=f"job.{claimed.kind}")
        self._running[claimed.id] = (task, work)
        return task

    async def _run(self, claimed: Claimed, work: Work) -> None:
        """Run one attempt. A cancelled handler ends here too, and so does the cancelling."""
        try:
            await self._attempt(claimed, work)
        except asyncio.CancelledError:
            if self._is_stopping:
                await self._db.write(store.hand_back, claimed.id)
                return
            await self._finish(claimed, work, JobState.CANCELLED)
        except Unavailable as error:
            # How it ended cannot be noted: the disk is full. Its lease ends, and then it is done once more.
            log.warning("job_end_not_noted", job=claimed.kind, key=claimed.key, reason=error.message)
        finally:
            work.close()
            del self._running[claimed.id]
            self.wake()

    async def _attempt(self, claimed: Claimed, work: Work) -> None:
        if claimed.id in self._unwanted:
            self._unwanted.discard(claimed.id)
            raise asyncio.CancelledError
        self._tell(work, JobState.RUNNING)
        try:
            await self._kinds[claimed.kind].handler(work)
        except MarqueeError as error:
            log.info("job_failed", job=claimed.kind, key=claimed.key, code=error.code, reason=error.message)
            await self._fail(claimed, work, error, error.message)
        except Exception as error:
            log.exception("job_broke", job=claimed.kind, key=claimed.key)
            await self._fail(claimed, work, error, f"{type(error).__name__}: {error}")
        else:
            work.done = 1.0
            await self._finish(claimed, work, JobState.DONE)

    async def _fail(self, claimed: Claimed, work: Work, error: Exception, reason: str) -> None:
        if rules.is_final(error, claimed.attempts, claimed.max_attempts):
            await self._finish(claimed, work, JobState.DEAD, reason)
            return
        delay_s = rules.delay_s(claimed.attempts, random.random())  # noqa: S311  # chance, not secrecy
        await self._db.write(store.requeue, claimed.id, clock.now_ms() + int(delay_s * 1000), reason)
        self._tell(work, JobState.QUEUED)

    async def _finish(self, claimed: Claimed, work: Work, state: JobState, error: str = "") -> None:
        await self._db.write(store.finish, claimed.id, state, error, clock.now_ms())
        self._finished += 1
        if self._finished % PRUNE_EVERY == 0:
            await self._db.write(store.prune, FINISHED_KEPT)
        work.close()
        self._tell(work, state)

    def _tell_running(self, work: Work) -> None:
        self._tell(work, JobState.RUNNING)

    def _tell(self, work: Work, state: JobState) -> None:
        self._bus.publish(JobProgress(id=work.id, kind=work.kind, state=state, progress=work.done, detail=work.detail))


@contextlib.contextmanager
def _patience() -> Iterator[None]:
    """A full disk must not end the runner for ever; it looks again later."""
    try:
        yield
    except Unavailable as error:
        log.warning("jobs_wait", reason=error.message)

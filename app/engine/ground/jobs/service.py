"""Queues durable work, and tells how it goes."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self

from app.contract.errors import Conflict, Invalid, NotFound
from app.contract.jobs import Job, JobProgress, JobState
from app.contract.paging import Page
from app.engine.ground import clock
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs import store
from app.engine.ground.jobs.runner import Handler, Kind, Runner

FIRST_PRIORITY, LAST_PRIORITY = 1, 10
PENDING = frozenset({JobState.QUEUED, JobState.RUNNING})


class Jobs:
    """Durable work of all rooms. A job may be run twice after a crash, so handlers are safe to repeat.

    Entering takes back what a crashed engine left and starts to work; leaving puts running jobs back.
    """

    def __init__(self, db: Db, bus: Bus) -> None:
        self._db = db
        self._bus = bus
        self._kinds: dict[str, Kind] = {}
        self._runner = Runner(db, bus, self._kinds)

    async def __aenter__(self) -> Self:
        """Start to work."""
        await self._runner.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop to work."""
        await self._runner.stop()

    def handle(self, kind: str, handler: Handler, *, at_once: int = 1) -> None:
        """Name who does jobs of a kind, `at_once` of them at the same time; before entering.

        A handler that raises Invalid, Unsupported or NotFound has failed for good; any other failure is tried again
        later. Cancelling a job cancels the handler, as asyncio cancels.
        """
        assert kind not in self._kinds, f"{kind} has a handler"
        self._kinds[kind] = Kind(handler=handler, at_once=at_once)

    async def add(
        self,
        kind: str,
        payload: Mapping[str, object],
        *,
        key: str = "",
        priority: int = 5,
        max_attempts: int = 5,
        delay_s: float = 0,
    ) -> str:
        """Queue a job and return its id.

        `payload` holds plain JSON values, `priority` goes from 1 (first) to 10 (last). `key` says what the job works
        on: one of this kind and key that still waits is returned instead, and hurried when this one is more urgent;
        two of them never run at the same time.

        Raises:
            Invalid: the priority is none ("job_priority").
        """
        if not FIRST_PRIORITY <= priority <= LAST_PRIORITY:
            raise Invalid("A priority is a number from 1 (first) to 10 (last).", code="job_priority")
        now = clock.now_ms()
        new = store.NewJob(
            kind=kind,
            key=key,
            payload=payload,
            priority=priority,
            max_attempts=max_attempts,
            now=now,
            run_at=now + int(delay_s * 1000),
        )
        id_ = await self._db.write(store.add, new)
        self._runner.wake()
        return str(id_)

    async def cancel(self, id: str) -> None:  # noqa: A002  # the contract's word
        """Cancel a job that waits or runs; a running one has ended when this returns.

        Raises:
            NotFound: there is no such job.
            Conflict: it has ended already ("job_finished").
        """
        job = await self.get_job(id)
        if await self._db.write(store.cancel_queued, int(id), clock.now_ms()):
            self._tell(job, JobState.CANCELLED)
            return
        if (await self.get_job(id)).state is not JobState.RUNNING:
            raise Conflict("This job has ended already.", code="job_finished", details={"id": id})
        await self._runner.cancel(int(id))

    async def retry(self, id: str) -> None:  # noqa: A002
        """Queue a dead or cancelled job anew, with all its attempts.

        Raises:
            NotFound: there is no such job.
            Conflict: it is neither dead nor cancelled ("job_not_dead").
        """
        job = await self.get_job(id)
        if not await self._db.write(store.retry, int(id), clock.now_ms()):
            raise Conflict("Only a dead or cancelled job can be tried again.", code="job_not_dead", details={"id": id})
        self._runner.wake()
        self._tell(replace(job, progress=0.0, detail=""), JobState.QUEUED)

    async def list_jobs(self, *, states: Collection[JobState] = (), page: int = 1, page_size: int = 100) -> Page[Job]:
        """Return jobs in these states, or in any; the newest first."""
        jobs, total = await self._db.read(store.list_jobs, tuple(states), page_size, (page - 1) * page_size)
        return Page(entries=tuple(map(self._live, jobs)), page=page, page_size=page_size, total=total)

    async def get_job(self, id: str) -> Job:  # noqa: A002
        """Return a job. Raises NotFound ("job_not_found")."""
        job = await self._db.read(store.find_job, int(id)) if id.isdecimal() and len(id) < 19 else None
        if job is None:
            raise NotFound("There is no such job.", code="job_not_found", details={"id": id})
        return self._live(job)

    def _live(self, job: Job) -> Job:
        """Fill in the progress of a running job, which is written down only now and then."""
        work = self._runner.find_work(int(job.id))
        if work is None or job.state is not JobState.RUNNING:
            return job
        return replace(job, progress=work.done, detail=work.detail)

    def _tell(self, job: Job, state: JobState) -> None:
        self._bus.publish(JobProgress(id=job.id, kind=job.kind, state=state, progress=job.progress, detail=job.detail))

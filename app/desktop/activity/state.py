"""Sessions and jobs as the page of activity shows them; no Qt here."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.contract.errors import Denied, NotFound
from app.contract.jobs import Job, JobProgress, JobState
from app.contract.playback import Session, SessionState

if TYPE_CHECKING:
    from app.client import Client

ORDER = (JobState.RUNNING, JobState.QUEUED, JobState.DEAD, JobState.CANCELLED, JobState.DONE)
MAX_ENDED = 20


@dataclass(slots=True)
class ActivityState:
    """What goes on, and what went wrong."""

    client: Client
    sessions: tuple[Session, ...] = ()
    jobs: dict[str, Job] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    """Names by id, as far as this window may know them."""

    async def load(self) -> None:
        """Read sessions and jobs."""
        await self.load_sessions()
        page = await self.client.jobs.list_jobs()
        self.jobs = {job.id: job for job in page.entries}

    async def load_sessions(self) -> None:
        """Read who plays what."""
        sessions = await self.client.playback.list_sessions()
        self.sessions = tuple(session for session in sessions if session.state is not SessionState.STOPPED)
        if {session.user_id for session in self.sessions} - self.people.keys():
            with suppress(Denied):
                self.people = {user.id: user.name for user in await self.client.accounts.list_users()}

    async def dismiss(self, session_id: str) -> None:
        """Stop what somebody plays."""
        with suppress(NotFound):  # it ended by itself
            await self.client.playback.dismiss(session_id)
        await self.load_sessions()

    @property
    def shown(self) -> tuple[Job, ...]:
        """Return the jobs: running, waiting, dead, then the last that ended."""
        ordered = sorted(self.jobs.values(), key=lambda job: (ORDER.index(job.state), -job.created_at.timestamp()))
        alive = [job for job in ordered if job.state in ORDER[:3]]
        return (*alive, *[job for job in ordered if job.state in ORDER[3:]][:MAX_ENDED])

    def take(self, event: JobProgress) -> bool:
        """Take the news of a job; False when it is not known yet and the list must be read."""
        job = self.jobs.get(event.id)
        if job is None:
            return False
        self.jobs[event.id] = replace(job, state=event.state, progress=event.progress, detail=event.detail)
        return True

    async def cancel(self, job_id: str) -> None:
        """Stop a job."""
        await self.client.jobs.cancel(job_id)
        await self.load()

    async def retry(self, job_id: str) -> None:
        """Try a dead job again."""
        await self.client.jobs.retry(job_id)
        await self.load()

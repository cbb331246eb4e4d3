"""The engine's durable work."""

from app.client.wire import Wire
from app.contract.jobs import Job
from app.contract.paging import Page
from app.contract.server import API


class JobsClient:
    """What the engine works on."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def list_jobs(self, page: int = 1) -> Page[Job]:
        """Return one page of jobs, the newest first."""
        return await self._wire.get_page(f"{API}/jobs", Job, {"page": page})

    async def get_job(self, job_id: str) -> Job:
        """Return one job."""
        return await self._wire.get(f"{API}/jobs/{job_id}", Job)

    async def cancel(self, job_id: str) -> None:
        """Stop a job, or keep it from starting."""
        await self._wire.tell("POST", f"{API}/jobs/{job_id}/cancel")

    async def retry(self, job_id: str) -> None:
        """Queue a dead or cancelled job again."""
        await self._wire.tell("POST", f"{API}/jobs/{job_id}/retry")

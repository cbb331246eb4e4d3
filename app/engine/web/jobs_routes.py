"""Routes of the jobs."""

from datetime import UTC, datetime

from app.contract.accounts import Permission
from app.contract.errors import Invalid
from app.contract.jobs import Job, JobState
from app.contract.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Page
from app.contract.server import API
from app.engine.ground.jobs import Jobs
from app.engine.web.route import Call, Parameter, Route

_WHEN = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
_EXAMPLE = Job(
    id="42",
    kind="library.scan",
    key="1",
    priority=4,
    state=JobState.RUNNING,
    progress=0.4,
    detail="Films",
    attempts=1,
    max_attempts=5,
    error="",
    created_at=_WHEN,
    run_at=_WHEN,
    finished_at=None,
)
_PARAMETERS = (
    Parameter(name="state", description="Only jobs in this state; several may be given with commas.", example="dead"),
    Parameter(name="page", description="1 for the first page.", type=int, example=1),
    Parameter(name="page_size", description=f"1 to {MAX_PAGE_SIZE} jobs.", type=int, example=DEFAULT_PAGE_SIZE),
)


def routes(jobs: Jobs) -> tuple[Route, ...]:
    """Return the routes that list, cancel and retry jobs."""
    return (*_reading(jobs), *_changing(jobs))


def _reading(jobs: Jobs) -> tuple[Route, ...]:
    async def list_jobs(call: Call) -> Page[Job]:
        return await jobs.list_jobs(
            states=_states(call.query.get("state", "")),
            page=_number(call, "page", 1, highest=1_000_000),
            page_size=_number(call, "page_size", DEFAULT_PAGE_SIZE, highest=MAX_PAGE_SIZE),
        )

    async def get_job(call: Call) -> Job:
        return await jobs.get_job(call.path["id"])

    return (
        Route(
            method="GET",
            path=f"{API}/jobs",
            permission=Permission.SERVER_READ,
            handler=list_jobs,
            summary="List jobs",
            description="Durable work that waits, runs or has ended, the newest first. Only the last thousand of each "
            "finished state are kept.",
            tag="jobs",
            parameters=_PARAMETERS,
            answer=Page[Job],
            example=(_EXAMPLE,),
        ),
        Route(
            method="GET",
            path=f"{API}/jobs/{{id}}",
            permission=Permission.SERVER_READ,
            handler=get_job,
            summary="Show a job",
            description="One job with its present progress. Fails with `job_not_found`.",
            tag="jobs",
            answer=Job,
            example=_EXAMPLE,
        ),
    )


def _changing(jobs: Jobs) -> tuple[Route, ...]:
    async def cancel_job(call: Call) -> Job:
        await jobs.cancel(call.path["id"])
        return await jobs.get_job(call.path["id"])

    async def retry_job(call: Call) -> Job:
        await jobs.retry(call.path["id"])
        return await jobs.get_job(call.path["id"])

    return (
        Route(
            method="POST",
            path=f"{API}/jobs/{{id}}/cancel",
            permission=Permission.JOBS_MANAGE,
            handler=cancel_job,
            summary="Cancel a job",
            description="Ends a job that waits or runs and returns it. Fails with `job_not_found`, or with "
            "`job_finished` when it has ended already.",
            tag="jobs",
            answer=Job,
            example=_EXAMPLE,
        ),
        Route(
            method="POST",
            path=f"{API}/jobs/{{id}}/retry",
            permission=Permission.JOBS_MANAGE,
            handler=retry_job,
            summary="Try a job again",
            description="Queues a dead or cancelled job anew, with all its attempts, and returns it. Fails with "
            "`job_not_found`, or with `job_not_dead` when it is neither.",
            tag="jobs",
            answer=Job,
            example=_EXAMPLE,
        ),
    )


def _states(text: str) -> tuple[JobState, ...]:
    try:
        return tuple(JobState(word) for word in text.split(",") if word)
    except ValueError as error:
        known = ", ".join(JobState)
        raise Invalid(f"A state is one of {known}.", code="filter_invalid", details={"field": "state"}) from error


def _number(call: Call, name: str, default: int, *, highest: int) -> int:
    text = call.query.get(name, str(default))
    if not text.isdecimal() or not 1 <= int(text[:10]) <= highest:
        raise Invalid(f"{name} is a number from 1 to {highest}.", code="page_invalid", details={"field": name})
    return int(text)

"""A closer look waits until nothing else is to be done."""

import asyncio

import pytest

from app.contract.jobs import JobProgress, JobState
from app.contract.library import Scan, ScanProgress, ScanState
from app.engine.analysis.calm import Calm
from app.engine.ground.bus import Bus


def scan(state: ScanState) -> ScanProgress:
    return ScanProgress(scan=Scan(source_id="1", job_id="2", state=state))


def job(state: JobState, kind: str = "artwork.grab") -> JobProgress:
    return JobProgress(id="7", kind=kind, state=state, progress=0, detail="")


async def waits(calm: Calm) -> bool:
    waiting = asyncio.create_task(calm.wait())
    for _ in range(5):
        await asyncio.sleep(0)
    is_done = waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    return not is_done


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], False),
        ([scan(ScanState.WALKING)], True),
        ([scan(ScanState.WALKING), scan(ScanState.PROBING)], True),
        ([scan(ScanState.PROBING), scan(ScanState.DONE)], False),
        ([job(JobState.RUNNING)], True),
        ([job(JobState.RUNNING), job(JobState.DONE)], False),
        ([job(JobState.RUNNING), job(JobState.DEAD)], False),
        ([job(JobState.RUNNING, "own")], False),
        ([scan(ScanState.PROBING), job(JobState.RUNNING), scan(ScanState.FAILED)], True),
    ],
)
async def test_it_waits_for_scans_and_jobs_of_other_kinds(
    told: list[ScanProgress | JobProgress], expected: bool
) -> None:
    bus = Bus()
    calm = Calm(bus, "own")

    for event in told:
        bus.publish(event)

    assert await waits(calm) is expected


async def test_it_does_not_wait_for_ever() -> None:
    bus = Bus()
    calm = Calm(bus, "own", patience_s=0)
    bus.publish(job(JobState.RUNNING))

    await asyncio.wait_for(calm.wait(), 10)

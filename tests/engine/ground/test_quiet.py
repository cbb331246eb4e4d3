"""Pictures wait for scans, but not for ever."""

import asyncio

import pytest

from app.contract.library import Scan, ScanProgress, ScanState
from app.engine.ground.bus import Bus
from app.engine.ground.quiet import Quiet


def told(source_id: str, state: ScanState) -> ScanProgress:
    return ScanProgress(scan=Scan(source_id=source_id, job_id="1", state=state))


async def test_nothing_is_waited_for_while_nothing_is_scanned() -> None:
    bus = Bus()
    quiet = Quiet(bus)
    bus.publish(told("1", ScanState.QUEUED))

    async with asyncio.timeout(5):
        await quiet.wait()


@pytest.mark.parametrize("end", [ScanState.DONE, ScanState.FAILED, ScanState.CANCELLED])
async def test_all_scans_are_waited_for(end: ScanState) -> None:
    bus = Bus()
    quiet = Quiet(bus, patience_s=60)
    for state in (ScanState.WALKING, ScanState.PROBING):
        bus.publish(told("1", state))
        bus.publish(told("2", state))
    waiting = asyncio.ensure_future(quiet.wait())
    bus.publish(told("1", end))
    await asyncio.sleep(0)
    was_waiting = not waiting.done()
    bus.publish(told("2", end))

    async with asyncio.timeout(5):
        await waiting
    assert was_waiting


async def test_a_long_scan_is_not_waited_for() -> None:
    bus = Bus()
    quiet = Quiet(bus, patience_s=0.01)
    bus.publish(told("1", ScanState.PROBING))

    async with asyncio.timeout(5):
        await quiet.wait()

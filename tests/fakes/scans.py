"""Waits for the scans of a running engine."""

import asyncio

from app.client import Client
from app.contract.jobs import JobState
from app.contract.library import Scan, ScanState


async def settled(client: Client) -> Scan:
    """Return the newest scan once none waits or goes on."""
    async with asyncio.timeout(100):
        while True:
            scans = await client.library.list_scans()
            if scans and all(one.state in (ScanState.DONE, ScanState.FAILED) for one in scans):
                return scans[0]
            await asyncio.sleep(0.05)


async def done(client: Client, kind: str) -> None:
    """Wait until no job of a kind waits or runs, and one has run."""
    async with asyncio.timeout(100):
        while True:
            jobs = [job for job in (await client.jobs.list_jobs()).entries if job.kind == kind]
            if jobs and all(job.state is JobState.DONE for job in jobs):
                return
            await asyncio.sleep(0.05)

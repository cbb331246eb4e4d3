"""Waits for the scans of a running engine."""

import asyncio

from app.client import Client
from app.contract.library import Scan, ScanState


async def settled(client: Client) -> Scan:
    """Return the newest scan once none waits or goes on."""
    async with asyncio.timeout(100):
        while True:
            scans = await client.library.list_scans()
            if scans and all(one.state in (ScanState.DONE, ScanState.FAILED) for one in scans):
                return scans[0]
            await asyncio.sleep(0.05)

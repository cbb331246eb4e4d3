"""The engine advertises itself; python-zeroconf in this other process finds it, and loses it at its stop."""

import asyncio
from pathlib import Path

import pytest
from zeroconf import ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from app import __version__
from app.client import Client
from tests.fakes.program import serving

pytestmark = [pytest.mark.end_to_end, pytest.mark.alone]

MARQUEE, HTTP = "_marquee._tcp.local.", "_http._tcp.local."


class Watch:
    """What a browser sees come and go."""

    def __init__(self) -> None:
        self.seen: dict[str, set[str]] = {MARQUEE: set(), HTTP: set()}
        self._changed = asyncio.Condition()

    def note(self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        """Hear of a service."""
        if state_change is ServiceStateChange.Removed:
            self.seen[service_type].discard(name)
        else:
            self.seen[service_type].add(name)

    async def until(self, port: int, zeroconf: AsyncZeroconf, *, is_there: bool) -> AsyncServiceInfo | None:
        """Return the Marquee of a port once it is there, or None once it is gone."""
        async with asyncio.timeout(20):
            while True:
                for name in list(self.seen[MARQUEE]):
                    info = AsyncServiceInfo(MARQUEE, name)
                    if await info.async_request(zeroconf.zeroconf, 1000) and info.port == port:
                        if is_there:
                            return info
                        break
                else:
                    if not is_there:
                        return None
                await asyncio.sleep(0.1)


async def test_another_process_finds_the_engine_and_loses_it_at_stop(tmp_path: Path) -> None:
    watch = Watch()
    async with AsyncZeroconf(interfaces=["127.0.0.1"]) as zeroconf:
        browser = AsyncServiceBrowser(zeroconf.zeroconf, [MARQUEE, HTTP], handlers=[watch.note])
        with serving(tmp_path / "data", "--host", "127.0.0.1") as program:
            port = int(program.running.url.rpartition(":")[2])
            async with Client(program.running.url, program.running.token) as client:
                server_id = (await client.server.get_health()).server_id
            info = await watch.until(port, zeroconf, is_there=True)
            assert info is not None
            told = {key.decode(): (value or b"").decode() for key, value in info.properties.items()}
            program.process.terminate()
            await asyncio.to_thread(program.process.wait, 5)

            gone = await watch.until(port, zeroconf, is_there=False)
        await browser.async_cancel()

    assert told == {"version": __version__, "id": server_id, "path": "/", "https": "0"}
    assert gone is None

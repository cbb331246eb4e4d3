"""Bad media, killed workers, killed engines: nothing hangs, nothing is lost, everything has a reason."""

import asyncio
import contextlib
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.client import Client
from app.contract.errors import Unavailable
from app.contract.library import ItemKind, NewSource, ProblemKind, Scan, ScanState, SourceKind
from tests.fakes.damage import damage_many
from tests.fakes.films import make_film
from tests.fakes.program import Program, marquee_json, serving

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.alone,
    pytest.mark.skipif(sys.platform == "win32", reason="FIFOs and kill -9 are POSIX"),
]

BAD, GOOD = 100, 12


def worker_pids(engine_pid: int) -> list[int]:
    """Return the media workers of an engine: its children that run the `work` face."""
    pids = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            status, words = (folder / "stat").read_text(), (folder / "cmdline").read_bytes().split(b"\0")
            parent = int(status.rpartition(")")[2].split()[1])
            if parent == engine_pid and (b"work" in words or b"app.worker" in words):
                pids.append(int(folder.name))
    return pids


async def ended(client: Client, source_id: str) -> Scan:
    """Return the newest scan of a source once it has ended."""
    async with asyncio.timeout(100):
        while True:
            scans = {scan.source_id: scan for scan in await client.library.list_scans()}
            scan = scans.get(source_id)
            if scan and scan.state in (ScanState.DONE, ScanState.FAILED):
                return scan
            await asyncio.sleep(0.1)


async def films(client: Client) -> list[str]:
    return [card.title for card in (await client.browse.list_items(kind=ItemKind.FILM, page_size=500)).entries]


@contextlib.asynccontextmanager
async def talking(program: Program) -> AsyncIterator[Client]:
    async with Client(program.running.url, program.running.token) as client:
        yield client


async def test_bad_files_and_a_fifo_are_each_listed_with_a_reason(tmp_path: Path) -> None:
    media = tmp_path / "media"
    good = [make_film(media / f"Good {number:02} (2020).mkv", seconds=1) for number in range(GOOD)]
    bad = damage_many(good[0], media / "bad", BAD)
    os.mkfifo(media / "Pipe (2020).mkv")

    with serving(tmp_path / "data") as program:
        async with talking(program) as client:
            source = await client.library.add_source(NewSource(path=str(media), kind=SourceKind.MOVIES))
            scan = await ended(client, source.id)
            problems = [*(await client.library.list_problems(source.id)).entries]
            problems += (await client.library.list_problems(source.id, page=2)).entries
            titles = await films(client)
        assert program.process.poll() is None

    reasons = {problem.path: problem for problem in problems}
    assert scan.state is ScanState.DONE
    assert set(reasons) == {f"bad/{path.name}" for path in bad} | {"Pipe (2020).mkv"}
    assert reasons["Pipe (2020).mkv"].kind is ProblemKind.NOT_A_FILE
    assert reasons["bad/Broken 003 (2020).mkv"].kind is ProblemKind.EMPTY
    assert len(titles) == GOOD


async def test_a_killed_media_worker_costs_nothing(tmp_path: Path) -> None:
    media = tmp_path / "media"
    for number in range(60):
        make_film(media / f"Film {number:02} (2020).mkv", seconds=1)

    with serving(tmp_path / "data") as program:
        async with talking(program) as client:
            source = await client.library.add_source(NewSource(path=str(media), kind=SourceKind.MOVIES))
            killed = await kill_workers(program.running.pid, 1)
            scan = await ended(client, source.id)
            titles = await films(client)
        assert program.process.poll() is None

    assert killed == 1
    assert scan.state is ScanState.DONE
    assert len(titles) == 60


async def kill_workers(engine_pid: int, count: int) -> int:
    """Kill media workers as they appear, one after the other."""
    killed: set[int] = set()
    async with asyncio.timeout(30):
        while len(killed) < count:
            for pid in set(worker_pids(engine_pid)) - killed:
                os.kill(pid, signal.SIGKILL)
                killed.add(pid)
                break
            await asyncio.sleep(0.05)
    return len(killed)


async def test_a_scan_goes_on_after_the_engine_was_killed_in_the_middle(tmp_path: Path) -> None:
    media, data = tmp_path / "media", tmp_path / "data"
    for number in range(80):
        make_film(media / f"Film {number:02} (2020).mkv", seconds=1)

    with serving(data) as program:
        async with talking(program) as client:
            source = await client.library.add_source(NewSource(path=str(media), kind=SourceKind.MOVIES))
            await some_progress(client, source.id)
        program.kill()
    with serving(data) as program:
        async with talking(program) as client:
            scan = await ended(client, source.id)
            titles = await films(client)

    assert scan.state is ScanState.DONE
    assert len(titles) == len(set(titles)) == 80
    with contextlib.closing(sqlite3.connect(data / "marquee.db")) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)


async def some_progress(client: Client, source_id: str) -> None:
    """Return when a scan has read some files and not all."""
    async with asyncio.timeout(60):
        while True:
            for scan in await client.library.list_scans():
                if scan.source_id == source_id and scan.done >= 5:
                    return
            await asyncio.sleep(0.02)


async def test_the_engine_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    with serving(tmp_path / "data", "--no-discovery", "--child") as program:
        assert program.process.stdin is not None
        program.process.stdin.close()

        assert await asyncio.to_thread(program.process.wait, 5) == 0
        assert not (tmp_path / "data" / "engine.json").exists()


def test_two_engines_never_share_a_data_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data), pytest.raises(AssertionError, match="no ready line"), serving(data):
        pass

    with serving(data):
        assert marquee_json("scan", "--wait", data=data) is not None


async def test_the_command_line_tells_calmly_that_nothing_answers() -> None:
    async with Client("http://127.0.0.1:9", "mq_none") as client:
        with pytest.raises(Unavailable):
            await client.server.get_health()

"""Runs the real program: the engine as a process, and the commands of `marquee`."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.client import Client
from app.contract import codec
from app.contract.library import NewSource, ScanState, SourceKind
from app.contract.server import Running
from tests.fakes import forks

STOP_TIMEOUT_S = 10
SCAN_TIMEOUT_S = 60
LOOK_AGAIN_S = 0.02


@dataclass(frozen=True, slots=True)
class Program:
    """A `marquee serve` that is ready."""

    process: subprocess.Popen[bytes] | forks.Forked
    running: Running

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        self.process.wait(STOP_TIMEOUT_S)


def marquee(*arguments: str, data: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    command = [sys.executable, "-m", "app", *arguments, "--data-dir", str(data)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
    assert not check or result.returncode == 0, result.stderr
    return result


def marquee_json(*arguments: str, data: Path) -> Any:
    """Run one command and return the JSON that it printed."""
    return json.loads(marquee(*arguments, "--json", data=data).stdout)


@contextmanager
def serving(
    data: Path, *extra: str, port: int = 0, through: Sequence[str] = (), is_forked: bool = False
) -> Iterator[Program]:
    """Serve a data folder on loopback for as long as the block runs.

    Args:
        through: A command that becomes the one which is given to it; it may see other disks than we do.
        is_forked: Start it a second sooner, where its start is not what the test is about.
    """
    arguments = ["serve", "--port", str(port), "--data-dir", str(data), *(extra or ("--no-discovery",))]
    with _start(arguments, through, is_forked=is_forked and forks.IS_POSSIBLE) as process:
        try:
            assert process.stdout is not None
            ready = json.loads(process.stdout.readline() or "{}")
            assert ready.get("event") == "ready", f"no ready line; see {data}/logs"
            seen = Path(f"/proc/{process.pid}/root{data}") if through else data
            yield Program(process, codec.decode((seen / "engine.json").read_bytes(), Running))
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(STOP_TIMEOUT_S)


def _start(
    arguments: Sequence[str], through: Sequence[str], *, is_forked: bool
) -> subprocess.Popen[bytes] | forks.Forked:
    if is_forked:
        return forks.fork(arguments)
    command = [*through, sys.executable, "-m", "app", *arguments]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)


@contextmanager
def filled(data: Path, **folders: Path) -> Iterator[Program]:
    """Serve a library for as long as the block runs, from the time on when all of it was scanned.

    Args:
        folders: By what they hold: `movies=…`, `shows=…`, `music=…`.
    """
    with serving(data, is_forked=True) as program:
        with ThreadPoolExecutor(1) as aside:  # whoever calls may be in a loop of their own
            aside.submit(asyncio.run, _fill(program.running, folders)).result()
        yield program


async def _fill(running: Running, folders: Mapping[str, Path]) -> None:
    """As `marquee add` and `marquee scan --wait` do, without a process for each."""
    async with Client(running.url, running.token) as client, asyncio.timeout(SCAN_TIMEOUT_S):
        for kind, folder in folders.items():
            await client.library.add_source(NewSource(path=str(folder), kind=SourceKind(kind)))
        while {scan.state for scan in await client.library.list_scans()} != {ScanState.DONE}:
            await asyncio.sleep(LOOK_AGAIN_S)

"""Runs the real program: the engine as a process, and the commands of `marquee`."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.contract import codec
from app.contract.server import Running

STOP_TIMEOUT_S = 10


@dataclass(frozen=True, slots=True)
class Program:
    """A `marquee serve` that is ready."""

    process: subprocess.Popen[bytes]
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
def serving(data: Path, *extra: str, port: int = 0, through: Sequence[str] = ()) -> Iterator[Program]:
    """Serve a data folder on loopback for as long as the block runs.

    Args:
        through: A command that becomes the one which is given to it; it may see other disks than we do.
    """
    command = [*through, sys.executable, "-m", "app", "serve", "--port", str(port), "--data-dir", str(data)]
    arguments = [*command, *(extra or ("--no-discovery",))]
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
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

"""Runs the ffmpeg program so that nothing of it stays behind, and keeps what it says when it fails.

It gets a list of arguments and never a shell, no input, few variables of the environment, no more memory than told
here, and ends with the process that started it however that ends.
"""

import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

MEMORY_BYTES = 6 * 1024 * 1024 * 1024
"""Address space of one program, as that of a worker that encodes."""
END_S = 5.0
"""Time for a program that was killed to be gone."""
KEPT_LINES = 20
LONGEST_LINE = 400
LONGEST_REASON = 300
_KEPT = ("HOME", "PATH", "LIBVA_DRIVER_NAME", "LIBVA_DRIVERS_PATH", "VK_ICD_FILENAMES", "SYSTEMROOT", "TEMP", "TMPDIR")
_PDEATHSIG = 1
_SPEAKER = re.compile(r"^\[[^\]]* @ 0x[0-9a-f]+\] *")


class Program:
    """A running program; what it writes comes out of `output`. Raises OSError when it cannot be started."""

    def __init__(self, command: Sequence[str], folder: Path | None = None) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment(os.environ),
            # It must not outlive a worker that is killed, and only the program itself can ask the system for that.
            preexec_fn=_bound_to(os.getpid()),
        )
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self.output: IO[bytes] = self._process.stdout
        self._said: deque[str] = deque(maxlen=KEPT_LINES)
        self._ear = threading.Thread(target=self._listen, args=(self._process.stderr,), name="ffmpeg says", daemon=True)
        self._ear.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def wait(self) -> int:
        """Return its exit code, soon after its output ended; other than 0 when it failed or was killed."""
        try:
            return self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def kill(self) -> None:
        """End it at once, from any thread."""
        self._process.kill()

    def close(self) -> None:
        """End it, and let go of its pipes."""
        self._process.kill()
        self._process.wait()
        self._ear.join(END_S)
        self.output.close()

    @property
    def reason(self) -> str:
        """What it said last, for people."""
        self._ear.join(END_S)
        return reason_of(tuple(self._said))

    def _listen(self, errors: IO[bytes]) -> None:
        with errors:
            for line in iter(lambda: errors.readline(LONGEST_LINE), b""):
                self._said.append(line.decode("utf-8", "replace").strip())


def environment(whole: Mapping[str, str]) -> dict[str, str]:
    """Return the few variables that the program gets: none that changes what it does or carries a secret."""
    return {name: whole[name] for name in _KEPT if name in whole} | {"LC_ALL": "C.UTF-8", "AV_LOG_FORCE_NOCOLOR": "1"}


def reason_of(lines: Sequence[str]) -> str:
    """Return what a program's last lines say: the first of them is the cause, and who speaks says nothing."""
    said = [_SPEAKER.sub("", line) for line in lines if line]
    told = dict.fromkeys(said)  # a line that comes for every picture is told once
    return " ".join(told)[:LONGEST_REASON]


def _bound_to(parent: int) -> Callable[[], None] | None:
    """Return what the program does before it begins: it ends with its parent, and has limits."""
    if sys.platform != "linux":  # there, its next write fails when nobody reads any more
        return None
    import resource

    libc = ctypes.CDLL(None)
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(hard, MEMORY_BYTES)

    def bind() -> None:
        libc.prctl(_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before
            os._exit(1)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return bind

"""Starts the program as a fork of a process that has imported it already: the same program, a second sooner.

python -m tests.fakes.forks FD    is forked by whoever holds the other end of the socket
"""

import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from typing import IO

IS_POSSIBLE = sys.platform == "linux"
LONGEST_COMMAND = 65_536


class Forked:
    """A program that was started so, with as much of `subprocess.Popen` as the tests use."""

    def __init__(self, pid: int, stdin: int, stdout: int) -> None:
        self.pid = pid
        self.stdin: IO[bytes] | None = os.fdopen(stdin, "wb", buffering=0)
        self.stdout: IO[bytes] | None = os.fdopen(stdout, "rb")
        self._handle = os.pidfd_open(pid)

    def __enter__(self) -> "Forked":
        return self

    def __exit__(self, *_error: object) -> None:
        for stream in (self.stdin, self.stdout):
            if stream is not None:
                stream.close()
        self.wait()
        os.close(self._handle)

    def poll(self) -> int | None:
        """Return None while it runs; its code is not known."""
        return 0 if select.select([self._handle], [], [], 0)[0] else None

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises subprocess.TimeoutExpired."""
        if not select.select([self._handle], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired(f"fork {self.pid}", timeout or 0)
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal; nothing happens when it has ended."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def fork(arguments: Sequence[str]) -> Forked:
    """Start `marquee` with some arguments, in our environment of now."""
    heard, stdin = os.pipe()
    stdout, said = os.pipe()
    _process, control = _prepared()
    words = json.dumps({"arguments": list(arguments), "environment": dict(os.environ)}).encode()
    socket.send_fds(control, [words], [heard, said])
    os.close(heard)
    os.close(said)
    return Forked(int(control.recv(64)), stdin, stdout)


@cache
def _prepared() -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Start what is forked."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        number = theirs.fileno()
        process = subprocess.Popen([sys.executable, "-m", "tests.fakes.forks", str(number)], pass_fds=[number])
    atexit.register(_end, process, ours)
    return process, ours


def _end(process: subprocess.Popen[bytes], control: socket.socket) -> None:
    control.close()
    process.wait()


def serve(control: socket.socket) -> None:
    """Fork for each command that comes, until nobody can send any more."""
    import app.cli.serve
    import app.engine.serve  # noqa: F401  # all that the forks need

    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # those that end leave nothing behind
    while True:
        words, streams, _flags, _address = socket.recv_fds(control, LONGEST_COMMAND, 2)
        if not words:
            return
        pid = os.fork()
        if not pid:
            control.close()
            _become(json.loads(words), streams)
        for stream in streams:
            os.close(stream)
        control.send(str(pid).encode())


def _become(told: dict[str, dict[str, str]], streams: Sequence[int]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for place, stream in enumerate((*streams, os.open(os.devnull, os.O_WRONLY))):
        os.dup2(stream, place)
        os.close(stream)
    # What Python made of them at the start took them for files.
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode) for number, mode in enumerate("rww"))
    os.environ.clear()
    os.environ.update(told["environment"])
    code = 1
    try:
        from app.cli.main import main

        sys.argv = ["marquee", *told["arguments"]]
        code = main(sys.argv[1:])
    finally:
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))

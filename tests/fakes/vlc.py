"""Drives a real VLC over its remote control: its exit code says nothing, its statistics do."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 30.0
ASK_EVERY_S = 0.25


class Vlc:
    """A VLC that plays one URL without a screen or a sound card."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._line.settimeout(ASK_EVERY_S)

    def wait_for(self, question: str, pattern: str, at_least: int) -> int:
        """Ask until the number after `pattern` is large enough, and return it."""
        deadline, number = time.monotonic() + PATIENCE_S, -1
        while time.monotonic() < deadline:
            self.tell(question)
            found = re.findall(pattern, self._heard())
            number = int(found[-1]) if found else number
            if number >= at_least:
                return number
        raise AssertionError(f"VLC: {question} stays at {number}, wanted {at_least}")

    def tell(self, command: str) -> None:
        """Send a command."""
        self._line.sendall(f"{command}\n".encode())

    def _heard(self) -> str:
        """Return what VLC says within a moment; the timeout of the socket is the pause between two questions."""
        parts = []
        try:
            while part := self._line.recv(65_536):
                parts.append(part)
        except TimeoutError:
            pass
        return b"".join(parts).decode(errors="replace")


@contextmanager
def playing(url: str) -> Iterator[Vlc]:
    """Play a URL for as long as the block runs. VLC refuses root, so root plays as nobody."""
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o777)
        with _started(url, home) as vlc:
            yield vlc


@contextmanager
def _started(url: str, home: str) -> Iterator[Vlc]:
    port = _free_port()
    control = ("-I", "oldrc", "--rc-fake-tty", "--rc-host", f"127.0.0.1:{port}")
    silent = ("--vout", "dummy", "--aout", "dummy", "--no-video-title-show", "--no-media-library")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    user = ("runuser", "-u", "nobody", "--", "env", f"HOME={home}") if is_root else ()
    command = [*user, shutil.which("cvlc") or "cvlc", *control, *silent, url]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            with _connected(port) as line:
                vlc = Vlc(line)
                yield vlc
                vlc.tell("shutdown")
        finally:
            process.terminate()


def _connected(port: int) -> socket.socket:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=5)
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "VLC does not start"
            time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

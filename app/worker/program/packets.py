"""Reads the packets that the ffmpeg program writes, in NUT: it keeps exact times and is read while it is written."""

from typing import Any

import av
from av.container import InputContainer

from app.worker.program.running import Program

CONTAINER = "nut"
OUTPUT = ("-f", CONTAINER, "pipe:1")
_OPTIONS = {"probesize": "32", "analyzeduration": "0", "protocol_whitelist": ""}
"""Nothing has to be guessed: FFmpeg would wait for megabytes otherwise."""


def open_packets(running: Program) -> InputContainer:
    """Open what a program writes; the caller closes it. Raises what PyAV raises when it writes nothing."""
    source: Any = _Pipe(running)
    opened: InputContainer = av.open(source, "r", format=CONTAINER, options=dict(_OPTIONS), metadata_errors="replace")
    return opened


class _Pipe:
    """A pipe as PyAV reads it: it cannot be jumped in."""

    def __init__(self, running: Program) -> None:
        self._output: Any = running.output

    def read(self, most: int) -> bytes:
        """Return what is there, at least a byte; b"" at the end."""
        return bytes(self._output.read1(most))

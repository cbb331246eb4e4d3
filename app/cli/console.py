"""Writes to the terminal: results to standard output, everything else to standard error."""

import io
import json
import logging
import sys
from typing import Any


def make_safe() -> None:
    """Let every name be printed: in UTF-8 to files and pipes, with escapes to a terminal that lacks the letters.

    Without a console, as in a windowed bundle, there are no streams at all.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace", encoding=None if stream.isatty() else "utf-8")


def say(line: str) -> None:
    """Print one line of the result."""
    print(line)


def show(value: object) -> None:
    """Print a contract value or plain data as readable JSON."""
    say(json.dumps(_plain(value), indent=2, ensure_ascii=False))


def note(line: str) -> None:
    """Tell a person something that is no part of the result."""
    print(line, file=sys.stderr)


def complain(message: str) -> None:
    """Print the one line of an expected failure."""
    note(f"marquee: {' '.join(message.split())}")


def be_quiet() -> None:
    """Keep log lines of the engine's parts off the terminal; for commands without a data folder to log into."""
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


class LiveLine:
    """A line on standard error that is written over again and again; silent when nobody watches."""

    def __init__(self) -> None:
        self._stream = sys.stderr
        self._is_on = self._stream is not None and self._stream.isatty()
        self._width = 0

    def show(self, text: str) -> None:
        """Replace the line."""
        if self._is_on:
            self._stream.write(f"\r{text.ljust(self._width)}")
            self._stream.flush()
            self._width = len(text)

    def clear(self) -> None:
        """Remove the line, so that other output starts at the left."""
        if self._is_on and self._width:
            self._stream.write(f"\r{' ' * self._width}\r")
            self._stream.flush()
            self._width = 0


def _plain(value: object) -> Any:
    from app.contract import codec

    return codec.plain(value)

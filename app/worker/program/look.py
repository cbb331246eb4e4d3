"""Asks an ffmpeg program what it is and what it was built with."""

import re
import threading
from pathlib import Path

from app.contract.encoding import ProgramFound, ProgramTask
from app.worker.program.running import Program

PATIENCE_S = 10.0
LONGEST_BYTES = 512 * 1024
_VERSION = re.compile(r"ffmpeg version (\S{1,80})")
_LISTED = re.compile(r"^ [A-Z.|]{2,8} +([a-z0-9_-]{1,60}) ", re.MULTILINE)


def look(task: ProgramTask) -> ProgramFound:
    """Return what a program tells of itself, or why it cannot be run."""
    try:
        found = _VERSION.match(ask(task.program, "-version"))
        if found is None:
            return ProgramFound(fault="It does not say that it is ffmpeg.")
        encoders, filters = (_names(ask(task.program, "-hide_banner", word)) for word in ("-encoders", "-filters"))
    except OSError as error:
        return ProgramFound(fault=error.strerror or "It cannot be run.")
    return ProgramFound(version=found[1], encoders=encoders, filters=filters)


def ask(program: str, *words: str) -> str:
    """Return what a program prints. Raises OSError when it cannot be run or takes too long."""
    with Program((program, *words), Path("/") if Path("/").is_dir() else None) as running:
        watch = threading.Timer(PATIENCE_S, running.kill)
        watch.start()
        try:
            return running.output.read(LONGEST_BYTES).decode("utf-8", "replace")
        finally:
            watch.cancel()


def _names(listed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_LISTED.findall(listed)))

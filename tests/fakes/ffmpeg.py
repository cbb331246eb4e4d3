"""The ffmpeg program of this computer, and programs that only look like it."""

import shutil
from pathlib import Path

import pytest

FFMPEG = shutil.which("ffmpeg") or ""
needs_ffmpeg = pytest.mark.skipif(not FFMPEG, reason="there is no ffmpeg program on this computer")


def make_program(path: Path, script: str, mode: int = 0o755) -> Path:
    """Write a shell script as a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(mode)
    return path


def children(pid: int) -> list[int]:
    """Return the processes that a process started, on Linux."""
    return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit() and _parent(folder) == pid]


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that ended and was not asked for yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError):
        return 0

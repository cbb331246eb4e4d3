"""Starts a media worker: `python -m app.worker [--memory-bytes N]`."""

import argparse
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer tasks from standard input until it ends; returns the exit code."""
    parser = argparse.ArgumentParser(prog="marquee work", description="Answers media tasks; started by the engine.")
    parser.add_argument("--memory-bytes", type=int, default=0, help="address space it may use; 0 for no limit")
    options = parser.parse_args(arguments)

    from app.worker.loop import work

    work(memory_bytes=options.memory_bytes)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

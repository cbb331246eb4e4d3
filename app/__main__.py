"""Picks a face of Marquee: the window, the engine, a media worker, or a command."""

import multiprocessing
import sys


def main() -> None:
    """Run what the command line asks for and leave with its exit code."""
    multiprocessing.freeze_support()
    if sys.argv[1:2] == ["work"]:
        from app.worker.__main__ import main as work

        sys.exit(work(sys.argv[2:]))
    if sys.argv[1:2] == ["try-window"]:
        from app.desktop.trial import main as try_window

        sys.exit(try_window())
    from app.cli.main import main as command

    sys.exit(command(sys.argv[1:]))


if __name__ == "__main__":
    main()

"""`marquee desktop`: the window."""

import argparse

from app.engine.ground.paths import find_home


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--tray", action="store_true", help="start without showing the window, where there is a tray")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show the window until it is quit."""
    from app.desktop.compose import run as show_window

    return show_window(find_home(options.data_dir).root, arguments=("--tray",) if options.tray else ())

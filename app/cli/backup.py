"""`marquee backup FILE`: the whole database in one file."""

import argparse
from pathlib import Path

from app.cli import console
from app.engine.ground.paths import find_home


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="an older backup of this name is replaced")
    parser.add_argument("--json", action="store_true", help="print the path and size as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Save; a running engine goes on undisturbed."""
    from app.engine.ground import backup

    target = options.file.expanduser().absolute()
    backup.save(find_home(options.data_dir), target)
    if options.json:
        console.show({"path": str(target), "size_bytes": target.stat().st_size})
    else:
        console.say(f"Saved to {target}.")
    return 0

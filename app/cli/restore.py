"""`marquee restore FILE`: a saved database in the place of the present one."""

import argparse
from pathlib import Path

from app.cli import console
from app.engine.ground.paths import find_home


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="made by `marquee backup`")
    parser.add_argument("--json", action="store_true", help="print where the old database was kept as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the file, keep the old database, then swap. No engine may use the data folder."""
    from app.engine.ground import backup

    source = options.file.expanduser().absolute()
    kept = backup.restore(find_home(options.data_dir), source)
    if options.json:
        console.show({"path": str(source), "kept": str(kept) if kept else None})
    else:
        console.say(f"Restored {source}." + (f" The database from before is {kept}." if kept else ""))
    return 0

"""Arguments that several commands share."""

import argparse
from pathlib import Path
from typing import Any


def add_data_dir(parser: argparse.ArgumentParser, default: Any) -> None:
    """Add --data-dir. Inside a command the default must be SUPPRESS, to not undo one given before the command."""
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=default,
        metavar="FOLDER",
        help="where Marquee keeps its files (else MARQUEE_DATA_DIR, else the usual place of this system)",
    )

"""`marquee add PATH…`: new source folders."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

from app.cli import console
from app.cli.connection import connect
from app.contract.errors import Invalid
from app.contract.library import NewSource, Source, SourceKind
from app.engine.ground.paths import Home, find_home


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a folder with media")
    parser.add_argument(
        "--kind",
        choices=[kind.value for kind in SourceKind],
        default=SourceKind.MIXED.value,
        help="what the folders hold (default: mixed)",
    )
    parser.add_argument("--json", action="store_true", help="print the sources as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Add all folders, or none when one of them is wrong."""
    folders = [_folder(path) for path in options.paths]
    sources = asyncio.run(_add(find_home(options.data_dir), folders, SourceKind(options.kind)))
    if options.json:
        console.show(sources)
    else:
        for source in sources:
            console.say(f"Added {source.path} ({source.kind}).")
    return 0


async def _add(home: Home, folders: Sequence[Path], kind: SourceKind) -> tuple[Source, ...]:
    async with connect(home) as client:
        return tuple([await client.library.add_source(NewSource(path=str(path), kind=kind)) for path in folders])


def _folder(path: Path) -> Path:
    folder = path.expanduser().absolute()
    if not folder.exists():
        raise Invalid(f"There is no folder {folder}.", code="path_missing")
    if not folder.is_dir():
        raise Invalid(f"{folder} is no folder. Add the folder that it lies in.", code="path_not_a_folder")
    return folder

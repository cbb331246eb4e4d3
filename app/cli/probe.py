"""`marquee probe FILE…`: what media files hold, without an engine."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.cli import console
from app.contract import codec
from app.contract.errors import MarqueeError


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a media file")
    parser.add_argument("--json", action="store_true", help="does nothing: the answer is always JSON")
    parser.epilog = 'One file gives one object; several give a list of objects with "path", in the same order.'
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what each file holds; one that cannot be read is complained about, the others are still shown."""
    results = asyncio.run(_probe_all([path.absolute() for path in options.files]))
    for result in results:
        if "error" in result:
            console.complain(f"{result['path']}: {result['error']['message']}")
    if len(results) > 1:
        console.show(results)
    elif "error" not in results[0]:
        console.show(results[0])
    return int(any("error" in result for result in results))


async def _probe_all(files: Sequence[Path]) -> list[dict[str, Any]]:
    from app.engine.ground.media import Media, MediaLimits

    console.be_quiet()
    async with Media(MediaLimits()) as media:
        return [await _probe(media, path) for path in files]


async def _probe(media: Any, path: Path) -> dict[str, Any]:
    try:
        return {"path": str(path), **codec.plain(await media.probe(path))}
    except MarqueeError as error:
        return {"path": str(path), "error": {"code": error.code, "message": error.message}}

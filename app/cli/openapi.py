"""`marquee openapi`: the document of the HTTP API."""

import argparse
import asyncio
import json

from app.cli import console
from app.cli.connection import connect
from app.engine.ground.paths import Home, find_home


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--json", action="store_true", help="does nothing: the document is always JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the document of the engine that runs, or would run."""
    console.show(json.loads(asyncio.run(_fetch(find_home(options.data_dir)))))
    return 0


async def _fetch(home: Home) -> bytes:
    async with connect(home) as client:
        return await client.server.get_openapi()

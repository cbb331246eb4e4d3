"""`marquee serve`: the engine without a window."""

import argparse
import asyncio
import gc

from app.contract.server import DEFAULT_PORT
from app.engine.ground.paths import find_home

MAX_PORT = 65_535


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--host", help="address to listen on (else this machine only, or the setting for LAN access)")
    parser.add_argument(
        "--port", type=_port, help=f"0 takes any free one (else the setting, which is {DEFAULT_PORT} at first)"
    )
    parser.add_argument("--no-discovery", action="store_true", help="do not advertise on the network")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    gc.disable()  # nothing of what a start reads is garbage; the engine turns it on again when it is ready
    from app.engine.options import ServeOptions
    from app.engine.serve import serve

    return asyncio.run(
        serve(
            ServeOptions(
                home=find_home(options.data_dir),
                host=options.host,
                port=options.port,
                discovery=not options.no_discovery,
                child=options.child,
            )
        )
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= MAX_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; it is a number from 0 to {MAX_PORT}")
    return int(text)

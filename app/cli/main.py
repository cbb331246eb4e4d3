"""Reads the command line, runs one command, and turns its failure into one line and an exit code.

A command's own file is imported when it is asked for, so that `marquee --version` and the start of the window need
not wait for all others.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from app import __version__
from app.cli import console
from app.cli.arguments import add_data_dir

COMMANDS = {
    "desktop": "show the window; starts and owns the engine",
    "serve": "run the engine without a window",
    "add": "add source folders",
    "scan": "look for new, changed and missing files",
    "parse": "read names: JSON lines in, JSON lines out",
    "decide": "tell how devices play files, and why: JSON lines in, JSON lines out",
    "probe": "show what media files hold, as JSON",
    "token": "make a token for a program or a player",
    "backup": "save the database to a file, also while the engine runs",
    "restore": "bring a saved database back",
    "doctor": "check the installation and say what to do",
    "openapi": "print the OpenAPI document of the HTTP API",
}
FAILED = 1
INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Run the command of some arguments and return its exit code: 0, 1 for an expected failure, 2 for wrong usage."""
    console.make_safe()
    options = build_parser().parse_args(_with_command(arguments))
    try:
        return run(options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # `marquee … | head`; Python would complain once more when it flushes at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def run(options: argparse.Namespace) -> int:
    """Run a parsed command."""
    from app.contract.errors import MarqueeError

    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return command(options)
    except MarqueeError as error:
        console.complain(error.message)
        return FAILED


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="marquee", description="Turns one computer into the media center of a house.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"Marquee {__version__}")
    add_data_dir(parser, default=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Command, required=True)
    for name, summary in COMMANDS.items():
        commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", allow_abbrev=False)
    return parser


def _with_command(arguments: Sequence[str]) -> Sequence[str]:
    """Return the arguments with "desktop" as their command when only a data folder is given."""
    words = iter(arguments)
    for word in words:
        if word == "--data-dir":
            next(words, None)
        elif not word.startswith("--data-dir="):
            return arguments
    return [*arguments, "desktop"]


class _Command(argparse.ArgumentParser):
    """Declares its arguments when it is used for the first time."""

    _is_declared = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if not self._is_declared and (name := self.prog.split()[-1]) in COMMANDS:
            self._is_declared = True
            add_data_dir(self, default=argparse.SUPPRESS)  # must not undo one that was given before the command
            import_module(f"app.cli.{name}").declare(self)
        return super().parse_known_args(args, namespace)

"""`marquee doctor`: checks the installation and says what to do."""

import argparse

from app.cli import console
from app.contract.server import Component, ComponentState
from app.engine.ground.paths import find_home

_WORDS = {ComponentState.OK: "ok", ComponentState.DEGRADED: "note", ComponentState.DOWN: "FAIL"}


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--json", action="store_true", help="print the checks as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print every check; the exit code is 1 when something is broken."""
    from app.cli.checks import check_all

    console.be_quiet()
    results = check_all(find_home(options.data_dir))
    if options.json:
        console.show(results)
    else:
        for result in results:
            console.say(_line(result))
    return int(any(result.state is ComponentState.DOWN for result in results))


def _line(result: Component) -> str:
    return f"{_WORDS[result.state]:<5} {result.name:<18} {result.detail}".rstrip()

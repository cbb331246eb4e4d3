#!/usr/bin/env python3
"""Runs and tests Marquee from a checkout; sets up everything it needs by itself.

    python3 scripts/dev.py run [arguments of marquee]     the program
    python3 scripts/dev.py test [arguments of pytest]     every check, then the tests
    python3 scripts/dev.py check                          the same without setting arguments
    python3 scripts/dev.py bench [name]                   benchmarks in tests/bench, by hand
    python3 scripts/dev.py shots                          makes the reference screenshots anew
    python3 scripts/dev.py build                          a frozen program and a .deb from it

Only the standard library: it runs before anything is installed. Needs Python 3.11 or newer.
"""

import argparse
import os
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  # this file meets whatever Python the machine has
    sys.exit(f"Marquee needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: python3.11 {sys.argv[0]} …")

sys.path.insert(0, str(Path(__file__).parent))

import checks
import environment
import system_packages

ROOT = Path(__file__).parent.parent


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    options, rest = _parser().parse_known_args(arguments)
    extras = () if options.command == "run" else ("dev", "mpv")
    system_packages.ensure(for_tests=options.command != "run", may_install=options.system or _is_root())
    python = environment.ensure(ROOT, extras)
    os.chdir(ROOT)
    return COMMANDS[options.command](python, rest)


def run(python: Path, rest: list[str]) -> int:
    """Start the window, or the engine when there is no screen."""
    face = rest or ([] if environment.has_display() else ["serve"])
    if not rest and face:
        print("No display here: starting the engine without a window.", file=sys.stderr, flush=True)
    command = [str(python), "-m", "app", *face]
    if os.name == "posix":
        os.execv(command[0], command)  # signals reach the program itself
    return environment.call(command)


def test(python: Path, rest: list[str]) -> int:
    """Run every check; with arguments, only pytest with them."""
    return checks.pytest(python, rest) if rest else checks.everything(python)


def bench(python: Path, rest: list[str]) -> int:
    """Run the named benchmarks, or all of them, one after the other."""
    names = rest or sorted(path.stem for path in (ROOT / "tests" / "bench").glob("*.py"))
    return max([environment.call([str(python), "-m", f"tests.bench.{name}"]) for name in names], default=0)


def shots(python: Path, rest: list[str]) -> int:
    """Write the reference screenshots anew, to be looked at before they are committed."""
    return checks.pytest(python, ["tests/desktop/test_screenshots.py", *rest], {"MARQUEE_WRITE_SCREENSHOTS": "1"})


def build(python: Path, rest: list[str]) -> int:
    """Make the frozen program and its installers in dist/."""
    return environment.call([str(python), "packaging/build.py", *rest])


COMMANDS = {
    "run": run,
    "test": test,
    "check": lambda python, _: checks.everything(python),
    "bench": bench,
    "shots": shots,
    "build": build,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--system", action="store_true", help="install missing system libraries (asks for root)")
    parser.add_argument("command", choices=COMMANDS)
    return parser


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

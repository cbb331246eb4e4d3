"""Every check of the house, in the order of how quickly it fails."""

import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import page_vendor
from environment import call

ROOT = Path(__file__).parent.parent
TEST_SETTINGS = {"QT_QPA_PLATFORM": "offscreen", "MARQUEE_KEYRING": "off"}
COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "pycache")}
"""The end-to-end tests start the program a hundred times: it is compiled once, and the checkout stays clean."""

COVERAGE = (f"--cov-config={ROOT / 'pyproject.toml'}", "--cov=app", "--cov-report=")


def everything(python: Path) -> int:
    """Run all checks, go on after a failure, and return 0 when all were green."""
    tools = python.parent
    page_vendor.install()  # without it, tests of the page that need hls.js are skipped and say so
    steps: tuple[tuple[str, Sequence[str]], ...] = (
        ("format", [str(tools / "ruff"), "format", "--check", "."]),
        ("lint", [str(tools / "ruff"), "check", "."]),
        ("types", [str(tools / "mypy")]),
        ("staircase", [str(tools / "lint-imports")]),
        (
            "tests",
            _pytest_command(python, [*COVERAGE, "--ignore=tests/end_to_end", "-n", "auto", "--dist", "loadfile"]),
        ),
        # These start several processes each; those that look at how fast these are come one after the other.
        ("end to end", _end_to_end(python, "not alone", "-n", "auto", "--dist", "worksteal")),
        ("alone", _end_to_end(python, "alone")),
        ("coverage floors", [str(python), "scripts/coverage_floors.py"]),
    )
    results = [(name, *_timed(command)) for name, command in steps]
    print(
        "\n"
        + "\n".join(f"{'ok  ' if not code else 'FAIL'} {name:16} {seconds:6.1f} s" for name, code, seconds in results)
    )
    return int(any(code for _, code, _ in results))


def pytest(python: Path, rest: Sequence[str], extra: Mapping[str, str] | None = None) -> int:
    """Run pytest with arguments of its own."""
    return call(_pytest_command(python, rest), {**_settings(), **(extra or {})})


def _end_to_end(python: Path, marked: str, *spread: str) -> list[str]:
    """Return how the real program is tested. What is covered the tests of the parts have to show by themselves."""
    return _pytest_command(python, ["-m", marked, *spread, "tests/end_to_end"])


def _pytest_command(python: Path, rest: Sequence[str]) -> list[str]:
    return [str(python), "-m", "pytest", *rest]


def _timed(command: Sequence[str]) -> tuple[int, float]:
    print(f"\n$ {' '.join(command)}", flush=True)
    start = time.monotonic()
    return call(command, _settings()), time.monotonic() - start


def _settings() -> dict[str, str]:
    return {**{name: os.environ.get(name, value) for name, value in TEST_SETTINGS.items()}, **COMPILED}


if __name__ == "__main__":
    sys.exit(everything(Path(sys.executable)))

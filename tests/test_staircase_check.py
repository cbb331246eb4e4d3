"""The check of the staircase itself: a seeded violation must be caught, and named."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

SEEDS = {
    "a room looks up": ("app/engine/library/seed.py", "import app.engine.browse", "The engine staircase"),
    "a room looks sideways": ("app/engine/library/seed.py", "import app.engine.accounts", "The engine staircase"),
    "a new room has no step": ("app/engine/attic/__init__.py", "", "The engine staircase"),
    "the engine uses the client": ("app/engine/web/seed.py", "import app.client", "Only the desktop and the command"),
    "the window reaches into the engine": (
        "app/desktop/seed.py",
        "import app.engine.library",
        "Processes meet only on the wire",
    ),
    "rules touch the world": ("app/engine/artwork/rules.py", "import asyncio", "rules.py is pure"),
    "a page knows another": ("app/desktop/sources/seed.py", "import app.desktop.tray", "Desktop pages"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house that may be damaged."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "app", copy / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def staircase(house: Path) -> subprocess.CompletedProcess[str]:
    """Run the check as `scripts/dev.py check` does, in another folder."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seeded_violation_of_the_staircase_is_caught(house: Path, seed: str) -> None:
    name, line, contract = SEEDS[seed]
    file = house / name
    before = file.read_text("utf-8") if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{before or ''}\n{line}\n", "utf-8")

    result = staircase(house)

    shutil.rmtree(file.parent) if before is None and file.name == "__init__.py" else _restore(file, before)
    assert result.returncode == 1
    assert contract in result.stdout


def _restore(file: Path, before: str | None) -> None:
    file.unlink() if before is None else file.write_text(before, "utf-8")


def test_the_house_as_it_stands_keeps_the_staircase(house: Path) -> None:
    result = staircase(house)

    assert result.returncode == 0, result.stdout

"""Each test begins with no file open and no picture under way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.worker import kept
from app.worker.encode import LINES
from tests.fakes.films import make_film


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    LINES.close()
    kept.KEPT.close()


@pytest.fixture
def black(tmp_path: Path) -> Path:
    return make_film(tmp_path / "black.mkv", seconds=6, pattern="color=black", audio=None)

"""What every test stands on: no screen, no keyring, no data folder of the person who runs them."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["MARQUEE_KEYRING"] = "off"


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARQUEE_DATA_DIR", str(tmp_path / "marquee-data"))

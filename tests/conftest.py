"""What every test stands on: no screen, no keyring, no data folder of the person who runs them."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run: what is green here is green everywhere. `--hypothesis-profile default` looks further.
settings.register_profile("steady", derandomize=True, deadline=None)  # no test measures time; a hanging one is ended
settings.load_profile("steady")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["MARQUEE_KEYRING"] = "off"


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARQUEE_DATA_DIR", str(tmp_path / "marquee-data"))

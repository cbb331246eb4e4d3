import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.contract import resources
from app.contract.errors import Unavailable


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    resources.find.cache_clear()
    yield
    resources.find.cache_clear()


def test_a_checkout_has_its_resources_beside_the_package() -> None:
    assert resources.find("resources") == Path(__file__).parents[2] / "resources"


def test_a_frozen_bundle_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    (tmp_path / "translations").mkdir()

    assert resources.find("translations") == tmp_path / "translations"


def test_an_incomplete_installation_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_roots", lambda: ())

    with pytest.raises(Unavailable) as caught:
        resources.find("resources")
    assert caught.value.code == "installation_incomplete"

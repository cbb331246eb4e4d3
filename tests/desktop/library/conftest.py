"""Pages without pictures: those are tested with the kit."""

import pytest

from app.contract.errors import NotFound
from tests.desktop.conftest import Drive
from tests.fakes.client import FakeClient


@pytest.fixture(autouse=True)
def _no_pictures(fake: FakeClient, drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    del drive  # painting asks for pictures, and that needs a loop

    async def refuse(url: str, width_px: int = 0) -> bytes:
        raise NotFound(f"no picture {url}")

    monkeypatch.setattr(fake.browse, "get_picture", refuse)

"""Real playback on a machine without a sound card and without a GPU: Qt says so, and plays."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.contract.errors import NotFound
from app.desktop.kit.desk import Desk
from app.desktop.playback import deck as deck_module
from app.desktop.playback.backend import PlayerBackend
from tests.desktop.conftest import Drive
from tests.desktop.playback.theatre import Theatre
from tests.fakes.client import FakeClient
from tests.fakes.player import FakeBackend

REMARKS = (
    "propagateSizeHints",
    "PulseAudioService",
    "No audio device",
    "No RHI backend",
    "No HW decoder",
    "Could not open media",
    "Demuxing failed",
    "Could not",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.name == "test_qt_backend.py":
            item.add_marker(pytest.mark.qt_log_ignore(*REMARKS), append=False)


@pytest.fixture
def theatre(qtbot: QtBot, desk: Desk, fake: FakeClient, drive: Drive, monkeypatch: pytest.MonkeyPatch) -> Theatre:
    """A player page that shows nothing, and does what the test tells its backend."""

    async def refuse(url: str, width_px: int = 0) -> bytes:
        raise NotFound(url)

    backend = FakeBackend()

    def make(parent: QObject | None) -> PlayerBackend:
        backend.setParent(parent)
        return backend

    monkeypatch.setattr(fake.browse, "get_picture", refuse)
    monkeypatch.setattr(deck_module, "list_backends", lambda first="": (make,))
    desk.navigator.open("home")
    return Theatre(qtbot, desk, drive, backend, fake)

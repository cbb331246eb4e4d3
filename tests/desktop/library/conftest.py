"""Pages without pictures: those are tested with the kit."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.contract.errors import NotFound
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from tests.desktop.conftest import Drive
from tests.fakes.client import FakeClient


@pytest.fixture(autouse=True)
def _no_pictures(fake: FakeClient, drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    del drive  # painting asks for pictures, and that needs a loop

    async def refuse(url: str, width_px: int = 0) -> bytes:
        raise NotFound(f"no picture {url}")

    monkeypatch.setattr(fake.browse, "get_picture", refuse)


def window_of(desk: Desk) -> QWidget:
    """Return the window of a desk under test."""
    window = desk.navigator.parent()
    assert isinstance(window, QWidget)
    return window


class Stage:
    """Shows pages in a window and tells where they led."""

    def __init__(self, qtbot: QtBot, desk: Desk, drive: Drive) -> None:
        self._qtbot, self._drive = qtbot, drive
        self.desk = desk
        self.window = window_of(desk)
        self.opened: list[tuple[str, dict[str, object]]] = []
        desk.navigator.opened.connect(lambda page, arguments: self.opened.append((page, arguments)))

    def show(self, page: Page, **arguments: object) -> None:
        self._qtbot.addWidget(page)
        page.resize(1280, 720)
        page.show()
        self._drive(page.show_with(**arguments))


@pytest.fixture
def stage(qtbot: QtBot, desk: Desk, drive: Drive) -> Stage:
    return Stage(qtbot, desk, drive)

"""The window's tests: one theme, no motion, and coroutines driven by Qt's own loop."""

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
import qasync
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.garbage import collect_due
from app.desktop.kit.theme import Theme, ThemeChoice
from tests.fakes.client import FakeClient
from tests.fakes.desk import a_desk


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this about every window with a minimum size; it is no fault of ours."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture(autouse=True, scope="module")
def _garbage_of_one_thread() -> Iterator[None]:
    """Widgets of tests end here, never in a thread that loads pictures; kit/garbage.py sees to it in the window."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _garbage_of_one_test(_garbage_of_one_thread: None) -> Iterator[None]:
    yield
    collect_due()


Drive = Callable[[Coroutine[Any, Any, Any]], Any]


@pytest.fixture
def look(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Theme:
    """The dark theme, standing still."""
    monkeypatch.setenv("MARQUEE_REDUCED_MOTION", "1")
    qapp.setCursorFlashTime(0)
    theme = Theme(ThemeChoice.DARK)
    theme.apply(qapp)
    return theme


@pytest.fixture
def drive(qapp: QApplication) -> Iterator[Drive]:
    """Runs a coroutine on Qt's loop until it ends; what it started is cancelled afterwards."""
    loop = qasync.QEventLoop(qapp, already_running=False)
    asyncio.set_event_loop(loop)

    async def settle(coro: Coroutine[Any, Any, Any]) -> Any:
        result = await asyncio.wait_for(coro, 20)
        await quiet()
        return result

    def run(coro: Coroutine[Any, Any, Any]) -> Any:
        return loop.run_until_complete(settle(coro))

    yield run

    async def finish() -> None:
        await asyncio.gather(*tasks.cancel_all(), return_exceptions=True)

    loop.run_until_complete(finish())
    loop.close()
    asyncio.set_event_loop(None)


async def quiet(rounds: int = 200) -> None:
    """Wait until no task of the window is left, or those that stay have all had their turns."""
    for _ in range(rounds):
        if not tasks.running():
            return
        await asyncio.sleep(0)


@pytest.fixture
def fake() -> FakeClient:
    """An engine with a full library."""
    return FakeClient()


@pytest.fixture
def desk(qtbot: QtBot, look: Theme, fake: FakeClient, tmp_path: Path) -> Desk:
    """A desk in an empty window."""
    window = QWidget()
    window.resize(1280, 720)
    qtbot.addWidget(window)
    window.show()
    return a_desk(fake, window, tmp_path)

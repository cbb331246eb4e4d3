"""The window: rail, pages, keys, banner; the second start; the session around it."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.contract.review import ReviewChanged
from app.contract.server import Running
from app.desktop import compose, session, translator
from app.desktop.frame import Frame
from app.desktop.host import Host, HostState
from app.desktop.kit import keys
from app.desktop.kit.desk import Desk
from app.desktop.kit.navigation import Place
from app.desktop.kit.page import Page
from app.desktop.kit.preferences import Preferences
from app.desktop.kit.theme import Theme
from app.desktop.rail import RAIL_PAGES
from app.desktop.single import SingleInstance
from app.desktop.window import Window
from tests.desktop.conftest import Drive
from tests.fakes.catalogue import an_empty_catalogue
from tests.fakes.client import FakeClient
from tests.fakes.desk import a_desk
from tests.fakes.review import some_questions

OURS = ("settings", "sources", "activity", "devices", "welcome")


@pytest.fixture
def window(qtbot: QtBot, look: Theme, tmp_path: Path) -> Window:
    made = Window(Preferences(tmp_path))
    qtbot.addWidget(made)
    made.show()
    return made


def furnished(window: Window, client: FakeClient) -> Desk:
    desk = a_desk(client, window, window.preferences.data_dir)
    return replace(desk, navigator=window.navigator, notices=window.notices, preferences=window.preferences)


def test_the_window_paints_before_there_is_an_engine(window: Window) -> None:
    window.navigator.open("films")

    assert window.page is None
    assert not window.grab().isNull()


@pytest.mark.parametrize("name", OURS)
def test_every_page_opens(window: Window, drive: Drive, fake: FakeClient, name: str) -> None:
    async def go() -> None:
        window.navigator.open(name)
        window.furnish(furnished(window, fake))

    drive(go())

    assert window.page is not None
    assert window.page.phase == ("empty" if name == "activity" else "full")
    assert window.rail.isVisible() is (name != "welcome")


@pytest.mark.parametrize("name", OURS)
def test_every_control_has_a_name_for_screen_readers(window: Window, drive: Drive, fake: FakeClient, name: str) -> None:
    async def go() -> None:
        window.navigator.open(name)
        window.furnish(furnished(window, fake))

    drive(go())

    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit)
        and widget.objectName() != "qt_spinbox_lineedit"
        and widget.isVisibleTo(window)
        and not (widget.accessibleName() or widget.toolTip() or (isinstance(widget, QAbstractButton) and widget.text()))
        and not isinstance(widget.parent(), QLineEdit)
    ]
    assert not nameless


def test_the_rail_shrinks_to_icons_in_a_narrow_window(window: Window) -> None:
    window.resize(1300, 700)
    QApplication.processEvents()
    wide = window.rail.width()
    window.resize(1000, 700)
    QApplication.processEvents()

    assert window.rail.width() < wide / 2
    assert all(button.toolTip() for button in window.rail.buttons)


def test_the_rail_counts_the_open_questions(window: Window, drive: Drive, fake: FakeClient) -> None:
    fake.review.put(*some_questions())

    (entry,) = [button for button in window.rail.buttons if button.page == "review"]
    desk = furnished(window, fake)

    async def go() -> None:
        window.navigator.open("review")
        window.furnish(desk)

    drive(go())
    assert (entry.count, entry.accessibleDescription()) == (7, "7")

    for is_narrow in (False, True):  # beside the word, and over the icon
        entry.set_narrow(is_narrow)
        assert not entry.grab().isNull()
    entry.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert not entry.grab().isNull()

    async def tell() -> None:
        desk.live.tell(ReviewChanged(open_count=0))

    drive(tell())
    assert (entry.count, entry.accessibleDescription()) == (0, "")


def test_keys_open_pages_and_go_back(window: Window, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_Slash)
    assert window.navigator.here is not None
    assert window.navigator.here.page == "search"
    window.navigator.open("settings")
    QTest.keyClick(window, Qt.Key.Key_Escape)

    assert window.navigator.here.page == "search"
    assert len(RAIL_PAGES) <= len(keys.RAIL_KEYS)
    assert all(QKeySequence(key).toString() for key in keys.RAIL_KEYS)


def test_search_comes_up_over_the_page(window: Window, drive: Drive, fake: FakeClient) -> None:
    async def go() -> None:
        window.navigator.open("devices")
        window.furnish(furnished(window, fake))
        QTest.keyClick(window, Qt.Key.Key_Slash)

    drive(go())

    assert window.finder is not None
    assert window.finder.isVisible()
    assert window.navigator.here == Place(page="devices")
    window.finder.close_up()
    assert window.finder.isHidden()


def test_a_short_break_is_not_told_and_a_long_one_is(window: Window, qtbot: QtBot) -> None:
    window.set_reconnecting("Away")
    assert not window.banner.isVisible()
    window.set_connected()
    window.set_reconnecting("Away for long")

    qtbot.waitUntil(window.banner.isVisible, timeout=3000)
    window.set_connected()
    assert not window.banner.isVisible()


def test_full_screen_and_back(window: Window) -> None:
    window.toggle_full_screen()
    assert window.isFullScreen()
    window.toggle_full_screen()

    assert not window.isFullScreen()


def test_size_is_remembered(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    frame = Frame("")
    qtbot.addWidget(frame)
    frame.setCentralWidget(window)
    frame.closing.connect(window.close_up)
    frame.resize(960, 666)  # the offscreen screen is small
    heard: list[int] = []
    window.closing.connect(lambda: heard.append(1))
    frame.close()
    window.setParent(None)  # the fixture ends it

    again = Frame(Preferences(tmp_path).choices.geometry)
    qtbot.addWidget(again)

    assert heard == [1]
    assert (again.width(), again.height()) == (960, 666)


def test_a_page_that_fails_says_so_and_can_be_tried_again(window: Window, drive: Drive, fake: FakeClient) -> None:
    from app.contract.errors import Unavailable

    fake.failure = Unavailable("the disk sleeps")

    async def go() -> None:
        window.navigator.open("sources")
        window.furnish(furnished(window, fake))

    drive(go())

    assert isinstance(window.page, Page)
    assert window.page.phase == "error"


def test_a_second_start_wakes_the_first_window(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.take()

    with qtbot.waitSignal(first.woken, timeout=2000):
        assert not second.take()
    first.leave()

    assert second.take()
    second.leave()


def test_another_data_folder_has_its_own_window(qapp: QApplication, tmp_path: Path) -> None:
    first, other = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")

    assert first.take()
    assert other.take()
    first.leave()
    other.leave()


class FakeHost(QObject):
    """A host without an engine: the test says when one arrives."""

    changed = Signal(str)
    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.state = HostState.STARTING
        self.is_stopped = False

    async def run(self) -> None:
        await asyncio.Event().wait()

    def doubt(self) -> None:
        pass

    async def stop(self) -> None:
        self.is_stopped = True


RUNNING = Running(url="http://127.0.0.1:1", pid=1, token="t", version="0.1.0")


@pytest.mark.parametrize(("is_empty", "page"), [(True, "welcome"), (False, "settings")])
def test_a_first_start_welcomes_and_a_later_one_does_not(
    window: Window, drive: Drive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_empty: bool, page: str
) -> None:
    client = FakeClient(an_empty_catalogue())
    monkeypatch.setattr("app.client.Client", lambda _url, _token: client)
    window.preferences.save(is_first_run_done=not is_empty)
    host = FakeHost()

    async def go() -> None:
        run = session.Session(window, tmp_path, host=host)  # type: ignore[arg-type]
        task = asyncio.create_task(run.run())
        await asyncio.sleep(0)
        if not is_empty:
            window.navigator.open("settings")
        host.changed.emit(HostState.READY)
        host.arrived.emit(RUNNING)
        for _ in range(50):
            await asyncio.sleep(0)
        assert window.navigator.here is not None
        assert window.navigator.here.page == page
        host.changed.emit(HostState.RECONNECTING)
        host.changed.emit(HostState.FAILED)
        window.close()
        await asyncio.wait_for(task, 10)

    drive(go())

    assert host.is_stopped
    assert client.is_closed


def test_without_a_screen_a_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")

    assert compose.run(tmp_path) == 1
    assert "marquee serve" in capsys.readouterr().err


def test_the_host_says_how_it_starts(qapp: QApplication, tmp_path: Path) -> None:
    assert Host(tmp_path).state is HostState.STARTING


def test_an_unknown_language_leaves_english(qapp: QApplication) -> None:
    for found in translator.install(qapp, "tlh"):
        qapp.removeTranslator(found)

    assert qapp.translate("Words", "{0} min") == "{0} min"

"""The tray: what it says and does."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.contract.library import Scan, ScanState
from app.contract.playback import SessionState
from app.desktop.host import HostState
from app.desktop.kit.desk import Desk
from app.desktop.tray.state import TrayState
from app.desktop.tray.tray import Tray
from tests.desktop.conftest import Drive
from tests.fakes.catalogue import NOW, a_card
from tests.fakes.client import FakeClient, a_session

SCAN = Scan(source_id="1", job_id="2", state=ScanState.PROBING, done=1, total=4)


def test_what_moved_last_is_now_playing() -> None:
    state = TrayState()
    old = a_session("a", a_card("Old"))
    new = replace(a_session("b", a_card("New")), updated_at=NOW + timedelta(seconds=5))
    over = replace(new, id="c", state=SessionState.STOPPED)

    state.set_sessions([old, new, over])

    assert state.now_playing == new


def test_a_scan_that_ends_is_told_once() -> None:
    state = TrayState()

    assert not state.set_scan(SCAN)
    assert state.scan_part == 0.25
    assert state.set_scan(replace(SCAN, state=ScanState.DONE))
    assert not state.set_scan(replace(SCAN, state=ScanState.DONE))
    assert state.scan_part is None


def test_the_menu_says_how_it_goes(qtbot: QtBot, desk: Desk, drive: Drive, fake: FakeClient) -> None:
    fake.playback.sessions = {"s": a_session("s", a_card(), device="TV")}
    tray = Tray(desk)
    tray.set_state(HostState.READY)
    assert tray.status.text() == "The server is running"

    async def connect() -> None:
        desk.live.connected.emit()

    drive(connect())
    desk.live.scan_progress.emit(SCAN)

    assert tray.playing.text() == "Arrival on TV"
    assert tray.status.text() == "Scanning, 25 %"
    assert not tray.scan.isEnabled()
    desk.live.scan_progress.emit(replace(SCAN, state=ScanState.DONE, added=2))
    assert tray.scan.isEnabled()


def test_its_entries_do_what_they_say(qtbot: QtBot, desk: Desk, drive: Drive, fake: FakeClient) -> None:
    tray = Tray(desk)
    heard: list[object] = []
    tray.opened.connect(lambda: heard.append("open"))
    tray.quitting.connect(lambda: heard.append("quit"))
    tray.pressed.connect(lambda key: heard.append(Qt.Key(key)))

    async def press() -> None:
        tray.scan.trigger()

    tray.set_state(HostState.READY)
    drive(press())
    for action in (tray.open, tray.pause, tray.next, tray.quit):
        action.trigger()

    assert heard == ["open", Qt.Key.Key_MediaTogglePlayPause, Qt.Key.Key_MediaNext, "quit"]
    assert "scan_all" in fake.verbs()

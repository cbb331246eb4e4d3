"""The icon in the tray: how the server does, what plays, and the few things to do without the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.contract.library import Scan
from app.contract.playback import SessionState
from app.desktop.host import HostState
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.icons import app_icon, icon
from app.desktop.kit.words import word_files
from app.desktop.tray.state import TrayState

translate = QCoreApplication.translate


class Tray(QObject):
    """Lives as long as Marquee does, window or not."""

    opened = Signal()
    quitting = Signal()
    pressed = Signal(int)
    """A media key (Qt.Key) for the player of the window."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = TrayState()
        self._desk = desk
        self._host_state = HostState.STARTING
        self._icon = QSystemTrayIcon(app_icon(), self)
        self.menu = QMenu()
        self.status = self._add("")
        self.status.setEnabled(False)
        self.menu.addSeparator()
        self.playing = self._add("")
        self.playing.setEnabled(False)
        self.pause = self._add("", "pause", lambda: self.pressed.emit(Qt.Key.Key_MediaTogglePlayPause))
        self.next = self._add("", "next", lambda: self.pressed.emit(Qt.Key.Key_MediaNext))
        self.menu.addSeparator()
        self.scan = self._add(translate("Tray", "Scan all folders now"), "refresh", self._scan)
        self.open = self._add(translate("Tray", "Open Marquee"), "home", self.opened.emit)
        self.menu.addSeparator()
        self.quit = self._add(translate("Tray", "Quit"), "close", self.quitting.emit)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._on_activated)
        self._wire()
        self.refresh()

    def show(self) -> None:
        """Appear."""
        self._icon.show()

    def hide(self) -> None:
        """Go away."""
        self._icon.hide()

    def say(self, title: str, text: str) -> None:
        """Tell something through the system."""
        self._icon.showMessage(title, text, app_icon())

    def set_state(self, state: str) -> None:
        """Hear how the engine does."""
        self._host_state = HostState(state)
        self.refresh()

    def refresh(self) -> None:
        """Write the menu anew."""
        status = self._word_status()
        self.status.setText(status)
        self._icon.setToolTip(f"Marquee – {status}")
        session = self.state.now_playing
        for action in (self.playing, self.pause, self.next):
            action.setVisible(session is not None)
        if session is not None:
            self.playing.setText(translate("Tray", "{0} on {1}").format(session.title, session.device or "…"))
            is_paused = session.state is SessionState.PAUSED
            self.pause.setText(translate("Tray", "Play") if is_paused else translate("Tray", "Pause"))
            self.next.setText(translate("Tray", "Next"))
        self.scan.setEnabled(self._host_state is HostState.READY and self.state.scan_part is None)

    def _word_status(self) -> str:
        part = self.state.scan_part
        if self._host_state is HostState.READY and part is not None:
            return translate("Tray", "Scanning, {0} %").format(round(part * 100))
        words = {
            HostState.STARTING: translate("Tray", "Starting"),
            HostState.READY: translate("Tray", "The server is running"),
            HostState.RECONNECTING: translate("Tray", "Coming back"),
            HostState.STOPPING: translate("Tray", "Stopping"),
            HostState.FAILED: translate("Tray", "The server does not start"),
        }
        return words[self._host_state]

    def _wire(self) -> None:
        live = self._desk.live
        live.session_changed.connect(lambda _event: self._read_sessions())
        live.scan_progress.connect(self._on_scan)
        live.connected.connect(self._read_sessions)
        self.menu.aboutToShow.connect(self.refresh)

    def _read_sessions(self) -> None:
        async def read() -> None:
            self.state.set_sessions(await self._desk.client.playback.list_sessions())
            self.refresh()

        tasks.run(read(), on_error=lambda _error: self.refresh())

    def _on_scan(self, scan: Scan) -> None:
        if self.state.set_scan(scan) and scan.added:
            self.say(translate("Tray", "New in your library"), word_files(scan.added))
        self.refresh()

    def _scan(self) -> None:
        tasks.run(self._desk.client.library.scan_all())

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.opened.emit()

    def _add(self, text: str, icon_name: str = "", act: object = None) -> QAction:
        action = QAction(text, self)
        if icon_name:
            action.setIcon(icon(icon_name, size=16))
        if callable(act):
            action.triggered.connect(lambda _checked=False: act())
        self.menu.addAction(action)
        return action

"""Keeps a Linux screen awake over D-Bus: the desktop's screen saver, or else the system's login manager."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusUnixFileDescriptor

from app.desktop.playback.awake import REASON, Wake

_SAVER = ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "Inhibit")
_LOGIN = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "Inhibit")
_APP = "Marquee"
_numbers = count(1)


def has_session_bus() -> bool:
    """Tell whether somebody listens; asking without would start a bus of its own on some systems."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (bool(runtime) and (Path(runtime) / "bus").exists())


def _session_line(name: str) -> QDBusConnection | None:
    if not has_session_bus():
        return None
    return QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, name)


class LinuxWake(Wake):
    """Asks on a line of its own: whoever was asked lets go when that line ends, even when this program dies.

    Args:
        open_line: Opens a line to a bus under a name, or gives None where there is no bus; the session's by default.
    """

    def __init__(self, open_line: Callable[[str], QDBusConnection | None] | None = None) -> None:
        self._open_line = open_line or _session_line
        self._line = ""
        self._lock: QDBusUnixFileDescriptor | None = None
        self._waiting: QDBusPendingCallWatcher | None = None

    def hold(self) -> None:
        name = f"marquee-wake-{next(_numbers)}"
        line = self._open_line(name)
        if line is None:
            self._ask_login()
            return
        self._line = name
        self._ask(line, _SAVER, (_APP, REASON))

    def release(self) -> None:
        self._waiting = None
        self._lock = None
        if self._line:
            QDBusConnection.disconnectFromBus(self._line)
            self._line = ""

    def _ask_login(self) -> None:
        line = QDBusConnection.systemBus()
        if line.isConnected():
            self._ask(line, _LOGIN, ("idle:sleep", _APP, REASON, "block"))

    def _ask(self, line: QDBusConnection, whom: tuple[str, str, str, str], arguments: tuple[str, ...]) -> None:
        question = QDBusMessage.createMethodCall(*whom)
        question.setArguments(list(arguments))
        self._waiting = watcher = QDBusPendingCallWatcher(line.asyncCall(question))
        watcher.finished.connect(lambda done: self._hear(done, is_saver=whom is _SAVER))

    def _hear(self, done: QDBusPendingCallWatcher, *, is_saver: bool) -> None:
        if done is not self._waiting:
            return
        self._waiting = None
        answer = done.reply()
        if answer.type() is QDBusMessage.MessageType.ReplyMessage:
            found = answer.arguments()[0]
            self._lock = found if isinstance(found, QDBusUnixFileDescriptor) else None
        elif is_saver:
            self._ask_login()

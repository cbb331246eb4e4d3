"""A message bus of one test, and those who live on it."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import ClassInfo, QObject, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusConnection

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>
"""
PROGRAM = shutil.which("dbus-daemon")
_numbers = count(1)
face: Any = ClassInfo


@contextmanager
def a_bus(folder: Path) -> Iterator[str]:
    """Run a bus of its own; gives its address. Nobody starts anything by being asked for."""
    config = folder / "bus.conf"
    config.write_text(CONFIG.format(folder=folder))
    command = [PROGRAM or "dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@contextmanager
def a_line(address: str) -> Iterator[QDBusConnection]:
    """Connect to a bus for a while."""
    name = f"test-{next(_numbers)}"
    yield QDBusConnection.connectToBus(address, name)
    QDBusConnection.disconnectFromBus(name)


@face({"D-Bus Interface": "org.freedesktop.ScreenSaver"})
class FakeSaver(QDBusAbstractAdaptor):
    """A screen saver that notes who wants it to wait."""

    def __init__(self, bus: QDBusConnection, parent: QObject) -> None:
        super().__init__(parent)
        self.asked: list[tuple[str, str]] = []
        assert bus.registerObject("/org/freedesktop/ScreenSaver", parent, QDBusConnection.RegisterOption.ExportAdaptors)
        assert bus.registerService("org.freedesktop.ScreenSaver")

    @Slot(str, str, result="uint")
    def Inhibit(self, application: str, reason: str) -> int:
        self.asked.append((application, reason))
        return 3_000_000_000

"""Switches the audio track of a film again and again, as fast as Qt lets it: run on its own, for it may stand still."""

import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desktop.playback.qt_backend import QtBackend

SWITCHES = 6


def main(film: str, rounds: int) -> None:
    """Open `film`, which has two audio tracks, with `rounds` new backends."""
    application = QApplication(["switching"])
    url = QUrl.fromLocalFile(str(Path(film))).toString()
    for _ in range(rounds):
        backend = QtBackend()
        backend.load(url, 0)
        while len(backend.tracks("audio")) < 2:
            QTest.qWait(1)
        for number in range(SWITCHES):
            backend.choose("audio", number % 2)
            QTest.qWait(1)
        backend.stop()
        backend.deleteLater()
    application.processEvents()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

"""Starts Qt and its player once, for `marquee doctor`: in a process of its own, for a missing library may end it."""

from PySide6.QtMultimedia import QMediaPlayer
from PySide6.QtWidgets import QApplication

CANNOT_PLAY = 3


def main() -> int:
    """Return 0 when films can be played here, and CANNOT_PLAY when Qt runs without its player."""
    application = QApplication.instance() or QApplication(["marquee"])
    is_available = QMediaPlayer(application).isAvailable()
    return 0 if is_available else CANNOT_PLAY

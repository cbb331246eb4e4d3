"""The window on the screen, there before anything that takes time to load: its place, its colour, its closing.

Nothing is imported here that the first paint does not need; everything visible is put inside later.
"""

import base64
from typing import Final

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPalette
from PySide6.QtWidgets import QMainWindow

MIN_SIZE: Final = (960, 540)
FIRST_SIZE: Final = (1280, 760)
DARK, LIGHT = "#0e0f13", "#f6f6f8"
"""Close to the backgrounds of the theme, which is not loaded yet."""


class Frame(QMainWindow):
    """The top-level window. Its only content is the `Window` of the house."""

    closing = Signal()
    """The user closed it; whoever listens hides it or quits."""

    def __init__(self, geometry: str, *, is_light: bool = False) -> None:
        super().__init__()
        self.setWindowTitle("Marquee")
        self.setMinimumSize(*MIN_SIZE)
        colours = QPalette(self.palette())
        colours.setColor(QPalette.ColorRole.Window, QColor(LIGHT if is_light else DARK))
        self.setPalette(colours)
        if not (geometry and self.restoreGeometry(QByteArray(base64.b64decode(geometry)))):
            self.resize(*FIRST_SIZE)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.closing.emit()

"""A few words over the picture that say what a key just did, and go away."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

STAY_MS = 1500


class Osd(QLabel):
    """The on-screen message; screen readers say it, too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setStyleSheet(
            "background: rgba(0, 0, 0, 190); color: #ffffff; border-radius: 10px; padding: 8px 16px; font-size: 18px;"
        )
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str) -> None:
        """Show words for a moment."""
        self.setText(text)
        self.setAccessibleName(text)
        self.adjustSize()
        self.show()
        self.raise_()
        self._rest.start(STAY_MS)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

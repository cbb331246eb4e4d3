"""The button that skips an intro, a recap or the credits; it comes, fades after a while, and comes back when asked."""

from PySide6.QtCore import QCoreApplication, QEasingCurve, QPropertyAnimation, Qt, QTimer
from PySide6.QtWidgets import QGraphicsOpacityEffect, QPushButton, QWidget

from app.contract.analysis import MarkerKind
from app.desktop.kit.theme import Motion, theme

STAY_MS = 8_000
LOOK = """
    QPushButton { background: rgba(20, 22, 28, 235); color: #ffffff; border: 2px solid rgba(255, 255, 255, 90);
        border-radius: 10px; padding: 10px 22px; font-size: 18px; font-weight: 600; }
    QPushButton:hover { background: rgba(60, 64, 76, 240); }
    QPushButton:focus { border-color: #ffffff; }
"""

translate = QCoreApplication.translate


class SkipButton(QPushButton):
    """Offers to skip one part at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(LOOK)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._motion = QPropertyAnimation(self._effect, b"opacity", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.finished.connect(self._end)
        self._rest = QTimer(self, interval=STAY_MS, singleShot=True)
        self._rest.timeout.connect(self._fade_out)
        self.hide()

    def offer(self, kind: MarkerKind) -> None:
        """Come for a part."""
        self.setText(word_skip(kind))
        self.setAccessibleName(self.text())
        self.adjustSize()
        self._motion.stop()
        self._effect.setOpacity(1.0)
        self.show()
        self.raise_()
        self._rest.start()

    def withdraw(self) -> None:
        """Go at once: the part is over."""
        self._rest.stop()
        self._motion.stop()
        self.hide()

    def _fade_out(self) -> None:
        duration = theme().duration(Motion.NORMAL)
        if self.hasFocus() or self.underMouse():
            self._rest.start()
            return
        self._motion.setDuration(duration)
        self._motion.setStartValue(1.0)
        self._motion.setEndValue(0.0)
        self._motion.start()

    def _end(self) -> None:
        if self._effect.opacity() <= 0:
            self.hide()


def word_skip(kind: MarkerKind) -> str:
    """Return what the button says."""
    words = {
        MarkerKind.INTRO: translate("Player", "Skip intro"),
        MarkerKind.RECAP: translate("Player", "Skip recap"),
        MarkerKind.CREDITS: translate("Player", "Skip credits"),
    }
    return words[kind]

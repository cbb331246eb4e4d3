"""Quiet shapes in the place of what loads, with a slow glow unless motion is unwanted."""

from typing import Final

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.desktop.kit.theme import Radius, Space, theme

GLOW_MS: Final = 60
GLOW_STEPS: Final = 24


class Skeleton(QWidget):
    """A heading and rows of posters, as grey shapes."""

    def __init__(self, parent: QWidget | None = None, *, card_width: int = 168, ratio: float = 1.5) -> None:
        super().__init__(parent)
        self._card = (card_width, round(card_width * ratio))
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(GLOW_MS)
        self._timer.timeout.connect(self._glow)
        self.setAccessibleName(self.tr("Loading"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not theme().has_reduced_motion:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("surface"))
        painter.setOpacity(0.7 + 0.3 * abs(self._step - GLOW_STEPS / 2) / (GLOW_STEPS / 2))
        width, height = self._card
        top = float(Space.XXL)
        painter.drawRoundedRect(QRectF(Space.XXL, top, 220, 28), Radius.S, Radius.S)
        top += 28 + Space.XL
        while top < self.height():
            left = float(Space.XXL)
            while left < self.width():
                painter.drawRoundedRect(QRectF(left, top, width, height), Radius.M, Radius.M)
                painter.drawRoundedRect(QRectF(left, top + height + 10, width * 0.7, 12), 6, 6)
                left += width + Space.L
            top += height + 56

    def _glow(self) -> None:
        self._step = (self._step + 1) % GLOW_STEPS
        self.update()

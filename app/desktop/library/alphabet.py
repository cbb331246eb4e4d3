"""The strip of letters at the edge of a wall."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.desktop.kit.theme import Space, theme
from app.desktop.library.painting import font

AFTER_Z = "{"
"""The sign after "z": titles in all other alphabets come behind it."""


class Alphabet(QWidget):
    """A strip of letters at the edge of a wall; one press goes to the first title with it."""

    chosen = Signal(str)
    LETTERS = "#ABCDEFGHIJKLMNOPQRSTUVWXYZ…"
    """The last one leads to all other alphabets."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = 1
        self._hovered = -1
        self.setFixedWidth(28)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Jump to a letter"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(28, 400)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._at)
        elif step and 0 <= self._at + step < len(self.LETTERS):
            self._at += step
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._letter_at(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._letter_at(event.position().y())
        if event.buttons() & Qt.MouseButton.LeftButton and self._hovered != self._at:
            self._choose(self._hovered)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        colors = theme()
        for place, letter in enumerate(self.LETTERS):
            is_here = self.hasFocus() and place == self._at
            painter.setFont(font(11, is_strong=True))
            painter.setPen(colors.color("accent" if is_here else "text" if place == self._hovered else "text_faint"))
            painter.drawText(self._rect(place), Qt.AlignmentFlag.AlignCenter, letter)
        painter.end()

    def _rect(self, place: int) -> QRect:
        step = min(24.0, self.height() / len(self.LETTERS))
        top = (self.height() - step * len(self.LETTERS)) / 2
        return QRect(0, round(top + place * step), self.width() - Space.S, round(step))

    def _letter_at(self, y: float) -> int:
        places = range(len(self.LETTERS))
        return min(places, key=lambda place: abs(self._rect(place).center().y() - y))

    def _choose(self, place: int) -> None:
        self._at = place
        self.update()
        letter = self.LETTERS[place]
        self.chosen.emit({"#": "", "…": AFTER_Z}.get(letter, letter.lower()))

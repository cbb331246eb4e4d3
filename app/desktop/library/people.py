"""Somebody of the cast: initials, name, and who they play."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.contract.browse import Credit
from app.desktop.kit.theme import Radius, Space, Type, theme
from app.desktop.kit.words import translate
from app.desktop.library.painting import elided, font

CARD_PX, CIRCLE_PX = 132, 76
_NAME_TOP = CIRCLE_PX + 2 * Space.M
_LINE_PX = 20
_HUES = 12


class PersonCard(QAbstractButton):
    """Leads to everything that this person takes part in."""

    def __init__(self, credit: Credit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._credit = credit
        self.setFixedSize(CARD_PX, _NAME_TOP + 2 * _LINE_PX + Space.S)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(spoken(credit))
        self.setToolTip(spoken(credit))
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(theme().color("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("surface"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), Radius.M, Radius.M)
        circle = QRect((self.width() - CIRCLE_PX) // 2, Space.S, CIRCLE_PX, CIRCLE_PX)
        self._paint_circle(painter, circle)
        strong, plain = font(Type.CAPTION, is_strong=True), font(Type.CAPTION)
        self._write(painter, _NAME_TOP - Space.XS, self._credit.name, strong, "text")
        self._write(painter, _NAME_TOP - Space.XS + _LINE_PX, self._credit.character, plain, "text_soft")
        painter.end()

    def _paint_circle(self, painter: QPainter, circle: QRect) -> None:
        hue = sum(map(ord, self._credit.name)) % _HUES * (360 // _HUES)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor.fromHsl(hue, 70, 70 if theme().is_dark else 205))
        painter.drawEllipse(circle)
        painter.setPen(theme().color("text"))
        painter.setFont(font(Type.TITLE, is_strong=True))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(self._credit.name))

    def _write(self, painter: QPainter, top: int, text: str, used: QFont, color: str) -> None:
        width = self.width() - Space.S
        painter.setFont(used)
        painter.setPen(theme().color(color))
        rect = QRect(Space.XS, top, width, _LINE_PX)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, elided(text, used, width))


def initials(name: str) -> str:
    """Return the first letters of the first and the last name."""
    words = name.split()
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper() if words else ""


def spoken(credit: Credit) -> str:
    """Return what a screen reader says of somebody: "Ada Roe as The keeper"."""
    if not credit.character:
        return credit.name
    return translate("People", "{name} as {character}").format(name=credit.name, character=credit.character)

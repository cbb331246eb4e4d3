"""One episode as a row: frame, number, title, length, what was watched."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.contract.browse import Card
from app.desktop.kit import icons
from app.desktop.kit.pictures import Key, Pictures
from app.desktop.kit.theme import Radius, Space, Type, theme
from app.desktop.kit.words import word_duration
from app.desktop.library import words
from app.desktop.library.grid import FRAME
from app.desktop.library.painting import Look, TilePainter, elided, font

THUMB_WIDTH, THUMB_HEIGHT = 160, 90


class EpisodeRow(QWidget):
    """Plays by Enter, Space or a click."""

    opened = Signal(object)
    asked = Signal(object, QPoint)

    def __init__(self, card: Card, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self._pictures = pictures
        self._painter = TilePainter(pictures, has_words=False)
        self._is_hovered = False
        self.setFixedHeight(THUMB_HEIGHT + 2 * Space.S)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        pictures.ready.connect(self._came)
        self.set_card(card)

    def set_card(self, card: Card) -> None:
        """Show a changed episode."""
        self.card = card
        self.setAccessibleName(words.spoken(card))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, THUMB_HEIGHT + 2 * Space.S)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_MediaPlay):
            self.opened.emit(self.card)
        elif event.key() == Qt.Key.Key_Menu:
            self.asked.emit(self.card, self.mapToGlobal(self.rect().center()))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.card)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.asked.emit(self.card, event.globalPos())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_hovered or self.hasFocus():
            painter.setPen(theme().color("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("surface"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), Radius.M, Radius.M)
        is_mirrored = self.isRightToLeft()
        left = self.width() - THUMB_WIDTH - Space.S if is_mirrored else Space.S
        thumb = QRect(left, Space.S, THUMB_WIDTH, THUMB_HEIGHT)
        corner = "surface" if self._is_hovered or self.hasFocus() else "background"
        look = Look(rect=thumb, picture_px=THUMB_HEIGHT, scale=self.devicePixelRatioF(), ground=corner)
        self._painter.paint(painter, self.card, FRAME, look)
        self._paint_words(painter, is_mirrored=is_mirrored)
        painter.end()

    def _paint_words(self, painter: QPainter, *, is_mirrored: bool) -> None:
        start = THUMB_WIDTH + Space.S + Space.L
        room = self.width() - start - Space.XXXL
        area = QRect(Space.XXXL if is_mirrored else start, 0, room, self.height())
        number = "" if self.card.number is None else f"{self.card.number}. "
        strong, soft = font(Type.BODY, is_strong=True), font(Type.CAPTION)
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(strong)
        painter.setPen(theme().color("text_soft" if self.card.is_watched else "text"))
        title = elided(number + self.card.title, strong, area.width())
        painter.drawText(QRect(area.left(), 28, area.width(), 24), flags, title)
        state = words.watch_state(self.card) if self.card.position_ms or self.card.is_missing else ""
        length = word_duration(self.card.duration_ms) if self.card.duration_ms else ""
        line = " · ".join(part for part in (length, state) if part)
        painter.setFont(soft)
        painter.setPen(theme().color("text_soft"))
        painter.drawText(QRect(area.left(), 54, area.width(), 20), flags, elided(line, soft, area.width()))
        if self._is_hovered or self.hasFocus():
            spot = Space.XL if is_mirrored else self.width() - Space.XL - 24
            play = icons.pixmap("play", theme().colors.accent, 24, self.devicePixelRatioF())
            painter.drawPixmap(spot, self.height() // 2 - 12, play)

    def _came(self, key: Key) -> None:
        if any(picture.url == key[0] for picture in self.card.pictures):
            self.update()

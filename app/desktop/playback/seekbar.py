"""The bar that shows where a film is, and goes elsewhere."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.contract.media import Chapter
from app.desktop.kit.theme import Space, theme
from app.desktop.kit.words import word_clock

STEP_MS = 10_000
PEEK_MS = 1_500
"""What is at a place that keys went to is shown for so long."""


class SeekBar(QWidget):
    """Position, buffer and chapters on one line; `sought(position_ms)` by mouse or arrow keys.

    `pointed(position_ms, x)` tells where the mouse or the keys are, `left()` that they are no longer there.
    """

    sought = Signal(int)
    pointed = Signal(int, int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._position = self._duration = 0
        self._buffered = 0.0
        self._pointer: float | None = None
        self._is_dragged = False
        self._chapters: tuple[Chapter, ...] = ()
        self._rest = QTimer(self, interval=PEEK_MS, singleShot=True)
        self._rest.timeout.connect(self.left)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Position"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_position(self, position_ms: int, duration_ms: int) -> None:
        """Show where the film is; not while somebody drags."""
        self._duration = duration_ms
        if not self._is_dragged:
            self._position = position_ms
        self.setAccessibleDescription(f"{word_clock(position_ms)} / {word_clock(duration_ms)}")
        self.update()

    def set_buffered(self, part: float) -> None:
        """Show how much is loaded ahead, 0 to 1 of what the player wants."""
        self._buffered = part
        self.update()

    def set_chapters(self, chapters: tuple[Chapter, ...]) -> None:
        """Mark where chapters begin."""
        self._chapters = chapters
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 28)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -STEP_MS, Qt.Key.Key_Right: STEP_MS}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
            return
        at = max(0, self._position + (-step if self.isRightToLeft() else step))
        self.sought.emit(at)
        self.pointed.emit(at, round(self._x(at)))
        self._rest.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_dragged = event.button() == Qt.MouseButton.LeftButton
        self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position().x()
        if self._is_dragged:
            self._drag(event.position().x())
        at = self._at(event.position().x())
        self._rest.stop()
        self.pointed.emit(at, round(self._x(at)))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_dragged:
            self._is_dragged = False
            self.sought.emit(self._at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.left.emit()
        self.update()
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._pointer = None
        self.left.emit()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        is_awake = self.hasFocus() or self._pointer is not None
        height = 6 if is_awake else 4
        line = QRectF(self._left, self.height() / 2 - height / 2, self._room, height)
        painter.setBrush(QColor(255, 255, 255, 70))
        painter.drawRoundedRect(line, height / 2, height / 2)
        part = self._position / self._duration if self._duration else 0.0
        self._paint_part(painter, line, min(1.0, part + 0.03 * self._buffered), QColor(255, 255, 255, 90))
        self._paint_part(painter, line, part, theme().color("accent"))
        painter.setBrush(QColor(0, 0, 0, 160))
        for chapter in self._chapters:
            if 0 < chapter.start_ms < self._duration:
                painter.drawRect(QRectF(self._x(chapter.start_ms) - 1, line.top(), 2, height))
        painter.setBrush(QColor("#ffffff"))
        radius = 9 if self.hasFocus() else 7 if is_awake else 5
        painter.drawEllipse(QPointF(self._x(self._position), self.height() / 2), radius, radius)
        if self.hasFocus():
            painter.setBrush(theme().color("accent"))
            painter.drawEllipse(QPointF(self._x(self._position), self.height() / 2), 6, 6)
        painter.end()

    @property
    def _left(self) -> float:
        return float(Space.S)

    @property
    def _room(self) -> float:
        return float(max(1, self.width() - 2 * Space.S))

    def _paint_part(self, painter: QPainter, line: QRectF, part: float, color: QColor) -> None:
        filled = QRectF(line)
        filled.setWidth(line.width() * min(1.0, part))
        if self.isRightToLeft():
            filled.moveRight(line.right())
        painter.setBrush(color)
        painter.drawRoundedRect(filled, line.height() / 2, line.height() / 2)

    def _x(self, position_ms: int) -> float:
        part = min(1.0, position_ms / self._duration) if self._duration else 0.0
        return self._left + self._room * (1 - part if self.isRightToLeft() else part)

    def _at(self, x: float) -> int:
        part = min(1.0, max(0.0, (x - self._left) / self._room))
        return round(self._duration * (1 - part if self.isRightToLeft() else part))

    def _drag(self, x: float) -> None:
        self._position = self._at(x)
        self.update()

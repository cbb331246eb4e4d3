"""What is at a place of the seek bar: the picture, the chapter, the time."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.desktop.kit.theme import Space
from app.desktop.kit.words import word_clock

WIDTH, EDGE = 240, 24
LOOK = "background: rgba(20, 22, 28, 235); border-radius: 10px; color: #ffffff;"


class Preview(QWidget):
    """A small card above the seek bar. It takes no mouse: the bar below stays reachable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"Preview {{ {LOOK} }} QLabel {{ color: #ffffff; background: transparent; }}")
        self.picture, self.chapter, self.time = QLabel(), QLabel(), QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        column.setSpacing(Space.XS)
        for each in (self.picture, self.chapter, self.time):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            each.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(each)
        self.hide()

    def set_time(self, at_ms: int, chapter: str) -> None:
        """Say where it is."""
        self.time.setText(word_clock(at_ms))
        self.chapter.setText(self.fontMetrics().elidedText(chapter, Qt.TextElideMode.ElideRight, WIDTH))
        self.chapter.setVisible(bool(chapter))

    def set_picture(self, pixmap: QPixmap | None, size: QSize | None) -> None:
        """Show a picture; while it comes the one before stands in its place.

        Args:
            size: Of the picture; None when there is none and will be none.
        """
        self.picture.setVisible(size is not None)
        if size is not None:
            self.picture.setFixedSize(size.scaled(WIDTH, WIDTH, Qt.AspectRatioMode.KeepAspectRatio))
        if pixmap is not None or size is None:
            self.picture.setPixmap(QPixmap() if pixmap is None else self._rounded(pixmap))

    def show_at(self, x: int, bottom: int) -> None:
        """Stand above a place, whole on the screen."""
        column = self.layout()
        if column is not None:
            column.activate()
        self.adjustSize()
        parent = self.parentWidget()
        room = parent.width() if parent is not None else self.width()
        left = min(max(EDGE, x - self.width() // 2), max(EDGE, room - EDGE - self.width()))
        self.move(left, bottom - self.height())
        self.show()
        self.raise_()

    def _rounded(self, pixmap: QPixmap) -> QPixmap:
        scale = self.devicePixelRatioF()
        small = pixmap.scaled(
            self.picture.size() * scale,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        rounded = QPixmap(small.size())
        rounded.fill(QColor(0, 0, 0, 0))
        path = QPainterPath()
        path.addRoundedRect(rounded.rect().toRectF(), 8 * scale, 8 * scale)
        painter = QPainter(rounded)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(path)
        painter.drawPixmap(0, 0, small)
        painter.end()
        rounded.setDevicePixelRatio(scale)
        return rounded

"""Paints the frames of QtMultimedia, and subtitles over them.

A plain widget, not QVideoWidget: that one is a native window that covers our controls, and shows nothing on
screens without a GPU.
"""

import re

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtMultimedia import QVideoFrame, QVideoSink
from PySide6.QtWidgets import QWidget

from app.desktop.kit.theme import Space

_MARKUP = re.compile(r"\{\\[^}]*\}|<[^>]+>")
_LOW_PX = 16


def plain_caption(text: str) -> str:
    """Return a subtitle without the marks of its format, which QtMultimedia leaves in."""
    return _MARKUP.sub("", text.replace("\\N", "\n").replace("\\n", "\n")).strip()


class Surface(QWidget):
    """The picture, as large as fits, on black."""

    shown = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sink = QVideoSink()
        self.frames_shown = 0
        self.lift_px = 0
        self._frame = QVideoFrame()
        self._caption = ""
        self._waiting = 0
        self._scale, self._delay_ms = 1.0, 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # Emitted in the thread that decodes: a lambda would run there, and wait for the GIL while `stop` waits for it.
        self.sink.videoFrameChanged.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self.sink.subtitleTextChanged.connect(self.hear_caption, Qt.ConnectionType.QueuedConnection)

    def clear(self) -> None:
        """Forget the picture of the film before."""
        self.frames_shown = 0
        self._frame = QVideoFrame()
        self.set_caption("")

    def tune_captions(self, scale: float, delay_ms: int) -> None:
        """Show subtitles larger or smaller, and those that come from now on later than they are told."""
        self._scale, self._delay_ms = scale, max(0, delay_ms)
        self.update()

    def set_caption(self, text: str) -> None:
        """Show a subtitle at once, or none; what still waits is forgotten."""
        self._waiting += 1
        self._caption = plain_caption(text)
        self.update()

    def hear_caption(self, text: str) -> None:
        """Show a subtitle when it is due."""
        if not self._delay_ms:
            self.set_caption(text)
            return
        due = self._waiting
        QTimer.singleShot(self._delay_ms, self, lambda: self._show_due(text, due))

    def _show_due(self, text: str, due: int) -> None:
        if due == self._waiting:
            self._caption = plain_caption(text)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._frame.isValid():
            options = QVideoFrame.PaintOptions()
            options.backgroundColor = QColor(Qt.GlobalColor.black)
            options.paintFlags = QVideoFrame.PaintOptions.PaintFlag.DontDrawSubtitles
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._frame.paint(painter, QRectF(self.rect()), options)
        if self._caption:
            self._paint_caption(painter)
        painter.end()

    def _paint_caption(self, painter: QPainter) -> None:
        font = self.font()
        font.setPixelSize(max(_LOW_PX, round(self.height() * self._scale / 22)))
        font.setWeight(font.Weight.DemiBold)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        height = painter.fontMetrics().lineSpacing()
        lines = self._caption.splitlines()
        baseline = self.height() - Space.XXL - self.lift_px - height * (len(lines) - 1)
        for line in lines:
            path = QPainterPath()
            path.addText((self.width() - painter.fontMetrics().horizontalAdvance(line)) / 2, baseline, font, line)
            pen = QPen(QColor(0, 0, 0, 220), max(3, font.pixelSize() / 9))
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)
            painter.fillPath(path, QColor("#ffffff"))
            baseline += height

    def _show(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self.frames_shown += 1
            self._frame = frame
            self.update()
            self.shown.emit(self.frames_shown)

"""The old page fading away over the new one."""

from PySide6.QtCore import Property, QEasingCurve, QPropertyAnimation, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.desktop.kit.theme import Motion, theme


class Fade(QWidget):
    """A picture of what was there, less and less of it. It takes no mouse and no focus, and deletes itself."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._picture = QPixmap()
        self._opacity = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._motion = QPropertyAnimation(self, b"opacity", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.finished.connect(self._end)

    def begin(self, old: QWidget) -> None:
        """Keep how a page looks now, before another takes its place."""
        if theme().duration(Motion.NORMAL) == 0 or not old.isVisible():
            return
        self._motion.stop()
        self._picture = old.grab()
        self.setGeometry(old.geometry())

    def play(self) -> None:
        """Fade what was kept."""
        if self._picture.isNull():
            return
        self._opacity = 1.0
        self.show()
        self.raise_()
        self._motion.setDuration(theme().duration(Motion.NORMAL))
        self._motion.setStartValue(1.0)
        self._motion.setEndValue(0.0)
        self._motion.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setOpacity(self._opacity)
        painter.drawPixmap(0, 0, self._picture)

    def _end(self) -> None:
        self.hide()
        self._picture = QPixmap()

    def _get_opacity(self) -> float:
        return self._opacity

    def _set_opacity(self, opacity: float) -> None:
        self._opacity = opacity
        self.update()

    opacity = Property(float, _get_opacity, _set_opacity)

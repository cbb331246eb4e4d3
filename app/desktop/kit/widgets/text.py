"""Text and still pictures."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desktop.kit.icons import pixmap
from app.desktop.kit.theme import theme


def label(text: str, look: str = "", *, wraps: bool = False, parent: QWidget | None = None) -> QLabel:
    """Return text. Looks: display, headline, title, large, strong, soft, faint, caption, danger, good."""
    result = QLabel(text, parent)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wraps)
    _mirror(result)
    if look:
        result.setProperty("look", look)
    return result


def _mirror(text: QLabel) -> None:
    """For right-to-left readers a Latin title stands at the right too; Qt alone goes by its letters."""
    if QGuiApplication.isRightToLeft():
        flag = Qt.AlignmentFlag
        text.setAlignment(flag.AlignRight | flag.AlignAbsolute | flag.AlignVCenter)


class IconLabel(QWidget):
    """An icon that follows the theme."""

    def __init__(self, name: str, size: int = 24, color: str = "text_soft", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size, self._color = name, size, color
        self.setFixedSize(size, size)

    def set_icon(self, name: str, color: str | None = None) -> None:
        """Show another icon, or in another colour of the theme."""
        self._name, self._color = name, color or self._color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.drawPixmap(0, 0, pixmap(self._name, theme().color(self._color), self._size, self.devicePixelRatioF()))


def picture_label(name: str, size: int, color: str = "text_faint") -> IconLabel:
    """Return a big, quiet icon for empty states."""
    return IconLabel(name, size, color)


class ElidedLabel(QLabel):
    """One line that ends in … when it is too long; the whole text is its tooltip."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if look:
            self.setProperty("look", look)
        _mirror(self)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._elide()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._elide()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 24))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

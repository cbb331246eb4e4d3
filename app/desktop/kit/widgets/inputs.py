"""Fields to type and choose in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.desktop.kit.icons import pixmap
from app.desktop.kit.theme import Space, theme
from app.desktop.kit.widgets.buttons import IconButton

TYPING_MS = 180
GLASS_PX = 18
CLEARER_PX = 30


class SearchField(QLineEdit):
    """A field that says what was typed after a short pause, or at once on Enter."""

    searched = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._clearer = IconButton("close", self.tr("Clear"), GLASS_PX, self)
        self._clearer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clearer.setFixedSize(CLEARER_PX, CLEARER_PX)
        self._clearer.clicked.connect(self.clear)
        self._clearer.hide()
        self.textChanged.connect(lambda text: self._clearer.setVisible(bool(text)))
        self.setProperty("look", "search")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self._say)
        self.textChanged.connect(lambda _text: self._pause.start())
        self.returnPressed.connect(self._say)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Our own, as Qt's sits off the middle as soon as a style sheet has padding.
        super().resizeEvent(event)
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = Space.S if is_mirrored else self.width() - CLEARER_PX - Space.S
        self._clearer.move(left, (self.height() - CLEARER_PX) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Painted rather than added as an action: those sit off the middle as soon as a style sheet has padding.
        super().paintEvent(event)
        painter = QPainter(self)
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - GLASS_PX - Space.M if is_mirrored else Space.M
        glass = pixmap("search", theme().colors.text_faint, GLASS_PX, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - GLASS_PX) // 2, glass)

    def _say(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())


class Choice(QComboBox):
    """One of a few values; pairs of value and word."""

    chosen = Signal(str)

    def __init__(
        self, name: str, pairs: Sequence[tuple[str, str]], value: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        for key, word in pairs:
            self.addItem(word, key)
        self.set_value(value)
        self.activated.connect(lambda _index: self.chosen.emit(self.value))

    @property
    def value(self) -> str:
        """The value that is chosen."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Show a value without telling anybody."""
        self.setCurrentIndex(max(self.findData(value), 0))

"""Fields to type and choose in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.desktop.kit.icons import icon
from app.desktop.kit.theme import theme

TYPING_MS = 180


class SearchField(QLineEdit):
    """A field that says what was typed after a short pause, or at once on Enter."""

    searched = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._refresh()
        theme().changed.connect(self._refresh)
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

    def _say(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())

    def _refresh(self) -> None:
        self._glass.setIcon(icon("search", theme().colors.text_faint, 18))


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

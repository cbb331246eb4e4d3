"""A line to give something a name in the place where it stands, instead of a dialog."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton, primary_button
from app.desktop.kit.widgets.text import label

MAX_NAME = 100
FIELD_PX = 240


class NameField(QWidget):
    """Enter saves, Esc leaves; hidden until it is opened."""

    saved = Signal(str)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setMaxLength(MAX_NAME)
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(name)
        self.field.setFixedWidth(FIELD_PX)
        self.field.returnPressed.connect(self._save)
        self.saver = primary_button(self.tr("Save"))
        self.saver.clicked.connect(self._save)
        self._leaver = IconButton("close", self.tr("Cancel"), 16)
        self._leaver.clicked.connect(self.close_up)
        self._problem = label("", "danger")
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for widget in (self.field, self.saver, self._leaver):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(self._problem)
        self.hide()

    def open(self, text: str = "") -> None:
        """Come up with a name that can be typed over."""
        self._problem.hide()
        self.field.setText(text)
        self.show()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, problem: str) -> None:
        """Say what is wrong with the name."""
        self._problem.setText(problem)
        self._problem.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_up(self) -> None:
        """Go away."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        if self.field.text().strip():
            self.saved.emit(self.field.text().strip())

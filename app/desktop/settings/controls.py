"""The control for one setting: a switch, a choice or a field. Each says what was chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.contract.settings import SettingState
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton, Toggle
from app.desktop.kit.widgets.inputs import Choice
from app.desktop.kit.widgets.text import label
from app.desktop.settings.state import read_value
from app.desktop.settings.words import word_range, word_setting, word_unit

FIELD_WIDTH = 110
TEXT_FIELD_WIDTH = 240


class SettingControl(QWidget):
    """Shows a setting and lets it be changed; takes effect at once."""

    changed = Signal(str, object)
    """Key and value; None puts the default back."""

    def __init__(self, state: SettingState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self._field: QLineEdit | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.S)
        self._row.addStretch(1)
        column.addLayout(self._row)
        self._wrong = label("", "danger")
        self._wrong.hide()
        column.addWidget(self._wrong)
        self._reset = IconButton("refresh", self.tr("Back to the default"), 16)
        self._reset.clicked.connect(lambda: self.changed.emit(state.key, None))
        self._row.addWidget(self._reset)
        self._row.addWidget(self._make())
        if state.unit and state.type not in {"bool", "choice"}:
            self._row.addWidget(label(word_unit(state.unit), "soft"))
        self.show_state(state)

    def show_state(self, state: SettingState) -> None:
        """Show what the engine answered."""
        self.state = state
        self._reset.setVisible(state.type != "bool" and not state.is_secret and state.value != state.default)
        self._say_wrong("")
        if isinstance(self._control, Toggle):
            self._control.set_on(bool(state.value))
        elif isinstance(self._control, Choice):
            self._control.set_value(str(state.value))
        elif self._field is not None and not self._field.hasFocus():
            self._field.setText("" if state.value is None else str(state.value))

    def _make(self) -> QWidget:
        name, _text = word_setting(self.state)
        self._control: QWidget
        if self.state.type == "bool":
            toggle = Toggle(name, is_on=bool(self.state.value))
            toggle.toggled.connect(lambda is_on: self.changed.emit(self.state.key, is_on))
            self._control = toggle
        elif self.state.choices:
            choice = Choice(name, [(value, value) for value in self.state.choices], str(self.state.value))
            choice.chosen.connect(lambda value: self.changed.emit(self.state.key, value))
            self._control = choice
        else:
            self._control = self._field = self._make_field(name)
        return self._control

    def _make_field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setFixedWidth(TEXT_FIELD_WIDTH if self.state.type == "str" else FIELD_WIDTH)
        if self.state.is_secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setPlaceholderText(self.tr("Set") if self.state.is_set else self.tr("Not set"))
        field.editingFinished.connect(self._on_edited)
        return field

    def _on_edited(self) -> None:
        assert self._field is not None
        text = self._field.text()
        shown = "" if self.state.value is None else str(self.state.value)
        if text == shown:
            self._say_wrong("")
            return
        value = read_value(self.state, text)
        if value is None:
            self._say_wrong(word_range(self.state))
            return
        self._say_wrong("")
        self.changed.emit(self.state.key, value)

    def _say_wrong(self, text: str) -> None:
        self._wrong.setText(text)
        self._wrong.setVisible(bool(text))
        if self._field is not None:
            self._field.setProperty("look", "wrong" if text else "")
            self._field.style().unpolish(self._field)
            self._field.style().polish(self._field)

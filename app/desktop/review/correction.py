"""The form for what none of the offers says: film or show, title, year, season, and where the count begins."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.contract.library import ItemKind
from app.contract.review import Guess, Verdict
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import plain_button, primary_button
from app.desktop.kit.widgets.inputs import Choice
from app.desktop.kit.widgets.text import label
from app.desktop.review.state import correction

NUMBER_PX: Final = 120
MOST: Final = 9_999
MAX_TITLE: Final = 300


class CorrectionForm(QWidget):
    """Says what was typed as an Answer."""

    answered = Signal(object)
    """An Answer."""
    left = Signal()
    """Nothing is to be said after all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kinds = ((Verdict.FILM.value, self.tr("A film")), (Verdict.SHOW.value, self.tr("A show")))
        self.kind = Choice(self.tr("Film or show"), kinds)
        self.title = QLineEdit()
        self.title.setMaxLength(MAX_TITLE)
        self.year = _number_field(0)
        self.season = _number_field(0)
        self.offset = _number_field(-MOST)
        self.save = primary_button(self.tr("Save"))
        self.cancel = plain_button(self.tr("Cancel"))
        self._of_show = QWidget()
        self._lay_out()
        self.kind.chosen.connect(lambda _kind: self._show_kind())
        self.save.clicked.connect(self._say)
        self.cancel.clicked.connect(self.left)
        for field in (self.title, self.year, self.season, self.offset):
            field.returnPressed.connect(self._say)

    def begin(self, guess: Guess | None) -> None:
        """Start with what Marquee takes the file for."""
        is_episode = guess is not None and guess.kind is ItemKind.EPISODE
        self.kind.set_value((Verdict.SHOW if is_episode else Verdict.FILM).value)
        self.title.setText(guess.title if guess else "")
        self.year.setText(str(guess.year) if guess and guess.year else "")
        self.season.clear()
        self.offset.clear()
        self._show_kind()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:  # a field that had it has said so already
            super().keyPressEvent(event)

    def _say(self) -> None:
        numbers = (field.text() for field in (self.year, self.season, self.offset))
        self.answered.emit(correction(Verdict(self.kind.value), self.title.text(), *numbers))

    def _show_kind(self) -> None:
        self._of_show.setVisible(self.kind.value == Verdict.SHOW.value)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(Space.M)
        first.addLayout(_field(self.tr("It is"), self.kind))
        first.addLayout(_field(self.tr("Title"), self.title), 1)
        first.addLayout(_field(self.tr("Year"), self.year))
        second = QHBoxLayout(self._of_show)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(Space.M)
        second.addLayout(_field(self.tr("Season"), self.season))
        second.addLayout(_field(self.tr("Add to each episode number"), self.offset))
        second.addStretch(1)
        self.season.setPlaceholderText(self.tr("as read"))
        self.offset.setPlaceholderText("0")
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.M)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(first)
        column.addWidget(self._of_show)
        column.addLayout(buttons)


def _number_field(least: int) -> QLineEdit:
    field = QLineEdit()
    field.setFixedWidth(NUMBER_PX)
    field.setValidator(QIntValidator(least, MOST, field))
    return field


def _field(name: str, field: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(label(name, "caption"))
    column.addWidget(
        field, 0, Qt.AlignmentFlag.AlignLeading if field.maximumWidth() == NUMBER_PX else Qt.AlignmentFlag(0)
    )
    field.setAccessibleName(name)
    return column

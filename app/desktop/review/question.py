"""One question in full: the file, what it was taken for, why that is unsure, and what can be answered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.contract.review import Answer, Guess, ReviewEntry
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import Toggle, link_button
from app.desktop.kit.widgets.surfaces import Panel, SettingRow, clear_layout
from app.desktop.kit.widgets.text import IconLabel, label
from app.desktop.review.correction import CorrectionForm
from app.desktop.review.state import QueueState
from app.desktop.review.words import word_choice, word_guess, word_kind, word_reason

KEY_PX: Final = 24
WIDEST_PX: Final = 880


class ChoiceButton(QPushButton):
    """An answer with the key that gives it."""

    def __init__(self, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "choice")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.text_label = label(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, 0, Space.M, 0)
        row.setSpacing(Space.M)
        sign = label(key, "key")
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign.setFixedSize(KEY_PX, KEY_PX)
        for widget in (sign, self.text_label):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)
            row.addWidget(widget)
        row.addStretch(1)


class QuestionPanel(QWidget):
    """Shows a question, and says what is answered."""

    answered = Signal(object)
    """An Answer."""
    dismissed = Signal()
    folder_wanted = Signal(bool)
    form_left = Signal()
    """The focus may go back to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = label("", "caption")
        self.name = label("", "title", wraps=True)
        self.folder = label("", "caption", wraps=True)
        self.guess = label("", "strong", wraps=True)
        self.reason = label("", "soft", wraps=True)
        self.buttons: list[ChoiceButton] = []
        self.whole_folder = Toggle(self.tr("For the whole folder"))
        self.whole_folder.toggled.connect(self.folder_wanted)
        self.form = CorrectionForm()
        self.form.answered.connect(self._say)
        self.form.left.connect(self.close_form)
        self.other = link_button(self.tr("Something else…"))
        self.other.clicked.connect(self.open_form)
        self._guess: Guess | None = None
        self._entry_id = ""
        self.dismiss = link_button(self.tr("Do not ask about this"))
        self.dismiss.clicked.connect(self.dismissed)
        self._offers, self._feet = QWidget(), QWidget()
        self._choices = QVBoxLayout(self._offers)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._choices.setSpacing(Space.S)
        self._lay_out()

    def show_question(self, state: QueueState) -> None:
        """Show the question that is open."""
        entry = state.current
        if entry is None:
            return
        folder, _, name = entry.path.rpartition("/")
        self.kind.setText(word_kind(entry.kind))
        self.name.setText(name)
        self.folder.setText(f"{entry.source_path}/{folder}" if folder else entry.source_path)
        self._guess = entry.guess
        self.guess.setText(word_guess(entry.guess))
        self.reason.setText(word_reason(entry))
        self.whole_folder.set_on(state.is_for_folder)
        self._folder_row.setVisible(state.can_be_for_folder)
        self.other.setVisible(state.can_be_corrected)
        if entry.id != self._entry_id:
            self._entry_id = entry.id
            self.show_form(is_open=False)
        self._show_choices(entry, state)
        self.setAccessibleName(f"{name}. {self.reason.text()}")

    def open_form(self) -> None:
        """Let a title and numbers be typed instead of choosing."""
        self.show_form(is_open=True)
        self.form.begin(self._guess)

    def close_form(self) -> None:
        """Go back to the choices."""
        self.show_form(is_open=False)
        self.form_left.emit()

    def show_form(self, *, is_open: bool) -> None:
        """Show the form or the choices."""
        self.form.setVisible(is_open)
        self._offers.setVisible(not is_open)
        self._feet.setVisible(not is_open)

    def _show_choices(self, entry: ReviewEntry, state: QueueState) -> None:
        clear_layout(self._choices)
        is_for_folder = state.is_for_folder and state.can_be_for_folder
        self.buttons = []
        for number, answer in enumerate(state.choices, 1):
            button = ChoiceButton(str(number), word_choice(answer, entry, is_for_folder=is_for_folder))
            button.clicked.connect(lambda _checked=False, answer=answer: self._say(answer))
            self._choices.addWidget(button)
            self.buttons.append(button)

    def _say(self, answer: Answer) -> None:
        self.answered.emit(answer)

    def _lay_out(self) -> None:
        panel = Panel()
        panel.setMaximumWidth(WIDEST_PX)
        panel.inside.setSpacing(Space.S)
        panel.inside.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        for widget in (self.kind, self.name, self.folder):
            panel.inside.addWidget(widget)
        panel.inside.addSpacing(Space.M)
        panel.inside.addLayout(_fact("eye", self.tr("Marquee takes it for"), self.guess))
        panel.inside.addSpacing(Space.XS)
        panel.inside.addLayout(_fact("question", self.tr("Why it asks"), self.reason))
        panel.inside.addSpacing(Space.L)
        panel.inside.addWidget(label(self.tr("Your answer"), "large"))
        panel.inside.addWidget(self._offers)
        panel.inside.addWidget(self.form)
        panel.inside.addSpacing(Space.S)
        text = self.tr("The answer counts for all files in this folder, and for those that come later.")
        self._folder_row = SettingRow(self.tr("For the whole folder"), text, self.whole_folder)
        panel.inside.addWidget(self._folder_row)
        feet = QHBoxLayout(self._feet)
        feet.setContentsMargins(0, 0, 0, 0)
        feet.setSpacing(Space.L)
        feet.addWidget(self.other)
        feet.addWidget(self.dismiss)
        feet.addStretch(1)
        panel.inside.addWidget(self._feet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, Space.L, Space.XL)
        column.addWidget(panel)
        column.addStretch(1)


def _fact(icon: str, caption: str, value: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.M)
    row.addWidget(IconLabel(icon, 20), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(caption, "caption"))
    words.addWidget(value)
    row.addLayout(words, 1)
    return row

"""The page of questions: a list, the open one beside it, and one key for each answer."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.contract.errors import MarqueeError
from app.contract.review import Answer, Verdict
from app.desktop.kit import keys, tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import quiet_button
from app.desktop.kit.widgets.surfaces import scroller
from app.desktop.kit.widgets.text import label
from app.desktop.review.question import QuestionPanel
from app.desktop.review.questions import Questions
from app.desktop.review.state import QueueState
from app.desktop.review.words import word_waiting

LIST_PX: Final = 340
LETTERS: Final = {
    Qt.Key.Key_F: Verdict.FILM,
    Qt.Key.Key_S: Verdict.SHOW,
    Qt.Key.Key_I: Verdict.IGNORE,
}


class ReviewPage(Page):
    """Questions that nobody else can answer."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = self.tr("Review")
        self.state = QueueState(desk.client)
        self.list = Questions(self.tr("Open questions"))
        self.question = QuestionPanel()
        self.waiting = label("", "soft")
        self.undo = quiet_button(self.tr("Undo"), "back")
        self._is_busy = False
        self._lay_out()
        self.list.chosen.connect(self._open)
        self.question.answered.connect(self.say)
        self.question.dismissed.connect(lambda: self._do(self.state.dismiss()))
        self.question.folder_wanted.connect(self._mean_folder)
        self.question.form_left.connect(self.take_focus)
        self.undo.clicked.connect(self.take_back)
        desk.live.review_changed.connect(lambda _count: self._reload())
        desk.live.resync.connect(self._reload)

    async def show_with(self, **arguments: object) -> None:
        """Show what waits."""
        del arguments
        if not self.state.entries:
            self.set_loading()
        await self.state.load()
        self._show()

    def take_focus(self) -> None:
        """Begin in the list: arrows move in it, all other keys answer."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, answer: Answer) -> None:
        """Answer the open question."""
        self._do(self.state.answer(answer))

    def take_back(self) -> None:
        """Take the newest answer back."""
        if self.state.said:
            self._do(self.state.undo())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._takes(event):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        """Tell whether a key meant something here; a button that has the focus keeps its Enter."""
        key, choices = Qt.Key(event.key()), self.state.choices
        if keys.is_typing():
            return False
        if key == Qt.Key.Key_U:
            self.take_back()
            return True
        if self.state.current is None:
            return False
        number = int(event.text()) if event.text() in tuple("123456789") else 0
        answer: Answer | None = None
        if 0 < number <= len(choices):
            answer = choices[number - 1]
        elif key in LETTERS:
            answer = self.state.find_choice(LETTERS[key])
        elif keys.action_of(event) is keys.Action.OPEN and not isinstance(QApplication.focusWidget(), QAbstractButton):
            answer = choices[0] if choices else None
        elif key == Qt.Key.Key_A and self.state.can_be_for_folder:
            self._mean_folder(is_meant=not self.state.is_for_folder)
            return True
        elif key == Qt.Key.Key_E and self.state.can_be_corrected:
            self.question.open_form()
            return True
        if answer is not None:
            self.say(answer)
        return answer is not None

    def _open(self, at: int) -> None:
        self.state.choose(at)
        self.state.is_for_folder = False
        self.question.show_question(self.state)

    def _mean_folder(self, is_meant: bool) -> None:  # the state of a switch
        self.state.is_for_folder = is_meant
        self.question.show_question(self.state)

    def _do(self, work: Coroutine[Any, Any, object]) -> None:
        """Do one thing at a time: a second key waits for what the first one left."""
        if self._is_busy:
            work.close()
            return
        self._is_busy = True

        async def do() -> None:
            try:
                await work
            finally:
                self._is_busy = False
            self._show()

        tasks.run(do(), on_error=self._refuse)

    def _refuse(self, error: MarqueeError) -> None:
        self.desk.notices.warn(error)
        self._reload()

    def _reload(self) -> None:
        if self.isVisible() and not self._is_busy:
            self._do(self.state.load())

    def _show(self) -> None:
        self.undo.setVisible(bool(self.state.said))
        if self.state.current is None:
            self._show_empty()
            return
        self.waiting.setText(word_waiting(self.state.total))
        self.list.show_entries(self.state.entries, self.state.at)
        self.question.show_question(self.state)
        self.set_full()

    def _show_empty(self) -> None:
        self.set_empty(
            "check",
            self.tr("All is well"),
            self.tr("Marquee is sure about every file. When it is not, its questions wait here."),
            self.tr("Undo the last answer") if self.state.said else "",
            self.take_back if self.state.said else None,
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.L)
        head.addWidget(label(self.title, "headline"))
        head.addWidget(self.waiting, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.undo)
        hints = self.tr(
            "Enter: accept  ·  F: film  ·  S: show  ·  I: leave out  ·  E: something else  ·  A: folder  ·  U: undo"
        )
        self.list.setFixedWidth(LIST_PX)
        row = QHBoxLayout()
        row.setSpacing(Space.XL)
        row.addWidget(self.list)
        row.addWidget(scroller(self.question), 1)
        whole = QVBoxLayout(self.body)
        whole.setContentsMargins(Space.XXL, Space.XL, Space.L, Space.L)
        whole.setSpacing(Space.L)
        whole.addLayout(head)
        whole.addLayout(row, 1)
        whole.addWidget(label(hints, "caption"), 0, Qt.AlignmentFlag.AlignLeading)

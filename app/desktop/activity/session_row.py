"""One line of who plays what, with the button that stops it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.contract.playback import Session, SessionState
from app.desktop.activity.words import word_reason, word_session
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton
from app.desktop.kit.widgets.surfaces import ProgressLine
from app.desktop.kit.widgets.text import ElidedLabel, IconLabel, label


class SessionRow(QFrame):
    """Somebody who plays something; `dismissed(session id)` when that is to end."""

    dismissed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self._icon = IconLabel("play", 22, "accent")
        self._title = ElidedLabel(session.title, "strong")
        self._words = ElidedLabel("", "caption")
        self._reason = label("", "caption", wraps=True)
        self._line = ProgressLine(session.title)
        self.stop = IconButton("stop", self.tr("Stop: {0}").format(session.title))
        self.stop.clicked.connect(lambda: self.dismissed.emit(session.id))
        words = QVBoxLayout()
        words.setSpacing(2)
        for widget in (self._title, self._words, self._reason):
            words.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.M, Space.L, Space.M)
        column.addLayout(row)
        column.addWidget(self._line)

    def show_session(self, session: Session, person: str) -> None:
        """Show where it stands now."""
        words, reason = word_session(session, person), word_reason(session.decision)
        self._icon.set_icon("pause" if session.state is SessionState.PAUSED else "play")
        self._words.set_text(words)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self._line.set_part(session.position_ms / session.duration_ms if session.duration_ms else 0.0)
        self.setAccessibleName(", ".join(part for part in (session.title, words, reason) if part))

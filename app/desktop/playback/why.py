"""The panel that tells why a film plays the way it does."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.contract.playback import Decision, Method, Reason
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton
from app.desktop.kit.widgets.text import label

WIDTH_PX = 560
MOST_ROWS = 8

translate = QCoreApplication.translate


class WhyPanel(QFrame):
    """One sentence, and below it what was measured and what is allowed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "notice")
        self.setFixedWidth(WIDTH_PX)
        self.close_button = IconButton("close", self.tr("Close"), 20)
        self.close_button.clicked.connect(self.hide)
        self.sentence = label("", wraps=True)
        self.sentence.setFixedWidth(WIDTH_PX - 2 * Space.L)
        self._rows: list[QWidget] = []
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(Space.L)
        self._table.setVerticalSpacing(Space.S)
        self._table.setColumnStretch(1, 1)
        self._lay_out()
        self.hide()

    def set_decision(self, decision: Decision) -> None:
        """Tell about another decision."""
        self.sentence.setText(decision.words or word_method(decision.method))
        self.setAccessibleName(self.sentence.text())
        self._clear()
        is_as_it_is = decision.method is Method.DIRECT_PLAY
        self._fill(() if is_as_it_is else (*decision.explanation, *decision.consequences))
        self.adjustSize()

    def _fill(self, reasons: Sequence[Reason]) -> None:
        for row, reason in enumerate(reasons[:MOST_ROWS]):
            cells = (word_stream(reason.stream), word_measured(reason), reason.source)
            for column, (text, look) in enumerate(zip(cells, ("strong", "", "caption"), strict=True)):
                cell = label(text, look, wraps=column == 1)
                self._rows.append(cell)
                self._table.addWidget(cell, row, column)

    def _clear(self) -> None:
        for cell in self._rows:
            self._table.removeWidget(cell)
            cell.deleteLater()
        self._rows.clear()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Why this way?"), "title"), 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addLayout(self._table)


def word_method(method: Method) -> str:
    """Return how a film reaches the player, for an engine that does not say it in words."""
    return {
        Method.DIRECT_PLAY: translate("Why", "This screen plays the file as it is."),
        Method.REMUX: translate("Why", "Picture and sound stay as they are; only their wrapping is changed."),
        Method.DIRECT_STREAM: translate("Why", "The picture stays as it is; the sound is converted."),
        Method.TRANSCODE: translate("Why", "The picture is converted for this screen."),
    }[method]


def word_stream(stream: str) -> str:
    """Return what a part of a file is called."""
    names = {
        "container": translate("Why", "File"),
        "video": translate("Why", "Picture"),
        "audio": translate("Why", "Sound"),
        "subtitle": translate("Why", "Subtitle"),
    }
    return names.get(stream, stream)


def word_measured(reason: Reason) -> str:
    """Return what a part is, and what it may be."""
    allowed = reason.allowed.replace(",", ", ")
    if not allowed:
        return reason.measured
    return translate("Why", "{measured} – plays {allowed}").format(measured=reason.measured, allowed=allowed)

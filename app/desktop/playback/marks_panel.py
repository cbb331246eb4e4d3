"""The panel in which a viewer says where recap, intro and credits of what plays are."""

from collections.abc import Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.contract.analysis import Marker, MarkerKind, MarkerSource
from app.contract.errors import MarqueeError
from app.desktop.kit import tasks
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import Button, IconButton, link_button, plain_button
from app.desktop.kit.widgets.text import label
from app.desktop.kit.words import word_clock, word_error
from app.desktop.playback.marks import KINDS, Draft, Edge, Marks
from app.desktop.playback.player import Player

WIDTH_PX = 580

translate = QCoreApplication.translate


class MarksPanel(QFrame):
    """A row for each part: where it is, who says so, and buttons that say it anew from where the film is."""

    def __init__(self, marks: Marks, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks = marks
        self._player = player
        self._places: dict[MarkerKind, QLabel] = {}
        self._sources: dict[MarkerKind, QLabel] = {}
        self.edges: dict[tuple[MarkerKind, Edge], Button] = {}
        self.trash: dict[MarkerKind, IconButton] = {}
        self.again = link_button(self.tr("Find them anew"))
        self.again.clicked.connect(lambda: self._do(self._marks.forget()))
        self.said = label("", "caption", wraps=True)
        self.close_button = IconButton("close", self.tr("Close"), 20)
        self.close_button.clicked.connect(self.hide)
        self.setProperty("look", "notice")
        self.setFixedWidth(WIDTH_PX)
        self.setAccessibleName(self.tr("Intro and credits"))
        self._lay_out()
        self.hide()

    def begin(self) -> None:
        """Another film plays."""
        self._marks.begin()
        self.hide()

    def open(self) -> None:
        """Come up with the first button ready for Enter."""
        self.refresh()
        self.said.hide()
        self.show()
        self.raise_()
        self.edges[(MarkerKind.INTRO, Edge.START)].setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self) -> None:
        """Show what is known by now."""
        for kind in KINDS:
            marker, draft = self._marks.find(kind), self._marks.find_draft(kind)
            self._places[kind].setText(word_place(marker, draft))
            source = word_source(marker) if marker is not None and draft is None else ""
            self._sources[kind].setText(source)
            self._sources[kind].setVisible(bool(source))
            self.trash[kind].setEnabled(marker is not None)

    def set_edge(self, kind: MarkerKind, edge: Edge) -> None:
        """Say that a part starts or ends where the film is."""
        player = self._player
        self._do(self._marks.set_edge(kind, edge, player.position_ms, player.duration_ms))

    def _do(self, saying: Coroutine[Any, Any, None]) -> None:
        self.said.hide()
        tasks.run(self._say(saying), on_error=self._refuse)

    async def _say(self, saying: Coroutine[Any, Any, None]) -> None:
        await saying
        self.refresh()

    def _refuse(self, error: MarqueeError) -> None:
        self.said.setText(" ".join(word_error(error)[1:]))
        self.said.show()
        self.adjustSize()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.accessibleName(), "title"), 1)
        head.addWidget(self.close_button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for row, kind in enumerate(KINDS):
            self._add_row(grid, row, kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self.said)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_row(self, grid: QGridLayout, row: int, kind: MarkerKind) -> None:
        name = word_kind(kind)
        self._places[kind], self._sources[kind] = label("", "strong"), label("", "caption")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._places[kind])
        words.addWidget(self._sources[kind])
        grid.addWidget(label(name), row, 0)
        grid.addLayout(words, row, 1)
        texts = {Edge.START: self.tr("Starts here"), Edge.END: self.tr("Ends here")}
        for place, (edge, text) in enumerate(texts.items(), 2):
            button = self.edges[(kind, edge)] = plain_button(text)
            button.setAccessibleName(f"{name}: {text}")
            button.clicked.connect(partial(self.set_edge, kind, edge))
            grid.addWidget(button, row, place)
        trash = self.trash[kind] = IconButton("trash", self.tr("{what}: there is none").format(what=name), 18)
        trash.clicked.connect(lambda: self._do(self._marks.delete(kind)))
        grid.addWidget(trash, row, 4)


def word_kind(kind: MarkerKind) -> str:
    """Return what a part is called."""
    return {
        MarkerKind.RECAP: translate("Marks", "Recap"),
        MarkerKind.INTRO: translate("Marks", "Intro"),
        MarkerKind.CREDITS: translate("Marks", "Credits"),
    }[kind]


def word_place(marker: Marker | None, draft: Draft | None) -> str:
    """Return where a part is: "2:00 – 3:00"."""
    if draft is not None and draft.start_ms is not None:
        return translate("Marks", "From {0}; now its end").format(word_clock(draft.start_ms))
    if draft is not None and draft.end_ms is not None:
        return translate("Marks", "To {0}; now its start").format(word_clock(draft.end_ms))
    if marker is None:
        return translate("Marks", "Not known")
    return f"{word_clock(marker.start_ms)} – {word_clock(marker.end_ms)}"


def word_source(marker: Marker) -> str:
    """Return who says where a part is."""
    if marker.source is MarkerSource.FINGERPRINT:
        return translate("Marks", "Found by fingerprint, {0} %").format(round(marker.confidence * 100))
    if marker.source is MarkerSource.CHAPTERS:
        return translate("Marks", "From the chapters of the file")
    return translate("Marks", "Set by hand")

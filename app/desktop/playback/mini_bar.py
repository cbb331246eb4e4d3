"""The bar at the foot of the window while music plays and somebody browses."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.contract.browse import Card
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton
from app.desktop.kit.widgets.surfaces import ProgressLine
from app.desktop.kit.widgets.text import ElidedLabel
from app.desktop.playback.backend import PlayerState
from app.desktop.playback.deck import deck_of
from app.desktop.playback.next_card import Thumb


class MiniBar(QFrame):
    """What plays, and the four things to do with it; hidden while no music plays."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._deck = deck_of(desk)
        self.play = IconButton("pause", self.tr("Pause"), 22)
        self.next = IconButton("next", self.tr("Next"), 20)
        self.previous = IconButton("previous", self.tr("Previous"), 20)
        self.stop = IconButton("close", self.tr("Stop"), 18)
        self._thumb = Thumb(desk.pictures, QSize(44, 44))
        self._title = ElidedLabel("", "strong")
        self._artist = ElidedLabel("", "caption")
        self._line = ProgressLine(self.tr("Played so far"))
        self.setProperty("look", "notice")
        self.setAccessibleName(self.tr("Now playing"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._lay_out()
        self._connect()
        self.hide()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        card = self._deck.card
        if card is not None:
            self._desk.navigator.open("player", item_id=card.id)

    def _connect(self) -> None:
        deck = self._deck
        self.play.clicked.connect(deck.toggle)
        self.next.clicked.connect(deck.next)
        self.previous.clicked.connect(deck.previous)
        self.stop.clicked.connect(lambda: tasks.run(deck.stop()))
        deck.changed.connect(self._show_card)
        deck.player.moved.connect(self._show_time)
        deck.player.state_changed.connect(self._show_state)
        self._desk.navigator.opened.connect(lambda _page, _arguments: self._show_card(deck.card))

    def _show_card(self, card: Card | None) -> None:
        here = self._desk.navigator.here
        is_in_player = here is not None and here.page == "player"
        self.setVisible(card is not None and self._deck.now.is_music and not is_in_player)
        if card is not None:
            self._title.set_text(card.title)
            self._artist.set_text(card.top_title)
            self._thumb.set_card(card)
            self.next.setEnabled(self._deck.now.next_id is not None)

    def _show_time(self, position_ms: int) -> None:
        duration = self._deck.player.duration_ms
        self._line.set_part(position_ms / duration if duration else 0.0)

    def _show_state(self, state: PlayerState) -> None:
        is_playing = state is not PlayerState.PAUSED
        self.play.set_icon("pause" if is_playing else "play")
        self.play.set_name(self.tr("Pause") if is_playing else self.tr("Play"))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._artist)
        row = QHBoxLayout()
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._thumb)
        row.addLayout(words, 1)
        for button in (self.previous, self.play, self.next, self.stop):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line)
        column.addLayout(row)

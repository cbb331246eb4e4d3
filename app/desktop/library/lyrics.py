"""The page of a track's lyrics."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.contract.browse import Card
from app.contract.errors import NotFound
from app.contract.library import Lyrics
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import primary_button
from app.desktop.kit.widgets.surfaces import clear_layout, scroller
from app.desktop.kit.widgets.text import ElidedLabel, label
from app.desktop.library.actions import Actions
from app.desktop.library.head import make_head


class LyricsPage(Page):
    """The lines, large enough to sing along."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.actions_of = Actions(desk)
        self.play = primary_button(self.tr("Play"), "play")
        self._card: Card | None = None
        self._headline = ElidedLabel(look="headline")
        self._artist = ElidedLabel(look="soft")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.S)
        self.play.clicked.connect(self._play)
        self._lay_out()

    async def show_with(self, **arguments: object) -> None:
        item_id = str(arguments["item_id"])
        if self._card is None or self._card.id != item_id:
            self.set_loading()
        self._card = (await self.desk.client.browse.get_item(item_id)).card
        self.title = self._card.title
        try:
            self._fill(self._card, await self.desk.client.library.get_lyrics(item_id))
        except NotFound:
            text = self.tr("Put a .lrc file with the same name beside the track, and they appear here.")
            self.set_empty("music", self.tr("No lyrics"), text, self.tr("Back"), self.desk.navigator.back)
            return
        self.set_full()
        self.take_focus()

    def take_focus(self) -> None:
        self.play.setFocus(Qt.FocusReason.OtherFocusReason)

    def _play(self) -> None:
        if self._card is not None:
            self.actions_of.play(self._card)

    def _fill(self, card: Card, lyrics: Lyrics) -> None:
        self._headline.set_text(card.title)
        self._artist.set_text(" · ".join(part for part in (card.top_title, card.parent_title) if part))
        clear_layout(self._lines)
        for line in lyrics.lines:
            self._lines.addWidget(label(line.text or " ", "large", wraps=True))

    def _lay_out(self) -> None:
        head = make_head(self.desk.navigator.back, self._headline, self._artist, self.play)
        inside = QWidget()
        middle = QVBoxLayout(inside)
        middle.setContentsMargins(Space.XXL + Space.XXXL, 0, Space.XXL, Space.XXL)
        middle.addLayout(self._lines)
        middle.addStretch(1)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XL)
        column.addLayout(head)
        column.addWidget(scroller(inside), 1)

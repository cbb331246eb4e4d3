"""The search page: answers while somebody types, grouped by kind."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.contract.browse import Card
from app.contract.errors import MarqueeError
from app.contract.library import ItemKind
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.inputs import SearchField
from app.desktop.kit.widgets.surfaces import scroller
from app.desktop.kit.widgets.text import label
from app.desktop.library.actions import Actions
from app.desktop.library.grid import COVER, FRAME, POSTER
from app.desktop.library.row import CardRow

LIMIT = 60
SHAPES = {
    ItemKind.FILM: (POSTER, 156),
    ItemKind.SHOW: (POSTER, 156),
    ItemKind.SEASON: (POSTER, 156),
    ItemKind.EPISODE: (FRAME, 260),
    ItemKind.ARTIST: (COVER, 156),
    ItemKind.ALBUM: (COVER, 156),
    ItemKind.TRACK: (COVER, 156),
}


class SearchPage(Page):
    """A field and rows of answers."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = self.tr("Search")
        self.actions_of = Actions(desk)
        self.field = SearchField(self.tr("Films, shows, episodes, music"))
        self.rows = {kind: self._make_row(kind) for kind in SHAPES}
        self._hint = label("", "soft")
        self._wanted = ""
        self._lay_out()
        self.field.textChanged.connect(lambda text: self._search(text.strip()))
        self.field.returnPressed.connect(self._enter)

    async def show_with(self, **arguments: object) -> None:
        text = str(arguments.get("text", ""))
        if text:
            self.field.setText(text)
        self.set_full()
        self._tell_hint()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self._enter()
        else:
            super().keyPressEvent(event)

    def _search(self, text: str) -> None:
        self._wanted = text
        if not text:
            self._fill(())
            return
        tasks.run(self._ask(text), on_error=self._refuse)

    async def _ask(self, text: str) -> None:
        cards = await self.desk.client.browse.search(text, LIMIT)
        if text == self._wanted:  # an answer to earlier letters must not replace a newer one
            self._fill(cards)

    def _fill(self, cards: tuple[Card, ...]) -> None:
        for kind, row in self.rows.items():
            row.set_cards([card for card in cards if card.kind is kind])
        self._answers.setCurrentIndex(0 if cards else 1)
        self._tell_hint()

    def _tell_hint(self) -> None:
        if self._wanted:
            self._hint.setText(self.tr("Nothing is called “{text}” here.").format(text=self._wanted))
        else:
            self._hint.setText(self.tr("Type a few letters of a title."))

    def _refuse(self, error: MarqueeError) -> None:
        self.desk.notices.warn(error)

    def _enter(self) -> None:
        first = next((row for row in self.rows.values() if not row.isHidden()), None)
        if first is not None:
            first.wall.setFocus(Qt.FocusReason.TabFocusReason)

    def _make_row(self, kind: ItemKind) -> CardRow:
        titles = {
            ItemKind.FILM: self.tr("Films"),
            ItemKind.SHOW: self.tr("Shows"),
            ItemKind.SEASON: self.tr("Seasons"),
            ItemKind.EPISODE: self.tr("Episodes"),
            ItemKind.ARTIST: self.tr("Artists"),
            ItemKind.ALBUM: self.tr("Albums"),
            ItemKind.TRACK: self.tr("Tracks"),
        }
        row = CardRow(titles[kind], self.desk.pictures, *SHAPES[kind])
        row.wall.opened.connect(self.actions_of.open)
        row.wall.played.connect(self.actions_of.play)
        row.wall.asked.connect(lambda card, where: self.actions_of.menu(card, self).popup(where))
        row.hide()
        return row

    def _lay_out(self) -> None:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, Space.XXL)
        rows.setSpacing(Space.L)
        for row in self.rows.values():
            rows.addWidget(row)
        rows.addStretch(1)
        nothing = QWidget()
        middle = QVBoxLayout(nothing)
        middle.addSpacing(Space.XXXL * 2)
        middle.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self._answers = QStackedWidget()
        self._answers.addWidget(scroller(inside))
        self._answers.addWidget(nothing)
        self._answers.setCurrentIndex(1)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, Space.XL, 0, 0)
        column.setSpacing(Space.XL)
        head = QVBoxLayout()
        head.setContentsMargins(Space.XXL, 0, Space.XXL, 0)
        self.field.setMaximumWidth(720)
        self.field.setMinimumHeight(48)
        head.addWidget(self.field)
        column.addLayout(head)
        column.addWidget(self._answers, 1)

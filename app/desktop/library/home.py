"""The home page: what to go on with, what is next, what is new."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.contract.browse import Card, Home, Row
from app.contract.errors import MarqueeError
from app.contract.library import ItemKind
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.surfaces import scroller
from app.desktop.library.actions import Actions
from app.desktop.library.grid import COVER, FRAME, POSTER, Shape
from app.desktop.library.hero import Hero
from app.desktop.library.row import CardRow

HERO_PART = 0.56
SMALLEST_HERO_PX, LARGEST_HERO_PX = 380, 620
RENEW_MS = 1500
"""While a scan runs, changes come many times a second; the page follows this often."""


class HomePage(Page):
    """A hero and rows of cards."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = self.tr("Home")
        self.actions_of = Actions(desk)
        self.hero = Hero(desk.pictures)
        self.rows: dict[str, CardRow] = {}
        self._shown: Card | None = None
        self._renewal = QTimer(self, interval=RENEW_MS, singleShot=True)
        self._renewal.timeout.connect(lambda: tasks.run(self._read(), on_error=lambda _error: None))
        self._area = self._lay_out()
        self.hero.play.clicked.connect(lambda: self._act(self.actions_of.play))
        self.hero.more.clicked.connect(lambda: self._act(self.actions_of.open))
        self.actions_of.changed.connect(lambda _card: self._renewal.start())
        desk.live.items_changed.connect(self._hear)
        desk.live.resync.connect(self._hear)

    async def show_with(self, **arguments: object) -> None:
        del arguments
        is_first = self._shown is None
        if is_first:
            self.set_loading()
        try:
            await self._read()
        except MarqueeError as error:
            if is_first:
                self.set_error(error, lambda: tasks.run(self.show_with()))
            return
        if self.phase == "full" and is_first:
            self.take_focus()

    def take_focus(self) -> None:
        self.hero.play.setFocus(Qt.FocusReason.OtherFocusReason)

    async def _read(self) -> None:
        home = await self.desk.client.browse.get_home()
        details = await self.desk.client.browse.get_item(home.hero.id) if home.hero is not None else None
        if home.hero is None:
            self._tell_empty()
            return
        self._shown = home.hero
        self.hero.set_item(home.hero, details)
        self._fill(home)
        self.set_full()

    def _fill(self, home: Home) -> None:
        wanted = {row.key for row in home.rows}
        for key, row in self.rows.items():
            if key not in wanted:
                row.set_cards(())
        for place, found in enumerate(home.rows):
            row = self.rows.get(found.key) or self._make_row(found)
            self._column.removeWidget(row)
            self._column.insertWidget(place + 1, row)
            row.set_cards(found.cards)

    def _make_row(self, found: Row) -> CardRow:
        shape, width = _shape_of(found)
        row = CardRow(self._title_of(found.key), self.desk.pictures, shape, width)
        row.wall.opened.connect(self.actions_of.play if shape is FRAME else self.actions_of.open)
        row.wall.played.connect(self.actions_of.play)
        row.wall.asked.connect(lambda card, where: self.actions_of.menu(card, self).popup(where))
        self.rows[found.key] = row
        return row

    def _title_of(self, key: str) -> str:
        titles = {
            "continue_watching": self.tr("Continue watching"),
            "next_up": self.tr("Next up"),
            "recent_film": self.tr("New films"),
            "recent_show": self.tr("New shows"),
            "recent_episode": self.tr("New episodes"),
            "recent_album": self.tr("New albums"),
            "recent_artist": self.tr("New artists"),
        }
        return titles.get(key, self.tr("More"))

    def _tell_empty(self) -> None:
        self.set_empty(
            "home",
            self.tr("Welcome"),
            self.tr("Tell Marquee where your films, shows and music are. It looks through them and shows them here."),
            self.tr("Add a folder"),
            lambda: self.desk.navigator.open("sources"),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hero.setFixedHeight(round(min(LARGEST_HERO_PX, max(SMALLEST_HERO_PX, self.height() * HERO_PART))))

    def _lay_out(self) -> QScrollArea:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, Space.XXL)
        self._column.setSpacing(Space.L)
        self._column.addWidget(self.hero)
        self._column.addStretch(1)
        area = scroller(inside)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        return area

    def _act(self, act: Callable[[Card], None]) -> None:
        if self._shown is not None:
            act(self._shown)

    def _hear(self, *_: object) -> None:
        if self.isVisible() and not self._renewal.isActive():
            self._renewal.start()


def _shape_of(row: Row) -> tuple[Shape, int]:
    if row.key in ("continue_watching", "next_up", "recent_episode"):
        return FRAME, 288
    if row.cards and row.cards[0].kind in (ItemKind.ALBUM, ItemKind.ARTIST, ItemKind.TRACK):
        return COVER, 168
    return POSTER, 168

"""A player page over a fake backend, and what a test does with it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.contract.library import ItemKind
from app.desktop.kit.desk import Desk
from app.desktop.playback.deck import Deck, deck_of
from app.desktop.playback.mini_bar import MiniBar
from app.desktop.playback.page import PlayerPage
from tests.desktop.conftest import Drive
from tests.fakes.client import FakeClient
from tests.fakes.player import FakeBackend


class Theatre:
    """A player page and the music bar with a fake backend behind them."""

    def __init__(self, qtbot: QtBot, desk: Desk, drive: Drive, backend: FakeBackend, fake: FakeClient) -> None:
        self.drive, self.desk, self.fake = drive, desk, fake
        self.backend = backend
        self.deck: Deck = deck_of(desk)
        self.page = PlayerPage(desk)
        self.bar = MiniBar(desk)
        for widget in (self.page, self.bar):
            qtbot.addWidget(widget)
        self.page.resize(1280, 720)
        self.page.show()

    def film(self, place: int = 1) -> str:
        return self.fake.catalogue.of_kind(ItemKind.FILM)[place].id

    def open(self, item_id: str) -> None:
        self.desk.navigator.open("player", item_id=item_id)
        self.drive(self.page.show_with(item_id=item_id))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page, key, modifiers)
        self.settle()

    def write(self, text: str) -> None:
        """Press keys by what they write."""
        QTest.keyClicks(self.page, text)
        self.settle()

    def settle(self) -> None:
        async def nothing() -> None:
            return

        self.drive(nothing())

    def card_id(self) -> str | None:
        card = self.deck.card
        return None if card is None else card.id

    def page_name(self) -> str:
        assert self.desk.navigator.here is not None
        return self.desk.navigator.here.page

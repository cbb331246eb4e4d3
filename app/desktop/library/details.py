"""The page of one film, show, season or episode."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.contract.browse import Card
from app.contract.errors import MarqueeError
from app.contract.library import PLAYABLE_KINDS, ItemKind
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import quiet_button
from app.desktop.kit.widgets.surfaces import scroller
from app.desktop.library import words
from app.desktop.library.about import AboutPanel
from app.desktop.library.actions import Actions
from app.desktop.library.facts import FactsPanels
from app.desktop.library.hero import Hero
from app.desktop.library.seasons import Seasons
from app.desktop.library.state import DetailsState

RENEW_MS = 400


class DetailsPage(Page):
    """Fanart, facts, what to do, then seasons and files."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.state_of = DetailsState(desk.client.browse)
        self.actions_of = Actions(desk)
        self.hero = Hero(desk.pictures)
        self.hero.more.hide()
        self.watched = quiet_button(self.tr("Mark as watched"), "eye")
        self.facts_button = quiet_button(self.tr("Where does this come from?"), "info")
        self.facts_button.setCheckable(True)
        self.seasons = Seasons(desk)
        self.about = AboutPanel()
        self.facts = FactsPanels()
        self._renewal = QTimer(self, interval=RENEW_MS, singleShot=True)
        self._renewal.timeout.connect(lambda: tasks.run(self._read(), on_error=lambda _error: None))
        self._area = self._lay_out()
        self._connect()

    async def show_with(self, **arguments: object) -> None:
        item_id = str(arguments["item_id"])
        if self.state_of.item_id != item_id:
            self.set_loading()
            self.state_of.turn_to(item_id)
            self._area.verticalScrollBar().setValue(0)
            self.facts_button.setChecked(False)
        try:
            await self._read()
        except MarqueeError as error:
            self.set_error(error, lambda: tasks.run(self.show_with(item_id=item_id)))
            return
        self.hero.play.setFocus(Qt.FocusReason.OtherFocusReason)

    async def _read(self) -> None:
        item_id = self.state_of.item_id
        await self.state_of.read()
        details = self.state_of.details
        if details is None or item_id != self.state_of.item_id:
            return
        card = details.card
        self.title = card.title
        self.hero.set_item(card, details)
        self._set_play(details.play_id)
        self.watched.set_text(self.tr("Mark as unwatched") if card.is_watched else self.tr("Mark as watched"))
        self.watched.set_icon("check" if card.is_watched else "eye")
        self.seasons.show_children(self.state_of)
        self.about.set_details(details)
        self.facts.set_details(details)
        self.set_full()

    def _set_play(self, play_id: str | None) -> None:
        details = self.state_of.details
        assert details is not None
        self.hero.play.setEnabled(play_id is not None and not details.card.is_missing)
        next_card = self.state_of.find_child(play_id)
        if details.card.kind not in PLAYABLE_KINDS and next_card is not None:
            word = self.tr("Resume {episode}") if next_card.position_ms else self.tr("Play {episode}")
            self.hero.play.set_text(word.format(episode=words.episode_code(next_card)))

    def _play(self) -> None:
        details = self.state_of.details
        if details is not None and details.play_id is not None:
            self.desk.navigator.open("player", item_id=details.play_id)

    def _open_genre(self, genre: str) -> None:
        if self.state_of.details is not None:
            kind = self.state_of.details.card.kind
            self.actions_of.open_genre(kind if kind is ItemKind.FILM else ItemKind.SHOW, genre)

    def _toggle_watched(self) -> None:
        details = self.state_of.details
        if details is not None:
            self.actions_of.set_watched(details.card, is_watched=not details.card.is_watched)

    def _follow(self, card: Card) -> None:
        details = self.state_of.details
        if details is not None and card.id == details.card.id:
            self.watched.set_text(self.tr("Mark as unwatched") if card.is_watched else self.tr("Mark as watched"))
        self._renewal.start()

    def _connect(self) -> None:
        self.hero.play.clicked.connect(self._play)
        self.watched.clicked.connect(self._toggle_watched)
        self.facts_button.toggled.connect(self._show_facts)
        self.actions_of.changed.connect(self._follow)
        self.about.genre_wanted.connect(self._open_genre)
        self.about.search_wanted.connect(self.actions_of.search)
        self.seasons.chosen.connect(lambda season: tasks.run(self._open_season(season)))
        self.desk.live.items_changed.connect(self._hear)
        self.desk.live.resync.connect(self._hear)

    async def _open_season(self, season_id: str) -> None:
        await self.state_of.open_season(season_id)
        self.seasons.show_children(self.state_of)

    def _show_facts(self, is_shown: bool) -> None:
        self.facts.origins.setVisible(is_shown)
        if is_shown:
            QTimer.singleShot(0, lambda: self._area.ensureWidgetVisible(self.facts.origins))

    def _hear(self, ids: tuple[str, ...] = (), kinds: tuple[ItemKind, ...] = (), aspect: str = "") -> None:
        del kinds, aspect
        if self.isVisible() and self.state_of.is_about(ids) and not self._renewal.isActive():
            self._renewal.start()

    def _lay_out(self) -> QScrollArea:
        self.hero.setMinimumHeight(480)
        self.hero.buttons.insertWidget(2, self.watched)
        self.hero.buttons.insertWidget(3, self.facts_button)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, Space.XXL)
        column.setSpacing(Space.L)
        column.addWidget(self.hero)
        column.addWidget(self.seasons)
        column.addWidget(self.about)
        column.addWidget(self.facts)
        column.addStretch(1)
        area = scroller(inside)
        outer = QVBoxLayout(self.body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        return area

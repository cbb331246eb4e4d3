"""The seasons of a show as chips, and the episodes of the open one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.contract.browse import Card
from app.desktop.kit.desk import Desk
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import Button
from app.desktop.kit.widgets.surfaces import clear_layout
from app.desktop.library import words
from app.desktop.library.actions import Actions
from app.desktop.library.episodes import EpisodeRow
from app.desktop.library.state import DetailsState


class Seasons(QWidget):
    """Chips and a list; hidden for a film."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions = Actions(desk)
        self._shown: tuple[tuple[str, ...], str | None] = ((), None)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(Space.S)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.XS)
        self.rows: list[EpisodeRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XXL, 0, Space.XXL, 0)
        column.setSpacing(Space.L)
        column.addLayout(self._chips)
        column.addLayout(self._list)

    def show_children(self, state: DetailsState) -> None:
        """Show what a state holds; rows that stay keep the focus."""
        self.setVisible(bool(state.episodes or state.seasons))
        shown = (tuple(card.id for card in state.seasons), state.season_id)
        if shown != self._shown:
            self._shown = shown
            self._fill_chips(state)
        if [row.card.id for row in self.rows] == [card.id for card in state.episodes]:
            for row, card in zip(self.rows, state.episodes, strict=True):
                row.set_card(card)
        else:
            self._fill_list(state.episodes)

    def _fill_chips(self, state: DetailsState) -> None:
        had_focus = any(chip.hasFocus() for chip in self.findChildren(Button))
        clear_layout(self._chips)
        for season in state.seasons:
            chip = Button(words.season_title(season), "chip")
            chip.setCheckable(True)
            chip.setChecked(season.id == state.season_id)
            chip.clicked.connect(lambda _checked=False, season_id=season.id: self.chosen.emit(season_id))
            self._chips.addWidget(chip)
            if had_focus and season.id == state.season_id:
                chip.setFocus()
        self._chips.addStretch(1)

    def _fill_list(self, episodes: tuple[Card, ...]) -> None:
        clear_layout(self._list)
        self.rows = [EpisodeRow(card, self._desk.pictures) for card in episodes]
        for row in self.rows:
            row.opened.connect(self._actions.play)
            row.asked.connect(lambda card, where: self._actions.menu(card, self).popup(where))
            self._list.addWidget(row)

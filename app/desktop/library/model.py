"""The rows of a wall as Qt wants them: knows the total, holds only what was read."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.contract.browse import Card
from app.desktop.library import words
from app.desktop.library.state import WallState

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CardRole(IntEnum):
    """What a wall asks beyond Qt's own roles."""

    CARD = Qt.ItemDataRole.UserRole + 1


class Cards(QAbstractListModel):
    """The rows of a WallState."""

    def __init__(self, state: WallState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self._count = state.total or 0
        state.listeners.counted = self._counted
        state.listeners.filled = self._filled

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.state.find(index.row()) if index.isValid() else None
        if role == CardRole.CARD:
            return card
        return None if card is None else told(card, role)

    def want(self, first: int, last: int) -> None:
        """Say which rows are in view."""
        self.state.want(first, last)

    def _counted(self, before: int, total: int) -> None:
        if total > before:
            self.beginInsertRows(QModelIndex(), before, total - 1)
            self._count = total
            self.endInsertRows()
        elif total < before:
            self.beginRemoveRows(QModelIndex(), total, before - 1)
            self._count = total
            self.endRemoveRows()

    def _filled(self, first: int, cards: Sequence[Card]) -> None:
        self.dataChanged.emit(self.index(first), self.index(first + len(cards) - 1))


class FixedCards(QAbstractListModel):
    """A short row of cards that is known as a whole."""

    def __init__(self, cards: Sequence[Card] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards = tuple(cards)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._cards):
            return None
        card = self._cards[index.row()]
        return card if role == CardRole.CARD else told(card, role)

    def want(self, first: int, last: int) -> None:
        """Nothing is to be read."""

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards; those that stay in place keep their place."""
        fresh = tuple(cards)
        if [card.id for card in fresh] == [card.id for card in self._cards]:
            self._cards = fresh
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self._cards = fresh
        self.endResetModel()


def told(card: Card, role: int) -> Any:
    """Return what a card says for one of Qt's own roles."""
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
        return card.title
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return words.spoken(card)
    return None

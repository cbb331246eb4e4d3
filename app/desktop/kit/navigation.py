"""Where the user is, and the way back. Pages are opened by name, so that none has to know another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QObject, Signal

PAGES: Final = (
    "home",
    "films",  # filters, kind, sort, visit
    "shows",  # likewise
    "music",  # likewise
    "lists",
    "list",  # list_id
    "lyrics",  # item_id
    "search",  # text
    "details",  # item_id
    "album",  # item_id
    "artist",  # item_id
    "player",  # item_id, start_ms
    "sources",
    "imports",
    "review",
    "activity",
    "devices",
    "settings",
    "welcome",  # the first run
)
MAX_HISTORY: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page and what it shows."""

    page: str
    arguments: Mapping[str, object] = field(default_factory=dict)


class Navigator(QObject):
    """Opens pages and remembers the way back."""

    opened = Signal(str, dict)
    """Page and arguments, after every move."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history: list[Place] = []

    @property
    def here(self) -> Place | None:
        """The place that is open; None before the first."""
        return self._history[-1] if self._history else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place to go back to."""
        return len(self._history) > 1

    def open(self, page: str, **arguments: object) -> None:
        """Go to a page; opening the same place again does nothing to the history."""
        if page not in PAGES:
            raise ValueError(f"there is no page {page!r}")
        place = Place(page=page, arguments=arguments)
        if place != self.here:
            self._history.append(place)
            del self._history[:-MAX_HISTORY]
        self.opened.emit(place.page, dict(place.arguments))

    def replace(self, page: str, **arguments: object) -> None:
        """Go to a page in the place of this one, so that "back" skips it (the next episode of a player)."""
        if self._history:
            self._history.pop()
        self.open(page, **arguments)

    def back(self) -> bool:
        """Go back one place; False at the beginning."""
        if not self.can_go_back:
            return False
        self._history.pop()
        place = self._history[-1]
        self.opened.emit(place.page, dict(place.arguments))
        return True

    def clear(self) -> None:
        """Forget the way back, and where we are."""
        self._history.clear()

"""What can be done with a card anywhere: open, play, mark as watched."""

from dataclasses import replace
from itertools import count

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.contract.browse import Card
from app.contract.library import PLAYABLE_KINDS, ItemKind
from app.contract.units import DurationMs
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk

_VISITS = count()
"""Each way to a wall narrows it once."""
_PAGES = {ItemKind.ALBUM: "album", ItemKind.ARTIST: "artist"}


class Actions(QObject):
    """Acts on cards. `changed(card)` tells how a card looks after it, before the engine has answered."""

    changed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def open(self, card: Card) -> None:
        """Show all about a card; a track has no page of its own and plays."""
        if card.kind is ItemKind.TRACK:
            self._desk.navigator.open("player", item_id=card.id)
            return
        self._desk.navigator.open(_PAGES.get(card.kind, "details"), item_id=card.id)

    def play(self, card: Card) -> None:
        """Play a card, or what comes next in it."""
        if card.kind in PLAYABLE_KINDS:
            self._desk.navigator.open("player", item_id=card.id)
        else:
            tasks.run(self._play_next(card))

    def open_genre(self, kind: ItemKind, genre: str) -> None:
        """Show the wall of a kind, narrowed to a genre."""
        wall = {ItemKind.FILM: "films", ItemKind.ARTIST: "music", ItemKind.ALBUM: "music"}.get(kind, "shows")
        self._desk.navigator.open(wall, filters=(("genre", genre),), kind=kind, visit=next(_VISITS))

    def search(self, text: str) -> None:
        """Show all that a name or word finds."""
        self._desk.navigator.open("search", text=text)

    def set_watched(self, card: Card, *, is_watched: bool) -> None:
        """Mark a card and offer the way back."""
        self.changed.emit(replace(card, is_watched=is_watched, position_ms=DurationMs(0), unwatched_count=0))
        tasks.run(self._desk.client.playback.set_watched(card.id, is_watched))
        text = self.tr("Marked as watched") if is_watched else self.tr("Marked as unwatched")
        self._desk.notices.offer(text, self.tr("Undo"), lambda: self._undo(card))

    def menu(self, card: Card, parent: QWidget) -> QMenu:
        """Return the actions of a card."""
        menu = QMenu(parent)
        if card.kind is not ItemKind.ARTIST:
            word = self.tr("Resume") if card.position_ms else self.tr("Play")
            menu.addAction(word, lambda: self.play(card))
        if card.kind is ItemKind.TRACK:
            menu.addAction(self.tr("Lyrics"), lambda: self._desk.navigator.open("lyrics", item_id=card.id))
        else:
            menu.addAction(self.tr("Details"), lambda: self.open(card))
        menu.addSeparator()
        if card.is_watched:
            menu.addAction(self.tr("Mark as unwatched"), lambda: self.set_watched(card, is_watched=False))
        else:
            menu.addAction(self.tr("Mark as watched"), lambda: self.set_watched(card, is_watched=True))
        return menu

    def _undo(self, card: Card) -> None:
        self.changed.emit(card)
        tasks.run(self._desk.client.playback.set_watched(card.id, card.is_watched))

    async def _play_next(self, card: Card) -> None:
        details = await self._desk.client.browse.get_item(card.id)
        if details.play_id is not None:
            self._desk.navigator.open("player", item_id=details.play_id)

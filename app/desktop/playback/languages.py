"""Keeps the languages that somebody chose, when another version or the next episode begins."""

from PySide6.QtCore import QObject

from app.desktop.playback.deck import Deck

KINDS = ("audio", "subtitle")


class Languages(QObject):
    """Notes what was on when something ends, and switches it on again in what follows of the same show or film."""

    def __init__(self, deck: Deck) -> None:
        super().__init__(deck)
        self._deck = deck
        self._of = ""
        self._wanted: dict[str, str | None] = {}
        deck.leaving.connect(self._note)
        deck.player.tracks_changed.connect(self._look)

    def _note(self) -> None:
        backend, card = self._deck.player.backend, self._deck.card
        self._wanted = {}
        if backend is None or card is None:
            return
        self._of = card.top_id or card.id
        for kind in KINDS:
            tracks = {track.id: track.language for track in backend.tracks(kind)}
            chosen = backend.chosen(kind)
            if tracks and (chosen is None or tracks.get(chosen)):
                self._wanted[kind] = None if chosen is None else tracks[chosen]

    def _look(self) -> None:
        backend, card = self._deck.player.backend, self._deck.card
        if backend is None or card is None or (card.top_id or card.id) != self._of:
            return
        for kind in KINDS:
            tracks = backend.tracks(kind)
            if kind not in self._wanted or not tracks:
                continue
            # Taken out first: choosing tells of tracks again.
            language = self._wanted.pop(kind)
            found = next((track.id for track in tracks if track.language == language), None)
            is_off = language is None and kind == "subtitle"
            if (found is not None or is_off) and backend.chosen(kind) != found:
                backend.choose(kind, found)

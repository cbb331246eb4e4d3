"""The sounds of what plays: those that the player switches itself, and those that only the engine can send."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.contract.media import MediaStream, StreamType
from app.desktop.playback.backend import Track
from app.desktop.playback.deck import Deck
from app.desktop.playback.tracks import track_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """One entry of the menu."""

    name: str
    is_on: bool
    choose: Callable[[], object]


def sounds_of(deck: Deck) -> tuple[Sound, ...]:
    """Return the sounds to choose from.

    A film that is sent in pieces may hold one sound only: then another one is asked of the engine, from where it is.
    """
    backend, playback = deck.player.backend, deck.now.playback
    if backend is None or playback is None:
        return ()
    inside, streams = backend.tracks("audio"), _streams(deck, playback.asset_id)
    if playback.decision.protocol != "hls" or len(inside) >= len(streams):
        chosen = backend.chosen("audio")
        return tuple(
            Sound(
                name=track_name(track, place),
                is_on=track.id == chosen,
                choose=partial(backend.choose, "audio", track.id),
            )
            for place, track in enumerate(inside, 1)
        )
    return tuple(
        Sound(
            name=track_name(Track(id=stream.index, language=stream.language, title=stream.title), place),
            is_on=stream.index == playback.decision.audio_index,
            choose=partial(deck.change, audio_index=stream.index),
        )
        for place, stream in enumerate(streams, 1)
    )


def sound_menu(parent: QWidget, deck: Deck) -> QMenu:
    """Return the menu; choosing the sound that is on does nothing."""
    menu = QMenu(parent)
    group = QActionGroup(menu)
    for sound in sounds_of(deck):
        action = QAction(sound.name, menu)
        action.setCheckable(True)
        action.setChecked(sound.is_on)
        if not sound.is_on:
            action.triggered.connect(lambda _checked=False, sound=sound: sound.choose())
        group.addAction(action)
        menu.addAction(action)
    return menu


def open_sounds(parent: QWidget, deck: Deck, button: QWidget) -> None:
    """Open the menu above its button."""
    menu = sound_menu(parent, deck)
    if menu.actions():
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 8)))


def _streams(deck: Deck, asset_id: str) -> tuple[MediaStream, ...]:
    versions = deck.now.details.versions if deck.now.details is not None else ()
    version = next((each for each in versions if each.asset_id == asset_id), None)
    return tuple(each for each in version.streams if each.type is StreamType.AUDIO) if version is not None else ()

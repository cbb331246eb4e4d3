"""The menus of sound and subtitle tracks."""

from PySide6.QtCore import QCoreApplication, QLocale, QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.desktop.playback.backend import Track
from app.desktop.playback.player import Player

translate = QCoreApplication.translate


def track_menu(parent: QWidget, player: Player, kind: str) -> QMenu | None:
    """Return the menu of a kind ("audio", "subtitle"); None while nothing plays."""
    backend = player.backend
    if backend is None:
        return None
    menu = QMenu(parent)
    group = QActionGroup(menu)
    chosen = backend.chosen(kind)
    entries: list[tuple[str, int | None]] = [
        (track_name(track, place), track.id) for place, track in enumerate(backend.tracks(kind), 1)
    ]
    if kind == "subtitle":
        entries.insert(0, (translate("Player", "Off"), None))
    for name, track_id in entries:
        action = QAction(name, menu)
        action.setCheckable(True)
        action.setChecked(track_id == chosen)
        action.triggered.connect(lambda _checked=False, track_id=track_id: backend.choose(kind, track_id))
        group.addAction(action)
        menu.addAction(action)
    return menu


def open_tracks(parent: QWidget, player: Player, kind: str, button: QWidget) -> None:
    """Open the menu of a kind above its button."""
    menu = track_menu(parent, player, kind)
    if menu is not None:
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 8)))


def track_name(track: Track, place: int) -> str:
    """Return a track for a menu: "English · Commentary"; its number when the file tells nothing."""
    found = QLocale.codeToLanguage(track.language) if track.language else QLocale.Language.AnyLanguage
    is_known = found not in (QLocale.Language.AnyLanguage, QLocale.Language.C)
    language = QLocale.languageToString(found) if is_known else track.language
    words = " · ".join(part for part in (language, track.title) if part)
    return words or translate("Player", "Track {number}").format(number=place)

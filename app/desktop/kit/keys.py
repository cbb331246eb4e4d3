"""One map of what keys, remote controls and media keys mean."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit


class Action(StrEnum):
    """What the user wants to happen."""

    OPEN = "open"
    PLAY = "play"
    STOP = "stop"
    NEXT = "next"
    PREVIOUS = "previous"
    BACK = "back"
    MENU = "menu"
    SEARCH = "search"
    FULL_SCREEN = "full_screen"
    VOLUME_UP = "volume_up"
    VOLUME_DOWN = "volume_down"
    MUTE = "mute"
    HOME = "home"
    QUIT = "quit"


KEYS: Final[dict[Action, tuple[str | Qt.Key, ...]]] = {
    Action.OPEN: (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select),
    Action.PLAY: (
        Qt.Key.Key_Space,
        Qt.Key.Key_MediaPlay,
        Qt.Key.Key_MediaTogglePlayPause,
        Qt.Key.Key_MediaPause,
        Qt.Key.Key_Play,
    ),
    Action.STOP: (Qt.Key.Key_MediaStop,),
    Action.NEXT: (Qt.Key.Key_MediaNext,),
    Action.PREVIOUS: (Qt.Key.Key_MediaPrevious,),
    Action.BACK: (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Back),
    Action.MENU: (Qt.Key.Key_Menu, "Shift+F10"),
    Action.SEARCH: ("/", "Ctrl+K", Qt.Key.Key_Search),
    Action.FULL_SCREEN: ("F11",),
    Action.VOLUME_UP: (Qt.Key.Key_VolumeUp,),
    Action.VOLUME_DOWN: (Qt.Key.Key_VolumeDown,),
    Action.MUTE: (Qt.Key.Key_VolumeMute,),
    Action.HOME: ("Alt+Home", Qt.Key.Key_HomePage),
    Action.QUIT: ("Ctrl+Q",),
}

RAIL_KEYS: Final = tuple(f"Ctrl+{number}" for number in range(1, 10))
"""Open the entries of the rail from the top."""

DIRECTIONS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


def sequences(action: Action) -> list[QKeySequence]:
    """Return the key sequences of an action, for shortcuts."""
    return [QKeySequence(key) for key in KEYS[action]]


def action_of(event: QKeyEvent) -> Action | None:
    """Return what a key press means, or None."""
    pressed = QKeySequence(event.keyCombination())
    plain = QKeySequence(event.key())
    for action, keys in KEYS.items():
        for key in keys:
            wanted = QKeySequence(key)
            if wanted == pressed or (event.modifiers() == Qt.KeyboardModifier.KeypadModifier and wanted == plain):
                return action
    return None


def is_typing() -> bool:
    """Tell whether the focus is in a text field, where letters and Backspace belong to the text."""
    focus = QApplication.focusWidget()
    return isinstance(focus, QLineEdit | QTextEdit | QPlainTextEdit | QAbstractSpinBox)


class ArrowKeys(QObject):
    """Lets the arrow keys move the focus in space among the children of a widget.

    Widgets that use arrows themselves (lists, text, sliders) keep them: only what they ignore arrives here.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in DIRECTIONS:
            from app.desktop.kit.focus import move_focus

            if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                return move_focus(watched, Qt.Key(event.key()))
        return super().eventFilter(watched, event)

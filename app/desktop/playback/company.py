"""What goes along with a player on this system: its media keys, and a screen that stays awake."""

import sys
from collections.abc import Callable

from app.desktop.playback.awake import Awake, wake_of_this_system
from app.desktop.playback.deck import Deck


def accompany(deck: Deck, bring_up: Callable[[], None], end: Callable[[], None]) -> None:
    """Join a deck for as long as it lives; `bring_up` shows the window, `end` quits the program.

    Windows and macOS send media keys to the window; a Linux desktop looks for players on its session bus.
    """
    Awake(deck, wake_of_this_system())
    if sys.platform == "linux":
        _join_the_bus(deck, bring_up, end)


def _join_the_bus(deck: Deck, bring_up: Callable[[], None], end: Callable[[], None]) -> None:
    from app.desktop.playback.linux_wake import has_session_bus

    if has_session_bus():
        from PySide6.QtDBus import QDBusConnection

        from app.desktop.playback.mpris import Mpris

        Mpris(deck, QDBusConnection.sessionBus(), bring_up, end)

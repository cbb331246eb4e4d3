"""Keeps the screen awake while a film plays."""

import ctypes
import sys
from abc import abstractmethod
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject

from app.desktop.playback.backend import PlayerState
from app.desktop.playback.deck import Deck

REASON = "A film is playing"
"""For the system's own lists of what keeps it awake; never shown by us."""
_RUNNING = frozenset({PlayerState.PLAYING, PlayerState.LOADING, PlayerState.STALLED})


class Wake(Protocol):
    """A system that can be kept from going to sleep."""

    @abstractmethod
    def hold(self) -> None:
        """Keep the screen on until `release`; asked for once before each release."""

    @abstractmethod
    def release(self) -> None:
        """Let the screen go dark again."""


class Awake(QObject):
    """Holds the screen while a film runs, and lets it go when it is paused, stopped or over."""

    def __init__(self, deck: Deck, wake: Wake) -> None:
        super().__init__(deck)
        self._deck = deck
        self._wake = wake
        self.is_held = False
        deck.player.state_changed.connect(lambda _state: self._look())
        deck.changed.connect(lambda _card: self._look())

    def _look(self) -> None:
        deck = self._deck
        is_wanted = deck.card is not None and not deck.now.is_music and deck.player.state in _RUNNING
        if is_wanted is self.is_held:
            return
        self.is_held = is_wanted
        if is_wanted:
            self._wake.hold()
        else:
            self._wake.release()


class NoWake(Wake):
    """A system that nobody can ask."""

    def hold(self) -> None:
        return

    def release(self) -> None:
        return


class WindowsWake(Wake):
    """Windows keeps awake for as long as a thread says so."""

    _CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2

    def __init__(self, say: Callable[[int], object]) -> None:
        self._say = say

    def hold(self) -> None:
        self._say(self._CONTINUOUS | self._SYSTEM | self._DISPLAY)

    def release(self) -> None:
        self._say(self._CONTINUOUS)


class MacWake(Wake):
    """macOS takes an assertion, and gives a number to take it back with.

    Args:
        kit: The library IOKit.
        word: Makes a CFString.
    """

    _ON = 255

    def __init__(self, kit: Any, word: Callable[[str], Any]) -> None:
        self._kit = kit
        self._word = word
        self._assertion: int | None = None

    def hold(self) -> None:
        number = ctypes.c_uint32(0)
        kind, reason = self._word("PreventUserIdleDisplaySleep"), self._word(REASON)
        if self._kit.IOPMAssertionCreateWithName(kind, self._ON, reason, ctypes.byref(number)) == 0:
            self._assertion = number.value

    def release(self) -> None:
        assertion, self._assertion = self._assertion, None
        if assertion is not None:
            self._kit.IOPMAssertionRelease(ctypes.c_uint32(assertion))


def wake_of_this_system() -> Wake:
    """Return what keeps this computer awake."""
    if sys.platform == "win32":
        return WindowsWake(ctypes.windll.kernel32.SetThreadExecutionState)
    if sys.platform == "darwin":
        return _mac_wake()
    from app.desktop.playback.linux_wake import LinuxWake

    return LinuxWake()


def _mac_wake() -> Wake:
    foundation = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    kit = ctypes.CDLL("/System/Library/Frameworks/IOKit.framework/IOKit")
    make = foundation.CFStringCreateWithCString
    make.restype = ctypes.c_void_p
    make.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32)
    create = kit.IOPMAssertionCreateWithName
    create.argtypes = (ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint32))
    utf8 = 0x08000100
    return MacWake(kit, lambda text: make(None, text.encode(), utf8))

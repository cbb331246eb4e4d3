"""Which backends this computer has, the preferred one first."""

import ctypes.util
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.desktop.playback.backend import PlayerBackend

Maker = Callable[[QObject | None], PlayerBackend]


def list_backends(first: str = "") -> tuple[Maker, ...]:
    """Return what can make a backend. QtMultimedia ships with us; libmpv is used when it is installed.

    `first`, or else MARQUEE_PLAYER, puts one of them ("qt", "mpv") first.
    """
    makers: dict[str, Maker] = {"qt": _make_qt}
    if has_mpv():
        makers["mpv"] = _make_mpv
    first = first or os.environ.get("MARQUEE_PLAYER", "")
    return tuple(makers[name] for name in sorted(makers, key=lambda name: name != first))


def has_mpv() -> bool:
    """Tell whether libmpv and its binding are there, and the screen can do OpenGL."""
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        return False
    library = "mpv-2.dll" if sys.platform == "win32" else "mpv"
    return ctypes.util.find_library(library) is not None and _has_binding()


def _has_binding() -> bool:
    import locale

    locale.setlocale(locale.LC_NUMERIC, "C")  # libmpv refuses to start under any other
    try:
        import mpv  # noqa: F401 - importing is the question
    except (ImportError, OSError):
        return False
    return True


def _make_qt(parent: QObject | None) -> PlayerBackend:
    from app.desktop.playback.qt_backend import QtBackend

    return QtBackend(parent)


def _make_mpv(parent: QObject | None) -> PlayerBackend:
    from app.desktop.playback.mpv_backend import MpvBackend

    return MpvBackend(parent)

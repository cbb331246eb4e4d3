"""Builds the window: application, theme, window first; then loop, host, client, live and tray; stops in reverse."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from app.desktop.frame import Frame
from app.desktop.kit.preferences import Preferences
from app.desktop.single import SingleInstance

if TYPE_CHECKING:
    from app.desktop.kit.theme import ThemeChoice
    from app.desktop.session import Session
    from app.desktop.window import Window

IN_TRAY: Final = "--tray"
"""Start without showing the window, as autostart does."""

NO_SCREEN: Final = (
    "Marquee found no screen (neither DISPLAY nor WAYLAND_DISPLAY is set). "
    "Start it inside a desktop session, or run the server alone with `marquee serve`.\n"
)


def run(data_dir: Path, *, arguments: Sequence[str] = ()) -> int:
    """Show the window of a data folder until the user quits; return the exit code.

    Args:
        data_dir: Made when missing.
        arguments: "--tray" starts hidden where there is a tray.
    """
    if not has_screen():
        sys.stderr.write(NO_SCREEN)
        return 1
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    app = make_application()
    single = SingleInstance(data_dir, app)
    if not single.take():
        return 0
    preferences = Preferences(data_dir, app)
    frame = Frame(preferences.choices.geometry, is_light=preferences.choices.theme == "light")
    if IN_TRAY not in arguments:
        frame.show()
        app.processEvents()  # the first paint comes before everything that takes time
    try:
        window = _move_in(app, frame, preferences)
        single.woken.connect(window.bring_up)
        return _live(app, window, is_hidden=IN_TRAY in arguments)
    finally:
        single.leave()


def _move_in(app: QApplication, frame: Frame, preferences: Preferences) -> Window:
    """Put everything visible into the frame; what it needs is imported only now."""
    from app.desktop import translator
    from app.desktop.kit.icons import app_icon
    from app.desktop.kit.theme import Theme
    from app.desktop.window import Window

    app.setWindowIcon(app_icon())
    translator.install(app, preferences.choices.language)
    theme = Theme(_theme_choice(preferences), app)
    theme.apply(app)
    preferences.changed.connect(lambda name: theme.choose(_theme_choice(preferences)) if name == "theme" else None)
    window = Window(preferences)
    frame.setPalette(app.palette())
    frame.setCentralWidget(window)
    frame.closing.connect(window.close_up)
    app.processEvents()
    return window


def has_screen() -> bool:
    """Tell whether a window can be shown at all."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_application() -> QApplication:
    """Return the application, with its names and icon."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["marquee"])
    app.setApplicationName("marquee")
    app.setApplicationDisplayName("Marquee")
    app.setDesktopFileName("marquee")
    app.setQuitOnLastWindowClosed(False)
    if sys.platform == "darwin":
        from PySide6.QtCore import Qt

        app.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, True)
    return app


def _theme_choice(preferences: Preferences) -> ThemeChoice:
    from app.desktop.kit.theme import ThemeChoice

    try:
        return ThemeChoice(preferences.choices.theme)
    except ValueError:
        return ThemeChoice.SYSTEM


def _live(app: QApplication, window: Window, *, is_hidden: bool) -> int:
    """Run the event loop around a session; what it needs is imported only now."""
    import asyncio

    import qasync

    from app.desktop.kit.garbage import Collector
    from app.desktop.kit.icons import app_icon
    from app.desktop.log import start_log
    from app.desktop.session import Session

    app.setWindowIcon(app_icon())
    collector = Collector(app)
    handler = start_log(window.preferences.data_dir)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    session = Session(window, window.preferences.data_dir)
    if is_hidden and not session.has_tray:
        window.window().show()
    _hear_signals(loop, session)
    try:
        with loop:
            loop.run_until_complete(session.run())
    finally:
        collector.stop()
        handler.close()
    return 0


def _hear_signals(loop: object, session: Session) -> None:
    import signal

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, session.quit)  # type: ignore[attr-defined]
        except (NotImplementedError, RuntimeError):
            # Windows has no such signals; its window gets WM_CLOSE instead.
            signal.signal(number, lambda _number, _frame: session.quit())

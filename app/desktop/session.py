"""One run of the window: host, line, live, desk and tray, wired together and ended in reverse."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QSystemTrayIcon

from app.desktop.host import Host, HostState
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.line import Line
from app.desktop.kit.pictures import Pictures
from app.desktop.live import Live
from app.desktop.window import Window

if TYPE_CHECKING:
    from app.contract.server import Running
    from app.desktop.playback.deck import Deck
    from app.desktop.tray.tray import Tray

LEAVE_TIMEOUT_S: Final = 2.0
"""What pages may take at the end to tell the engine where a film stopped."""

log = logging.getLogger(__name__)
translate = QCoreApplication.translate


class Session(QObject):
    """Everything behind the window, from its first paint to its end."""

    def __init__(self, window: Window, data_dir: Path, *, host: Host | None = None) -> None:
        super().__init__(window)
        self.window = window
        self.host = host or Host(data_dir, parent=self)
        self.line = Line()
        client = self.line.as_client()
        self.live = Live(client, self)
        self.desk = Desk(
            client=client,
            live=self.live,
            pictures=Pictures(client, self),
            navigator=window.navigator,
            notices=window.notices,
            preferences=window.preferences,
        )
        self._tray: Tray | None = None
        self._over = asyncio.Event()
        self._is_furnished = False
        self._make_tray()
        self._wire()

    @property
    def has_tray(self) -> bool:
        """Whether there is a place to go on without a window."""
        return self._tray is not None

    async def run(self) -> None:
        """Go on until somebody quits, then put everything down in order."""
        stop_listening = tasks.listen(self.window.notices.warn)
        hosting = tasks.run(self.host.run())
        hearing = tasks.run(self.live.listen())
        await self._over.wait()
        self.window.window().hide()
        if self._tray is not None:
            self._tray.hide()
        page = self.window.page
        if page is not None:
            page.leave()
        deck = self._deck()
        if deck is not None and deck.card is not None:
            tasks.run(deck.stop())
        self.desk.notices.close()
        await self._let_finish(hosting, hearing)
        stop_listening()
        self.desk.pictures.clear()
        hosting.cancel()
        hearing.cancel()
        await asyncio.gather(*tasks.cancel_all(), return_exceptions=True)
        await self.line.aclose()
        await self.host.stop()

    def quit(self) -> None:
        """End all of it."""
        self.window.remember()
        self._over.set()

    async def _let_finish(self, *others: asyncio.Task[None]) -> None:
        """Wait a moment for what leaving pages still have to say."""
        rest = [task for task in tasks.running() if task not in others]
        if rest:
            await asyncio.wait(rest, timeout=LEAVE_TIMEOUT_S)

    def _make_tray(self) -> None:
        if QSystemTrayIcon.isSystemTrayAvailable():
            from app.desktop.tray.tray import Tray

            self._tray = Tray(self.desk, self)
            self._tray.opened.connect(self.window.bring_up)
            self._tray.quitting.connect(self.quit)
            self._tray.pressed.connect(self._on_media_key)
            self._tray.show()

    def _wire(self) -> None:
        self.host.changed.connect(self._on_host_changed)
        self.host.arrived.connect(self._on_arrived)
        self.live.disconnected.connect(self.host.doubt)
        self.live.connected.connect(self.desk.pictures.retry)
        self.window.closing.connect(self._on_closing)
        self.window.quitting.connect(self.quit)

    def _on_host_changed(self, state: str) -> None:
        if self._tray is not None:
            self._tray.set_state(state)
        match state:
            case HostState.READY:
                self.window.set_connected()
            case HostState.RECONNECTING:
                self.window.set_reconnecting(translate("Window", "Marquee is coming back. What plays goes on."))
            case HostState.FAILED:
                self.window.set_reconnecting(
                    translate("Window", "The engine does not start. Marquee keeps trying; the log says why.")
                )

    def _on_arrived(self, running: Running) -> None:
        from app.client import Client

        before = self.line.connect(Client(running.url, running.token))
        if before is not None:
            tasks.run(before.aclose())
        if not self._is_furnished:
            self._is_furnished = True
            tasks.run(self._furnish(), on_error=lambda _error: self.window.furnish(self.desk))
        self.live.hurry()

    async def _furnish(self) -> None:
        """Show the first page: the welcome when there is nothing to show yet."""
        choices = self.desk.preferences.choices
        is_new = not choices.is_first_run_done and not await self.line.as_client().library.list_sources()
        if is_new and self.window.navigator.here is None:
            self.window.navigator.open("welcome")
        elif not is_new:
            self.desk.preferences.save(is_first_run_done=True)
        self.window.furnish(self.desk)

    def _on_media_key(self, key: int) -> None:
        """Hand a media key to what plays: the deck is the same with and without the window."""
        deck = self._deck()
        if deck is not None and key == Qt.Key.Key_MediaTogglePlayPause:
            deck.toggle()
        elif deck is not None:
            deck.next()

    def _deck(self) -> Deck | None:
        """Return what plays, without loading a player only to find that nothing does."""
        module = sys.modules.get("app.desktop.playback.deck")
        return None if module is None else self.desk.navigator.findChild(module.Deck)

    def _on_closing(self) -> None:
        preferences = self.desk.preferences
        if self._tray is None or not preferences.choices.close_to_tray:
            self.quit()
            return
        page = self.window.page
        if page is not None and page.is_immersive and not self.window.navigator.back():
            self.window.navigator.open("home")
        self.window.window().hide()
        if not preferences.choices.told_about_tray:
            self._tray.say(
                translate("Window", "Marquee goes on in the tray"),
                translate("Window", "Players of the house can still reach it. Quit it from its icon."),
            )
            preferences.save(told_about_tray=True)

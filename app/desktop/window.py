"""The window: rail, pages with a short fade between them, banner, notices and shortcuts.

It paints before the engine is there: until `furnish` every page is a quiet skeleton.
"""

from __future__ import annotations

import base64
import getpass
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.desktop.fade import Fade
from app.desktop.kit import tasks
from app.desktop.kit.navigation import Navigator
from app.desktop.kit.notices import Notices
from app.desktop.kit.preferences import Preferences
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.skeleton import Skeleton
from app.desktop.kit.widgets.surfaces import Banner
from app.desktop.rail import COLLAPSE_UNDER_PX, RAIL_PAGES, Rail

if TYPE_CHECKING:
    from app.contract.errors import MarqueeError
    from app.desktop.kit.desk import Desk
    from app.desktop.kit.page import Page
    from app.desktop.library.finder import Finder

BANNER_AFTER_MS: Final = 500
"""A break shorter than this is nobody's business."""


class Window(QMainWindow):
    """The one window of Marquee."""

    closing = Signal()
    """The user closed it; whoever listens hides it or quits."""
    quitting = Signal()
    """The user wants all of it to end."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.navigator = Navigator(self)
        self.rail = Rail()
        self.banner = Banner("refresh")
        self._desk: Desk | None = None
        self._mini_bar: QWidget | None = None
        self.finder: Finder | None = None
        self._pages: dict[str, Page] = {}
        self._was_maximized = False
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        self._waiting = Skeleton()
        self.stack.addWidget(self._waiting)
        self._lay_out()
        self.notices = Notices(self._whole)
        self._fade = Fade(self._main)
        self._banner_timer = QTimer(self)
        self._banner_timer.setSingleShot(True)
        self._banner_timer.setInterval(BANNER_AFTER_MS)
        self._wire()

    @property
    def page(self) -> Page | None:
        """The page that is open; None before the engine is there."""
        here = self.navigator.here
        return self._pages.get(here.page) if here is not None else None

    def furnish(self, desk: Desk) -> None:
        """Give the pages what they need, and show the one that was asked for meanwhile."""
        self._desk = desk
        desk.live.review_changed.connect(lambda count: self.rail.set_count("review", count))
        for signal in (desk.live.connected, desk.live.resync):
            signal.connect(self._count_review)
        self._count_review()
        here = self.navigator.here
        if here is None:
            self.navigator.open("home")
        else:
            self._on_opened(here.page, dict(here.arguments))

    def set_reconnecting(self, text: str) -> None:
        """Say that the engine is away, unless it is back in a moment."""
        self._banner_text = text
        if not self.banner.isVisible():
            self._banner_timer.start()
        else:
            self.banner.say(text)

    def set_connected(self) -> None:
        """Say nothing any more."""
        self._banner_timer.stop()
        self.banner.hide()

    def bring_up(self) -> None:
        """Come to the front, out of the tray too."""
        top = self.window()
        top.setWindowState(top.windowState() & ~Qt.WindowState.WindowMinimized)
        top.show()
        top.raise_()
        top.activateWindow()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to how it was."""
        top = self.window()
        if top.isFullScreen():
            if self._was_maximized:
                top.showMaximized()
            else:
                top.showNormal()
        else:
            self._was_maximized = top.isMaximized()
            top.showFullScreen()

    def remember(self) -> None:
        """Keep size and place for the next start."""
        top = self.window()
        if not top.isFullScreen():
            saved = base64.b64encode(top.saveGeometry().data()).decode()
            self.preferences.save(geometry=saved)

    def close_up(self) -> None:
        """Hear that the user closes the window."""
        self.remember()
        self.closing.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.close_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_narrow(self.width() < COLLAPSE_UNDER_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Only what no widget used arrives here, so text fields and lists keep their keys.
        from app.desktop.kit import keys
        from app.desktop.kit.focus import move_focus

        if event.key() in keys.DIRECTIONS and move_focus(self._whole, Qt.Key(event.key())):
            return
        match keys.action_of(event):
            case keys.Action.BACK:
                self.go_back()
            case keys.Action.SEARCH:
                self.open_finder()
            case keys.Action.OPEN:
                _press_focused()
            case _:
                super().keyPressEvent(event)

    def go_back(self) -> None:
        """Leave the full screen, else go to the page before, else home."""
        page = self.page
        if self.window().isFullScreen() and page is not None and not page.is_immersive:
            self.toggle_full_screen()
        elif not self.navigator.back():
            self.navigator.open("home")

    def _count_review(self) -> None:
        async def count() -> None:
            if self._desk is not None:
                counts = await self._desk.client.review.get_counts()
                self.rail.set_count("review", counts.open_count)

        # A number on the rail is worth no message: it comes with the next event.
        tasks.run(count(), on_error=lambda _error: None)

    def open_finder(self) -> None:
        """Search over the page that is open; not over a film, where the page would go on unseen."""
        page = self.page
        if self._desk is None or page is None:
            self.navigator.open("search")  # it comes as soon as there is an engine
            return
        if page.is_immersive:
            return
        if self.finder is None:
            from app.desktop.library.finder import Finder

            self.finder = Finder(self._desk, self._whole)
        self.finder.open()

    def _lay_out(self) -> None:
        self.setWindowTitle("Marquee")
        self._whole = QWidget()
        row = QHBoxLayout(self._whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._main = QWidget()
        self._column = column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.banner.setContentsMargins(Space.S, 0, 0, 0)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        row.addWidget(self.rail)
        row.addWidget(self._main, 1)
        self.setCentralWidget(self._whole)

    def _wire(self) -> None:
        self._banner_text = ""
        self._banner_timer.timeout.connect(lambda: self.banner.say(self._banner_text))
        self.rail.chosen.connect(lambda page: self.navigator.open(page))
        self.rail.set_user(self._user_name())
        self.preferences.changed.connect(self._on_preference)
        self.navigator.opened.connect(self._on_opened)
        QTimer.singleShot(0, self._make_shortcuts)  # after the first paint: key names are slow to load

    def _make_shortcuts(self) -> None:
        from app.desktop.kit import keys

        for number, sequence in enumerate(keys.RAIL_KEYS[: len(RAIL_PAGES)]):
            self._shortcut(sequence, partial(self.navigator.open, RAIL_PAGES[number]))
        self._shortcut("Ctrl+K", self.open_finder)
        self._shortcut("Alt+Home", lambda: self.navigator.open("home"))
        self._shortcut("Alt+Left", self.go_back)
        self._shortcut("F11", self.toggle_full_screen)
        self._shortcut("Ctrl+Q", self.quitting.emit)

    def _shortcut(self, sequence: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(sequence, self)
        shortcut.activated.connect(act)

    def _user_name(self) -> str:
        return self.preferences.choices.name or getpass.getuser()

    def _on_preference(self, name: str) -> None:
        if name == "name":
            self.rail.set_user(self._user_name())

    def _on_opened(self, name: str, arguments: dict[str, object]) -> None:
        self.rail.set_here(name)
        if self.finder is not None:
            self.finder.hide()
        if self._desk is None:
            return
        page = self._pages.get(name) or self._make_page(name, self._desk)
        if name == "player" and self._mini_bar is None:
            self._add_mini_bar(self._desk)
        old = self.stack.currentWidget()
        if old is not page:
            self._change_page(old, page)
        self._show(page, arguments)

    def _make_page(self, name: str, desk: Desk) -> Page:
        from app.desktop.pages import make_page

        page = make_page(name, desk)
        self._pages[name] = page
        self.stack.addWidget(page)
        return page

    def _add_mini_bar(self, desk: Desk) -> None:
        """Music plays on while one browses; nothing of the player is loaded before something plays."""
        from app.desktop.playback.company import accompany
        from app.desktop.playback.deck import deck_of
        from app.desktop.playback.mini_bar import MiniBar

        accompany(deck_of(desk), self.bring_up, self.quitting.emit)
        self._mini_bar = MiniBar(desk)
        self._column.addWidget(self._mini_bar)

    def _change_page(self, old: QWidget | None, page: Page) -> None:
        from app.desktop.kit.page import Page

        was_immersive = isinstance(old, Page) and old.is_immersive
        if isinstance(old, Page):
            old.leave()
        is_plain = not (was_immersive or page.is_immersive)
        if is_plain:
            self._fade.begin(self.stack)
        self.rail.setVisible(not page.is_immersive)
        if was_immersive and self.window().isFullScreen():
            self.toggle_full_screen()
        self.stack.setCurrentWidget(page)
        if is_plain:
            self._fade.play()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, page: Page, arguments: dict[str, object]) -> None:
        self.window().setWindowTitle(f"{page.title} – Marquee" if page.title else "Marquee")

        def fail(error: MarqueeError) -> None:
            page.set_error(error, lambda: self._show(page, arguments))

        tasks.run(page.show_with(**arguments), on_error=fail)


def _press_focused() -> None:
    from PySide6.QtWidgets import QAbstractButton

    focus = QApplication.focusWidget()
    if isinstance(focus, QAbstractButton):
        focus.click()

"""The base of all pages: a title, and four designed states (empty, loading, error, full)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from app.contract.errors import MarqueeError
from app.desktop.kit.desk import Desk
from app.desktop.kit.widgets.buttons import primary_button, quiet_button
from app.desktop.kit.widgets.skeleton import Skeleton
from app.desktop.kit.widgets.text import label, picture_label
from app.desktop.kit.words import word_error

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

TEXT_WIDTH: Final = 460


class Page(QWidget):
    """One page of the window.

    A page puts its widgets into `self.body` (or sets a layout on it) and calls `set_full()` when they show
    something. `show_with` is awaited after every navigation to it, `leave` is called when another opens.
    """

    title = ""
    """Said by screen readers and shown in the window's title; translated."""
    is_immersive = False
    """The page takes the whole window: no rail (the player)."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.body = QWidget(self)
        self._skeleton = Skeleton(self)
        self._message = QWidget(self)
        self._message_layout = QVBoxLayout(self._message)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        for widget in (self.body, self._skeleton, self._message):
            self._stack.addWidget(widget)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)

    async def show_with(self, **arguments: object) -> None:
        """Show what the navigation asks for; pages override it."""

    def take_focus(self) -> None:
        """Give the focus to what Enter acts on when the page has just become full; pages override it."""

    def leave(self) -> None:
        """Another page opens; pages override it."""

    @property
    def phase(self) -> str:
        """Which of the four states shows: "full", "loading", "empty" or "error"."""
        shown = self._stack.currentWidget()
        if shown is self.body:
            return "full"
        return "loading" if shown is self._skeleton else str(self._message.property("kind"))

    def set_loading(self) -> None:
        """Show quiet shapes in the place of what loads."""
        self._turn_to(self._skeleton)

    def set_full(self) -> None:
        """Show what the page is for."""
        self._turn_to(self.body)

    def set_empty(
        self, icon: str, title: str, text: str, button_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Say that nothing is there, and what to do now with one button."""
        self._show_message("empty", icon, title, text)
        if button_text and action is not None:
            button = primary_button(button_text)
            button.clicked.connect(lambda: action())
            self._add_centered(button)
        self._message_layout.addStretch(3)
        self._turn_to(self._message)

    def set_error(self, error: MarqueeError, retry: Callable[[], object] | None = None) -> None:
        """Say what happened and what to do; the details on demand."""
        self._show_message("error", "warning", *word_error(error))
        if retry is not None:
            button = primary_button(self.tr("Try again"))
            button.clicked.connect(lambda: retry())
            self._add_centered(button)
        self._add_details(error)
        self._message_layout.addStretch(3)
        self._turn_to(self._message)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._message_layout.setContentsMargins(24, 24, 24, 24)

    def _turn_to(self, widget: QWidget) -> None:
        """Show one of the states. The focus goes on inside the page: a hidden widget loses it to anywhere."""
        if widget is self._stack.currentWidget():
            return
        focus = QApplication.focusWidget()
        had_focus = self.isVisible() and (focus is None or focus is self or self.isAncestorOf(focus))
        self._stack.setCurrentWidget(widget)
        if had_focus and widget is self.body:
            self.take_focus()
        elif had_focus:
            # Not the button of a message: what was pressed for the page that is still coming would press it.
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_details(self, error: MarqueeError) -> None:
        details = label(f"{error.code}: {error.message}", "caption", wraps=True)
        details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        details.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        details.setMaximumWidth(TEXT_WIDTH)
        details.hide()
        button = quiet_button(self.tr("Details"))
        button.setCheckable(True)
        button.toggled.connect(details.setVisible)
        self._add_centered(button)
        self._add_centered(details)

    def _show_message(self, kind: str, icon: str, title: str, text: str) -> None:
        while (item := self._message_layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._message.setProperty("kind", kind)
        self._message.setAccessibleName(f"{title}. {text}")
        self._message_layout.setSpacing(12)
        self._message_layout.addStretch(2)
        self._add_centered(picture_label(icon, 56))
        self._add_centered(label(title, "title"))
        words = label(text, "soft", wraps=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setFixedWidth(TEXT_WIDTH)
        words.ensurePolished()  # its font comes from the style sheet, and its height from the font
        words.setFixedHeight(words.heightForWidth(TEXT_WIDTH))
        self._add_centered(words)
        self._message_layout.addSpacing(12)

    def _add_centered(self, widget: QWidget) -> None:
        self._message_layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

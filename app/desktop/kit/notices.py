"""Short sentences at the foot of the window that go away by themselves, with undo where there is something to undo."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.contract.errors import MarqueeError
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton, link_button
from app.desktop.kit.widgets.text import IconLabel, label

STAY_MS: Final = 5000
UNDO_MS: Final = 8000


class Notices(QObject):
    """Shows one notice at a time over a widget; a new one takes the place of the old."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._shown: Notice | None = None
        over.installEventFilter(self)

    @property
    def shown(self) -> "Notice | None":
        """The notice on screen, or None."""
        return self._shown

    def say(self, text: str, *, icon: str = "check") -> None:
        """Say something that needs no answer."""
        self._show(Notice(text, icon, self._over), STAY_MS)

    def warn(self, error: MarqueeError) -> None:
        """Say calmly what went wrong and what to do."""
        from app.desktop.kit.words import word_error  # the first paint needs no words

        title, text = word_error(error)
        self._show(Notice(f"{title}. {text}", "warning", self._over), UNDO_MS)

    def offer(
        self, text: str, button_text: str, act: Callable[[], object], *, otherwise: Callable[[], object] | None = None
    ) -> None:
        """Offer an action ("Undo"); `otherwise` is called once when the notice goes away unused."""
        notice = Notice(text, "check", self._over, button_text=button_text, otherwise=otherwise)
        notice.act = act
        self._show(notice, UNDO_MS)

    def close(self) -> None:
        """Take the notice away now; its `otherwise` happens."""
        if self._shown is not None:
            shown, self._shown = self._shown, None
            shown.finish()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _show(self, notice: "Notice", stay_ms: int) -> None:
        self.close()
        self._shown = notice
        notice.on_end = self._forget
        notice.start(stay_ms)
        self._place()

    def _forget(self, notice: "Notice") -> None:
        if self._shown is notice:
            self._shown = None

    def _place(self) -> None:
        if self._shown is not None:
            self._shown.place(self._over)


class Notice(QFrame):
    """One sentence, one action at most."""

    def __init__(
        self,
        text: str,
        icon: str,
        parent: QWidget,
        *,
        button_text: str = "",
        otherwise: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.act: Callable[[], object] | None = None
        self.on_end: Callable[[Notice], object] | None = None
        self._otherwise = otherwise
        self._is_done = False
        self.text = text
        self.button = link_button(button_text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.finish)
        self.setProperty("look", "notice")
        self.setAccessibleName(text)
        self._lay_out(icon, has_button=bool(button_text))

    def start(self, stay_ms: int) -> None:
        """Come up, and stay for a while."""
        self.show()
        self.raise_()
        self._timer.start(stay_ms)

    def use(self) -> None:
        """Do what the button says."""
        if not self._is_done:
            self._end()
            if self.act is not None:
                self.act()

    def finish(self) -> None:
        """Go away without having been used."""
        if not self._is_done:
            self._end()
            if self._otherwise is not None:
                self._otherwise()

    def place(self, over: QWidget) -> None:
        """Sit at the foot, in the middle."""
        self._words.setMaximumWidth(max(over.width() - 260, 200))
        self.adjustSize()
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - Space.XL)

    def _end(self) -> None:
        self._is_done = True
        self._timer.stop()
        self.hide()
        self.deleteLater()
        if self.on_end is not None:
            self.on_end(self)

    def _lay_out(self, icon: str, *, has_button: bool) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        self._words = label(self.text, "strong", wraps=False)
        close = IconButton("close", self.tr("Close"), 16)
        close.clicked.connect(self.finish)
        self.button.clicked.connect(self.use)
        self.button.setVisible(has_button)
        row.addWidget(IconLabel(icon, 20, "warning" if icon == "warning" else "good"))
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        row.addWidget(close)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)

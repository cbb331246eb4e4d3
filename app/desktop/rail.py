"""The rail at the left: where to go, and whose Marquee this is."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.kit.icons import app_sign
from app.desktop.kit.theme import Space, Type, theme
from app.desktop.kit.widgets.buttons import Button
from app.desktop.kit.widgets.entries import EntryButton
from app.desktop.kit.widgets.text import label

WIDE_PX: Final = 216
NARROW_PX: Final = 72
COLLAPSE_UNDER_PX: Final = 1100

translate = QCoreApplication.translate

RAIL_PAGES: Final = ("home", "films", "shows", "music", "lists", "review", "activity", "devices", "settings")
"""In the order of Ctrl+1 …."""

HOMES: Final = {
    "sources": "settings",
    "imports": "settings",
    "album": "music",
    "artist": "music",
    "lyrics": "music",
    "list": "lists",
}
"""Which entry is lit for pages that have none of their own."""


def entries() -> tuple[tuple[str, str, str], ...]:
    """Return page, icon and word of the rail, from the top."""
    return (
        ("search", "search", translate("Rail", "Search")),
        ("home", "home", translate("Rail", "Home")),
        ("films", "film", translate("Rail", "Films")),
        ("shows", "tv", translate("Rail", "Shows")),
        ("music", "music", translate("Rail", "Music")),
        ("lists", "list", translate("Rail", "Lists")),
        ("review", "question", translate("Rail", "Review")),
        ("activity", "activity", translate("Rail", "Activity")),
        ("devices", "devices", translate("Rail", "Devices")),
        ("settings", "settings", translate("Rail", "Settings")),
    )


class Profile(QWidget):
    """The first letter of the user in a circle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = ""
        self.setFixedSize(32, 32)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)

    def set_name(self, name: str) -> None:
        """Show somebody else."""
        self._letter = name[:1].upper()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(QColor(theme().colors.on_accent))
        font = self.font()
        font.setPixelSize(Type.BODY)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)


class Rail(QWidget):
    """Says which page was chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.setAccessibleName(self.tr("Main navigation"))
        self.buttons = [EntryButton(*entry) for entry in entries()]
        self._brand = label("Marquee", "large")
        self._profile = Profile()
        self._name = Button("", "rail")
        self._name.clicked.connect(lambda: self.chosen.emit("settings"))
        self._is_narrow: bool | None = None
        self._lay_out()
        self.set_narrow(False)

    def set_narrow(self, is_narrow: bool) -> None:
        """Show icons only, or the words too."""
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        self.setFixedWidth(NARROW_PX if is_narrow else WIDE_PX)
        self._brand.setVisible(not is_narrow)
        self._name.setVisible(not is_narrow)
        for button in self.buttons:
            button.set_narrow(is_narrow)

    def set_here(self, page: str) -> None:
        """Light the entry of a page."""
        lit = HOMES.get(page, page)
        for button in self.buttons:
            button.setChecked(button.page == lit)

    def set_count(self, page: str, count: int) -> None:
        """Show how much waits behind an entry; nothing for 0."""
        for button in self.buttons:
            if button.page == page:
                button.set_count(count)

    def set_user(self, name: str) -> None:
        """Show whose Marquee this is."""
        self._profile.set_name(name)
        self._name.set_text(name)
        self._name.setAccessibleName(self.tr("Profile: {0}").format(name))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.L, Space.M, Space.L)
        column.setSpacing(Space.XS)
        column.addLayout(self._make_brand())
        column.addSpacing(Space.M)
        for button in self.buttons:
            # Re-emitting the check keeps exactly one entry lit even when the open page is pressed again.
            button.clicked.connect(lambda _checked=False, page=button.page: self._choose(page))
            column.addWidget(button)
            if button.page in {"search", "lists"}:
                column.addSpacing(Space.M)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.S, 0, 0, 0)
        foot.setSpacing(Space.S)
        foot.addWidget(self._profile)
        foot.addWidget(self._name, 1)
        column.addLayout(foot)

    def _make_brand(self) -> QHBoxLayout:
        brand = QHBoxLayout()
        brand.setContentsMargins(Space.S, 0, 0, 0)
        brand.setSpacing(Space.M)
        sign = label("")
        sign.setPixmap(app_sign(32, self.devicePixelRatioF()))
        sign.setFixedSize(32, 32)
        brand.addWidget(sign)
        brand.addWidget(self._brand, 1)
        return brand

    def _choose(self, page: str) -> None:
        self.set_here(page)
        self.chosen.emit(page)

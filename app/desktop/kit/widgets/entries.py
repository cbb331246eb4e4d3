"""An entry of a navigation at the side: an icon and a word, lit when it is open."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent

from app.desktop.kit.icons import icon
from app.desktop.kit.theme import Space, Type, theme
from app.desktop.kit.widgets.buttons import Button

MOST_SHOWN: Final = 99
BADGE_PX: Final = 18
BADGE_PADDING: Final = 6


class EntryButton(Button):
    """One entry; lit when its page is open."""

    def __init__(self, page: str, icon_name: str, text: str) -> None:
        self.word, self.page, self.count = text, page, 0
        super().__init__(text, "rail", icon_name)
        self.setCheckable(True)
        self.setIconSize(QSize(22, 22))
        self.toggled.connect(lambda _on: self._refresh())

    def set_narrow(self, is_narrow: bool) -> None:
        """Show the icon only, or the word too."""
        self.setText("" if is_narrow else f"  {self.word}")
        self.setToolTip(self.word if is_narrow else "")

    def set_count(self, count: int) -> None:
        """Show a number at the end; nothing for 0."""
        self.count = count
        self.setAccessibleDescription(str(count) if count else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(Type.CAPTION - 2)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        text = str(self.count) if self.count <= MOST_SHOWN else f"{MOST_SHOWN}+"
        box = self._badge_box(painter.fontMetrics().horizontalAdvance(text))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(theme().color("on_accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _badge_box(self, text_px: int) -> QRectF:
        """At the end of the word, or over the icon where there is none."""
        width = max(text_px + 2 * BADGE_PADDING, BADGE_PX)
        is_narrow = not self.text()
        end = self.width() - (Space.XS if is_narrow else Space.M)
        left = end - width
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = self.width() - end
        top = 2 if is_narrow else (self.height() - BADGE_PX) / 2
        return QRectF(left, top, width, BADGE_PX)

    def _refresh(self) -> None:
        colors = theme().colors
        self.setIcon(icon(self._icon_name, colors.accent if self.isChecked() else colors.text_soft, 22))

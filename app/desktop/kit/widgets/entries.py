"""An entry of a navigation at the side: an icon and a word, lit when it is open."""

from PySide6.QtCore import QSize

from app.desktop.kit.icons import icon
from app.desktop.kit.theme import theme
from app.desktop.kit.widgets.buttons import Button


class EntryButton(Button):
    """One entry; lit when its page is open."""

    def __init__(self, page: str, icon_name: str, text: str) -> None:
        self.word, self.page = text, page
        super().__init__(text, "rail", icon_name)
        self.setCheckable(True)
        self.setIconSize(QSize(22, 22))
        self.toggled.connect(lambda _on: self._refresh())

    def set_narrow(self, is_narrow: bool) -> None:
        """Show the icon only, or the word too."""
        self.setText("" if is_narrow else f"  {self.word}")
        self.setToolTip(self.word if is_narrow else "")

    def _refresh(self) -> None:
        colors = theme().colors
        self.setIcon(icon(self._icon_name, colors.accent if self.isChecked() else colors.text_soft, 22))

"""The head of a page that one comes to from another: a way back, a headline, a line below it, a button."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton

translate = QCoreApplication.translate


def make_head(go_back: Callable[[], object], headline: QWidget, below: QWidget, button: QWidget) -> QHBoxLayout:
    """Return the head as a layout."""
    texts = QVBoxLayout()
    texts.setSpacing(Space.XS)
    texts.addWidget(headline)
    texts.addWidget(below)
    back = IconButton("back", translate("PageHead", "Back"))
    back.clicked.connect(go_back)
    head = QHBoxLayout()
    head.setContentsMargins(Space.XXL, Space.XL, Space.XXL, 0)
    head.setSpacing(Space.M)
    head.addWidget(back)
    head.addLayout(texts, 1)
    head.addWidget(button)
    return head

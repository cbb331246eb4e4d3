"""A heading and one row of tiles that scrolls sideways."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.contract.browse import Card
from app.desktop.kit.pictures import Pictures
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton
from app.desktop.kit.widgets.text import label
from app.desktop.library.grid import Shape
from app.desktop.library.model import FixedCards
from app.desktop.library.wall import Wall


class CardRow(QWidget):
    """Cards side by side under a heading; keys, wheel and the two buttons move along it."""

    def __init__(
        self, title: str, pictures: Pictures, shape: Shape, wish_px: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.cards = FixedCards()
        self.wall = Wall(pictures, is_row=True, shape=shape, wish_px=wish_px)
        self.wall.setAccessibleName(title)
        self.wall.setModel(self.cards)
        self._heading = label(title, "large")
        self._left = IconButton("left", self.tr("Scroll back"), 18)
        self._right = IconButton("forward", self.tr("Scroll on"), 18)
        for button, way in ((self._left, -1), (self._right, 1)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, way=way: self.wall.page(way))
        self.wall.bar.rangeChanged.connect(lambda _low, _high: self._show_buttons())
        self.wall.bar.valueChanged.connect(lambda _value: self._show_buttons())
        self._lay_out()
        # A page full of rows would squeeze the buttons of their headings to dots.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_title(self, title: str) -> None:
        """Say another heading."""
        self._heading.setText(title)
        self.wall.setAccessibleName(title)

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards; the row hides when there are none."""
        self.cards.set_cards(cards)
        self.setVisible(bool(cards))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(600, self.wall.plan.height_px + 48)

    def _fit(self) -> None:
        self.wall.setFixedHeight(self.wall.plan.height_px)
        self.updateGeometry()
        self._show_buttons()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(Space.XXL, 0, Space.XXL, 0)
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._left)
        head.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(self.wall)

    def _show_buttons(self) -> None:
        bar = self.wall.bar
        self._left.setVisible(bar.maximum() > 0)
        self._right.setVisible(bar.maximum() > 0)
        self._left.setEnabled(bar.value() > 0)
        self._right.setEnabled(bar.value() < bar.maximum())

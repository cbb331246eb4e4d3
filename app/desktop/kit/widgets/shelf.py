"""A heading with a row of widgets that scrolls sideways by keys, wheel or arrows."""

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desktop.kit.theme import Motion, Space, theme
from app.desktop.kit.widgets.buttons import IconButton, link_button
from app.desktop.kit.widgets.text import label


class Shelf(QWidget):
    """Cards side by side under a heading."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.cards: list[QWidget] = []
        self.more = link_button(self.tr("See all"))
        self.more.hide()
        self._left = IconButton("left", self.tr("Scroll back"), 18)
        self._right = IconButton("forward", self.tr("Scroll on"), 18)
        self._area = self._make_area()
        self._motion = QPropertyAnimation(self._area.horizontalScrollBar(), b"value", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._lay_out(title)
        for button, way in ((self._left, -1), (self._right, 1)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, way=way: self._scroll(way))
        self._area.horizontalScrollBar().rangeChanged.connect(lambda _low, _high: self._show_buttons())
        self._area.horizontalScrollBar().valueChanged.connect(lambda _value: self._show_buttons())

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Show other cards."""
        for card in self.cards:
            self._row.removeWidget(card)
            card.removeEventFilter(self)
            card.hide()
            card.deleteLater()
        self.cards = list(cards)
        for index, card in enumerate(self.cards):
            self._row.insertWidget(index, card)
            card.installEventFilter(self)
        height = max((card.sizeHint().height() for card in self.cards), default=0)
        self._area.setFixedHeight(height + 2 * Space.S)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._area.ensureWidgetVisible(watched, Space.XXXL, 0)
        return super().eventFilter(watched, event)

    def _make_area(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("inside")
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, Space.S, 0, Space.S)
        self._row.setSpacing(Space.L)
        self._row.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _lay_out(self, title: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(label(title, "large"))
        head.addWidget(self.more)
        head.addStretch(1)
        head.addWidget(self._left)
        head.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(self._area)
        self._show_buttons()

    def _show_buttons(self) -> None:
        bar = self._area.horizontalScrollBar()
        can_scroll = bar.maximum() > 0
        self._left.setVisible(can_scroll)
        self._right.setVisible(can_scroll)
        self._left.setEnabled(bar.value() > 0)
        self._right.setEnabled(bar.value() < bar.maximum())

    def _scroll(self, way: int) -> None:
        bar = self._area.horizontalScrollBar()
        goal = bar.value() + way * round(self._area.viewport().width() * 0.85)
        self._motion.stop()
        self._motion.setDuration(theme().duration(Motion.SLOW))
        self._motion.setStartValue(bar.value())
        self._motion.setEndValue(min(max(goal, 0), bar.maximum()))
        self._motion.start()

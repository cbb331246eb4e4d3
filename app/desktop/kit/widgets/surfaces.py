"""Panels, rows, a banner, and a line that fills."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.desktop.kit.theme import Space, theme
from app.desktop.kit.widgets.buttons import link_button
from app.desktop.kit.widgets.text import IconLabel, label


class Panel(QFrame):
    """A calm surface with a heading; add to `inside`."""

    def __init__(self, title: str = "", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        self.inside.setSpacing(Space.M)
        if title:
            self.setAccessibleName(title)
            self.inside.addWidget(label(title, "large"))
        if text:
            self.inside.addWidget(label(text, "soft", wraps=True))


class SettingRow(QWidget):
    """A sentence on the left, its control on the right."""

    def __init__(self, title: str, text: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, Space.XS, 0, Space.XS)
        row.setSpacing(Space.XL)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "strong", wraps=True))
        if text:
            words.addWidget(label(text, "caption", wraps=True))
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        if not control.accessibleName():
            control.setAccessibleName(title)
        if not control.accessibleDescription():
            control.setAccessibleDescription(text)


class Banner(QFrame):
    """A calm line across the page: something is not as usual, and goes away by itself or by one action."""

    def __init__(self, icon_name: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        self._icon = IconLabel(icon_name, 20, "accent")
        self._text = label("", "strong")
        self._button = link_button("")
        self._act: Callable[[], object] | None = None
        self._button.clicked.connect(self._on_clicked)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self.hide()

    def say(self, text: str, button_text: str = "", act: Callable[[], object] | None = None) -> None:
        """Show a sentence, with one action or none."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._act = act
        self._button.set_text(button_text)
        self._button.setVisible(bool(button_text))
        self.show()

    def _on_clicked(self) -> None:
        if self._act is not None:
            self._act()


class ProgressLine(QWidget):
    """A thin line that fills from 0 to 1; without a value it is only begun."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = 0.0
        self.setFixedHeight(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    @property
    def part(self) -> float:
        """How much is done, 0 to 1."""
        return self._part

    def set_part(self, part: float) -> None:
        """Fill to a part."""
        self._part = min(max(part, 0.0), 1.0)
        self.setAccessibleDescription(f"{self._part:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("high"))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        if self._part > 0:
            width = max(self.width() * self._part, 4.0)
            left = self.width() - width if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 0.0
            painter.setBrush(theme().color("accent"))
            painter.drawRoundedRect(QRectF(left, 0, width, self.height()), 2, 2)


def line() -> QFrame:
    """Return a hair line between rows."""
    result = QFrame()
    result.setProperty("look", "line")
    return result


def scroller(inside: QWidget) -> QScrollArea:
    """Return an area that scrolls a column downwards."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setObjectName("inside")
    area.setWidget(inside)
    return area


def clear_layout(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()

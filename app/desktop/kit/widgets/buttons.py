"""Buttons: one primary on a page, quiet ones beside it, icons in bars, chips in filters, and a switch."""

from PySide6.QtCore import Property, QEasingCurve, QPropertyAnimation, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from app.desktop.kit.icons import icon
from app.desktop.kit.theme import Motion, theme


class Button(QPushButton):
    """A button whose icon follows its look and the theme."""

    def __init__(self, text: str, look: str = "", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._look = icon_name, look
        self.set_text(text)
        if look:
            self.setProperty("look", look)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(20, 20))
        self._refresh()
        theme().changed.connect(self._refresh)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self._refresh()

    def set_text(self, text: str) -> None:
        """Say another word, to screen readers too."""
        # Qt leaves 4 px between icon and word and has no setting for it.
        self.setText(f" {text}" if self._icon_name and text else text)
        self.setAccessibleName(text)

    def _refresh(self) -> None:
        if self._icon_name:
            colors = theme().colors
            color = {"primary": colors.on_accent, "danger": colors.danger, "link": colors.accent}.get(self._look)
            self.setIcon(icon(self._icon_name, color, 20))


def primary_button(text: str, icon_name: str = "") -> Button:
    """Return the one thing to do on this page."""
    return Button(text, "primary", icon_name)


def plain_button(text: str, icon_name: str = "") -> Button:
    """Return a button beside the primary one."""
    return Button(text, "", icon_name)


def quiet_button(text: str, icon_name: str = "") -> Button:
    """Return a button without a body until the pointer is on it."""
    return Button(text, "quiet", icon_name)


def link_button(text: str) -> Button:
    """Return a small word to click."""
    return Button(text, "link")


class Chip(Button):
    """A filter that is on or off."""

    def __init__(self, text: str, *, is_on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, "chip", "", parent)
        self.setCheckable(True)
        self.setChecked(is_on)


class IconButton(QToolButton):
    """An icon to press; its name is its tooltip, with the key that does the same, and what screen readers say."""

    def __init__(
        self, icon_name: str, name: str, size: int = 20, parent: QWidget | None = None, *, key: str = ""
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._size, self._color = icon_name, size, ""
        self._key = key
        self.setProperty("look", "icon")
        self.setIconSize(QSize(size, size))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_name(name)
        self._refresh()
        theme().changed.connect(self._refresh)

    def set_name(self, name: str) -> None:
        """Give it another name ("Pause" when it plays)."""
        self.setToolTip(f"{name} ({self._key})" if self._key else name)
        self.setAccessibleName(name)

    def set_icon(self, icon_name: str, color: str = "") -> None:
        """Show another icon, in "#rrggbb" when a colour is given."""
        self._icon_name, self._color = icon_name, color
        self._refresh()

    def _refresh(self) -> None:
        self.setIcon(icon(self._icon_name, self._color or None, self._size))


class Toggle(QAbstractButton):
    """A switch that takes effect at once."""

    def __init__(self, name: str, *, is_on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = 1.0 if is_on else 0.0
        self.setCheckable(True)
        self.setChecked(is_on)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(52, 32)
        self._motion = QPropertyAnimation(self, b"at", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.toggled.connect(self._slide)

    def set_on(self, is_on: bool) -> None:
        """Show a state without telling anybody."""
        self.blockSignals(True)
        self.setChecked(is_on)
        self.blockSignals(False)
        self._set_at(1.0 if is_on else 0.0)

    def sizeHint(self) -> QSize:
        return QSize(52, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(look.color("accent"), 2))
            painter.drawRoundedRect(QRectF(1, 1, 50, 30), 15, 15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_mix(look.color("high"), look.color("accent"), self._at))
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        painter.drawRoundedRect(QRectF(4, 4, 44, 24), 12, 12)
        painter.setBrush(_mix(look.color("text_soft"), look.color("on_accent"), self._at))
        painter.drawEllipse(QRectF(7 + 20 * self._at, 7, 18, 18))

    def _slide(self, is_on: bool) -> None:
        self._motion.stop()
        self._motion.setDuration(theme().duration(Motion.FAST))
        self._motion.setStartValue(self._at)
        self._motion.setEndValue(1.0 if is_on else 0.0)
        self._motion.start()

    def _get_at(self) -> float:
        return self._at

    def _set_at(self, at: float) -> None:
        self._at = at
        self.update()

    at = Property(float, _get_at, _set_at)


def _mix(first: QColor, second: QColor, part: float) -> QColor:
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * part,
        first.greenF() + (second.greenF() - first.greenF()) * part,
        first.blueF() + (second.blueF() - first.blueF()) * part,
    )

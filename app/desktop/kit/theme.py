"""The look of Marquee: design tokens, dark and light colours, and the one style sheet built from them."""

import os
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.contract import resources

CONTRAST_AA: Final = 4.5


class Space:
    """Distances in px."""

    XS: Final = 4
    S: Final = 8
    M: Final = 12
    L: Final = 16
    XL: Final = 24
    XXL: Final = 32
    XXXL: Final = 48


class Radius:
    """Corners in px."""

    S: Final = 6
    M: Final = 10
    L: Final = 16


class Type:
    """Text sizes in px."""

    CAPTION: Final = 13
    BODY: Final = 15
    LARGE: Final = 18
    TITLE: Final = 24
    HEADLINE: Final = 34
    DISPLAY: Final = 48


class Motion:
    """How long something moves, in ms."""

    FAST: Final = 120
    NORMAL: Final = 160
    SLOW: Final = 200


class ThemeChoice(StrEnum):
    """What the user wants to see."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """Colours of one theme as "#rrggbb". Height is shown by lightness: background < surface < raised < high."""

    background: str
    surface: str
    raised: str
    high: str
    text: str
    text_soft: str
    text_faint: str
    accent: str
    accent_soft: str
    on_accent: str
    good: str
    warning: str
    danger: str
    on_danger: str


DARK = Colors(
    background="#0e0f13",
    surface="#16181e",
    raised="#1f222a",
    high="#2b2f39",
    text="#f3f4f6",
    text_soft="#b3b8c3",
    text_faint="#8a909d",
    accent="#ff7d5f",
    accent_soft="#3a2520",
    on_accent="#1d0b05",
    good="#5fcf93",
    warning="#f3bd55",
    danger="#ff6b78",
    on_danger="#2a0409",
)
LIGHT = Colors(
    background="#f5f4f1",
    surface="#fdfcfa",
    raised="#ebe9e4",
    high="#dedbd4",
    text="#17181b",
    text_soft="#4c515b",
    text_faint="#60656f",
    accent="#b8371a",
    accent_soft="#f6dfd7",
    on_accent="#ffffff",
    good="#1a7345",
    warning="#855700",
    danger="#b3213a",
    on_danger="#ffffff",
)


class Theme(QObject):
    """The look that is on. `changed` tells painters and icons to look again."""

    changed = Signal()

    def __init__(self, choice: ThemeChoice = ThemeChoice.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.has_reduced_motion = wants_reduced_motion()
        self.is_dark = _is_dark(choice)
        self.colors = DARK if self.is_dark else LIGHT

    def apply(self, app: QApplication) -> None:
        """Dress the whole application, and follow the system while the choice is to do so."""
        make_current(self)
        app.setStyle("Fusion")
        app.setFont(_font())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._dress(app)

    def choose(self, choice: ThemeChoice) -> None:
        """Change to another look at once."""
        self.choice = choice
        self.is_dark = _is_dark(choice)
        self.colors = DARK if self.is_dark else LIGHT
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._dress(app)
        self.changed.emit()

    def duration(self, wanted_ms: int) -> int:
        """Return how long a motion may take: 0 when the user asked for less of it."""
        return 0 if self.has_reduced_motion else wanted_ms

    def color(self, name: str) -> QColor:
        """Return a colour by its token ("accent")."""
        return QColor(getattr(self.colors, name))

    def _on_system_changed(self) -> None:
        if self.choice is ThemeChoice.SYSTEM and _is_dark(self.choice) != self.is_dark:
            self.choose(self.choice)

    def _dress(self, app: QApplication) -> None:
        app.setPalette(_palette(self.colors))
        app.setStyleSheet(style_sheet(self.colors))


_current: Theme | None = None


def theme() -> Theme:
    """Return the theme that is on; a dark one before any was applied."""
    return _current if _current is not None else make_current(Theme(ThemeChoice.DARK))


def make_current(new: Theme) -> Theme:
    """Make a theme the one that `theme()` returns."""
    global _current
    _current = new
    return new


def style_sheet(colors: Colors) -> str:
    """Return the style sheet with all tokens filled in."""
    text = (resources.find("resources") / "style" / "marquee.qss").read_text(encoding="utf-8")
    numbers = {
        f"{kind.__name__.lower()}_{name.lower()}": f"{value}px"
        for kind in (Space, Radius, Type)
        for name, value in vars(kind).items()
        if name.isupper()
    }
    icons = (resources.find("resources") / "icons").as_posix()
    return Template(text).substitute(asdict(colors), **numbers, icons=icons)


def readable(color: QColor, background: QColor, *, minimum: float = CONTRAST_AA) -> QColor:
    """Return a colour moved away from the background until text in it can be read on it."""
    lighten = _luminance(background) < 0.18
    result = QColor(color)
    for _ in range(24):
        if contrast(result, background) >= minimum:
            break
        lightness = result.lightnessF() + (0.04 if lighten else -0.04)
        result = QColor.fromHslF(max(result.hslHueF(), 0.0), result.hslSaturationF(), min(max(lightness, 0.0), 1.0))
    return result


def contrast(first: QColor, second: QColor) -> float:
    """Return the WCAG contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def wants_reduced_motion() -> bool:
    """Tell whether the system, or MARQUEE_REDUCED_MOTION, asks for less motion."""
    if os.environ.get("MARQUEE_REDUCED_MOTION"):
        return True
    app = QApplication.instance()
    is_animated = getattr(Qt.UIEffect, "UI_General", None)
    return isinstance(app, QApplication) and is_animated is not None and not app.isEffectEnabled(is_animated)


def _luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def _is_dark(choice: ThemeChoice) -> bool:
    if choice is ThemeChoice.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() is not Qt.ColorScheme.Light
    return choice is ThemeChoice.DARK


def _palette(colors: Colors) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: colors.background,
        QPalette.ColorRole.WindowText: colors.text,
        QPalette.ColorRole.Base: colors.surface,
        QPalette.ColorRole.AlternateBase: colors.raised,
        QPalette.ColorRole.Text: colors.text,
        QPalette.ColorRole.PlaceholderText: colors.text_faint,
        QPalette.ColorRole.Button: colors.raised,
        QPalette.ColorRole.ButtonText: colors.text,
        QPalette.ColorRole.BrightText: colors.danger,
        QPalette.ColorRole.Highlight: colors.accent,
        QPalette.ColorRole.HighlightedText: colors.on_accent,
        QPalette.ColorRole.Link: colors.accent,
        QPalette.ColorRole.ToolTipBase: colors.high,
        QPalette.ColorRole.ToolTipText: colors.text,
    }
    palette = QPalette()
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.text_faint))
    return palette


def _font() -> QFont:
    for path in sorted((resources.find("resources") / "fonts").glob("Inter*")):
        QFontDatabase.addApplicationFont(str(Path(path)))
    font = QFont()
    font.setFamilies(["Inter", "Segoe UI Variable", "SF Pro Text", "Cantarell", "Noto Sans", "DejaVu Sans"])
    font.setPixelSize(Type.BODY)
    return font

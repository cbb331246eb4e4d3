"""Icons: our own 24 px strokes, drawn in the colours of the theme at any pixel density."""

from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImageReader, QPixmap

from app.contract import resources
from app.desktop.kit.theme import theme

APP_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)


def icon(name: str, color: str | QColor | None = None, size: int = 24) -> QIcon:
    """Return an icon; without a colour in that of the theme's text. Qt greys it when it is disabled."""
    chosen = QColor(color).name() if color is not None else theme().colors.text
    return _icon(name, chosen, size, _ratios())


def pixmap(name: str, color: str | QColor | None = None, size: int = 24, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture for painters and labels."""
    chosen = QColor(color).name() if color is not None else theme().colors.text
    return _draw(name, chosen, size, ratio)


@cache
def app_icon() -> QIcon:
    """Return the icon of Marquee itself."""
    result = QIcon()
    for size in APP_SIZES:
        result.addPixmap(_draw("marquee", "", size, 1.0))
    return result


def app_sign(size: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon of Marquee as a picture."""
    return _draw("marquee", "", size, ratio)


def _ratios() -> tuple[float, ...]:
    """The pixel densities of the screens there are: drawing more would only make the start slower."""
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()})) or (1.0,)


@lru_cache(maxsize=512)
def _icon(name: str, color: str, size: int, ratios: tuple[float, ...]) -> QIcon:
    result = QIcon()
    for ratio in ratios:
        result.addPixmap(_draw(name, color, size, ratio))
    return result


@lru_cache(maxsize=512)
def _draw(name: str, color: str, size: int, ratio: float) -> QPixmap:
    data = _source(name).replace(b"currentColor", color.encode()) if color else _source(name)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    # QImageReader finds the SVG plug-in itself: importing QtSvg would cost the start more than drawing.
    reader = QImageReader(buffer, QByteArray(b"svg"))
    side = round(size * ratio)
    reader.setScaledSize(QSize(side, side))
    image = reader.read()
    if image.isNull():
        result = QPixmap(side, side)
        result.fill(Qt.GlobalColor.transparent)
    else:
        result = QPixmap.fromImage(image)
    result.setDevicePixelRatio(ratio)
    return result


@cache
def _source(name: str) -> bytes:
    return (resources.find("resources") / "icons" / f"{name}.svg").read_bytes()

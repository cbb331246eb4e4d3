"""Fanart from edge to edge under a gradient, and the accent colour that an item's artwork gives."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.contract.browse import Card, Picture, PictureKind
from app.desktop.kit.blurhash import placeholder
from app.desktop.kit.pictures import Key, Pictures
from app.desktop.kit.theme import readable, theme
from app.desktop.library.painting import draw_cover

_ORDER = (PictureKind.FANART, PictureKind.THUMB, PictureKind.POSTER, PictureKind.COVER)


def picture_of(card: Card) -> Picture | None:
    """Return the widest picture of a card."""
    pictures = {picture.kind: picture for picture in card.pictures}
    return next((pictures[kind] for kind in _ORDER if kind in pictures), None)


def accent_of(card: Card) -> QColor:
    """Return the colour of a card's artwork, moved until white or dark text can be read on it."""
    picture = picture_of(card)
    color = QColor(picture.color) if picture is not None and picture.color else theme().color("accent")
    hue, saturation, lightness = color.hslHueF(), color.hslSaturationF(), color.lightnessF()
    if saturation < 0.08:  # a grey film has no colour of its own
        return theme().color("accent")
    wanted = QColor.fromHslF(max(0.0, hue), max(0.45, saturation), max(0.5, lightness))
    return readable(wanted, theme().color("background"))


class Backdrop(QWidget):
    """Paints the fanart of a card; put content on it with a layout."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._card: Card | None = None
        self._key: Key | None = None
        pictures.ready.connect(self._came)
        theme().changed.connect(self.update)

    def set_card(self, card: Card | None) -> None:
        """Show the fanart of another card."""
        self._card = card
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        ground = theme().color("background")
        painter.fillRect(self.rect(), ground)
        picture = picture_of(self._card) if self._card is not None else None
        if picture is not None:
            self._paint_picture(painter, picture)
            self._paint_shade(painter, ground, 0.0 if _is_wide(picture) else 0.5)
        painter.end()

    def _paint_picture(self, painter: QPainter, picture: Picture) -> None:
        scale = self.devicePixelRatioF()
        area = self._area(picture)
        # One size for all widths of a window: resizing it must not load the picture again and again.
        width = 1920 if area.width() * scale > 1280 else 1280
        self._key = Key(picture.url, width, round(width * area.height() / max(1, area.width()) / 40) * 40)
        pixmap = self._pictures.find(self._key)
        if pixmap is None:
            pixmap = placeholder(picture.placeholder, 12, 7)
        if pixmap is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            draw_cover(painter, area, pixmap)

    def _area(self, picture: Picture) -> QRect:
        """Wide pictures fill the right three quarters, so that words at the left never lie on faces."""
        width = round(self.width() * (0.78 if _is_wide(picture) else 0.5))
        left = 0 if self.isRightToLeft() else self.width() - width
        return QRect(left, 0, width, self.height())

    def _paint_shade(self, painter: QPainter, ground: QColor, begin: float) -> None:
        """Hide the edge of the picture; a narrow one begins at `begin`, as a part of the width."""

        def see_through(alpha: float) -> QColor:
            color = QColor(ground)
            color.setAlphaF(alpha)
            return color

        start, end = (self.width(), 0) if self.isRightToLeft() else (0, self.width())
        side = QLinearGradient(start, 0, end, 0)
        for place, alpha in ((0.0, 1.0), (0.22, 1.0), (0.5, 0.72), (0.8, 0.15), (1.0, 0.05)):
            side.setColorAt(begin + place * (1 - begin), see_through(alpha))
        painter.fillRect(self.rect(), side)
        foot = QLinearGradient(0, 0, 0, self.height())
        for place, alpha in ((0.0, 0.15), (0.45, 0.1), (0.8, 0.75), (1.0, 1.0)):
            foot.setColorAt(place, see_through(alpha))
        painter.fillRect(self.rect(), foot)

    def _came(self, key: Key) -> None:
        if self._key is not None and Key(*key) == self._key:
            self.update()


def _is_wide(picture: Picture) -> bool:
    return picture.kind in (PictureKind.FANART, PictureKind.THUMB)


def tint(widget: QWidget, color: QColor) -> None:
    """Colour a primary button like the artwork."""
    ink = "#101114" if color.lightnessF() > 0.5 else "#ffffff"
    widget.setStyleSheet(
        f'QPushButton[look="primary"] {{ background: {color.name()}; color: {ink}; }}'
        f'QPushButton[look="primary"]:hover {{ background: {color.lighter(115).name()}; }}'
    )

"""Draws one tile: picture, words, badges, progress, focus."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTextOption,
)

from app.contract.browse import Card, Picture, PictureKind
from app.contract.library import ItemKind
from app.desktop.kit import icons
from app.desktop.kit.blurhash import placeholder
from app.desktop.kit.pictures import Key, Pictures
from app.desktop.kit.theme import Radius, Space, Type, theme
from app.desktop.kit.words import word_number
from app.desktop.library import words
from app.desktop.library.grid import Shape

MAX_SIZES = 600
_LIFT = 1.05
_SQUARE = 1.2
"""Pictures higher than this times their width are posters; wider than high ones are frames."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a tile is drawn this time.

    Attributes:
        opacity: Of the picture over its placeholder while it fades in.
        scale: Device pixels per pixel.
        is_fetched: A picture that is not there is loaded.
        ground: Colour of the theme that the tile stands on.
    """

    rect: QRect
    picture_px: int
    is_focused: bool = False
    is_hovered: bool = False
    opacity: float = 1.0
    scale: float = 1.0
    is_fetched: bool = True
    ground: str = "background"

    @property
    def picture(self) -> QRect:
        """Where the picture goes; lifted when the tile has the focus."""
        rect = QRect(self.rect.topLeft(), self.rect.size())
        rect.setHeight(self.picture_px)
        if not self.is_focused:
            return rect
        grow = min(10, round(rect.width() * (_LIFT - 1) / 2))
        return rect.adjusted(-grow, -grow, grow, grow)


def picture_for(card: Card, shape: Shape) -> Picture | None:
    """Return the picture of a card that suits a form of tile best."""
    order: tuple[PictureKind, ...]
    if shape.ratio > _SQUARE:
        order = (PictureKind.POSTER, PictureKind.COVER, PictureKind.THUMB)
    elif shape.ratio == 1.0:
        order = (PictureKind.COVER, PictureKind.POSTER, PictureKind.THUMB)
    else:
        order = (PictureKind.THUMB, PictureKind.FANART, PictureKind.POSTER, PictureKind.COVER)
    pictures = {picture.kind: picture for picture in card.pictures}
    return next((pictures[kind] for kind in order if kind in pictures), None)


class TilePainter:
    """Draws tiles; knows the fonts, and keeps what is costly to make."""

    def __init__(self, pictures: Pictures, *, has_words: bool = True) -> None:
        self._pictures = pictures
        self._has_words = has_words
        self._sizes: OrderedDict[str, Key] = OrderedDict()
        self._title = font(Type.BODY, is_strong=True)
        self._soft = font(Type.CAPTION)
        self._small = font(11, is_strong=True)

    def key(self, card: Card, shape: Shape, look: Look) -> Key | None:
        """Return the picture that a tile shows, in the size it has there; None when there is none."""
        picture = picture_for(card, shape)
        width, height = round(look.rect.width() * look.scale), round(look.picture_px * look.scale)
        return None if picture is None else Key(picture.url, width, height)

    def paint(self, painter: QPainter, card: Card, shape: Shape, look: Look) -> bool:
        """Draw a tile; False when its picture is still on the way."""
        picture, key = picture_for(card, shape), self.key(card, shape, look)
        pixmap = self._find(key, look) if key is not None else None
        rect = look.picture
        if pixmap is None or look.opacity < 1.0:
            self._paint_placeholder(painter, card, picture, look)
        if pixmap is not None:
            painter.setOpacity(look.opacity)
            draw_cover(painter, rect, pixmap, is_smooth=look.is_focused)
            painter.setOpacity(1.0)
        self._paint_badges(painter, card, rect)
        if look.is_hovered and not look.is_focused:
            painter.fillRect(rect, QColor(255, 255, 255, 18))
        draw_corners(painter, rect, look.ground)
        if look.is_focused:
            draw_ring(painter, rect)
        if self._has_words:
            self._paint_words(painter, card, look)
        return key is None or (pixmap is not None and self._sizes.get(key.url) == key)

    def _find(self, key: Key, look: Look) -> QPixmap | None:
        pixmap = self._pictures.find(key, fetch=look.is_fetched)
        if pixmap is None:
            # In another size it was shown before: better than a blur while a window is resized.
            return self._pictures.find(self._sizes[key.url], fetch=False) if key.url in self._sizes else None
        self._sizes[key.url] = key
        self._sizes.move_to_end(key.url)
        if len(self._sizes) > MAX_SIZES:
            self._sizes.popitem(last=False)
        return pixmap

    def paint_skeleton(self, painter: QPainter, look: Look) -> None:
        """Draw the place of a tile that nobody knows yet."""
        rect = look.picture
        colors = theme().colors
        painter.fillRect(rect, QColor(colors.surface))
        draw_corners(painter, rect, look.ground)
        bar = QRect(rect.left(), rect.bottom() + Space.M, round(rect.width() * 0.7), 10)
        painter.fillRect(bar, QColor(colors.surface))
        painter.fillRect(bar.translated(0, 20).adjusted(0, 0, -bar.width() // 2, 0), QColor(colors.surface))
        if look.is_focused:
            draw_ring(painter, rect)

    def _paint_placeholder(self, painter: QPainter, card: Card, picture: Picture | None, look: Look) -> None:
        rect = look.picture
        if picture is None:
            draw_title_card(painter, rect, card.title, font(Type.LARGE, is_strong=True))
        elif (blurred := placeholder(picture.placeholder)) is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(rect, blurred)
        else:
            painter.fillRect(rect, QColor(picture.color or theme().colors.surface).darker(160))

    def _paint_badges(self, painter: QPainter, card: Card, rect: QRect) -> None:
        colors = theme().colors
        if card.position_ms and card.duration_ms:
            draw_progress(painter, rect, card.position_ms / card.duration_ms)
        if card.is_missing:
            painter.fillRect(rect, QColor(0, 0, 0, 150))
            _draw_pill(painter, rect, words.missing(), self._small, QColor(0, 0, 0, 190), QColor("#ffffff"))
        elif card.kind in (ItemKind.SHOW, ItemKind.SEASON) and card.unwatched_count:
            text = word_number(card.unwatched_count)
            _draw_pill(painter, rect, text, self._small, QColor(colors.accent), QColor(colors.on_accent))
        elif card.is_watched:
            _draw_tick(painter, rect)
        if card.height_px >= words.UHD_HEIGHT_PX and not card.is_missing:
            _draw_pill(painter, rect, "4K", self._small, QColor(0, 0, 0, 150), QColor("#ffffff"), is_left=True)

    def _paint_words(self, painter: QPainter, card: Card, look: Look) -> None:
        colors = theme().colors
        title, line = words.tile(card)
        top = look.rect.top() + look.picture_px + Space.M - 2 + (4 if look.is_focused else 0)
        rect = QRect(look.rect.left(), top, look.rect.width(), 20)
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._title)
        painter.setPen(QColor(colors.text))
        painter.drawText(rect, flags, elided(title, self._title, rect.width()))
        painter.setFont(self._soft)
        painter.setPen(QColor(colors.text_soft))
        painter.drawText(rect.translated(0, 20), flags, elided(line, self._soft, rect.width()))


def font(size_px: int, *, is_strong: bool = False) -> QFont:
    """Return the font of the application in a size of the type scale."""
    result = QFont()
    result.setPixelSize(size_px)
    result.setWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
    return result


def elided(text: str, used: QFont, width_px: int) -> str:
    """Return a text that fits, with an ellipsis when it had to be cut."""
    return _elided(text, used.key(), width_px)


@lru_cache(maxsize=4096)
def _elided(text: str, key: str, width_px: int) -> str:
    used = QFont()
    used.fromString(key)
    return QFontMetrics(used).elidedText(text, Qt.TextElideMode.ElideRight, width_px)


def draw_cover(painter: QPainter, rect: QRect, pixmap: QPixmap, *, is_smooth: bool = True) -> None:
    """Draw a pixmap so that it fills a rectangle, cutting what hangs over."""
    factor = max(rect.width() / max(1, pixmap.width()), rect.height() / max(1, pixmap.height()))
    if factor == 1:
        painter.drawPixmap(rect.topLeft(), pixmap)
        return
    width, height = rect.width() / factor, rect.height() / factor
    source = QRectF((pixmap.width() - width) / 2, (pixmap.height() - height) / 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
    painter.drawPixmap(QRectF(rect), pixmap, source)


def draw_corners(painter: QPainter, rect: QRect, ground: str) -> None:
    """Round the corners of what was drawn by painting the ground over them; far cheaper than clipping."""
    scale = painter.device().devicePixelRatioF()
    radius = Radius.M
    mask = _corners(radius, theme().color(ground).name(), scale)
    side = round(radius * scale)
    for x, y, left, top in (
        (rect.left(), rect.top(), 0, 0),
        (rect.right() - radius + 1, rect.top(), side, 0),
        (rect.left(), rect.bottom() - radius + 1, 0, side),
        (rect.right() - radius + 1, rect.bottom() - radius + 1, side, side),
    ):
        painter.drawPixmap(QRect(x, y, radius, radius), mask, QRect(left, top, side, side))


@lru_cache(maxsize=16)
def _corners(radius: int, color: str, scale: float) -> QPixmap:
    side = round(2 * radius * scale)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outside = QPainterPath()
    outside.addRect(QRectF(0, 0, side, side))
    inside = QPainterPath()
    inside.addEllipse(QRectF(0, 0, side, side))
    painter.fillPath(outside.subtracted(inside), QColor(color))
    painter.end()
    return QPixmap.fromImage(image)


def draw_ring(painter: QPainter, rect: QRect) -> None:
    """Draw the focus around a picture."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = QRectF(rect)
    painter.setPen(QPen(QColor(theme().colors.background), 2))
    painter.drawRoundedRect(ring, Radius.M, Radius.M)
    painter.setPen(QPen(QColor(theme().colors.accent), 2))
    painter.drawRoundedRect(ring.adjusted(-2, -2, 2, 2), Radius.M + 2, Radius.M + 2)
    painter.restore()


def draw_progress(painter: QPainter, rect: QRect, part: float) -> None:
    """Draw how much was watched, along the lower edge of a picture."""
    shade = QLinearGradient(0, rect.bottom() - 36, 0, rect.bottom())
    shade.setColorAt(0, QColor(0, 0, 0, 0))
    shade.setColorAt(1, QColor(0, 0, 0, 150))
    painter.fillRect(QRect(rect.left(), rect.bottom() - 36, rect.width(), 37), shade)
    line = QRect(rect.left() + Space.M, rect.bottom() - Space.M, rect.width() - 2 * Space.M, 4)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 90))
    painter.drawRoundedRect(line, 2, 2)
    line.setWidth(max(4, round(line.width() * min(1.0, part))))
    painter.setBrush(QColor(theme().colors.accent))
    painter.drawRoundedRect(line, 2, 2)
    painter.restore()


def draw_title_card(painter: QPainter, rect: QRect, title: str, used: QFont) -> None:
    """Draw the stand-in for a picture that does not exist: the title on a quiet colour of its own."""
    hue = sum(map(ord, title)) * 47 % 360
    shade = QLinearGradient(QPointF(rect.topLeft()), QPointF(rect.bottomRight()))
    is_dark = theme().is_dark
    shade.setColorAt(0, QColor.fromHsl(hue, 60, 62 if is_dark else 205))
    shade.setColorAt(1, QColor.fromHsl((hue + 40) % 360, 70, 34 if is_dark else 180))
    painter.fillRect(rect, shade)
    painter.setFont(used)
    painter.setPen(QColor(255, 255, 255, 225) if is_dark else QColor(theme().colors.text))
    option = QTextOption(Qt.AlignmentFlag.AlignCenter)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    painter.save()
    painter.setClipRect(rect)
    painter.drawText(QRectF(rect.adjusted(Space.L, Space.L, -Space.L, -Space.L)), title, option)
    painter.restore()


def _draw_pill(
    painter: QPainter, rect: QRect, text: str, used: QFont, ground: QColor, ink: QColor, *, is_left: bool = False
) -> None:
    width = max(22, QFontMetrics(used).horizontalAdvance(text) + 14)
    left = rect.left() + Space.S if is_left else rect.right() - Space.S - width + 1
    pill = QRect(left, rect.top() + Space.S, width, 22)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, Radius.S, Radius.S)
    painter.setFont(used)
    painter.setPen(ink)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _draw_tick(painter: QPainter, rect: QRect) -> None:
    spot = QRect(rect.right() - Space.S - 23, rect.top() + Space.S, 24, 24)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 140))
    painter.drawEllipse(spot)
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(spot.left() + 5, spot.top() + 5, icons.pixmap("check", "#ffffff", 14, ratio))
    painter.restore()

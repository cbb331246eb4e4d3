"""What the player shows while music plays: the cover, large, on its own colour."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.contract.browse import Card, PictureKind
from app.desktop.kit.blurhash import placeholder
from app.desktop.kit.pictures import Key, Pictures

COVER_PART = 0.5


class Sleeve(QWidget):
    """The cover of the album that plays."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._card: Card | None = None
        self.hide()
        pictures.ready.connect(self._came)

    def set_card(self, card: Card) -> None:
        """Show another cover."""
        self._card = card
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        found = {picture.kind: picture for picture in self._card.pictures} if self._card is not None else {}
        picture = found.get(PictureKind.COVER) or next(iter(found.values()), None)
        base = QColor(picture.color) if picture is not None and picture.color else QColor("#30343d")
        shade = QLinearGradient(0, 0, 0, self.height())
        shade.setColorAt(0, QColor.fromHslF(max(0.0, base.hslHueF()), min(0.5, base.hslSaturationF()), 0.26))
        shade.setColorAt(1, QColor.fromHslF(max(0.0, base.hslHueF()), min(0.4, base.hslSaturationF()), 0.07))
        painter.fillRect(self.rect(), shade)
        if picture is not None:
            side = round(self.height() * COVER_PART)
            rect = QRect((self.width() - side) // 2, round(self.height() * 0.4) - side // 2, side, side)
            scale = self.devicePixelRatioF()
            pixels = round(side * scale)
            pixmap = self._pictures.find(Key(picture.url, pixels, pixels, round(16 * scale)))
            pixmap = pixmap or placeholder(picture.placeholder)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if pixmap is not None:
                painter.drawPixmap(rect, pixmap)
        painter.end()

    def _came(self, key: Key) -> None:
        if self._card is not None and any(picture.url == key[0] for picture in self._card.pictures):
            self.update()

"""The card with the next episode, in the last seconds of this one."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.contract.browse import Card, PictureKind
from app.desktop.kit.blurhash import placeholder
from app.desktop.kit.pictures import Key, Pictures
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import plain_button, primary_button
from app.desktop.kit.widgets.text import ElidedLabel, label

THUMB = QSize(160, 90)
WIDTH_PX = 480


class Thumb(QWidget):
    """A small picture of a card, rounded."""

    def __init__(self, pictures: Pictures, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._url = ""
        self._code = ""
        self.setFixedSize(size)
        pictures.ready.connect(self._came)

    def set_card(self, card: Card) -> None:
        """Show another card's picture: a frame, a cover or a poster, whatever there is."""
        order = (PictureKind.THUMB, PictureKind.COVER, PictureKind.FANART, PictureKind.POSTER)
        found = {picture.kind: picture for picture in card.pictures}
        picture = next((found[kind] for kind in order if kind in found), None)
        self._url = picture.url if picture is not None else ""
        self._code = picture.placeholder if picture is not None else ""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = self.devicePixelRatioF()
        key = Key(self._url, round(self.width() * scale), round(self.height() * scale), round(6 * scale))
        pixmap = self._pictures.find(key) if self._url else None
        pixmap = pixmap or placeholder(self._code)
        if pixmap is not None:
            painter.drawPixmap(self.rect(), pixmap)
        painter.end()

    def _came(self, key: Key) -> None:
        if key[0] == self._url:
            self.update()


class NextCard(QFrame):
    """What comes next, and two buttons: to go there now, or to stay; left alone, it starts by itself at the end."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "notice")
        self.setFixedWidth(WIDTH_PX)
        self.play = primary_button(self.tr("Play now"), "play")
        self.play.setToolTip(self.tr("Play now ({key})").format(key="N"))
        self.stay = plain_button(self.tr("Stay here"))
        self.stay.setToolTip(self.tr("What comes next does not start by itself ({key})").format(key=self.tr("Esc")))
        self._head = label("", "caption", wraps=True)
        self._thumb = Thumb(pictures, THUMB)
        self._title = ElidedLabel("", "strong")
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.play, 1)
        buttons.addWidget(self.stay)
        words.addWidget(self._head)
        words.addWidget(self._title)
        words.addStretch(1)
        words.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        row.setSpacing(Space.L)
        row.addWidget(self._thumb)
        row.addLayout(words, 1)
        self.hide()

    def count_down(self, seconds: int | None) -> None:
        """Say how long it takes until that starts; None asks whether anybody is still there."""
        if seconds is None:
            self._head.setText(self.tr("Are you still watching?"))
        else:
            self._head.setText(self.tr("Next up in {0} s").format(seconds))

    def show_card(self, card: Card) -> None:
        """Come up with a card."""
        number = "" if card.number is None else f"{card.number}. "
        self._title.set_text(number + card.title)
        self._thumb.set_card(card)
        self.setAccessibleName(self.tr("Next up: {title}").format(title=card.title))
        self.show()
        self.raise_()

"""The pages of an album with its tracks, and of an artist with the albums."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.contract.browse import Card, Details, PictureKind
from app.contract.errors import MarqueeError
from app.contract.library import ItemKind
from app.desktop.kit import tasks
from app.desktop.kit.blurhash import placeholder
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.pictures import Key, Pictures
from app.desktop.kit.theme import Radius, Space, Type, theme
from app.desktop.kit.widgets.buttons import plain_button, primary_button
from app.desktop.kit.widgets.surfaces import clear_layout, scroller
from app.desktop.kit.widgets.text import label
from app.desktop.kit.words import word_clock
from app.desktop.library import words
from app.desktop.library.about import AboutPanel
from app.desktop.library.actions import Actions
from app.desktop.library.backdrop import accent_of, tint
from app.desktop.library.grid import COVER
from app.desktop.library.painting import draw_corners, draw_cover, draw_title_card, elided, font
from app.desktop.library.row import CardRow

COVER_PX = 240
TEXT_PX = 760
"""Longer lines are hard to read."""


class Cover(QWidget):
    """The large cover of an album."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._card: Card | None = None
        self.setFixedSize(COVER_PX, COVER_PX)
        pictures.ready.connect(self._came)

    def set_card(self, card: Card) -> None:
        """Show another cover."""
        self._card = card
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._card is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        kinds = (PictureKind.COVER, PictureKind.POSTER, PictureKind.THUMB)
        found = {picture.kind: picture for picture in self._card.pictures}
        picture = next((found[kind] for kind in kinds if kind in found), None)
        side = round(COVER_PX * self.devicePixelRatioF())
        pixmap = self._pictures.find(Key(picture.url, side, side)) if picture is not None else None
        if pixmap is None and picture is not None:
            pixmap = placeholder(picture.placeholder)
        if pixmap is None:
            draw_title_card(painter, self.rect(), self._card.title, font(Type.TITLE, is_strong=True))
        else:
            draw_cover(painter, self.rect(), pixmap)
        draw_corners(painter, self.rect(), "background")
        painter.end()

    def _came(self, key: Key) -> None:
        if self._card is not None and any(picture.url == key[0] for picture in self._card.pictures):
            self.update()


class TrackRow(QWidget):
    """Number, title and length of a track; plays by Enter, Space or a click."""

    opened = Signal(object)
    asked = Signal(object, QPoint)
    lyrics_wanted = Signal(object)

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self.setFixedHeight(44)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(words.spoken(card))

    def sizeHint(self) -> QSize:
        return QSize(500, 44)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_MediaPlay):
            self.opened.emit(self.card)
        elif event.key() == Qt.Key.Key_Menu:
            self.asked.emit(self.card, self.mapToGlobal(self.rect().center()))
        elif event.key() == Qt.Key.Key_L:
            self.lyrics_wanted.emit(self.card)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.asked.emit(self.card, event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.card)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(theme().color("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("surface"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), Radius.M, Radius.M)
        number = "" if self.card.number is None else str(self.card.number)
        length = word_clock(self.card.duration_ms) if self.card.duration_ms else ""
        plain, soft = font(Type.BODY), font(Type.CAPTION)
        middle = QRect(Space.XXXL + Space.S, 0, self.width() - 2 * Space.XXXL - 72, self.height())
        painter.setFont(soft)
        painter.setPen(theme().color("text_faint"))
        leading, trailing = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
        center = Qt.AlignmentFlag.AlignVCenter
        edges = self.rect().adjusted(Space.L, 0, -Space.L, 0)
        painter.drawText(edges, leading | center, number)
        painter.drawText(edges, trailing | center, length)
        painter.setFont(plain)
        painter.setPen(theme().color("text"))
        painter.drawText(middle, leading | center, elided(self.card.title, plain, middle.width()))
        painter.end()


class AlbumPage(Page):
    """Cover, facts and the list of tracks."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.actions_of = Actions(desk)
        self.cover = Cover(desk.pictures)
        self.play = primary_button(self.tr("Play"), "play")
        self.artist = plain_button("", "user")
        self.tracks: list[TrackRow] = []
        self._headline = label("", "headline", wraps=True)
        self._facts = label("", "soft")
        self._list = QVBoxLayout()
        self._text = label("", "soft", wraps=True)
        self.about = _about_panel(self.actions_of, ItemKind.ALBUM)
        self._details: Details | None = None
        self._lay_out()
        self.play.clicked.connect(self._play)
        self.artist.clicked.connect(self._open_artist)

    async def show_with(self, **arguments: object) -> None:
        item_id = str(arguments["item_id"])
        if self._details is None or self._details.card.id != item_id:
            self.set_loading()
        try:
            details = await self.desk.client.browse.get_item(item_id)
            tracks = await self.desk.client.browse.list_children(item_id)
        except MarqueeError as error:
            self.set_error(error, lambda: tasks.run(self.show_with(item_id=item_id)))
            return
        self._details = details
        self._fill(details, tracks)
        self.set_full()
        self.play.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, details: Details, tracks: tuple[Card, ...]) -> None:
        card = details.card
        self.title = card.title
        self._headline.setText(card.title)
        self._facts.setText(words.facts(details))
        self.artist.set_text(card.top_title)
        self.artist.setVisible(bool(card.top_title))
        self.about.set_details(details)
        self._text.setText(details.overview)
        self._text.setVisible(bool(details.overview))
        self.cover.set_card(card)
        tint(self, accent_of(card))
        clear_layout(self._list)
        self.tracks = [TrackRow(track) for track in tracks]
        discs = {track.disc_number for track in tracks}
        disc = None
        for row in self.tracks:
            if len(discs) > 1 and row.card.disc_number != disc:
                disc = row.card.disc_number
                self._list.addWidget(label(self.tr("Disc {number}").format(number=disc), "strong"))
            row.opened.connect(self.actions_of.open)
            row.asked.connect(lambda track, where: self.actions_of.menu(track, self).popup(where))
            row.lyrics_wanted.connect(lambda track: self.desk.navigator.open("lyrics", item_id=track.id))
            self._list.addWidget(row)

    def _play(self) -> None:
        first = self._details.play_id if self._details is not None else None
        if first is None and self.tracks:
            first = self.tracks[0].card.id
        if first is not None:
            self.desk.navigator.open("player", item_id=first)

    def _open_artist(self) -> None:
        if self._details is not None and self._details.card.top_id is not None:
            self.desk.navigator.open("artist", item_id=self._details.card.top_id)

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(Space.S)
        beside.addStretch(1)
        beside.addWidget(self._headline)
        beside.addWidget(self._facts)
        beside.addSpacing(Space.L)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.M)
        buttons.addWidget(self.play)
        buttons.addWidget(self.artist)
        buttons.addStretch(1)
        beside.addLayout(buttons)
        head = QHBoxLayout()
        head.setSpacing(Space.XXL)
        head.addWidget(self.cover)
        head.addLayout(beside, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
        column.setSpacing(Space.XL)
        column.addLayout(head)
        self._list.setSpacing(0)
        column.addWidget(self._text)
        column.addLayout(self._list)
        column.addWidget(self.about)
        column.addStretch(1)
        outer = QVBoxLayout(self.body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller(inside))


class ArtistPage(Page):
    """The name, what is told, and the albums."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.actions_of = Actions(desk)
        self._headline = label("", "display", wraps=True)
        self._facts = label("", "soft")
        self._text = label("", "soft", wraps=True)
        self._text.setMaximumWidth(TEXT_PX)
        self.about = _about_panel(self.actions_of, ItemKind.ARTIST)
        self.albums = CardRow(self.tr("Albums"), desk.pictures, COVER, 200)
        self.albums.wall.opened.connect(self.actions_of.open)
        self.albums.wall.played.connect(self.actions_of.play)
        self.albums.wall.asked.connect(lambda card, where: self.actions_of.menu(card, self).popup(where))
        head = QVBoxLayout()
        head.setContentsMargins(Space.XXL, Space.XXXL, Space.XXL, 0)
        for widget in (self._headline, self._facts, self._text):
            head.addWidget(widget)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, Space.XXL)
        column.setSpacing(Space.XL)
        column.addLayout(head)
        column.addWidget(self.albums)
        column.addWidget(self.about)
        column.addStretch(1)
        outer = QVBoxLayout(self.body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller(inside))

    async def show_with(self, **arguments: object) -> None:
        item_id = str(arguments["item_id"])
        self.set_loading()
        try:
            details = await self.desk.client.browse.get_item(item_id)
            albums = await self.desk.client.browse.list_children(item_id)
        except MarqueeError as error:
            self.set_error(error, lambda: tasks.run(self.show_with(item_id=item_id)))
            return
        self.title = details.card.title
        self._headline.setText(details.card.title)
        self._facts.setText(words.facts(details))
        self._text.setText(details.overview)
        self._text.setVisible(bool(details.overview))
        self.about.set_details(details)
        self.albums.set_cards(albums)
        self.set_full()
        self.albums.wall.setFocus(Qt.FocusReason.OtherFocusReason)


def _about_panel(actions: Actions, kind: ItemKind) -> AboutPanel:
    panel = AboutPanel(margin_px=0 if kind is ItemKind.ALBUM else Space.XXL)
    panel.genre_wanted.connect(lambda genre: actions.open_genre(kind, genre))
    panel.search_wanted.connect(actions.search)
    return panel

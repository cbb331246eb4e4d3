"""How the rows of the search overlay look: a small picture, the title, and why it was found."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from app.contract.browse import Card
from app.contract.library import ItemKind
from app.contract.search import Match, MatchedBy
from app.desktop.kit.blurhash import placeholder
from app.desktop.kit.pictures import Key, Pictures
from app.desktop.kit.theme import Radius, Space, Type, theme
from app.desktop.kit.words import translate
from app.desktop.library import facet_words, words
from app.desktop.library.found import Row
from app.desktop.library.grid import COVER, POSTER
from app.desktop.library.painting import draw_cover, elided, font, picture_for

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1
ROW_PX, HEAD_PX = 60, 36
PICTURE_PX = 48
_UPRIGHT = (ItemKind.FILM, ItemKind.SHOW, ItemKind.SEASON)


class RowPainter(QStyledItemDelegate):
    """Draws headings, matches, and the way to all results."""

    def __init__(self, pictures: Pictures, view: QListView) -> None:
        super().__init__(view)
        self._pictures, self._view = pictures, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        row: Row | None = index.data(ROW)
        return QSize(200, HEAD_PX if row is not None and row.match is None and row.kind is not None else ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(ROW)
        if row is None:
            return
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setLayoutDirection(self._view.layoutDirection())
        strong = font(Type.BODY, is_strong=True)
        if row.match is None and row.kind is not None:
            head = rect.adjusted(Space.S, Space.S, -Space.S, 0)
            _write(painter, head, spoken(row), font(Type.CAPTION, is_strong=True), "text_soft")
        else:
            self._paint_ground(painter, rect, index)
            if row.match is None:
                _write(painter, rect.adjusted(Space.M, 0, -Space.M, 0), spoken(row), strong, "accent")
            else:
                self._paint_match(painter, rect, row.match)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, index: Index) -> None:
        is_here = self._view.currentIndex() == index
        is_under = rect.contains(self._view.viewport().mapFromGlobal(self._view.cursor().pos()))
        if is_here or is_under:
            painter.setPen(theme().color("accent") if is_here else Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("raised"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), Radius.M, Radius.M)

    def _paint_match(self, painter: QPainter, rect: QRect, match: Match) -> None:
        width = round(PICTURE_PX / 1.5) if match.card.kind in _UPRIGHT else PICTURE_PX
        is_mirrored = self._view.isRightToLeft()
        start = rect.left() + Space.M + (PICTURE_PX - width) // 2
        left = rect.left() + rect.right() - start - width if is_mirrored else start
        self._paint_picture(
            painter, QRect(left, rect.top() + (ROW_PX - PICTURE_PX) // 2, width, PICTURE_PX), match.card
        )
        before, after = Space.M + PICTURE_PX + Space.M, Space.M
        area = rect.adjusted(after, 0, -before, 0) if is_mirrored else rect.adjusted(before, 0, -after, 0)
        top = QRect(area.left(), area.top() + 9, area.width(), 22)
        _write(painter, top, match.card.title, font(Type.BODY, is_strong=True), "text")
        _write(painter, top.translated(0, 22), below(match), font(Type.CAPTION), "text_soft")

    def _paint_picture(self, painter: QPainter, rect: QRect, card: Card) -> None:
        picture = picture_for(card, POSTER if card.kind in _UPRIGHT else COVER)
        scale = painter.device().devicePixelRatioF()
        pixmap = None
        if picture is not None:
            key = Key(picture.url, round(rect.width() * scale), round(rect.height() * scale))
            pixmap = self._pictures.find(key) or placeholder(picture.placeholder)
        if pixmap is not None:
            draw_cover(painter, rect, pixmap)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("high"))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(theme().color("text_soft"))
        painter.setFont(font(Type.BODY, is_strong=True))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, card.title[:1])


def below(match: Match) -> str:
    """Return the second line of a match: what it is, and why it was found."""
    card = match.card
    _, line = words.tile(card)
    if card.kind is ItemKind.EPISODE:
        line = " · ".join(part for part in (card.top_title, words.episode_code(card)) if part)
    return " · ".join(part for part in (line, why(match)) if part)


def why(match: Match) -> str:
    """Return why something was found; "" when its title tells."""
    pattern = {
        MatchedBy.ALT_TITLE: translate("Finder", "also called “{text}”"),
        MatchedBy.PERSON: translate("Finder", "with {text}"),
        MatchedBy.TAG: "{text}",
    }.get(match.by, "")
    return pattern.format(text=match.text)


def spoken(row: Row) -> str:
    """Return what a screen reader says of a row."""
    if row.match is not None:
        return ", ".join(part for part in (words.spoken(row.match.card), why(row.match)) if part)
    return translate("Finder", "Show all results") if row.kind is None else facet_words.kinds(row.kind)


def _write(painter: QPainter, rect: QRect, text: str, used: QFont, color: str) -> None:
    painter.setFont(used)
    painter.setPen(theme().color(color))
    flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, flags, elided(text, used, rect.width()))

"""The list of open questions: the name of a file, and what is unclear about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.contract.review import ReviewEntry
from app.desktop.kit.theme import Radius, Space, Type, theme
from app.desktop.review.words import word_kind

ROW_PX: Final = 64
_OWN_KEYS: Final = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()


class QuestionModel(QAbstractListModel):
    """The questions, in the order of their files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[ReviewEntry, ...] = ()

    def set_entries(self, entries: Sequence[ReviewEntry]) -> None:
        """Show other questions."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        name = entry.path.rpartition("/")[2]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name
            case Qt.ItemDataRole.UserRole:
                return word_kind(entry.kind)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{name}, {word_kind(entry.kind)}"
            case Qt.ItemDataRole.ToolTipRole:
                return entry.path
        return None


class QuestionLook(QStyledItemDelegate):
    """Paints two lines; the open question lies on a lighter ground."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(120, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, state = theme(), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRect(option.rect).adjusted(2, 2, -2, -2)
        is_here = bool(state & QStyle.StateFlag.State_Selected)
        if is_here or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.color("raised" if is_here else "surface"))
            has_ring = is_here and state & QStyle.StateFlag.State_HasFocus
            painter.setPen(look.color("accent") if has_ring else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(ground, Radius.M, Radius.M)
        inside = ground.adjusted(Space.M, Space.S, -Space.M, -Space.S)
        upper = QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
        lower = upper.translated(0, upper.height())
        name, kind = str(index.data()), str(index.data(Qt.ItemDataRole.UserRole))
        _write(painter, upper, name, Type.BODY, "text", is_strong=True)
        _write(painter, lower, kind, Type.CAPTION, "text_soft")
        painter.restore()


def _write(painter: QPainter, box: QRect, text: str, size_px: int, color: str, *, is_strong: bool = False) -> None:
    font = QFont(painter.font())
    font.setPixelSize(size_px)
    font.setWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(theme().color(color))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)


class Questions(QListView):
    """The list; it keeps the keys that move in it and leaves all others to the page."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questions = QuestionModel(self)
        self.setModel(self.questions)
        self.setItemDelegate(QuestionLook(self))
        self.setProperty("look", "questions")
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_moved)
        self._is_filling = False

    def show_entries(self, entries: Sequence[ReviewEntry], at: int) -> None:
        """Show questions, one of them open."""
        self._is_filling = True
        if self.questions.entries != tuple(entries):
            self.questions.set_entries(entries)
        if entries:
            self.setCurrentIndex(self.questions.index(at))
        self._is_filling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OWN_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _on_moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._is_filling and now.isValid():
            self.chosen.emit(now.row())

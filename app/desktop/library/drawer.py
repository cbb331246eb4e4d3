"""The drawer beside a wall: all values by which it can be filtered, as one list for the arrow keys."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.desktop.kit import icons
from app.desktop.kit.theme import Radius, Space, Type, theme
from app.desktop.kit.widgets.buttons import IconButton
from app.desktop.kit.widgets.text import label
from app.desktop.kit.words import translate, word_number
from app.desktop.library import facet_words
from app.desktop.library.facets import Line, LineKind
from app.desktop.library.painting import elided, font

Index = QModelIndex | QPersistentModelIndex
DRAWER_PX = 288
ROW_PX, HEAD_PX = 36, 48
BOX_PX = 18
LINE = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()


class Drawer(QFrame):
    """Tells which value was chosen; Esc or the cross closes it."""

    chosen = Signal(str, str)
    """Field and value."""
    widened = Signal(str)
    """All values of a field are wanted, or a few again."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drawer")
        self.setProperty("look", "panel")
        self.setFixedWidth(DRAWER_PX)
        self.setAccessibleName(self.tr("Filter"))
        self.list = DrawerList()
        self.list.setAccessibleName(self.tr("Filter"))
        self.list.pressed_line.connect(self._choose)
        closer = IconButton("close", self.tr("Close"), 18)
        closer.clicked.connect(self.closed.emit)
        head = QHBoxLayout()
        head.setContentsMargins(Space.L, Space.S, Space.S, 0)
        head.addWidget(label(self.tr("Filter"), "large"), 1)
        head.addWidget(closer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.XS, 0, Space.S)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.hide()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show other values or counts; the focus stays on the value where it was."""
        self.list.show_lines(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Back):
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, line: Line) -> None:
        if line.kind is LineKind.VALUE:
            self.chosen.emit(line.field, line.value)
        elif line.kind is LineKind.MORE:
            self.widened.emit(line.field)


class DrawerList(QListView):
    """Headings, values and "Show all"; Space or Enter chooses."""

    pressed_line = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(LinePainter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        theme().changed.connect(self.viewport().update)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show other lines."""
        here = self.line(self.currentIndex())
        if not self._lines.take(lines) and here is not None:
            place = next((at for at, line in enumerate(lines) if line.key == here.key), None)
            if place is None:  # "Show all" is gone, or the value: its section is still there
                place = next((at for at, line in enumerate(lines) if line.field == here.field and at), 0) + 1
            self.setCurrentIndex(self._lines.index(min(place, len(lines) - 1)))
        if not self.currentIndex().isValid() and len(lines) > 1:
            self.setCurrentIndex(self._lines.index(1))

    def line(self, index: Index) -> Line | None:
        """Return the line of a row."""
        found: Line | None = index.data(LINE) if index.isValid() else None
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select):
            self._press(self.currentIndex())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            event.ignore()
        else:
            super().keyPressEvent(event)
            if self.currentIndex().row() == 1:
                self.scrollToTop()  # its heading is no line to stop at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(self.indexAt(event.position().toPoint()))

    def _press(self, index: QModelIndex) -> None:
        line = self.line(index)
        if line is not None and line.kind is not LineKind.HEAD:
            self.setCurrentIndex(index)
            self.pressed_line.emit(line)


class Lines(QAbstractListModel):
    """The lines of the drawer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def take(self, lines: tuple[Line, ...]) -> bool:
        """Hold other lines; True when only counts and ticks differ."""
        is_same = [line.key for line in lines] == [line.key for line in self._lines]
        if is_same:
            self._lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return True
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()
        return False

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._lines[index.row()].kind is LineKind.HEAD:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return said(line)
        return spoken(line) if role == Qt.ItemDataRole.AccessibleTextRole else None


class LinePainter(QStyledItemDelegate):
    """Draws headings, and values with a box and a count."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        line: Line | None = index.data(LINE)
        return QSize(100, HEAD_PX if line is not None and line.kind is LineKind.HEAD else ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line | None = index.data(LINE)
        view = self.parent()
        if line is None or not isinstance(view, DrawerList):
            return
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(view.layoutDirection())
        if line.kind is LineKind.HEAD:
            used = font(Type.CAPTION, is_strong=True)
            self._write(painter, rect.adjusted(Space.L, Space.M, -Space.L, 0), said(line), used, "text_soft")
        else:
            is_here = view.hasFocus() and view.currentIndex() == index
            is_under = rect.contains(view.viewport().mapFromGlobal(view.cursor().pos()))
            _ground(painter, rect, is_here=is_here, is_under=is_under)
            self._paint_value(painter, rect, line, is_mirrored=view.isRightToLeft())
        painter.restore()

    def _paint_value(self, painter: QPainter, rect: QRect, line: Line, *, is_mirrored: bool) -> None:
        count = "" if line.count is None or line.kind is LineKind.MORE else word_number(line.count)
        box = QRect(rect.left() + Space.L, rect.center().y() - BOX_PX // 2, BOX_PX, BOX_PX)
        inner = rect.adjusted(Space.L + BOX_PX + Space.M, 0, -Space.L - 52, 0)
        end = QRect(rect.right() - Space.L - 52, rect.top(), 52, rect.height())
        if is_mirrored:
            box, inner, end = (_mirrored(each, rect) for each in (box, inner, end))
        if line.kind is LineKind.VALUE:
            _tick(painter, box, is_on=line.is_on)
            self._write(painter, inner, said(line), font(Type.BODY, is_strong=line.is_on), "text")
        else:
            self._write(painter, inner, said(line), font(Type.CAPTION, is_strong=True), "accent")
        painter.setFont(font(Type.CAPTION))
        painter.setPen(theme().color("text_faint"))
        flags = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(end, flags, count)

    def _write(self, painter: QPainter, rect: QRect, text: str, used: Any, color: str) -> None:
        painter.setFont(used)
        painter.setPen(theme().color(color))
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, flags, elided(text, used, rect.width()))


def said(line: Line) -> str:
    """Return the words of a line."""
    if line.kind is LineKind.HEAD:
        return facet_words.field(line.field)
    if line.kind is LineKind.VALUE:
        return facet_words.value(line.field, line.value, line.title)
    if line.is_on:
        return translate("Filters", "Show fewer")
    return translate("Filters", "Show all {count}").format(count=word_number(line.count or 0))


def spoken(line: Line) -> str:
    """Return what a screen reader says of a line: "Genre: Drama, 120, on"."""
    if line.kind is not LineKind.VALUE:
        return said(line)
    parts = [f"{facet_words.field(line.field)}: {said(line)}", "" if line.count is None else word_number(line.count)]
    parts.append(translate("Filters", "on") if line.is_on else "")
    return ", ".join(part for part in parts if part)


def _ground(painter: QPainter, rect: QRect, *, is_here: bool, is_under: bool) -> None:
    if not (is_here or is_under):
        return
    painter.setPen(theme().color("accent") if is_here else Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("raised"))
    painter.drawRoundedRect(rect.adjusted(Space.S, 1, -Space.S, -1), Radius.S, Radius.S)


def _tick(painter: QPainter, box: QRect, *, is_on: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen if is_on else theme().color("text_faint"))
    painter.setBrush(theme().color("accent") if is_on else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    if is_on:
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            box.adjusted(2, 2, 0, 0).topLeft(), icons.pixmap("check", theme().colors.on_accent, 14, scale)
        )


def _mirrored(part: QRect, whole: QRect) -> QRect:
    return QRect(whole.left() + whole.right() - part.right(), part.top(), part.width(), part.height())

"""The search overlay: answers while somebody types, over whatever page is open."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView, QVBoxLayout, QWidget

from app.contract.errors import MarqueeError
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.theme import Space, theme
from app.desktop.kit.widgets.inputs import SearchField
from app.desktop.kit.widgets.text import label
from app.desktop.library.actions import Actions
from app.desktop.library.finder_rows import HEAD_PX, ROW, ROW_PX, RowPainter, spoken
from app.desktop.library.found import FinderState, Row

Index = QModelIndex | QPersistentModelIndex
WIDTH_PX, TOP_PX, FOOT_PX = 680, 72, 48
SHADE = 150
"""How dark the page behind becomes, of 255."""
_NOWHERE = QModelIndex()
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Finder(QWidget):
    """Covers a widget while it is open; Esc, a click beside it, or a choice closes it."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over
        self._actions = Actions(desk)
        self.state = FinderState(desk.client.search)
        self._before: QWidget | None = None
        self.field = SearchField(self.tr("Films, shows, music, people"))
        self.rows = FoundRows(desk, self)
        self.list = QListView()
        self._hint = label("", "soft", wraps=True)
        self._panel = QFrame(self)
        self._lay_out()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda text: tasks.run(self._ask(text.strip()), on_error=self._refuse))
        self.list.clicked.connect(self._choose)
        over.installEventFilter(self)
        self.setAccessibleName(self.tr("Search"))
        self.hide()

    def open(self) -> None:
        """Come up with the last words, ready to be typed over."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_up(self) -> None:
        """Go away; the focus goes back to where it was."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._place()
        if watched is self.field and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, SHADE))
        painter.end()

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_up()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif key in _MOVES:
            QApplication.sendEvent(self.list, event)
        else:
            return False
        return True

    async def _ask(self, text: str) -> None:
        if not await self.state.ask(text):
            return
        self.rows.take(self.state.rows)
        if self.state.rows:
            self.list.setCurrentIndex(self.rows.index(1))
            self.list.scrollToTop()
        self._say("" if not text or self.state.rows else self.tr("Nothing here fits “{text}”.").format(text=text))

    def _refuse(self, error: MarqueeError) -> None:
        self.rows.take(())
        self._say("")
        self._desk.notices.warn(error)

    def _say(self, text: str) -> None:
        self._hint.setText(text or self.tr("Type a title, a person, a genre or a year."))
        self._hint.setVisible(not self.state.rows)
        self.list.setVisible(bool(self.state.rows))
        self._place()

    def _choose(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW) if index.isValid() else None
        if row is None or (row.match is None and row.kind is not None):
            return
        self.hide()
        if row.match is None:
            self._actions.search(self.state.text)
        else:
            self._actions.open(row.match.card)

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
        rows = self.state.rows
        wanted = sum(HEAD_PX if row.match is None and row.kind is not None else ROW_PX for row in rows)
        room = self.height() - TOP_PX - FOOT_PX - self.field.sizeHint().height() - 3 * Space.L
        self.list.setFixedHeight(max(0, min(wanted, room)))
        width = min(WIDTH_PX, self.width() - 2 * Space.XL)
        self._panel.setFixedWidth(width)
        self._panel.adjustSize()
        self._panel.move((self.width() - width) // 2, TOP_PX)

    def _lay_out(self) -> None:
        self._panel.setProperty("look", "panel")
        self.field.setMinimumHeight(44)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowPainter(self._desk.pictures, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("Results"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme().changed.connect(self.list.viewport().update)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self.field)
        column.addWidget(self._hint)
        column.addWidget(self.list)
        self._say("")


class FoundRows(QAbstractListModel):
    """The rows of the overlay."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        desk.pictures.ready.connect(self._came)

    def take(self, rows: tuple[Row, ...]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self._rows[index.row()] if index.isValid() else Row()
        if row.match is None and row.kind is not None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        return spoken(row) if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None

    def _came(self, _key: object) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

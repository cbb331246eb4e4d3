"""A list view whose geometry is worked out per question, so that its size costs nothing.

QListView lays out every row whenever something changes, which takes 150 ms for a hundred thousand rows. Here
all that a view asks about places is answered from a Grid or a Line; selection, keyboard and the accessible tree
stay those of QListView.
"""

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEasingCurve,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPropertyAnimation,
    QRect,
    Qt,
)
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollBar, QWidget

from app.desktop.kit.theme import Motion, Space, theme
from app.desktop.library.grid import POSTER, Grid, Line, Shape

Index = QModelIndex | QPersistentModelIndex
Plan = Grid | Line
_Move = QAbstractItemView.CursorAction


class Tiles(QListView):
    """Equal tiles, as a wall that scrolls down or as a row that scrolls sideways."""

    def __init__(
        self, *, is_row: bool = False, shape: Shape = POSTER, wish_px: int = 180, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self._kind: type[Grid] | type[Line] = Line if is_row else Grid
        self._shape = shape
        self._wish_px = wish_px
        self._margin_px = Space.XXL
        self._plan: Plan | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off if is_row else Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._glide = QPropertyAnimation(self.bar, b"value", self)
        self._glide.setDuration(theme().duration(Motion.NORMAL))
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)

    @property
    def bar(self) -> QScrollBar:
        """The scroll bar of the way that these tiles go."""
        return self.horizontalScrollBar() if self._kind is Line else self.verticalScrollBar()

    @property
    def plan(self) -> Plan:
        """Where the tiles stand at the present size."""
        if self._plan is None:
            self._plan = self._kind(
                count=self.count,
                width_px=self.viewport().width(),
                wish_px=self._wish_px,
                shape=self._shape,
                margin_px=self._margin_px,
                is_mirrored=self.isRightToLeft(),
            )
        return self._plan

    @property
    def count(self) -> int:
        """How many tiles there are."""
        model = cast("QAbstractItemModel | None", self.model())  # None before the first
        return 0 if model is None else model.rowCount()

    def set_look(self, *, shape: Shape | None = None, wish_px: int | None = None, margin_px: int | None = None) -> None:
        """Change form or density; the row in view stays in view."""
        seen = self.in_view()
        self._shape = shape or self._shape
        self._wish_px = wish_px or self._wish_px
        self._margin_px = self._margin_px if margin_px is None else margin_px
        self.doItemsLayout()
        if isinstance(self.plan, Grid) and seen.start < self.plan.count and self.bar.value() > 0:
            self.bar.setValue(self.plan.rect(seen.start).top() - self.plan.top_px)

    def in_view(self) -> range:
        """Return the rows that are seen, at least in part."""
        start = self.bar.value()
        return self.plan.between(start, start + self._page_px())

    def page(self, way: int) -> None:
        """Glide on (1) or back (-1) by most of what is seen."""
        self._go(self.bar.value() + way * round(self._page_px() * 0.85))

    def tile_rect(self, row: int) -> QRect:
        """Return where a row stands in the viewport."""
        return self.plan.rect(row).translated(-self._offset())

    # What QListView asks about places.

    def visualRect(self, index: Index) -> QRect:
        return self.tile_rect(index.row()) if index.isValid() else QRect()

    def indexAt(self, p: QPoint) -> QModelIndex:
        row = self.plan.index_at(p + self._offset())
        return QModelIndex() if row is None else self.model().index(row, 0)

    def horizontalOffset(self) -> int:
        return self._offset().x()

    def verticalOffset(self) -> int:
        return self._offset().y()

    def isIndexHidden(self, index: Index) -> bool:
        del index
        return False

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        seen = self.in_view()
        for index in selection.indexes():
            if index.row() in seen:
                region += self._reach(self.tile_rect(index.row()))
        return region

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center()) if rect.width() > 1 else self.indexAt(rect.topLeft())
        if index.isValid():
            self.selectionModel().select(index, command)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Glide to a row; the rows next to it stay in sight too."""
        del hint
        if not index.isValid() or not self.viewport().width():
            return
        rect = self.plan.rect(index.row())
        low, high = (rect.left(), rect.right()) if self._kind is Line else (rect.top(), rect.bottom())
        room = self._shape.gutter_px + (self._margin_px if self._kind is Line else 0)
        value = self._glide.endValue() if self._glide.state() == QPropertyAnimation.State.Running else self.bar.value()
        if low - room < value:
            value = low - room
        elif high + room > value + self._page_px():
            value = min(low - room, high + room - self._page_px())
        self._go(value)

    def doItemsLayout(self) -> None:
        self._plan = None
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        plan = self.plan
        length = plan.length_px if isinstance(plan, Line) else plan.height_px
        self.bar.setRange(0, max(0, length - self._page_px()))
        self.bar.setPageStep(max(1, self._page_px()))
        self.bar.setSingleStep(max(24, plan.pitch_px // 4))
        QAbstractItemView.updateGeometries(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        seen, was_at_top = self.in_view(), self.bar.value() == 0
        self._plan = None
        QAbstractItemView.resizeEvent(self, event)
        if isinstance(self.plan, Grid) and not was_at_top and event.oldSize().width() != event.size().width():
            row = min(seen.start, max(0, self.plan.count - 1))
            self.bar.setValue(self.plan.rect(row).top() - self.plan.top_px)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        self._plan = None
        QListView.setModel(self, model)
        if model is not None:
            # Connected after QListView's own slots: those begin with the number of rows that they knew.
            model.rowsInserted.connect(self.doItemsLayout)
            model.rowsRemoved.connect(self.doItemsLayout)
            model.modelReset.connect(self.doItemsLayout)

    def moveCursor(
        self,
        cursorAction: _Move,  # noqa: N803 - Qt's name
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        del modifiers
        plan, row = self.plan, self.currentIndex().row()
        if not plan.count:
            return QModelIndex()
        if row < 0:
            row = self.in_view().start
            if cursorAction not in (_Move.MoveHome, _Move.MoveEnd):
                return self.model().index(row, 0)
        return self.model().index(min(plan.count - 1, max(0, self._moved(row, cursorAction))), 0)

    def _moved(self, row: int, action: _Move) -> int:
        plan = self.plan
        page = max(1, self._page_px() // plan.pitch_px) * (1 if isinstance(plan, Line) else plan.columns)
        is_below = row // plan.columns < (plan.count - 1) // plan.columns
        steps = {
            _Move.MoveLeft: 1 if plan.is_mirrored else -1,
            _Move.MoveRight: -1 if plan.is_mirrored else 1,
            _Move.MovePrevious: -1,
            _Move.MoveNext: 1,
            _Move.MoveUp: -plan.columns if row >= plan.columns else 0,
            _Move.MoveDown: plan.columns if is_below else 0,
            _Move.MovePageUp: -page,
            _Move.MovePageDown: page,
            _Move.MoveHome: -plan.count,
            _Move.MoveEnd: plan.count,
        }
        return row + steps.get(action, 0)

    def _go(self, value: int) -> None:
        value = min(self.bar.maximum(), max(self.bar.minimum(), value))
        self._glide.stop()
        if not self.isVisible() or self._glide.duration() == 0 or abs(value - self.bar.value()) > 3 * self._page_px():
            self.bar.setValue(value)
            return
        if value != self.bar.value():
            self._glide.setStartValue(self.bar.value())
            self._glide.setEndValue(value)
            self._glide.start()

    def _offset(self) -> QPoint:
        return QPoint(self.bar.value(), 0) if self._kind is Line else QPoint(0, self.bar.value())

    def _page_px(self) -> int:
        return self.viewport().width() if self._kind is Line else self.viewport().height()

    def _reach(self, rect: QRect) -> QRect:
        """The tile with the ring and the lift around it."""
        return rect.adjusted(-12, -12, 12, 12)

"""The wall of pictures: pictures fade in, the focused one lifts, and scrolling paints only what is new."""

from dataclasses import replace
from typing import Any, Protocol, cast

from PySide6.QtCore import QElapsedTimer, QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.contract.browse import Card
from app.desktop.kit.pictures import Key, Pictures
from app.desktop.kit.theme import Motion, theme
from app.desktop.library.grid import POSTER, Shape
from app.desktop.library.model import CardRole
from app.desktop.library.painting import Look, TilePainter
from app.desktop.library.tiles import Index, Tiles

_FRAME_MS = 16
_TYPE_AHEAD_MS = 900
_MOVING_MS = 90
_RACING_PX_MS = 4
"""Who scrolls faster than this sees blurred pictures only: loading what is gone at once would cost the smoothness."""
_EDGES = {
    Qt.Key.Key_Left: QAbstractItemView.CursorAction.MoveLeft,
    Qt.Key.Key_Right: QAbstractItemView.CursorAction.MoveRight,
    Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
    Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
}


class _Pager(Protocol):
    def want(self, first: int, last: int) -> None: ...


class Wall(Tiles):
    """Cards as pictures with a title below.

    Signals: `opened(card)` by Enter or a click, `played(card)` by Space or the play key,
    `asked(card, global position)` for its actions, `typed(text)` while somebody types a name.
    """

    opened = Signal(object)
    played = Signal(object)
    asked = Signal(object, QPoint)
    typed = Signal(str)

    def __init__(
        self,
        pictures: Pictures,
        *,
        is_row: bool = False,
        shape: Shape = POSTER,
        wish_px: int = 180,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(is_row=is_row, shape=shape, wish_px=wish_px, parent=parent)
        self._painter = TilePainter(pictures)
        self._hovered = -1
        self._fades: dict[Key, int] = {}
        self._waiting: dict[Key, set[int]] = {}
        self._typed = ""
        self._clock = QElapsedTimer()
        self._clock.start()
        self._moved_at = -_MOVING_MS
        self._beat = QTimer(self, interval=_FRAME_MS)
        self._beat.timeout.connect(self._fade)
        self._is_racing = False
        self._calm = QTimer(self, interval=_MOVING_MS, singleShot=True)
        self._calm.timeout.connect(self._calm_down)
        self._quiet = QTimer(self, interval=_TYPE_AHEAD_MS, singleShot=True)
        self._quiet.timeout.connect(self._forget_typed)
        theme().changed.connect(self.viewport().update)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        pictures.ready.connect(self._picture_came)
        self.activated.connect(lambda index: self._tell(self.opened, index))

    def card(self, row: int) -> Card | None:
        """Return the card of a row, or None while it was not read."""
        return cast("Card | None", self.model().index(row, 0).data(CardRole.CARD)) if self.count else None

    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: Any = ()) -> None:  # noqa: N803 - Qt's names
        del roles
        seen = self.in_view()
        if topLeft.row() < seen.stop and bottomRight.row() >= seen.start:
            self.viewport().update()

    def doItemsLayout(self) -> None:
        super().doItemsLayout()
        if self.hasFocus():
            self._choose_one()  # tiles that came while the focus waited here

    def currentChanged(self, current: Index, previous: Index) -> None:
        for index in (current, previous):
            if index.isValid():
                self.viewport().update(self._reach(self.visualRect(index)))
        super().currentChanged(current, previous)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Every width on the way would load all pictures anew; those that are there are stretched meanwhile.
        self._is_racing = event.oldSize().isValid() and event.oldSize().width() != event.size().width()
        if self._is_racing:
            self._calm.start()
        super().resizeEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        now = self._clock.elapsed()
        way = abs(dx) + abs(dy)
        self._is_racing = way > _RACING_PX_MS * max(1, now - self._moved_at) or (
            self._is_racing and now == self._moved_at
        )
        self._moved_at = now
        self._calm.start()
        super().scrollContentsBy(dx, dy)

    def paintEvent(self, e: QPaintEvent) -> None:
        dirty = e.region()  # not its bounding rectangle: a strip and one fading tile would repaint all between
        painter = QPainter(self.viewport())
        painter.fillRect(dirty.boundingRect(), theme().color("background"))
        seen = self.in_view()
        if seen:
            cast("_Pager", self.model()).want(seen.start, seen.stop - 1)
        current = self.currentIndex().row() if self.hasFocus() else -1
        for row in seen:
            if row != current and dirty.intersects(self._reach(self.tile_rect(row))):
                self._paint_tile(painter, row)
        if current in seen:
            self._paint_tile(painter, current)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        index = self.currentIndex()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_MediaPlay, Qt.Key.Key_MediaTogglePlayPause) and not self._typed:
            self._tell(self.played, index)
        elif key == Qt.Key.Key_Menu and index.isValid():
            self._tell_asked(index, self.viewport().mapToGlobal(self.visualRect(index).center()))
        elif key in _EDGES and index.isValid() and self._is_edge(_EDGES[key]):
            event.ignore()  # the page moves the focus on to its neighbour
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape, Qt.Key.Key_Slash):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        if not search.isprintable():
            return
        self._typed += search
        self._quiet.start()
        self.typed.emit(self._typed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self._tell(self.opened, index)
        elif event.button() == Qt.MouseButton.RightButton and index.isValid():
            self._tell_asked(index, event.globalPosition().toPoint())

    def wheelEvent(self, event: QWheelEvent) -> None:
        sideways = event.angleDelta().x() or event.pixelDelta().x()
        if self.bar is self.horizontalScrollBar() and not sideways:
            event.ignore()  # a row leaves the wheel to the page below it
            return
        super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._choose_one()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _choose_one(self) -> None:
        if self.count and not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(self.in_view().start, 0))

    def _paint_tile(self, painter: QPainter, row: int) -> None:
        card, look = self.card(row), self._look(row)
        if card is None:
            self._painter.paint_skeleton(painter, look)
            return
        key = self._painter.key(card, self._shape, look)
        started = self._fades.get(key) if key is not None else None
        if started is not None:
            look = replace(look, opacity=min(1.0, (self._clock.elapsed() - started) / Motion.FAST))
        if not self._painter.paint(painter, card, self._shape, look) and key is not None:
            self._waiting.setdefault(key, set()).add(row)

    def _look(self, row: int) -> Look:
        return Look(
            rect=self.tile_rect(row),
            picture_px=self.plan.picture_px,
            is_focused=self.hasFocus() and row == self.currentIndex().row(),
            is_hovered=row == self._hovered,
            scale=self.devicePixelRatioF(),
            is_fetched=not self._is_racing,
        )

    def _calm_down(self) -> None:
        if self._is_racing:
            self._is_racing = False
            self.viewport().update()

    def _picture_came(self, key: Key) -> None:
        rows = self._waiting.pop(Key(*key), set())
        seen = self.in_view()
        if not any(row in seen for row in rows):
            return
        is_still = self._clock.elapsed() - self._moved_at > _MOVING_MS
        if is_still and theme().duration(Motion.FAST):
            self._fades[key] = self._clock.elapsed()
            self._beat.start()
        for row in rows:
            self.viewport().update(self._reach(self.tile_rect(row)))

    def _fade(self) -> None:
        now = self._clock.elapsed()
        for row in self.in_view():
            card = self.card(row)
            if card is not None and self._painter.key(card, self._shape, self._look(row)) in self._fades:
                self.viewport().update(self._reach(self.tile_rect(row)))
        self._fades = {key: start for key, start in self._fades.items() if now - start < Motion.FAST}
        if not self._fades:
            self._beat.stop()

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            for changed in (row, self._hovered):
                if 0 <= changed < self.plan.count:
                    self.viewport().update(self._reach(self.tile_rect(changed)))
            self._hovered = row
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor)

    def _is_edge(self, action: QAbstractItemView.CursorAction) -> bool:
        row = self.currentIndex().row()
        target = self._moved(row, action)
        sideways = action in (QAbstractItemView.CursorAction.MoveLeft, QAbstractItemView.CursorAction.MoveRight)
        return (
            target == row
            or not 0 <= target < self.plan.count
            or (sideways and target // self.plan.columns != row // self.plan.columns)
        )

    def _tell(self, signal: Any, index: QModelIndex) -> None:
        card = self.card(index.row()) if index.isValid() else None
        if card is not None:
            signal.emit(card)

    def _tell_asked(self, index: QModelIndex, where: QPoint) -> None:
        card = self.card(index.row())
        if card is not None:
            self.asked.emit(card, where)

    def _forget_typed(self) -> None:
        self._typed = ""

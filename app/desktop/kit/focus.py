"""Moves the focus in space: to the nearest control in the direction of an arrow key."""

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

SIDEWAYS_COST = 3
"""A control beside the way counts as this much farther than one on it."""


def move_focus(root: QObject, key: Qt.Key) -> bool:
    """Give the focus to the nearest control inside `root` in that direction; False when there is none."""
    if not isinstance(root, QWidget):
        return False
    # Without an active window (a test, a screen reader) the window still knows who would have the focus.
    focus = _focus_in(root.window())
    candidates = [widget for widget in root.findChildren(QWidget) if _can_focus(widget)]
    if focus is None or not root.isAncestorOf(focus):
        target = next(iter(candidates), None)
    else:
        target = nearest(focus, candidates, key)
    if target is None:
        return False
    target.setFocus(Qt.FocusReason.TabFocusReason)
    show_in_scrollers(target)
    return True


def _focus_in(window: QWidget) -> QWidget | None:
    of_window: QWidget | None = window.focusWidget()
    of_application: QWidget | None = QApplication.focusWidget()
    return of_application or of_window


def nearest(focus: QWidget, candidates: list[QWidget], key: Qt.Key) -> QWidget | None:
    """Return the candidate with the shortest way from `focus` in the direction of the key."""
    start = _rect(focus)
    ways = [
        (cost, index)
        for index, widget in enumerate(candidates)
        if widget is not focus and (cost := _cost(start, _rect(widget), key)) is not None
    ]
    return candidates[min(ways)[1]] if ways else None


def show_in_scrollers(widget: QWidget) -> None:
    """Scroll every area around a widget until it is in sight."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 48, 48)
        parent = parent.parentWidget()


def _can_focus(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and not isinstance(widget, QScrollArea)
    )


def _rect(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def _cost(start: QRect, goal: QRect, key: Qt.Key) -> int | None:
    gaps = {
        Qt.Key.Key_Right: goal.left() - start.right(),
        Qt.Key.Key_Left: start.left() - goal.right(),
        Qt.Key.Key_Down: goal.top() - start.bottom(),
        Qt.Key.Key_Up: start.top() - goal.bottom(),
    }
    ahead = gaps[key]
    if ahead < -2:
        return None
    if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
        aside = max(goal.top() - start.bottom(), start.top() - goal.bottom(), 0)
    else:
        aside = max(goal.left() - start.right(), start.left() - goal.right(), 0)
    centre = goal.center() - start.center()
    return ahead + SIDEWAYS_COST * aside + centre.manhattanLength() // 8

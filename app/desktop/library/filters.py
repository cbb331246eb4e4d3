"""The row above a wall: opens the drawer, shows what is on as chips, clears it, and saves it as a list."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.contract.library import ItemKind
from app.desktop.kit.icons import icon
from app.desktop.kit.theme import Space, theme
from app.desktop.kit.widgets.buttons import Button, Chip, quiet_button
from app.desktop.kit.widgets.flow import Flow
from app.desktop.library import facet_words
from app.desktop.library.facets import FacetsState
from app.desktop.library.naming import NameField
from app.desktop.library.query import Query, field_of

SMALL = QSize(14, 14)
ROW_PX = 32
REMOVING_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class ActiveChip(Button):
    """One filter that is on; Enter, a click, Delete or Backspace takes it off."""

    def __init__(self, word: str, parent: QWidget | None = None) -> None:
        super().__init__(word, "active", "close", parent)
        self.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight if self.isRightToLeft() else Qt.LayoutDirection.RightToLeft
        )  # the cross stands behind the word
        self.setText(word)
        self.setIconSize(SMALL)
        self.setAccessibleName(self.tr("Remove filter: {0}").format(word))
        self.setToolTip(self.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in REMOVING_KEYS or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Filters(QWidget):
    """Tells the query that somebody wants, and what to do with it."""

    changed = Signal(object)
    asked = Signal()
    """The drawer is wanted, or no longer."""
    saved = Signal(str)
    """A name for a list of what is on."""
    left = Signal()
    """Nothing here can take the focus any more."""

    def __init__(self, query: Query, facets: FacetsState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query, self._facets = query, facets
        self.opener = Button(self.tr("Filter"), "chip", "filter")
        self.opener.setCheckable(True)
        self.opener.setToolTip(self.tr("Filter (Ctrl+F)"))
        self.opener.setIconSize(SMALL)
        self.opener.toggled.connect(self._color_opener)
        self.opener.clicked.connect(self.asked.emit)
        self.clearer = quiet_button(self.tr("Clear"))
        self.clearer.clicked.connect(self.clear)
        self.saver = quiet_button(self.tr("Save as list"), "plus")
        self.saver.clicked.connect(self._ask_name)
        self.name = NameField(self.tr("Name of the list"))
        self.name.saved.connect(self.saved.emit)
        self.name.left.connect(self._end_naming)
        self._kinds = self._make_kinds()
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        self._lay_out()
        self.set_query(query)

    @property
    def chips(self) -> tuple[ActiveChip, ...]:
        """What is on, in its order."""
        found = (self._flow.itemAt(place).widget() for place in range(self._flow.count()))
        return tuple(chip for chip in found if isinstance(chip, ActiveChip))

    @property
    def kinds(self) -> tuple[Chip, ...]:
        """Chips for what the wall lists, where it can list several kinds."""
        return tuple(self._kinds.values())

    def set_query(self, query: Query) -> None:
        """Show what is on; the focus stays at its place among the chips."""
        place = next((at for at, chip in enumerate(self.chips) if chip.hasFocus()), None)
        self._query = query
        self._flow.clear()
        for key, value in query.chosen:
            chip = ActiveChip(facet_words.chip(key, value, self._facets.title(field_of(key), value)))
            chip.clicked.connect(lambda _=False, key=key, value=value: self._tell(self._query.removed(key, value)))
            self._flow.addWidget(chip)
            chip.show()
        has_chips = bool(query.filters)
        for widget in (self._chips, self.clearer, self.saver):
            widget.setVisible(has_chips)
        for kind, button in self._kinds.items():
            button.setChecked(kind is query.kind)
        if place is not None:
            self._focus_chip(place)

    def clear(self) -> None:
        """Take all filters off."""
        self._tell(self._query.cleared())

    def end_naming(self, problem: str = "") -> None:
        """Put the field for a name away, or say in it what is wrong."""
        if problem:
            self.name.refuse(problem)
        else:
            self.name.close_up()

    def _focus_chip(self, place: int) -> None:
        chips = self.chips
        if chips:
            chips[min(place, len(chips) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.left.emit()

    def _ask_name(self) -> None:
        words = (facet_words.chip(*pair) for pair in self._query.chosen)
        self.saver.hide()
        self.name.open(" · ".join(words)[:60])

    def _end_naming(self) -> None:
        self.saver.setVisible(bool(self._query.filters))
        if self.saver.isVisible():
            self.saver.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, query: Query) -> None:
        self.set_query(query)
        self.changed.emit(query)

    def _make_kinds(self) -> dict[ItemKind, Chip]:
        if self._query.kind is not ItemKind.ARTIST:
            return {}
        chips = {kind: Chip(facet_words.kinds(kind)) for kind in (ItemKind.ARTIST, ItemKind.ALBUM)}
        for kind, chip in chips.items():
            chip.clicked.connect(lambda _=False, kind=kind: self._tell(self._of_kind(kind)))
        return chips

    def _of_kind(self, kind: ItemKind) -> Query:
        return Query(kind=kind, sort=self._query.sort, filters=self._query.filters)

    def _color_opener(self, is_on: bool) -> None:
        self.opener.setIcon(icon("filter", theme().colors.background if is_on else None, 20))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        top = Qt.AlignmentFlag.AlignTop
        for chip in (*self._kinds.values(), self.opener):
            row.addWidget(chip, 0, top)
        row.addWidget(self._chips, 1, top)
        row.addStretch(0)
        for button in (self.clearer, self.saver):
            button.setFixedHeight(ROW_PX)
        for widget in (self.clearer, self.saver, self.name):
            row.addWidget(widget, 0, top)

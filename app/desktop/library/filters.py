"""What narrows a wall: chips for what is unwatched, sharp or of a decade, and the strip of letters."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.contract.library import ItemKind
from app.desktop.kit.theme import Space, theme
from app.desktop.kit.widgets.buttons import Button
from app.desktop.library.painting import font
from app.desktop.library.state import Query

NEWEST_DECADE, OLDEST_DECADE = 2020, 1970


class Filters(QWidget):
    """A row of chips; tells the query that they stand for."""

    changed = Signal(object)

    def __init__(self, kind: ItemKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._chips: list[tuple[QPushButton, tuple[tuple[str, str], ...], str]] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.S)
        if kind is ItemKind.ARTIST:
            self._add_kinds()
        else:
            self._add_chips()
        self._row.addStretch(1)

    @property
    def chips(self) -> tuple[QPushButton, ...]:
        """All chips, from the left."""
        return tuple(chip for chip, _, _ in self._chips)

    def clear(self) -> None:
        """Switch all chips off."""
        for chip, _, _ in self._chips:
            chip.setChecked(False)
        self._tell()

    def _add_chips(self) -> None:
        self._add(self.tr("Unwatched"), (("is_watched", "false"),), "watched")
        if self._kind is ItemKind.FILM:
            self._add("4K", (("height_px[ge]", "1600"),), "size")
        for decade in range(NEWEST_DECADE, OLDEST_DECADE - 1, -10):
            name = self.tr("{decade}s").format(decade=decade)
            self._add(name, (("year[ge]", str(decade)), ("year[lt]", str(decade + 10))), "year")
        older = self.tr("Older")
        self._add(older, (("year[lt]", str(OLDEST_DECADE)),), "year")

    def _add_kinds(self) -> None:
        for name, kind in ((self.tr("Artists"), ItemKind.ARTIST), (self.tr("Albums"), ItemKind.ALBUM)):
            self._add(name, (("kind", kind.value),), "kind")
        self._chips[0][0].setChecked(True)

    def _add(self, name: str, pairs: tuple[tuple[str, str], ...], group: str) -> None:
        chip = Button(name, "chip")
        chip.setCheckable(True)
        chip.clicked.connect(lambda: self._choose(chip, group))
        self._chips.append((chip, pairs, group))
        self._row.addWidget(chip)

    def _choose(self, chosen: QPushButton, group: str) -> None:
        for chip, _, other in self._chips:
            if other == group and chip is not chosen:
                chip.setChecked(False)
        if group == "kind":
            chosen.setChecked(True)
        self._tell()

    def _tell(self) -> None:
        pairs = tuple(pair for chip, pairs, _ in self._chips if chip.isChecked() for pair in pairs)
        kind = next((ItemKind(value) for key, value in pairs if key == "kind"), self._kind)
        self.changed.emit(Query(kind=kind, filters=tuple(pair for pair in pairs if pair[0] != "kind")))


class Alphabet(QWidget):
    """A strip of letters at the edge of a wall; one press goes to the first title with it."""

    chosen = Signal(str)
    LETTERS = "#ABCDEFGHIJKLMNOPQRSTUVWXYZ"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = 1
        self._hovered = -1
        self.setFixedWidth(28)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Jump to a letter"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(28, 400)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._at)
        elif step and 0 <= self._at + step < len(self.LETTERS):
            self._at += step
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._letter_at(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._letter_at(event.position().y())
        if event.buttons() & Qt.MouseButton.LeftButton and self._hovered != self._at:
            self._choose(self._hovered)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        colors = theme()
        for place, letter in enumerate(self.LETTERS):
            is_here = self.hasFocus() and place == self._at
            painter.setFont(font(11, is_strong=True))
            painter.setPen(colors.color("accent" if is_here else "text" if place == self._hovered else "text_faint"))
            painter.drawText(self._rect(place), Qt.AlignmentFlag.AlignCenter, letter)
        painter.end()

    def _rect(self, place: int) -> QRect:
        step = min(24.0, self.height() / len(self.LETTERS))
        top = (self.height() - step * len(self.LETTERS)) / 2
        return QRect(0, round(top + place * step), self.width() - Space.S, round(step))

    def _letter_at(self, y: float) -> int:
        places = range(len(self.LETTERS))
        return min(places, key=lambda place: abs(self._rect(place).center().y() - y))

    def _choose(self, place: int) -> None:
        self._at = place
        self.update()
        letter = self.LETTERS[place]
        self.chosen.emit("" if letter == "#" else letter.lower())

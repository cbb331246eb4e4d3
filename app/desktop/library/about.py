"""What is told about an item: cast, who made it, genres, studios, tags; each leads on to what shares it."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.contract.browse import Credit, Details
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import Button
from app.desktop.kit.widgets.flow import Flow
from app.desktop.kit.widgets.shelf import Shelf
from app.desktop.kit.widgets.text import label
from app.desktop.library import words
from app.desktop.library.people import PersonCard

ON_STAGE = ("actor", "guest")
CAST_SHOWN, MAKERS_SHOWN = 40, 8
CHIP_PX = 30
NAME_PX = 132
"""Width of the column of headings."""


class AboutPanel(QWidget):
    """Hidden while nothing is told."""

    genre_wanted = Signal(str)
    search_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, margin_px: int = Space.XXL) -> None:
        super().__init__(parent)
        self.cast = Shelf(self.tr("Cast"))
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.M)
        self._grid.setColumnMinimumWidth(0, NAME_PX)
        self._grid.setColumnStretch(1, 1)
        self.links: dict[str, tuple[Button, ...]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(margin_px, 0, margin_px, 0)
        column.setSpacing(Space.XL)
        column.addWidget(self.cast)
        column.addWidget(self._lines)
        self._shown: Details | None = None

    def set_details(self, details: Details) -> None:
        """Show what is told about an item; nothing moves when it is the same as before."""
        before = self._shown
        self._shown = details
        if before is not None and (before.about, before.genres) == (details.about, details.genres):
            return
        self._fill_cast([credit for credit in details.about.people if credit.role in ON_STAGE])
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.links = {}
        for row, (name, widget) in enumerate(self._made_lines(details)):
            heading = label(name, "faint")
            if not isinstance(widget, QLabel):
                heading.setFixedHeight(CHIP_PX)  # in the middle of the first line of chips
            self._grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(widget, row, 1)
        self._lines.setVisible(self._grid.count() > 0)
        self.setVisible(self._grid.count() > 0 or not self.cast.isHidden())

    def _fill_cast(self, cast: Sequence[Credit]) -> None:
        cards = [PersonCard(credit) for credit in cast[:CAST_SHOWN]]
        for card, credit in zip(cards, cast, strict=False):
            card.clicked.connect(lambda _=False, name=credit.name: self.search_wanted.emit(name))
        self.cast.set_cards(cards)
        self.cast.setVisible(bool(cards))

    def _made_lines(self, details: Details) -> Iterable[tuple[str, QWidget]]:
        about = details.about
        for role, people in _by_role(about.people).items():
            yield words.role(role), self._chips(role, people, self.search_wanted.emit)
        groups = {
            "genre": (self.tr("Genres"), details.genres),
            "studio": (self.tr("Studios"), [group.name for group in about.studios]),
            "collection": (self.tr("Collections"), [group.name for group in about.collections]),
            "tag": (self.tr("Tags"), [group.name for group in about.tags]),
        }
        for key, (name, values) in groups.items():
            if values:
                act = self.genre_wanted.emit if key == "genre" else self.search_wanted.emit
                yield name, self._chips(key, values, act)
        for name, text in self._texts(details):
            if text:
                yield name, label(text, "soft", wraps=True)

    def _texts(self, details: Details) -> tuple[tuple[str, str], ...]:
        about = details.about
        return (
            (self.tr("Original title"), about.original_title if about.original_title != details.card.title else ""),
            (self.tr("Also called"), ", ".join(about.alt_titles)),
            (self.tr("First shown"), words.premiere(about.premiered)),
            (self.tr("Countries"), ", ".join(about.countries)),
            (self.tr("Status"), about.status),
        )

    def _chips(self, key: str, values: Iterable[str], act: Callable[[str], object]) -> QWidget:
        """Chips that lead on; a long list of people is cut."""
        result = QWidget()
        flow = Flow(result)
        chips = []
        for value in list(dict.fromkeys(values))[:MAKERS_SHOWN]:
            chip = Button(value, "chip")
            chip.clicked.connect(lambda _=False, value=value: act(value))
            flow.addWidget(chip)
            chips.append(chip)
        self.links[key] = tuple(chips)
        return result


def _by_role(people: Iterable[Credit]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for credit in people:
        if credit.role not in ON_STAGE:
            found.setdefault(credit.role, []).append(credit.name)
    return {role: found[role] for role in sorted(found, key=_rank)}


def _rank(role: str) -> tuple[int, str]:
    known = ("director", "creator", "writer", "producer", "composer")
    return (known.index(role) if role in known else len(known), role)

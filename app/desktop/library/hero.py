"""The large picture on top of a page: fanart, title, facts, one sentence, and what to do."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.contract.browse import Card, Details
from app.contract.library import ItemKind
from app.desktop.kit.pictures import Pictures
from app.desktop.kit.theme import Space, theme
from app.desktop.kit.widgets.buttons import plain_button, primary_button
from app.desktop.kit.widgets.surfaces import ProgressLine
from app.desktop.kit.widgets.text import label
from app.desktop.kit.words import word_left
from app.desktop.library import words
from app.desktop.library.backdrop import Backdrop, accent_of, tint

TEXT_WIDTH = 620
_CLOSE_LETTERS = 26
"""A title with more letters than this is set smaller, so that it stays on two lines."""


class Hero(Backdrop):
    """One item, large."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(pictures, parent)
        self.play = primary_button(self.tr("Play"), "play")
        self.more = plain_button(self.tr("Details"), "info")
        self._eyebrow = label("", "soft")
        self._title = label("", "display", wraps=True)
        self._facts = label("", "soft", wraps=True)
        self._tagline = label("", "large", wraps=True)
        self._badges = QHBoxLayout()
        self._text = label("", wraps=True)
        self._progress = ProgressLine(self.tr("Watched so far"))
        self._left = label("", "caption")
        self.buttons = QHBoxLayout()
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_item(self, card: Card, details: Details | None = None) -> None:
        """Show an item; its overview comes with the details."""
        self.set_card(card)
        is_episode = card.kind is ItemKind.EPISODE
        self._eyebrow.setText(card.top_title if is_episode or card.kind is ItemKind.SEASON else "")
        self._eyebrow.setVisible(bool(self._eyebrow.text()))
        title = words.season_title(card) if card.kind is ItemKind.SEASON else card.title
        self._title.setProperty("look", "headline" if len(title) > _CLOSE_LETTERS else "display")
        self._title.style().polish(self._title)
        self._title.setText(title)
        self._facts.setText(words.facts(details or Details(card=card)))
        self._tagline.setText(details.about.tagline if details is not None else "")
        self._tagline.setVisible(bool(self._tagline.text()))
        self._text.setText(details.overview if details is not None else "")
        self._text.setVisible(bool(self._text.text()))
        self._set_badges(words.badges(details.versions[0]) if details is not None and details.versions else ())
        self._set_progress(card)
        tint(self, accent_of(card))

    def sizeHint(self) -> QSize:
        return QSize(900, 460)

    def _set_progress(self, card: Card) -> None:
        is_begun = bool(card.position_ms and card.duration_ms)
        self._progress.setVisible(is_begun)
        self._left.setVisible(is_begun)
        if is_begun:
            self._progress.set_part(card.position_ms / card.duration_ms)
            self._left.setText(word_left(card.duration_ms, card.position_ms))
        self.play.set_text(self.tr("Resume") if is_begun else self.tr("Play"))

    def _set_badges(self, badges: Sequence[str]) -> None:
        while (item := self._badges.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for badge in badges:
            self._badges.addWidget(_badge(badge))
        self._badges.addStretch(1)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XXL, Space.XXXL, Space.XXL, Space.XL)
        column.setSpacing(Space.S)
        column.addStretch(1)
        for widget in (self._eyebrow, self._title, self._facts):
            widget.setMaximumWidth(TEXT_WIDTH)
            column.addWidget(widget)
        column.addLayout(self._badges)
        self._text.setMaximumWidth(TEXT_WIDTH)
        self._text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addSpacing(Space.XS)
        self._tagline.setMaximumWidth(TEXT_WIDTH)
        column.addWidget(self._tagline)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        self._progress.setFixedWidth(220)
        row.addWidget(self._progress)
        row.addWidget(self._left)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(Space.S)
        self.buttons.setSpacing(Space.M)
        self.buttons.addWidget(self.play)
        self.buttons.addWidget(self.more)
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)


def _badge(text: str) -> QLabel:
    result = label(text, "caption")
    result.setAlignment(Qt.AlignmentFlag.AlignCenter)
    ground = "rgba(255, 255, 255, 28)" if theme().is_dark else "rgba(0, 0, 0, 22)"
    result.setStyleSheet(f"background: {ground}; color: {theme().colors.text}; border-radius: 6px; padding: 3px 8px;")
    return result

"""Choosing a folder: by dialog or by typing, and what it holds."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.contract.library import SourceKind
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import plain_button, primary_button
from app.desktop.kit.widgets.inputs import Choice
from app.desktop.kit.widgets.text import label

translate = QCoreApplication.translate

KIND_ICONS = {
    SourceKind.MOVIES: "film",
    SourceKind.SHOWS: "tv",
    SourceKind.MUSIC: "music",
    SourceKind.MIXED: "folder",
}


def word_kind(kind: SourceKind) -> str:
    """Return what a folder holds, in a word or two."""
    words = {
        SourceKind.MOVIES: translate("Kinds", "Films"),
        SourceKind.SHOWS: translate("Kinds", "Shows"),
        SourceKind.MUSIC: translate("Kinds", "Music"),
        SourceKind.MIXED: translate("Kinds", "A bit of everything"),
    }
    return words[kind]


class AddFolder(QWidget):
    """Says which folder is wanted, and of what kind."""

    wanted = Signal(str, str)
    """Path and SourceKind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = QLineEdit()
        self.path.setPlaceholderText(self.tr("Path of a folder"))
        self.path.setAccessibleName(self.tr("Path of a folder"))
        self.browse = plain_button(self.tr("Choose…"), "folder")
        kinds = (SourceKind.MIXED, SourceKind.MOVIES, SourceKind.SHOWS, SourceKind.MUSIC)
        self.kind = Choice(self.tr("What it holds"), [(kind.value, word_kind(kind)) for kind in kinds])
        self.add = primary_button(self.tr("Add folder"), "plus")
        self._wrong = label("", "danger")
        self._wrong.hide()
        self._lay_out()
        self.browse.clicked.connect(self._browse)
        self.add.clicked.connect(self._submit)
        self.path.returnPressed.connect(self._submit)
        self.path.textChanged.connect(lambda _text: self.say_wrong(""))

    def clear(self) -> None:
        """Be ready for the next folder."""
        self.path.clear()
        self.say_wrong("")

    def say_wrong(self, text: str) -> None:
        """Say what is wrong with the path."""
        self._wrong.setText(text)
        self._wrong.setVisible(bool(text))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.path, 1)
        row.addWidget(self.browse)
        row.addWidget(self.kind)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(self._wrong)

    def _browse(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), self.path.text() or str(Path.home()))
        if found:
            self.path.setText(found)
            self.add.setFocus()

    def _submit(self) -> None:
        text = self.path.text().strip()
        if not text:
            self.say_wrong(self.tr("Choose a folder first."))
            self.path.setFocus()
            return
        path = Path(text).expanduser()
        if not path.is_absolute():
            self.say_wrong(self.tr("Write the whole path, from the beginning."))
            return
        self.wanted.emit(str(path), self.kind.value)

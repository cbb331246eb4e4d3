"""What a details page tells about files: versions, streams, and where each field comes from."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.contract.browse import Details, Origin, Version
from app.contract.media import StreamType
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.surfaces import Panel, clear_layout
from app.desktop.kit.widgets.text import label
from app.desktop.kit.words import word_duration, word_number, word_size
from app.desktop.library import words


class FactsPanels(QWidget):
    """The files of an item, and its provenance on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.origins = Panel()
        self.origins.hide()
        self._versions = QVBoxLayout()
        self._versions.setSpacing(Space.M)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XXL, 0, Space.XXL, 0)
        column.setSpacing(Space.L)
        column.addWidget(self.origins)
        column.addLayout(self._versions)

    def set_details(self, details: Details) -> None:
        """Show the files and origins of an item."""
        clear_layout(self._versions)
        for version in details.versions:
            self._versions.addWidget(self._version_panel(version))
        clear_layout(self.origins.inside)
        title = self.tr("Where does this come from?")
        self.origins.setAccessibleName(title)
        self.origins.inside.addWidget(label(title, "large"))
        self.origins.inside.addWidget(_table([self._origin_line(origin) for origin in details.origins]))

    def _version_panel(self, version: Version) -> Panel:
        panel = Panel()
        panel.setAccessibleName(version.file_name)
        panel.inside.setSpacing(Space.S)
        panel.inside.addWidget(label(version.file_name, "strong", wraps=True))
        rate = self.tr("{rate} Mbit/s").format(rate=word_number(version.bitrate_kbps / 1000, 1))
        parts = (version.container, word_size(version.size_bytes), word_duration(version.duration_ms), rate)
        place = f"{version.folder}  ·  " + "  ·  ".join(parts)
        panel.inside.addWidget(label(place, "caption", wraps=True))
        panel.inside.addWidget(_table(self._stream_lines(version)))
        if version.is_missing:
            panel.inside.addWidget(label(self.tr("This file is not there at the moment."), "danger"))
        return panel

    def _stream_lines(self, version: Version) -> list[tuple[str, str]]:
        names = {
            StreamType.VIDEO: self.tr("Picture"),
            StreamType.AUDIO: self.tr("Sound"),
            StreamType.SUBTITLE: self.tr("Subtitles"),
        }
        shown = [stream for stream in version.streams if stream.type in names and not stream.is_picture]
        lines = []
        for kind, name in names.items():
            of_kind = [words.stream_line(stream) for stream in shown if stream.type is kind]
            lines += [(name if place == 0 else "", text) for place, text in enumerate(of_kind)]
        return lines

    def _origin_line(self, origin: Origin) -> tuple[str, str]:
        fields = {
            "title": self.tr("Title"),
            "year": self.tr("Year"),
            "overview": self.tr("Overview"),
            "genres": self.tr("Genres"),
            "poster": self.tr("Poster"),
            "fanart": self.tr("Background"),
            "cover": self.tr("Cover"),
            "thumb": self.tr("Picture"),
            "number": self.tr("Number"),
            "season_number": self.tr("Season"),
            "kind": self.tr("Kind"),
        }
        sources = {
            "file name": self.tr("file name"),
            "folder": self.tr("folder name"),
            "tag": self.tr("tag inside the file"),
            "local file": self.tr("file beside it"),
            "embedded": self.tr("picture inside the file"),
            "frame": self.tr("frame of the film"),
            "nfo": self.tr("NFO file"),
        }
        source = sources.get(origin.source, origin.source)
        return fields.get(origin.field, origin.field), f"{source}: {origin.detail}" if origin.detail else source


def _table(lines: list[tuple[str, str]]) -> QWidget:
    result = QWidget()
    grid = QGridLayout(result)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(Space.XL)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnMinimumWidth(0, 90)
    grid.setColumnStretch(1, 1)
    for row, (name, text) in enumerate(lines):
        grid.addWidget(label(name, "faint"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, "soft", wraps=True), row, 1)
    return result

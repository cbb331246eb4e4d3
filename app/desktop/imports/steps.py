"""The three steps of the assistant, each a column of panels; they show, and say what is wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.contract.imports import Import, Miss, Mode, RemoteLibrary, RemoteServer, ServerKind
from app.contract.jobs import JobState
from app.desktop.imports.state import BUSY, ImportsState, part_done
from app.desktop.imports.words import SERVERS, word_counts, word_missed, word_reason, word_server, word_state
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.add_folder import KIND_ICONS, word_kind
from app.desktop.kit.widgets.buttons import IconButton, Toggle, plain_button, primary_button
from app.desktop.kit.widgets.inputs import Choice
from app.desktop.kit.widgets.surfaces import Panel, ProgressLine, SettingRow, clear_layout
from app.desktop.kit.widgets.text import ElidedLabel, IconLabel, label

SHOWN_MISSES = 100


class _Column(QWidget):
    """Panels below each other, and a sentence when something is wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, Space.L, Space.XXL)
        self.column.setSpacing(Space.M)
        self.wrong = label("", "danger", wraps=True)
        self.wrong.hide()

    def say_wrong(self, text: str) -> None:
        """Say what is wrong; "" takes it back."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))


class ServerStep(_Column):
    """Which server: one that is known, or a new one."""

    wanted = Signal(str, str, str)
    """ServerKind, address and token."""
    opened = Signal(str)
    forgotten = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Choice(self.tr("Kind of server"), [(kind.value, SERVERS[kind]) for kind in ServerKind])
        self.url = QLineEdit()
        self.url.setPlaceholderText("http://192.168.1.5:32400")
        self.token = QLineEdit()
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.connect_button = primary_button(self.tr("Connect"), "server")
        self.known = Panel(self.tr("Servers that were connected"))
        self._rows = QVBoxLayout()
        self.known.inside.addLayout(self._rows)
        self._lay_out()
        self.connect_button.clicked.connect(self._submit)
        self.token.returnPressed.connect(self._submit)

    def show_known(self, known: Sequence[Import]) -> None:
        """Show the servers that can be opened again."""
        clear_layout(self._rows)
        for one in known:
            self._rows.addWidget(self._row(one))
        self.known.setVisible(bool(known))

    def clear(self) -> None:
        """Forget what was typed, the token above all."""
        self.url.clear()
        self.token.clear()
        self.say_wrong("")

    def _row(self, one: Import) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(IconLabel("server", 24))
        line.addWidget(ElidedLabel(word_server(one)), 1)
        go = plain_button(self.tr("Open"))
        go.setAccessibleName(self.tr("Open {0}").format(one.name))
        go.clicked.connect(lambda: self.opened.emit(one.id))
        away = IconButton("trash", self.tr("Forget {0}").format(one.name))
        away.clicked.connect(lambda: self.forgotten.emit(one.id))
        line.addWidget(go)
        line.addWidget(away)
        return row

    def _lay_out(self) -> None:
        panel = Panel(
            self.tr("Connect a server"),
            self.tr("Marquee reads what was watched, rated and collected there. The server is not changed."),
        )
        address = self.tr("As you open it in the browser, with its port.")
        token = self.tr("A Plex token, or an API key of Jellyfin or Emby. It is kept among the secrets.")
        panel.inside.addWidget(SettingRow(self.tr("Kind of server"), "", self.kind))
        panel.inside.addWidget(SettingRow(self.tr("Address"), address, self.url))
        panel.inside.addWidget(SettingRow(self.tr("Token"), token, self.token))
        for field in (self.url, self.token):
            field.setMinimumWidth(360)
        panel.inside.addWidget(self.wrong)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.connect_button)
        panel.inside.addLayout(line)
        self.column.addWidget(panel)
        self.column.addWidget(self.known)
        self.column.addStretch(1)

    def _submit(self) -> None:
        if not self.url.text().strip() or not self.token.text().strip():
            self.say_wrong(self.tr("Write the address and the token first."))
            return
        self.say_wrong("")
        self.wanted.emit(self.kind.value, self.url.text().strip(), self.token.text().strip())


class FoldersStep(_Column):
    """Which libraries, whose states, and where their folders are here."""

    started = Signal(str, tuple, str)
    """Mode, ids of libraries and id of the user there."""
    mapped = Signal(str, str)
    """A folder there, and the one here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toggles: dict[str, Toggle] = {}
        self.fields: dict[str, QLineEdit] = {}
        self.user = Choice(self.tr("Whose watch states"), [])
        self.preview = primary_button(self.tr("Preview"), "eye")
        self.preview.clicked.connect(self._start)

    def show_server(self, server: RemoteServer, state: ImportsState) -> None:
        """Show what a server has and what is chosen of it."""
        clear_layout(self.column)
        self.toggles, self.fields = {}, {}
        self.wrong = label("", "danger", wraps=True)
        self.wrong.hide()
        self.preview = primary_button(self.tr("Preview"), "eye")
        self.preview.clicked.connect(self._start)
        self.column.addWidget(self._libraries(server, state))
        if state.mappings:
            self.column.addWidget(self._folders(state))
        self.column.addWidget(self.wrong)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.preview)
        self.column.addWidget(line)
        self.column.addStretch(1)

    def _libraries(self, server: RemoteServer, state: ImportsState) -> Panel:
        panel = Panel(server.name, self.tr("Choose what is taken over."))
        for library in server.libraries:
            if library.kind is not None:
                panel.inside.addWidget(self._library(library, is_on=state.is_chosen(library.id)))
        self.user = Choice(self.tr("Whose watch states"), [(user.id, user.name) for user in server.users])
        if state.current is not None:
            self.user.set_value(state.current.choices.remote_user_id)
        panel.inside.addWidget(
            SettingRow(self.tr("Whose watch states"), self.tr("They become yours in Marquee."), self.user)
        )
        return panel

    def _library(self, library: RemoteLibrary, *, is_on: bool) -> QWidget:
        assert library.kind is not None
        toggle = Toggle(library.title, is_on=is_on)
        self.toggles[library.id] = toggle
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.L)
        line.addWidget(IconLabel(KIND_ICONS[library.kind], 24))
        line.addWidget(SettingRow(library.title, word_kind(library.kind), toggle), 1)
        return row

    def _folders(self, state: ImportsState) -> Panel:
        text = self.tr("Folders that are no source yet become one. An empty line leaves a folder out.")
        panel = Panel(self.tr("Where are these folders here?"), text)
        for remote, local in state.mappings.items():
            field = QLineEdit(local)
            field.setMinimumWidth(420)
            field.setPlaceholderText(self.tr("Path of the same folder here"))
            field.setAccessibleName(self.tr("Path here of {0}").format(remote))
            field.textChanged.connect(lambda text, remote=remote: self.mapped.emit(remote, text.strip()))
            self.fields[remote] = field
            panel.inside.addWidget(SettingRow(remote, "", field))
        return panel

    def _start(self) -> None:
        chosen = tuple(library_id for library_id, toggle in self.toggles.items() if toggle.isChecked())
        if not chosen:
            self.say_wrong(self.tr("Choose at least one library."))
            return
        self.say_wrong("")
        self.started.emit(Mode.PREVIEW.value, chosen, self.user.value)


class ReportStep(_Column):
    """How it goes, what was found, and what was not and why."""

    confirmed = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = label("", "large", wraps=True)
        self.progress = ProgressLine(self.tr("Progress"))
        self.take = primary_button(self.tr("Take over"), "check")
        self.stop = plain_button(self.tr("Stop"), "close")
        self._counts = QVBoxLayout()
        self._misses = Panel(self.tr("Not found"))
        self._entries = QVBoxLayout()
        self._entries.setSpacing(Space.M)
        self._misses.inside.addLayout(self._entries)
        self.take.clicked.connect(self.confirmed.emit)
        self.stop.clicked.connect(self.stopped.emit)
        panel = Panel()
        for widget in (self.line, self.progress):
            panel.inside.addWidget(widget)
        panel.inside.addLayout(self._counts)
        panel.inside.addWidget(self.wrong)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.take)
        panel.inside.addLayout(buttons)
        self.column.addWidget(panel)
        self.column.addWidget(self._misses)
        self.column.addStretch(1)

    def show_report(self, state: ImportsState) -> None:
        """Show how the newest preview or run goes or went."""
        report = state.report
        if report is None:
            return
        self.line.setText(word_state(report))
        self.progress.setVisible(report.state in BUSY)
        self.progress.set_part(part_done(report))
        self.stop.setVisible(report.state in BUSY)
        self.take.setVisible(
            report.state not in BUSY and (report.mode is Mode.PREVIEW or report.state is not JobState.DONE)
        )
        clear_layout(self._counts)
        for text in (*word_counts(report), word_missed(report.missed)):
            self._counts.addWidget(label(text, "soft"))
        self._show_misses(state.misses)

    def _show_misses(self, misses: Sequence[Miss]) -> None:
        clear_layout(self._entries)
        for miss in misses[:SHOWN_MISSES]:
            entry = QWidget()
            words = QVBoxLayout(entry)
            words.setContentsMargins(0, 0, 0, 0)
            words.setSpacing(2)
            why = label(word_reason(miss.reason), "caption", wraps=True)
            why.setToolTip(miss.path)
            words.addWidget(ElidedLabel(miss.title or miss.path, "strong"))
            words.addWidget(why)
            self._entries.addWidget(entry)
        self._misses.setVisible(bool(misses))

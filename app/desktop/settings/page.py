"""Settings: search on top, sections on the left, plain sentences, live effect."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.contract.errors import MarqueeError
from app.contract.server import Status
from app.contract.settings import Value
from app.desktop.kit import tasks
from app.desktop.kit.autostart import autostart
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import plain_button
from app.desktop.kit.widgets.entries import EntryButton
from app.desktop.kit.widgets.inputs import SearchField
from app.desktop.kit.widgets.surfaces import Panel, SettingRow, scroller
from app.desktop.kit.widgets.text import label
from app.desktop.kit.words import word_size
from app.desktop.settings.controls import SettingControl
from app.desktop.settings.state import SettingsState, fits
from app.desktop.settings.window_section import WindowSection
from app.desktop.settings.words import word_section, word_setting

SECTIONS_WIDTH = 220
PANEL_WIDTH = 760


class SettingsPage(Page):
    """All that can be told, a section at a time; the search looks through all of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = self.tr("Settings")
        self.state = SettingsState(desk.client.settings)
        self.panels: dict[str, Panel] = {}
        self.controls: dict[str, SettingControl] = {}
        self._rows: list[tuple[str, QWidget, str]] = []
        self._buttons: dict[str, EntryButton] = {}
        self._here = "window"
        self.search = SearchField(self.tr("Search settings"))
        self.search.searched.connect(self._on_search)
        self._lay_out()
        desk.live.settings_changed.connect(lambda _keys: self._reload())
        desk.live.resync.connect(self._reload)

    async def show_with(self, **arguments: object) -> None:
        """Show a section ("section"), or the one that was open."""
        if not self.panels:
            self.set_loading()
        await self.state.load()
        status = await self.desk.client.server.get_status()
        if not self.panels:
            self._fill(status)
        self._show_values()
        self._open(str(arguments.get("section") or self._here))
        self.set_full()

    def _lay_out(self) -> None:
        self._sections = QVBoxLayout()
        self._sections.setSpacing(Space.XS)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, Space.XXL, Space.XXL)
        self._column.setSpacing(Space.L)
        self._nothing = label(self.tr("No setting is called like that."), "soft")
        self._nothing.hide()
        left = QWidget()
        left.setFixedWidth(SECTIONS_WIDTH)
        left.setLayout(self._sections)
        head = QHBoxLayout()
        head.addWidget(label(self.title, "headline"), 1)
        self.search.setFixedWidth(320)
        head.addWidget(self.search)
        below = QHBoxLayout()
        below.setSpacing(Space.XL)
        below.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(scroller(inside), 1)
        whole = QVBoxLayout(self.body)
        whole.setContentsMargins(Space.XXL, Space.XL, Space.XXL, 0)
        whole.setSpacing(Space.XL)
        whole.addLayout(head)
        whole.addLayout(below, 1)

    def _fill(self, status: Status) -> None:
        window = WindowSection(self.desk, autostart(self.desk.preferences.data_dir))
        self._add_panel("window").inside.addWidget(window)
        self._rows += [("window", row, text) for row, text in window.rows]
        self._fill_folders()
        for section in self.state.sections():
            self._fill_section(section)
        self._fill_about(status)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)

    def _fill_folders(self) -> None:
        button = plain_button(self.tr("Manage folders"), "folder")
        button.clicked.connect(lambda: self.desk.navigator.open("sources"))
        text = self.tr("Add, scan and remove the folders that Marquee reads.")
        self._add_row("folders", self._add_panel("folders"), self.tr("Folders"), text, button)

    def _fill_section(self, section: str) -> None:
        panel = self._add_panel(section)
        for state in self.state.in_section(section):
            control = SettingControl(state)
            control.changed.connect(self._save)
            self.controls[state.key] = control
            title, text = word_setting(state)
            self._add_row(section, panel, title, text, control)

    def _fill_about(self, status: Status) -> None:
        panel = self._add_panel("about")
        facts = (
            (self.tr("Version"), status.version),
            (self.tr("Data folder"), status.data_dir),
            (self.tr("Database"), word_size(status.database_bytes)),
        )
        for title, value in facts:
            shown = label(value, "soft")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._add_row("about", panel, title, "", shown)

    def _add_panel(self, section: str) -> Panel:
        name, icon_name = word_section(section)
        panel = Panel(name)
        panel.setMaximumWidth(PANEL_WIDTH)
        self.panels[section] = panel
        self._column.addWidget(panel)
        button = EntryButton(section, icon_name, name)
        button.set_narrow(False)
        button.clicked.connect(lambda _checked=False, section=section: self._choose(section))
        self._buttons[section] = button
        self._sections.addWidget(button)
        return panel

    def _add_row(self, section: str, panel: Panel, title: str, text: str, control: QWidget) -> None:
        row = SettingRow(title, text, control)
        panel.inside.addWidget(row)
        self._rows.append((section, row, f"{title} {text}"))

    def _choose(self, section: str) -> None:
        self.search.clear()
        self._open(section)

    def _open(self, section: str) -> None:
        self._here = section if section in self.panels else "window"
        for name, panel in self.panels.items():
            panel.setVisible(name == self._here)
            self._buttons[name].setChecked(name == self._here)
        for _section, row, _text in self._rows:
            row.show()
        self._nothing.hide()

    def _on_search(self, text: str) -> None:
        if not text:
            self._open(self._here)
            return
        found = set()
        for section, row, words in self._rows:
            is_fit = fits(text, words, word_section(section)[0])
            row.setVisible(is_fit)
            if is_fit:
                found.add(section)
        for name, panel in self.panels.items():
            panel.setVisible(name in found)
            self._buttons[name].setChecked(False)
        self._nothing.setVisible(not found)

    def _save(self, key: str, value: Value | None) -> None:
        async def save() -> None:
            await self.state.save(key, value)
            self._show_values()

        def undo(error: MarqueeError) -> None:
            self._show_values()
            self.desk.notices.warn(error)

        tasks.run(save(), on_error=undo)

    def _reload(self) -> None:
        if self.panels and self.isVisible():
            tasks.run(self._load_again())

    async def _load_again(self) -> None:
        await self.state.load()
        self._show_values()

    def _show_values(self) -> None:
        for key, control in self.controls.items():
            if key in self.state.settings:
                control.show_state(self.state.settings[key])

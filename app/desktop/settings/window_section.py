"""The settings of this window: theme, language, start with the session, tray, name."""

from __future__ import annotations

import logging

from PySide6.QtWidgets import QLineEdit, QSystemTrayIcon, QVBoxLayout, QWidget

from app.contract.errors import Unavailable
from app.desktop.kit.autostart import Autostart
from app.desktop.kit.desk import Desk
from app.desktop.kit.widgets.buttons import Toggle
from app.desktop.kit.widgets.inputs import Choice
from app.desktop.kit.widgets.surfaces import SettingRow

log = logging.getLogger(__name__)


class WindowSection(QWidget):
    """Rows whose changes take effect at once, language at the next start."""

    def __init__(self, desk: Desk, autostart: Autostart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._autostart = autostart
        self.rows: list[tuple[SettingRow, str]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._add_name()
        self._add_theme()
        self._add_language()
        self._add_loudness()
        self._add_autostart()
        self._add_tray()

    def _add(self, title: str, text: str, control: QWidget) -> None:
        row = SettingRow(title, text, control)
        self.rows.append((row, f"{title} {text}"))
        self._column.addWidget(row)

    def _add_name(self) -> None:
        self.name = QLineEdit(self._desk.preferences.choices.name)
        self.name.setFixedWidth(240)
        self.name.editingFinished.connect(lambda: self._desk.preferences.save(name=self.name.text().strip()))
        self._add(self.tr("Your name"), self.tr("Shown at the foot of the rail."), self.name)

    def _add_theme(self) -> None:
        pairs = (("system", self.tr("Like the system")), ("dark", self.tr("Dark")), ("light", self.tr("Light")))
        self.theme = Choice(self.tr("Theme"), pairs, self._desk.preferences.choices.theme)
        self.theme.chosen.connect(lambda value: self._desk.preferences.save(theme=value))
        self._add(self.tr("Theme"), self.tr("Dark rooms like dark windows."), self.theme)

    def _add_language(self) -> None:
        pairs = (("", self.tr("Like the system")), ("en", "English"), ("de", "Deutsch"))
        self.language = Choice(self.tr("Language"), pairs, self._desk.preferences.choices.language)
        self.language.chosen.connect(self._on_language)
        self._add(self.tr("Language"), self.tr("Takes effect when the window opens again."), self.language)

    def _add_loudness(self) -> None:
        pairs = (
            ("off", self.tr("As it is")),
            ("track", self.tr("All alike")),
            ("album", self.tr("Albums as they were made")),
        )
        self.loudness = Choice(self.tr("Loudness"), pairs, self._desk.preferences.choices.loudness)
        self.loudness.chosen.connect(lambda value: self._desk.preferences.save(loudness=value))
        text = self.tr("All films play alike, and so does all music, once measured.")
        self._add(self.tr("Loudness"), text, self.loudness)

    def _add_autostart(self) -> None:
        self.autostart = Toggle(self.tr("Start with this computer"), is_on=self._autostart.is_on())
        self.autostart.toggled.connect(self._on_autostart)
        text = self.tr("Marquee waits in the tray, and the house can play at any time.")
        self._add(self.tr("Start with this computer"), text, self.autostart)

    def _add_tray(self) -> None:
        self.tray = Toggle(self.tr("Go on in the tray"), is_on=self._desk.preferences.choices.close_to_tray)
        self.tray.toggled.connect(lambda is_on: self._desk.preferences.save(close_to_tray=is_on))
        has_tray = QSystemTrayIcon.isSystemTrayAvailable()
        self.tray.setEnabled(has_tray)
        text = (
            self.tr("Closing the window keeps the server for the house.")
            if has_tray
            else self.tr("This desktop has no tray, so closing the window ends Marquee.")
        )
        self._add(self.tr("Go on in the tray"), text, self.tray)

    def _on_language(self, value: str) -> None:
        self._desk.preferences.save(language=value)
        self._desk.notices.say(self.tr("The new language is used from the next start on."), icon="info")

    def _on_autostart(self, is_on: bool) -> None:
        try:
            self._autostart.set_on(is_on)
        except OSError as error:
            log.warning("autostart could not be changed: %s", error)
            self.autostart.set_on(not is_on)
            self._desk.notices.warn(Unavailable(str(error), code="autostart_refused"))

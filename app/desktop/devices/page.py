"""The page of devices: how the house reaches this Marquee, and which others there are."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.contract.devices import FoundServer
from app.contract.errors import MarqueeError
from app.desktop.devices.quirk_row import QuirkRow
from app.desktop.devices.state import DevicesState
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import Toggle, plain_button
from app.desktop.kit.widgets.surfaces import Panel, SettingRow, clear_layout, scroller
from app.desktop.kit.widgets.text import ElidedLabel, IconLabel, label


class DevicesPage(Page):
    """Our own server first, the others below."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = self.tr("Devices")
        self.state = DevicesState(desk.client)
        self.lan = Toggle(self.tr("Let the house in"))
        self.lan.toggled.connect(self._set_lan)
        self.address = label("", "title")
        self.copy = plain_button(self.tr("Copy"))
        self.copy.clicked.connect(self._copy)
        self._address_text = label("", "caption", wraps=True)
        self._others = QVBoxLayout()
        self._others.setSpacing(Space.S)
        self._quirks_title = label(self.tr("What devices could not play"), "large")
        self._quirks = QVBoxLayout()
        self._quirks.setSpacing(Space.S)
        self._lay_out()
        for signal in (desk.live.devices_changed, desk.live.resync):
            signal.connect(self._reload)
        desk.live.settings_changed.connect(lambda _keys: self._reload())

    async def show_with(self, **arguments: object) -> None:
        """Show what is found now."""
        del arguments
        if self.state.status is None:
            self.set_loading()
        await self.state.load()
        self._show()
        self.set_full()

    def _lay_out(self) -> None:
        self._panel = Panel(self.tr("This Marquee"))
        self._panel.inside.addWidget(
            SettingRow(
                self.tr("Let the house in"),
                self.tr("Players on your network can find and use this Marquee."),
                self.lan,
            )
        )
        address = QHBoxLayout()
        address.addWidget(self.address)
        address.addWidget(self.copy)
        address.addStretch(1)
        self._panel.inside.addLayout(address)
        self._panel.inside.addWidget(self._address_text)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.L, Space.XXL)
        column.setSpacing(Space.M)
        column.addWidget(self._panel)
        column.addSpacing(Space.L)
        column.addWidget(label(self.tr("Other Marquees on your network"), "large"))
        column.addLayout(self._others)
        column.addSpacing(Space.L)
        column.addWidget(self._quirks_title)
        column.addLayout(self._quirks)
        column.addStretch(1)
        whole = QVBoxLayout(self.body)
        whole.setContentsMargins(Space.XXL, Space.XL, Space.L, 0)
        whole.setSpacing(Space.XL)
        whole.addWidget(label(self.title, "headline"))
        whole.addWidget(scroller(inside), 1)

    def _show(self) -> None:
        self.lan.set_on(self.state.has_lan)
        self.address.setText(self.state.address)
        self.address.setVisible(bool(self.state.address))
        self.copy.setVisible(bool(self.state.address))
        self._address_text.setText(self._word_address())
        clear_layout(self._others)
        for server in self.state.others:
            self._others.addWidget(_server_row(server))
        if not self.state.others:
            self._others.addWidget(label(self.tr("None was found so far. New ones appear by themselves."), "soft"))

        self._show_quirks()

    def _show_quirks(self) -> None:
        clear_layout(self._quirks)
        self._quirks_title.setVisible(bool(self.state.quirks))
        for quirk in self.state.quirks:
            row = QuirkRow(quirk)
            row.forgotten.connect(lambda quirk_id: tasks.run(self._forget(quirk_id)))
            self._quirks.addWidget(row)

    async def _forget(self, quirk_id: str) -> None:
        await self.state.forget(quirk_id)
        self._show_quirks()
        self.desk.notices.say(self.tr("It is tried again with the next film."))

    def _word_address(self) -> str:
        if self.state.address:
            return self.tr("Apps that speak to Marquee find it by themselves, or take this address.")
        if self.state.has_lan:
            return self.tr("The address appears as soon as this computer is in a network.")
        return self.tr("Only this computer can reach it at the moment.")

    def _set_lan(self, is_on: bool) -> None:
        def fail(error: MarqueeError) -> None:
            self._show()
            self.desk.notices.warn(error)

        tasks.run(self._then_show(is_on), on_error=fail)

    async def _then_show(self, is_on: bool) -> None:
        await self.state.set_lan(is_on)
        self._show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.state.address)
        self.desk.notices.say(self.tr("Address copied."))

    def _reload(self) -> None:
        if self.isVisible():
            tasks.run(self.show_with())


def _server_row(server: FoundServer) -> QFrame:
    frame = QFrame()
    frame.setProperty("look", "panel")
    row = QHBoxLayout(frame)
    row.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
    row.setSpacing(Space.L)
    row.addWidget(IconLabel("server", 24))
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(ElidedLabel(server.name, "strong"))
    words.addWidget(ElidedLabel(f"{server.url}  ·  {server.version}", "caption"))
    row.addLayout(words, 1)
    frame.setAccessibleName(f"{server.name}, {server.url}")
    return frame

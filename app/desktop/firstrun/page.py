"""The first run: your name, your folders, the rest of the house. Skippable, and under a minute."""

from __future__ import annotations

import logging

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.contract.errors import MarqueeError
from app.contract.library import Source, SourceKind
from app.desktop.firstrun.state import ORDER, FirstRunState, Step
from app.desktop.kit import tasks
from app.desktop.kit.autostart import autostart
from app.desktop.kit.desk import Desk
from app.desktop.kit.icons import app_sign
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.add_folder import KIND_ICONS, AddFolder
from app.desktop.kit.widgets.buttons import Toggle, primary_button, quiet_button
from app.desktop.kit.widgets.surfaces import ProgressLine, SettingRow
from app.desktop.kit.widgets.text import ElidedLabel, IconLabel, label
from app.desktop.kit.words import word_error

WIDTH = 720
STEPS = (Step.NAME, Step.FOLDERS, Step.HOUSE)

log = logging.getLogger(__name__)


class WelcomePage(Page):
    """Three short questions, then the wall."""

    is_immersive = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = self.tr("Welcome")
        self.state = FirstRunState(desk.client)
        self.name = QLineEdit(desk.preferences.choices.name)
        self.add = AddFolder()
        self.lan = Toggle(self.tr("Let the house in"))
        self.autostart = Toggle(self.tr("Start with this computer"))
        self.next = primary_button(self.tr("Continue"))
        self.back = quiet_button(self.tr("Back"))
        self.skip = quiet_button(self.tr("Skip all"))
        self.steps = QStackedWidget()
        self.progress = ProgressLine(self.tr("Step"))
        self._folders = QVBoxLayout()
        for step in (self._make_name(), self._make_folders(), self._make_house()):
            self.steps.addWidget(step)
        self._lay_out()
        self._wire()
        self._show_step()

    async def show_with(self, **arguments: object) -> None:
        """Begin, or go on where it was left."""
        del arguments
        self._show_step()
        self.set_full()

    def _wire(self) -> None:
        self.next.clicked.connect(self._forward)
        self.name.returnPressed.connect(self._forward)
        self.back.clicked.connect(self._back)
        self.skip.clicked.connect(self._finish)
        self.add.wanted.connect(self._add)

    def _lay_out(self) -> None:
        sign = label("")
        sign.setPixmap(app_sign(72, self.devicePixelRatioF()))
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.skip)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        card = QWidget()
        card.setFixedWidth(WIDTH)
        column = QVBoxLayout(card)
        column.setSpacing(Space.L)
        column.addWidget(sign)
        column.addWidget(self.steps)
        column.addSpacing(Space.L)
        column.addWidget(self.progress)
        column.addLayout(foot)
        whole = QVBoxLayout(self.body)
        whole.addStretch(2)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)

    def _make_name(self) -> QWidget:
        self.name.setPlaceholderText(self.tr("Your name"))
        self.name.setAccessibleName(self.tr("Your name"))
        self.name.setMaximumWidth(360)
        return _step(
            self.tr("Welcome to Marquee"),
            self.tr("Your films, shows and music on one wall, for the whole house. What shall we call you?"),
            self.name,
        )

    def _make_folders(self) -> QWidget:
        folders = QWidget()
        column = QVBoxLayout(folders)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.add)
        column.addLayout(self._folders)
        return _step(
            self.tr("Where are your media?"),
            self.tr("Add a folder or more. Marquee reads them and never changes what is in them."),
            folders,
        )

    def _make_house(self) -> QWidget:
        house = QWidget()
        column = QVBoxLayout(house)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            SettingRow(
                self.tr("Let the house in"),
                self.tr("Players on your network can find and use this Marquee."),
                self.lan,
            )
        )
        column.addWidget(
            SettingRow(
                self.tr("Start with this computer"),
                self.tr("Marquee waits in the tray, and the house can play at any time."),
                self.autostart,
            )
        )
        return _step(
            self.tr("And the rest of the house?"), self.tr("Both can be changed later in the settings."), house
        )

    def _forward(self) -> None:
        self.desk.preferences.save(name=self.name.text().strip())
        if self.state.step is Step.HOUSE:
            self._finish()
            return
        self.state.forward()
        self._show_step()

    def _back(self) -> None:
        self.state.back()
        self._show_step()

    def _show_step(self) -> None:
        if self.state.step is Step.DONE:
            return
        place = STEPS.index(self.state.step)
        self.steps.setCurrentIndex(place)
        self.progress.set_part((place + 1) / (len(ORDER) - 1))
        self.back.setVisible(place > 0)
        is_last = self.state.step is Step.HOUSE
        self.next.set_text(self.tr("Show my wall") if is_last else self.tr("Continue"))
        (self.name, self.add.path, self.next)[place].setFocus()

    def _add(self, path: str, kind: str) -> None:
        def fail(error: MarqueeError) -> None:
            self.add.say_wrong(" ".join(word_error(error)))

        async def add() -> None:
            source = await self.state.add_folder(path, SourceKind(kind))
            self.add.clear()
            self._folders.addLayout(_folder_line(source))
            self.next.setFocus()  # Enter goes on; one more folder is a few arrows away

        tasks.run(add(), on_error=fail)

    def _finish(self) -> None:
        self.state.has_lan = self.lan.isChecked()
        if self.autostart.isChecked():
            try:
                autostart(self.desk.preferences.data_dir).set_on(True)
            except OSError as error:
                log.warning("autostart could not be set up: %s", error)

        async def finish() -> None:
            page = await self.state.finish()
            self.desk.preferences.save(is_first_run_done=True)
            self.desk.navigator.clear()
            self.desk.navigator.open(page)

        tasks.run(finish())


def _step(title: str, text: str, control: QWidget) -> QWidget:
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.M)
    column.addWidget(label(title, "headline"))
    column.addWidget(label(text, "soft", wraps=True))
    column.addSpacing(Space.M)
    column.addWidget(control)
    column.addStretch(1)
    return step


def _folder_line(source: Source) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    row.addWidget(IconLabel("check", 18, "good"))
    row.addWidget(IconLabel(KIND_ICONS[source.kind], 18))
    row.addWidget(ElidedLabel(source.path), 1)
    return row

"""The page that takes over from another media server, step by step."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.contract.errors import MarqueeError
from app.contract.imports import Mode, ServerKind
from app.contract.jobs import JobProgress
from app.desktop.imports.state import BUSY, ImportsState, Step
from app.desktop.imports.steps import FoldersStep, ReportStep, ServerStep
from app.desktop.imports.words import word_refusal
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton
from app.desktop.kit.widgets.surfaces import scroller
from app.desktop.kit.widgets.text import label

_ORDER = (Step.SERVER, Step.FOLDERS, Step.REPORT)


class ImportsPage(Page):
    """Server, libraries and folders, preview and report."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = self.tr("Take over from another server")
        self.state = ImportsState(desk.client)
        self.server, self.folders, self.report = ServerStep(), FoldersStep(), ReportStep()
        self.where = label("", "soft")
        self._steps = QStackedWidget()
        self._lay_out()
        self.server.wanted.connect(self._connect)
        self.server.opened.connect(lambda each: self._do(self.state.open(each), self.server.say_wrong))
        self.server.forgotten.connect(lambda each: self._do(self.state.forget(each), self.server.say_wrong))
        self.folders.mapped.connect(lambda remote, local: self.state.mappings.update({remote: local}))
        self.folders.started.connect(self._start)
        self.report.confirmed.connect(lambda: self._do(self.state.run(), self.report.say_wrong))
        self.report.stopped.connect(self._stop)
        desk.live.job_progress.connect(self._on_job)
        desk.live.resync.connect(self._reload)

    async def show_with(self, **arguments: object) -> None:
        """Show where the assistant stands."""
        del arguments
        await self.state.load()
        self._show_step()
        self.set_full()

    def take_focus(self) -> None:
        """Begin with the address."""
        self.server.url.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        back = IconButton("back", self.tr("Back"))
        back.clicked.connect(self._back)
        head.addWidget(back)
        head.addWidget(label(self.title, "headline"), 1)
        head.addWidget(self.where)
        for step in (self.server, self.folders, self.report):
            self._steps.addWidget(scroller(step))
        whole = QVBoxLayout(self.body)
        whole.setContentsMargins(Space.XXL, Space.XL, Space.L, 0)
        whole.setSpacing(Space.XL)
        whole.addLayout(head)
        whole.addWidget(self._steps, 1)

    def _show_step(self) -> None:
        names = (self.tr("Server"), self.tr("Libraries and folders"), self.tr("Preview and report"))
        number = _ORDER.index(self.state.step)
        self.where.setText(self.tr("Step {0} of {1}: {2}").format(number + 1, len(names), names[number]))
        if self.state.step is Step.SERVER:
            self.server.show_known(self.state.known)
        elif self.state.step is Step.FOLDERS and self.state.server is not None:
            self.folders.show_server(self.state.server, self.state)
        else:
            self.report.show_report(self.state)
        self._steps.setCurrentIndex(number)

    def _back(self) -> None:
        """One step back, and from the first one to the page before."""
        if self.state.step is Step.SERVER:
            self.desk.navigator.back()
            return
        self.state.step = _ORDER[_ORDER.index(self.state.step) - 1]
        self._show_step()

    def _connect(self, kind: str, url: str, token: str) -> None:
        async def connect() -> None:
            await self.state.connect(ServerKind(kind), url, token)
            self.server.clear()

        self._do(connect(), self.server.say_wrong)

    def _start(self, mode: str, libraries: tuple[str, ...], user_id: str) -> None:
        self._do(self.state.start(Mode(mode), libraries, user_id), self.folders.say_wrong)

    def _stop(self) -> None:
        async def stop() -> None:
            if self.state.report is not None:
                await self.desk.client.jobs.cancel(self.state.report.job_id)
                await self.state.refresh()

        self._do(stop(), self.report.say_wrong)

    def _on_job(self, job: JobProgress) -> None:
        if not self.state.is_mine(job.id) or not self.isVisible():
            return
        # While it runs the report is read at most as often as jobs tell, a few times a second.
        if job.state not in BUSY or self.state.step is Step.REPORT:
            self._do(self.state.refresh(), self.report.say_wrong)

    def _reload(self) -> None:
        if self.isVisible():
            self._do(self.state.load(), self.server.say_wrong)

    def _do(self, work: Coroutine[Any, Any, object], say_wrong: Callable[[str], None]) -> None:
        """Do something and show the step that it leads to, or say what was wrong with it."""

        async def then_show() -> None:
            await work
            self._show_step()

        def fail(error: MarqueeError) -> None:
            say_wrong(word_refusal(error))

        tasks.run(then_show(), on_error=fail)

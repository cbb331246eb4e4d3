"""The page of activity: who plays what, and what the engine works on."""

from __future__ import annotations

from collections.abc import Awaitable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.contract.jobs import Job, JobProgress, JobState
from app.contract.playback import Session
from app.desktop.activity.session_row import SessionRow
from app.desktop.activity.state import ActivityState
from app.desktop.activity.words import word_job, word_state
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton
from app.desktop.kit.widgets.surfaces import ProgressLine, scroller
from app.desktop.kit.widgets.text import ElidedLabel, IconLabel, label

REFRESH_MS = 250
"""News come several times a second; reading the lists again may wait this long."""
MEASURE_MS = 3000
"""While somebody plays something, how fast it goes out is asked for this often."""
STATE_ICONS = {
    JobState.QUEUED: ("clock", "text_soft"),
    JobState.RUNNING: ("activity", "accent"),
    JobState.DONE: ("check", "good"),
    JobState.DEAD: ("warning", "danger"),
    JobState.CANCELLED: ("close", "text_faint"),
}


class JobRow(QFrame):
    """One piece of work."""

    cancelled = Signal(str)
    retried = Signal(str)

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.job_id = job.id
        self.setProperty("look", "panel")
        self._icon = IconLabel("clock", 22)
        self._words = label("", "caption")
        self._detail = ElidedLabel("", "caption")
        self.progress = ProgressLine(word_job(job.kind))
        self.cancel = IconButton("close", self.tr("Stop: {0}").format(word_job(job.kind)))
        self.retry = IconButton("refresh", self.tr("Try again: {0}").format(word_job(job.kind)))
        self.cancel.clicked.connect(lambda: self.cancelled.emit(self.job_id))
        self.retry.clicked.connect(lambda: self.retried.emit(self.job_id))
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(word_job(job.kind), "strong"))
        words.addWidget(self._detail)
        row.addLayout(words, 1)
        row.addWidget(self._words)
        row.addWidget(self.cancel)
        row.addWidget(self.retry)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.M, Space.L, Space.M)
        column.addLayout(row)
        column.addWidget(self.progress)
        self.show_job(job)

    def show_job(self, job: Job) -> None:
        """Show how the job stands now."""
        self._icon.set_icon(*STATE_ICONS[job.state])
        self._words.setText(word_state(job))
        self._detail.set_text(job.error if job.state is JobState.DEAD else job.detail)
        self._detail.setVisible(bool(self._detail.accessibleName()))
        self.progress.setVisible(job.state is JobState.RUNNING)
        self.progress.set_part(job.progress)
        self.cancel.setVisible(job.state in {JobState.QUEUED, JobState.RUNNING})
        self.retry.setVisible(job.state in {JobState.DEAD, JobState.CANCELLED})
        self.setAccessibleName(f"{word_job(job.kind)}, {word_state(job)}")


class ActivityPage(Page):
    """Playing now, and work."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = self.tr("Activity")
        self.state = ActivityState(desk.client)
        self.rows: dict[str, JobRow] = {}
        self.playing: dict[str, SessionRow] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.L, Space.XXL)
        column.setSpacing(Space.M)
        self._playing_title = label(self.tr("Playing now"), "large")
        self._sessions = QVBoxLayout()
        self._work_title = label(self.tr("Work"), "large")
        self._jobs = QVBoxLayout()
        for layout in (self._sessions, self._jobs):
            layout.setSpacing(Space.S)
        column.addWidget(self._playing_title)
        column.addLayout(self._sessions)
        column.addSpacing(Space.L)
        column.addWidget(self._work_title)
        column.addLayout(self._jobs)
        column.addStretch(1)
        whole = QVBoxLayout(self.body)
        whole.setContentsMargins(Space.XXL, Space.XL, Space.L, 0)
        whole.setSpacing(Space.XL)
        whole.addWidget(label(self.title, "headline"))
        whole.addWidget(scroller(inside), 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(REFRESH_MS)
        self._soon.timeout.connect(self._reload)
        self._again = QTimer(self, interval=MEASURE_MS)
        self._again.timeout.connect(self._measure)
        self._wire()

    async def show_with(self, **arguments: object) -> None:
        """Show what goes on now."""
        del arguments
        if not self.state.jobs:
            self.set_loading()
        await self.state.load()
        self._again.start()
        self._show()

    def leave(self) -> None:
        self._again.stop()

    def _wire(self) -> None:
        live = self.desk.live
        live.job_progress.connect(self._on_job)
        live.session_changed.connect(lambda _event: self._reload_soon())
        live.resync.connect(self._reload_soon)

    def _show(self) -> None:
        if not self.state.jobs and not self.state.sessions:
            self.set_empty(
                "activity",
                self.tr("All is quiet"),
                self.tr("Scans, and whoever plays something in the house, show up here."),
                self.tr("Your folders"),
                lambda: self.desk.navigator.open("sources"),
            )
            return
        self._show_sessions()
        self._playing_title.setVisible(bool(self.state.sessions))
        self._work_title.setVisible(bool(self.state.jobs))
        self._show_jobs()
        self.set_full()

    def _show_sessions(self) -> None:
        playing = {session.id: session for session in self.state.sessions}
        for session_id in self.playing.keys() - playing.keys():
            self.playing.pop(session_id).deleteLater()
        for place, session in enumerate(playing.values()):
            row = self.playing.get(session.id) or self._make_session_row(session)
            row.show_session(session, self.state.people.get(session.user_id, ""))
            if self._sessions.indexOf(row) != place:
                self._sessions.insertWidget(place, row)

    def _make_session_row(self, session: Session) -> SessionRow:
        row = SessionRow(session)
        row.dismissed.connect(lambda each: tasks.run(self._then_show(self.state.dismiss(each))))
        self.playing[session.id] = row
        return row

    def _measure(self) -> None:
        if self.isVisible() and self.state.sessions:
            tasks.run(self._then_show(self.state.load_sessions()), on_error=lambda _error: None)

    def _show_jobs(self) -> None:
        shown = self.state.shown
        for job_id in set(self.rows) - {job.id for job in shown}:
            self.rows.pop(job_id).deleteLater()
        for place, job in enumerate(shown):
            row = self.rows.get(job.id) or self._make_row(job)
            row.show_job(job)
            if self._jobs.indexOf(row) != place:
                self._jobs.insertWidget(place, row)

    def _make_row(self, job: Job) -> JobRow:
        row = JobRow(job)
        row.cancelled.connect(lambda each: tasks.run(self._then_show(self.state.cancel(each))))
        row.retried.connect(lambda each: tasks.run(self._then_show(self.state.retry(each))))
        self.rows[job.id] = row
        return row

    def _on_job(self, event: JobProgress) -> None:
        before = self.state.jobs.get(event.id)
        if not self.state.take(event):
            self._reload_soon()
        elif event.id in self.rows and self.isVisible():
            self.rows[event.id].show_job(self.state.jobs[event.id])
            if before is not None and before.state is not event.state:
                self._reload_soon()

    def _reload_soon(self) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _reload(self) -> None:
        tasks.run(self._then_show(self.state.load()))

    async def _then_show(self, work: Awaitable[None]) -> None:
        await work
        self._show()

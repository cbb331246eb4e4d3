"""The page of folders: add, scan, see what was skipped, remove with undo."""

from __future__ import annotations

from collections.abc import Awaitable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.contract.errors import MarqueeError
from app.contract.library import Scan, SourceKind
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.add_folder import AddFolder
from app.desktop.kit.widgets.buttons import IconButton, plain_button
from app.desktop.kit.widgets.surfaces import Panel, scroller
from app.desktop.kit.widgets.text import label
from app.desktop.kit.words import word_error
from app.desktop.sources.row import SourceRow
from app.desktop.sources.state import SourcesState


class SourcesPage(Page):
    """All folders, the newest news of their scans included."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = self.tr("Your folders")
        self.state = SourcesState(desk.client)
        self.rows: dict[str, SourceRow] = {}
        self.add = AddFolder()
        self.add.wanted.connect(self._add)
        self.scan_all = plain_button(self.tr("Scan all"), "refresh")
        self.scan_all.clicked.connect(self._scan_all)
        self.take_over = plain_button(self.tr("Take over from Plex, Jellyfin or Emby…"), "server")
        self.take_over.clicked.connect(lambda: desk.navigator.open("imports"))
        self._nothing = label(
            self.tr("No folder yet. Add the one where your films, shows or music are; they stay as they are."),
            "soft",
            wraps=True,
        )
        self._lay_out()
        desk.live.scan_progress.connect(self._on_scan)
        desk.live.sources_changed.connect(lambda _ids: self._reload())
        desk.live.resync.connect(self._reload)

    async def show_with(self, **arguments: object) -> None:
        """Show all folders."""
        del arguments
        if self.state_is_new:
            self.set_loading()
        await self.state.load()
        self._show_rows()
        self.set_full()

    @property
    def state_is_new(self) -> bool:
        """Whether nothing was ever read."""
        return not self.state.sources

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        back = IconButton("back", self.tr("Back"))
        back.clicked.connect(self.desk.navigator.back)
        head.addWidget(back)
        head.addWidget(label(self.title, "headline"), 1)
        head.addWidget(self.take_over)
        head.addWidget(self.scan_all)
        panel = Panel(self.tr("Add a folder"), self.tr("Marquee reads it and never changes what is in it."))
        panel.inside.addWidget(self.add)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, Space.L, Space.XXL)
        self._column.setSpacing(Space.M)
        self._column.addWidget(panel)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        whole = QVBoxLayout(self.body)
        whole.setContentsMargins(Space.XXL, Space.XL, Space.L, 0)
        whole.setSpacing(Space.XL)
        whole.addLayout(head)
        whole.addWidget(scroller(inside), 1)

    def _show_rows(self) -> None:
        shown = self.state.shown
        for source_id in set(self.rows) - {source.id for source in shown}:
            self.rows.pop(source_id).deleteLater()
        for source in shown:
            row = self.rows.get(source.id) or self._make_row(source.id)
            row.show_source(source, self.state.scans.get(source.id))
        self._nothing.setVisible(not shown)
        self.scan_all.setVisible(bool(shown))

    def _make_row(self, source_id: str) -> SourceRow:
        source = next(source for source in self.state.sources if source.id == source_id)
        row = SourceRow(source)
        row.scanned.connect(lambda each: tasks.run(self._then_show(self.state.scan(each))))
        row.cancelled.connect(lambda each: tasks.run(self.state.cancel(each)))
        row.removed.connect(self._remove)
        row.reported.connect(lambda each: tasks.run(self._report(each)))
        self.rows[source_id] = row
        self._column.insertWidget(self._column.count() - 2, row)
        return row

    def _add(self, path: str, kind: str) -> None:
        def fail(error: MarqueeError) -> None:
            self.add.say_wrong(" ".join(word_error(error)))

        async def add() -> None:
            await self.state.add(path, SourceKind(kind))
            self.add.clear()
            self._show_rows()

        tasks.run(add(), on_error=fail)

    def _remove(self, source_id: str) -> None:
        self.state.hidden.add(source_id)
        self._show_rows()

        def undo() -> None:
            self.state.hidden.discard(source_id)
            self._show_rows()

        def remove() -> None:
            tasks.run(self._then_show(self.state.remove(source_id)))

        self.desk.notices.offer(
            self.tr("Folder removed. Its files stay where they are."), self.tr("Undo"), undo, otherwise=remove
        )

    async def _report(self, source_id: str) -> None:
        problems = await self.state.read_problems(source_id)
        if source_id in self.rows:
            self.rows[source_id].show_problems(problems)

    def _scan_all(self) -> None:
        tasks.run(self._then_show(self.desk.client.library.scan_all()))

    def _on_scan(self, scan: Scan) -> None:
        is_over = self.state.take_scan(scan)
        if not self.isVisible():
            return
        row = self.rows.get(scan.source_id)
        if row is not None:
            row.show_source(row.source, scan)
        if is_over:
            self._reload()

    def _reload(self) -> None:
        if self.isVisible():
            tasks.run(self._then_show(self.state.load()))

    async def _then_show(self, work: Awaitable[object]) -> None:
        await work
        self._show_rows()

"""One folder on the page: how it is, its scan, its report."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.contract.library import Problem, Scan, ScanState, Source
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.add_folder import KIND_ICONS, word_kind
from app.desktop.kit.widgets.buttons import IconButton, link_button
from app.desktop.kit.widgets.surfaces import ProgressLine, clear_layout
from app.desktop.kit.widgets.text import ElidedLabel, IconLabel, label
from app.desktop.sources.state import BUSY, part_done
from app.desktop.sources.words import word_problem, word_scan, word_skipped, word_source

SHOWN_PROBLEMS = 200


class SourceRow(QFrame):
    """Shows a Source, and says what the user wants with it."""

    scanned = Signal(str)
    cancelled = Signal(str)
    removed = Signal(str)
    reported = Signal(str)

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.setProperty("look", "panel")
        self.path = ElidedLabel(source.path, "strong")
        self.line = label("", "caption")
        self.report_button = link_button("")
        self.scan_button = IconButton("refresh", self.tr("Scan {0} now").format(source.path))
        self.stop_button = IconButton("close", self.tr("Stop the scan of {0}").format(source.path))
        self.remove_button = IconButton("trash", self.tr("Remove {0} from Marquee").format(source.path))
        self.progress = ProgressLine(self.tr("Progress of the scan"))
        self.report = QWidget()
        self._report_column = QVBoxLayout(self.report)
        self._report_column.setContentsMargins(Space.XXXL, Space.S, 0, 0)
        self._icon = IconLabel(KIND_ICONS[source.kind], 28, "text_soft")
        self.report.hide()
        self._lay_out()
        for button, signal in (
            (self.scan_button, self.scanned),
            (self.stop_button, self.cancelled),
            (self.remove_button, self.removed),
        ):
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit(self.source.id))
        self.report_button.clicked.connect(self._toggle_report)

    def show_source(self, source: Source, scan: Scan | None) -> None:
        """Show how the folder is now."""
        self.source = source
        self._icon.setToolTip(word_kind(source.kind))
        is_busy = scan is not None and scan.state in BUSY
        self.scan_button.setVisible(not is_busy)
        self.stop_button.setVisible(is_busy)
        self.progress.setVisible(is_busy)
        problems = max(source.problem_count, scan.problems if scan is not None else 0)
        self.report_button.set_text(word_skipped(problems))
        self.report_button.setVisible(problems > 0)
        if scan is not None and is_busy:
            self.progress.set_part(part_done(scan))
            self.line.setText(word_scan(scan))
        elif scan is not None and scan.state is ScanState.FAILED:
            self.line.setText(word_scan(scan))
        else:
            self.line.setText(word_source(source))
        self._icon.set_icon(
            KIND_ICONS[source.kind] if source.online else "warning", "text_soft" if source.online else "warning"
        )
        self.setAccessibleName(f"{source.path}, {self.line.text()}")

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show the report: what was skipped, and why."""
        clear_layout(self._report_column)
        for problem in problems[:SHOWN_PROBLEMS]:
            entry = ElidedLabel(problem.path)
            why = label(word_problem(problem.kind), "caption", wraps=True)
            why.setToolTip(problem.detail)
            self._report_column.addWidget(entry)
            self._report_column.addWidget(why)
        self.report.show()

    def _toggle_report(self) -> None:
        if self.report.isVisible():
            self.report.hide()
        else:
            self.reported.emit(self.source.id)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.path)
        line = QHBoxLayout()
        line.addWidget(self.line)
        line.addWidget(self.report_button)
        line.addStretch(1)
        words.addLayout(line)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        for button in (self.stop_button, self.scan_button, self.remove_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addLayout(row)
        column.addWidget(self.progress)
        column.addWidget(self.report)

"""Folders: adding, scanning, reports, removal with undo."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.contract.library import ProblemKind, Scan, ScanState, SourceKind
from app.contract.units import DurationMs
from app.desktop.kit.desk import Desk
from app.desktop.sources.page import SourcesPage
from app.desktop.sources.state import SourcesState, part_done
from app.desktop.sources.words import word_problem, word_scan, word_skipped, word_source
from tests.desktop.conftest import Drive
from tests.fakes.catalogue import NOW
from tests.fakes.client import FakeClient, a_problem, a_source

SCAN = Scan(
    source_id="1", job_id="j1", state=ScanState.PROBING, done=50, total=200, rate=84.6, eta_ms=DurationMs(20_000)
)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, drive: Drive, fake: FakeClient) -> SourcesPage:
    fake.library.sources = [a_source("1", "/media/films", SourceKind.MOVIES, files=12), a_source("2", "/media/music")]
    fake.library.problems["1"] = (a_problem("broken.mkv"), a_problem("pipe", ProblemKind.NOT_A_FILE))
    made = SourcesPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    drive(made.show_with())
    return made


async def test_a_finished_scan_asks_for_the_folder_again(fake: FakeClient) -> None:
    state = SourcesState(fake.as_client())

    assert not state.take_scan(SCAN)
    assert state.running("1") == SCAN
    assert state.take_scan(replace(SCAN, state=ScanState.DONE))
    assert state.running("1") is None
    assert part_done(SCAN) == 0.25
    assert part_done(replace(SCAN, total=0)) == 0


@pytest.mark.parametrize(
    ("scan", "said"),
    [
        (SCAN, "50 of 200 files  ·  85 a second  ·  20 s left"),
        (replace(SCAN, state=ScanState.WALKING, done=0, found=7), "Looking through the folders, 7 files so far"),
        (replace(SCAN, state=ScanState.QUEUED), "Waiting for its turn"),
        (replace(SCAN, state=ScanState.DONE, added=3), "Done: 3 new, 0 changed, 0 gone"),
        (replace(SCAN, state=ScanState.FAILED), "The scan did not work"),
        (replace(SCAN, state=ScanState.CANCELLED), "Stopped"),
    ],
)
def test_a_scan_says_where_it_is(scan: Scan, said: str) -> None:
    assert word_scan(scan) == said


def test_folders_and_problems_have_words() -> None:
    source = a_source("1", "/media", files=3)

    assert word_source(source) == "3 files  ·  not scanned yet"
    assert "just now" in word_source(replace(source, scanned_at=NOW), NOW)
    assert "disk is away" in word_source(replace(source, online=False))
    assert word_skipped(2) == "2 skipped"
    assert all(word_problem(kind).endswith(".") for kind in ProblemKind)


def test_all_folders_are_shown(page: SourcesPage) -> None:
    assert list(page.rows) == ["1", "2"]
    assert "12 files" in page.rows["1"].line.text()


def test_a_folder_is_added(page: SourcesPage, drive: Drive) -> None:
    async def add() -> None:
        page.add.wanted.emit("/media/shows", "shows")

    drive(add())

    assert "3" in page.rows
    assert page.add.path.text() == ""


def test_a_folder_that_is_there_already_is_refused_beside_the_field(page: SourcesPage, drive: Drive) -> None:
    async def add() -> None:
        page.add.wanted.emit("/media/films", "movies")

    drive(add())

    assert "already there" in page.add._wrong.text()


def test_a_scan_moves_its_line(page: SourcesPage, drive: Drive, desk: Desk, fake: FakeClient) -> None:
    over = replace(SCAN, state=ScanState.DONE, problems=2)
    fake.library.scans["1"] = over
    desk.live.scan_progress.emit(SCAN)

    row = page.rows["1"]
    assert row.progress.part == 0.25
    assert row.stop_button.isVisible()

    async def stop() -> None:
        desk.live.scan_progress.emit(over)

    drive(stop())
    assert not row.progress.isVisible()
    assert row.report_button.isVisible()


def test_scanning_is_asked_of_the_engine(page: SourcesPage, drive: Drive, fake: FakeClient) -> None:
    async def scan() -> None:
        page.rows["1"].scan_button.click()
        page.scan_all.click()

    drive(scan())

    assert {"scan", "scan_all"} <= set(fake.verbs())


def test_the_report_says_what_was_skipped_and_why(page: SourcesPage, drive: Drive) -> None:
    async def report() -> None:
        page.rows["1"].reported.emit("1")

    drive(report())

    assert page.rows["1"].report.isVisibleTo(page)
    assert len(page.state.problems["1"]) == 2


def test_a_removed_folder_comes_back_by_undo(page: SourcesPage, drive: Drive, desk: Desk, fake: FakeClient) -> None:
    page.rows["1"].remove_button.click()
    assert "1" not in page.rows
    assert desk.notices.shown is not None
    desk.notices.shown.use()

    assert "1" in page.rows
    assert "delete_source" not in fake.verbs()


def test_without_undo_the_folder_goes_for_good(page: SourcesPage, drive: Drive, desk: Desk, fake: FakeClient) -> None:
    async def remove() -> None:
        page.rows["1"].remove_button.click()
        desk.notices.close()

    drive(remove())

    assert ("delete_source", ("1",)) in fake.calls
    assert list(page.rows) == ["2"]

"""Taking over from another server: three steps, each with its words."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.contract.errors import Denied, Unavailable
from app.contract.imports import Choices, Mapping, MissReason, Mode, NewImport, ServerKind
from app.contract.jobs import JobProgress, JobState
from app.desktop.imports.page import ImportsPage
from app.desktop.imports.state import ImportsState, Step, part_done
from app.desktop.imports.words import word_counts, word_missed, word_reason, word_refusal, word_server, word_state
from app.desktop.kit.desk import Desk
from tests.desktop.conftest import Drive
from tests.fakes.client import FakeClient, a_job
from tests.fakes.imports import MISSES, a_report, an_import


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, drive: Drive) -> ImportsPage:
    made = ImportsPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    drive(made.show_with())
    return made


async def done(act: Callable[[], object]) -> None:
    """Do something on the loop, which then takes up what it began."""
    act()


def opened(page: ImportsPage, fake: FakeClient, drive: Drive) -> None:
    fake.imports.imports["1"] = an_import("1")
    drive(done(lambda: page.server.opened.emit("1")))


async def test_what_was_chosen_before_stays_chosen(fake: FakeClient) -> None:
    chosen = Choices(libraries=("f",), mappings=(Mapping(remote="/data/films", local="/pool/films"),))
    fake.imports.imports["1"] = replace(an_import("1"), choices=chosen)
    state = ImportsState(fake.as_client())

    await state.open("1")

    assert state.mappings == {"/data/films": "/pool/films", "/data/shows": "/media/shows"}
    assert (state.is_chosen("f"), state.is_chosen("s")) == (True, False)
    assert state.step is Step.FOLDERS


async def test_a_server_that_was_forgotten_elsewhere_is_closed(fake: FakeClient) -> None:
    fake.imports.imports["1"] = an_import("1", a_report())
    state = ImportsState(fake.as_client())
    await state.open("1")
    await state.load()
    assert state.misses == MISSES

    fake.imports.imports.clear()
    await state.load()

    assert (state.current, state.server, state.step) == (None, None, Step.SERVER)
    assert (state.report, state.is_busy, state.is_mine("j9")) == (None, False, False)
    await state.refresh()


def test_how_much_is_done_is_a_part_of_the_whole() -> None:
    assert part_done(a_report(done=103)) == 0.25
    assert part_done(a_report(total=0)) == 0


@pytest.mark.parametrize(
    ("mode", "state", "total", "said"),
    [
        (Mode.RUN, JobState.QUEUED, 0, "Waiting for its turn"),
        (Mode.RUN, JobState.RUNNING, 0, "Asking the server, and waiting for scans"),
        (Mode.RUN, JobState.RUNNING, 412, "103 of 412"),
        (Mode.RUN, JobState.DONE, 412, "Everything that was found is taken over"),
        (Mode.PREVIEW, JobState.DONE, 412, "So much would be found. Nothing has changed yet."),
        (Mode.RUN, JobState.CANCELLED, 412, "Stopped"),
        (Mode.RUN, JobState.DEAD, 412, "It did not work: no answer"),
    ],
)
def test_a_report_says_where_it_is(mode: Mode, state: JobState, total: int, said: str) -> None:
    assert word_state(a_report(mode, state, done=103, total=total, error="no answer")) == said


def test_counts_reasons_and_refusals_have_words() -> None:
    assert len(word_counts(a_report())) == 3
    assert word_counts(a_report(Mode.RUN, states=7))[3] == "7 watch states taken over"
    assert word_missed(2) == "2 not found"
    assert all(word_reason(reason).endswith(".") for reason in MissReason)
    assert "refuses" in word_refusal(Denied("x", code="server_refused"))
    assert word_refusal(Unavailable("x", code="engine_away"))
    assert word_server(an_import("1")) == "Attic  ·  Jellyfin 10.11.8  ·  http://192.168.1.5:8096"


def test_a_server_is_connected_and_its_libraries_are_shown(page: ImportsPage, fake: FakeClient, drive: Drive) -> None:
    page.server.kind.set_value("plex")
    page.server.url.setText(" http://cellar:32400 ")
    page.server.token.setText("secret")

    drive(done(page.server.connect_button.click))

    new = NewImport(kind=ServerKind.PLEX, url="http://cellar:32400", token="secret")
    assert ("create_import", (new,)) in fake.calls
    assert page.server.token.text() == ""
    assert list(page.folders.toggles) == ["f", "s"]
    assert page.folders.fields["/data/films"].text() == "/media/films"
    assert "2 of 3" in page.where.text()


def test_an_empty_form_and_a_refusal_are_said_in_words(page: ImportsPage, fake: FakeClient, drive: Drive) -> None:
    drive(done(page.server.connect_button.click))
    assert "first" in page.server.wrong.text()

    page.server.url.setText("http://cellar:32400")
    page.server.token.setText("wrong")
    fake.failure = Denied("no", code="server_refused")
    drive(done(page.server.connect_button.click))

    assert "refuses" in page.server.wrong.text()
    assert page.state.step is Step.SERVER


def test_a_preview_starts_with_what_is_chosen(page: ImportsPage, fake: FakeClient, drive: Drive) -> None:
    opened(page, fake, drive)
    page.folders.toggles["s"].setChecked(False)
    page.folders.user.set_value("u2")
    page.folders.fields["/data/shows"].setText("")
    drive(done(page.folders.preview.click))

    chosen = Choices(
        libraries=("f",),
        remote_user_id="u2",
        mappings=(Mapping(remote="/data/films", local="/media/films"), Mapping(remote="/data/shows")),
    )
    assert ("choose", ("1", chosen)) in fake.calls
    assert page.report.line.text() == "103 of 412"
    assert page.report.stop.isVisible()
    assert not page.report.take.isVisible()


def test_nothing_starts_without_a_library(page: ImportsPage, fake: FakeClient, drive: Drive) -> None:
    opened(page, fake, drive)
    for toggle in page.folders.toggles.values():
        toggle.setChecked(False)
    drive(done(page.folders.preview.click))

    assert "at least one" in page.folders.wrong.text()
    assert "preview" not in fake.verbs()


def test_the_report_follows_its_job_and_then_takes_over(page: ImportsPage, fake: FakeClient, drive: Drive) -> None:
    opened(page, fake, drive)
    drive(done(page.folders.preview.click))
    fake.imports.end("1")
    over = JobProgress(id="j9", kind="imports.run", state=JobState.DONE, progress=1.0, detail="")
    drive(done(lambda: page.desk.live.job_progress.emit(replace(over, id="other"))))
    assert page.report.stop.isVisible()

    drive(done(lambda: page.desk.live.job_progress.emit(over)))
    assert page.state.misses == MISSES
    assert page.report.take.isVisible()

    drive(done(page.report.take.click))
    assert "run" in fake.verbs()


def test_what_runs_can_be_stopped(page: ImportsPage, fake: FakeClient, drive: Drive) -> None:
    fake.jobs.jobs["j9"] = a_job("j9")
    opened(page, fake, drive)
    drive(done(page.folders.preview.click))
    drive(done(page.report.stop.click))

    assert ("cancel", ("j9",)) in fake.calls


def test_back_goes_step_by_step_and_then_away(page: ImportsPage, fake: FakeClient, drive: Drive) -> None:
    page.desk.navigator.open("sources")
    page.desk.navigator.open("imports")
    opened(page, fake, drive)
    page._back()
    assert page.state.step is Step.SERVER
    page._back()

    here = page.desk.navigator.here
    assert here is not None
    assert here.page == "sources"


def test_a_known_server_can_be_forgotten(page: ImportsPage, fake: FakeClient, drive: Drive) -> None:
    fake.imports.imports["1"] = an_import("1")
    drive(done(lambda: page.desk.live.resync.emit()))
    assert page.server.known.isVisible()

    drive(done(lambda: page.server.forgotten.emit("1")))
    assert not page.server.known.isVisible()
    assert page.state.known == ()

"""Activity: sessions, jobs, cancelling and trying again."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.contract.errors import NotFound
from app.contract.jobs import JobProgress, JobState
from app.contract.playback import Method, SessionState
from app.contract.streaming import EncodeFacts, SentPicture
from app.contract.units import DurationMs, Kbps
from app.desktop.activity.page import ActivityPage
from app.desktop.activity.state import ActivityState
from app.desktop.activity.words import word_job, word_session, word_state
from app.desktop.kit.desk import Desk
from tests.desktop.conftest import Drive
from tests.fakes.catalogue import a_card
from tests.fakes.client import FakeClient, a_job, a_session


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, drive: Drive, fake: FakeClient) -> ActivityPage:
    fake.jobs.jobs = {"1": a_job("1"), "2": a_job("2", JobState.DEAD), "3": a_job("3", JobState.DONE)}
    fake.playback.sessions = {"s": a_session("s", a_card(), device="TV")}
    made = ActivityPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    drive(made.show_with())
    return made


async def test_running_work_comes_first_and_old_work_last(fake: FakeClient) -> None:
    states = (JobState.DONE, JobState.DEAD, JobState.QUEUED, JobState.RUNNING, JobState.CANCELLED)
    fake.jobs.jobs = {str(n): a_job(str(n), state) for n, state in enumerate(states)}
    state = ActivityState(fake.as_client())

    await state.load()

    assert [job.state for job in state.shown] == ["running", "queued", "dead", "cancelled", "done"]


def test_words_of_jobs_and_sessions() -> None:
    session = a_session("s", a_card(), device="TV")

    assert word_job("library.scan") == "Scanning a folder"
    assert word_job("channels.make_plan") == "Channels: make plan"
    assert word_state(a_job("1")) == "40 %"
    assert word_state(a_job("1", JobState.DEAD)) == "Gave up after 1 attempt"
    assert word_session(session) == "TV  ·  10:00 / 1:56:00  ·  as it is"
    assert "paused" in word_session(replace(session, state=SessionState.PAUSED))
    small = SentPicture(width_px=854, height_px=480)
    assert word_session(replace(session, picture=small)) == "TV  ·  10:00 / 1:56:00  ·  as it is  ·  480p"
    broken = EncodeFacts(
        encoder="libx264",
        preset="veryfast",
        width_px=854,
        height_px=480,
        speed=2.0,
        ahead_ms=DurationMs(0),
        pieces_made=3,
        pieces_reused=0,
        cost_percent=10,
        fault="ffmpeg failed",
    )
    assert "converted in another way after failures" in word_session(replace(session, encode=broken))
    assert word_session(replace(session, encode=replace(broken, fault=""))) == word_session(session)


def test_work_is_shown_and_can_be_stopped_and_tried_again(page: ActivityPage, drive: Drive, fake: FakeClient) -> None:
    async def act() -> None:
        page.rows["1"].cancel.click()
        page.rows["2"].retry.click()

    drive(act())

    assert {"cancel", "retry"} <= set(fake.verbs())
    assert fake.jobs.jobs["1"].state is JobState.CANCELLED


def test_news_move_the_line_without_reading_again(page: ActivityPage, desk: Desk, fake: FakeClient) -> None:
    before = len(fake.calls)

    desk.live.job_progress.emit(
        JobProgress(id="1", kind="library.scan", state=JobState.RUNNING, progress=0.9, detail="nearly")
    )

    assert page.rows["1"].progress.part == 0.9
    assert len(fake.calls) == before


def test_quiet_is_said_calmly(qtbot: QtBot, desk: Desk, drive: Drive) -> None:
    page = ActivityPage(desk)
    qtbot.addWidget(page)
    drive(page.show_with())

    assert page.phase == "empty"


def test_a_session_says_who_plays_where_and_how_fast(page: ActivityPage, drive: Drive, fake: FakeClient) -> None:
    session = fake.playback.sessions["s"]
    remuxed = replace(session.decision, method=Method.REMUX, words="Your TV can't open Matroska files.")
    fake.playback.sessions["s"] = replace(session, decision=remuxed, bandwidth_kbps=Kbps(8240))

    async def wait() -> None:
        page._measure()

    drive(wait())

    row = page.playing["s"]
    assert row.accessibleName() == (
        "Arrival, owner  ·  TV  ·  10:00 / 1:56:00  ·  repacked  ·  8.2 Mbit/s, Your TV can't open Matroska files."
    )


def test_the_owner_stops_what_somebody_plays(page: ActivityPage, drive: Drive, fake: FakeClient) -> None:
    async def act() -> None:
        page.playing["s"].stop.click()

    drive(act())

    assert ("dismiss", ("s",)) in fake.calls
    assert page.playing == {}


async def test_a_session_that_ended_by_itself_is_no_failure(fake: FakeClient) -> None:
    state = ActivityState(fake.as_client())
    fake.playback.dismiss = gone  # type: ignore[method-assign]

    await state.dismiss("s")

    assert state.sessions == ()


async def gone(session_id: str) -> None:
    raise NotFound(session_id)


def test_a_line_stays_the_same_while_its_numbers_move(page: ActivityPage, drive: Drive, fake: FakeClient) -> None:
    before = page.playing["s"]

    async def wait() -> None:
        page._measure()

    drive(wait())

    assert page.playing["s"] is before
    assert before.stop.accessibleName() == "Stop: Arrival"

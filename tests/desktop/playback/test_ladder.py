"""What the player does when it cannot play, or is not to play any more."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.contract.playback import Method, Progress, SessionChanged, SessionState
from app.contract.quirks import Failure as Lesson
from app.desktop.playback.backend import Failure
from app.desktop.playback.deck import MOST_FALLS
from tests.desktop.playback.theatre import Theatre
from tests.fakes.client import DIRECT, FakeClient

REMUXED = replace(DIRECT, method=Method.REMUX, protocol="hls", container="mp4")


def lessons(fake: FakeClient) -> list[Lesson | None]:
    told = [arguments[1] for verb, arguments in fake.calls if verb == "report"]
    return [each.failure for each in told if isinstance(each, Progress) and each.failure is not None]


def fail(theatre: Theatre, failure: Failure = Failure.UNPLAYABLE) -> None:
    # Nothing was shown yet: after a picture, a failure is a stream that broke off.
    theatre.backend.framed.emit(0)
    theatre.backend.failed.emit(failure, "no decoder")
    theatre.settle()


def test_what_does_not_play_as_it_is_comes_in_another_way_from_the_same_place(
    theatre: Theatre, fake: FakeClient
) -> None:
    theatre.open(theatre.film())
    theatre.backend.run_to(40_000, frames=0)
    fake.playback.decision = REMUXED
    fake.playback.stream_url = "/stream/remux/a1/9999999999/signature/mp4/master.m3u8"

    fail(theatre)

    assert lessons(fake) == [Lesson.OPEN]
    assert theatre.backend.loads[-1] == (fake.absolute(fake.playback.stream_url), 40_000)
    assert "another way" in theatre.page.layers.osd.text()
    assert theatre.page.phase == "full"


def test_when_there_is_no_other_way_that_is_said(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(theatre.film())

    fail(theatre, Failure.NO_PICTURE)

    assert lessons(fake) == [Lesson.PICTURE]
    assert len(theatre.backend.loads) == 1
    assert theatre.page.phase == "error"
    assert fake.playback.sessions == {}


def test_the_ladder_is_climbed_down_once(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(theatre.film())

    for number in range(MOST_FALLS + 3):
        fake.playback.decision = replace(REMUXED, container=f"form {number}")
        fail(theatre)

    assert len(lessons(fake)) == MOST_FALLS
    assert theatre.page.phase == "error"


def test_another_try_begins_where_it_stood(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(theatre.film())
    theatre.backend.run_to(40_000, frames=0)
    fail(theatre)

    theatre.page._try_again()
    theatre.settle()

    assert theatre.page.phase == "full"
    assert theatre.backend.loads[-1][1] == 40_000


@pytest.mark.parametrize("is_heard", [True, False])
def test_what_the_owner_stopped_stops_with_a_sentence(theatre: Theatre, fake: FakeClient, is_heard: bool) -> None:
    theatre.open(theatre.film())
    theatre.backend.run_to(40_000)
    session_id = next(iter(fake.playback.sessions))
    opened = fake.verbs().count("open")
    fake.playback.dismissed.add(session_id)

    if is_heard:
        event = SessionChanged(id=session_id, item_id="1", state=SessionState.STOPPED, is_dismissed=True)
        theatre.desk.live.session_changed.emit(event)
    else:
        theatre.press(Qt.Key.Key_Space)  # told at once, and answered
    theatre.settle()

    assert theatre.backend.is_stopped
    assert theatre.page.phase == "error"
    assert theatre.card_id() is None
    assert fake.verbs().count("open") == opened


def test_what_the_owner_stops_elsewhere_goes_on_here(theatre: Theatre) -> None:
    theatre.open(theatre.film())

    event = SessionChanged(id="another", item_id="1", state=SessionState.STOPPED, is_dismissed=True)
    theatre.desk.live.session_changed.emit(event)

    assert not theatre.backend.is_stopped

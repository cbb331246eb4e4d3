"""What is remembered of failures, in a database of its own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from sqlite_utils import Database

from app.contract.quirks import Failure, Step
from app.engine.playback.quirks import store
from app.engine.playback.quirks.rules import Likeness
from app.engine.playback.schema import m2026_11_21_quirks

LESSON = store.Lesson(
    user_id=1,
    device="den",
    likeness=Likeness(container="mkv", video_codec="hevc", audio_codec="truehd"),
    failure=Failure.SOUND,
    step=Step.CONVERT_AUDIO,
)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as made:
        made.row_factory = sqlite3.Row
        made.execute("create table user (id integer primary key)")
        m2026_11_21_quirks(Database(made))
        yield made


def test_a_lesson_is_remembered_and_counted(connection: sqlite3.Connection) -> None:
    store.learn(connection, LESSON, 1_000)
    store.learn(connection, LESSON, 2_000)

    (quirk,) = store.list_quirks(connection, 1)
    assert (quirk.device, quirk.container, quirk.video_codec, quirk.audio_codec) == ("den", "mkv", "hevc", "truehd")
    assert (quirk.failure, quirk.step, quirk.failures) == (Failure.SOUND, Step.CONVERT_AUDIO, 2)
    assert quirk.learned_at.timestamp() == 2


def test_a_step_never_goes_up_again(connection: sqlite3.Connection) -> None:
    store.learn(connection, replace(LESSON, step=Step.CONVERT_ALL), 1_000)
    store.learn(connection, replace(LESSON, step=Step.REMUX), 2_000)

    assert [quirk.step for quirk in store.list_quirks(connection, 1)] == [Step.CONVERT_ALL]


def test_devices_kinds_of_failure_and_users_are_kept_apart(connection: sqlite3.Connection) -> None:
    for at_ms, lesson in enumerate(
        (LESSON, replace(LESSON, device="attic"), replace(LESSON, failure=Failure.OPEN), replace(LESSON, user_id=2))
    ):
        store.learn(connection, lesson, at_ms)

    assert [quirk.device for quirk in store.list_quirks(connection, 1)] == ["den", "attic", "den"]
    assert [quirk.device for quirk in store.list_quirks(connection, 1, "attic")] == ["attic"]
    assert len(store.list_quirks(connection, 2)) == 1


def test_one_all_of_a_device_and_all_are_forgotten(connection: sqlite3.Connection) -> None:
    for device in ("den", "attic", "yard"):
        store.learn(connection, replace(LESSON, device=device), 1_000)
    first = int(store.list_quirks(connection, 1, "den")[0].id)

    assert not store.forget(connection, 2, first)
    assert store.forget(connection, 1, first)
    assert not store.forget(connection, 1, first)
    store.forget_all(connection, 2, None)
    store.forget_all(connection, 1, "attic")
    assert [quirk.device for quirk in store.list_quirks(connection, 1)] == ["yard"]
    store.forget_all(connection, 1, None)
    assert store.list_quirks(connection, 1) == ()


def test_the_oldest_are_forgotten_when_there_are_too_many(connection: sqlite3.Connection) -> None:
    store.learn(connection, replace(LESSON, user_id=2), 0)
    for number in range(store.MOST_QUIRKS + 3):
        store.learn(connection, replace(LESSON, device=f"device {number}"), number)

    kept = store.list_quirks(connection, 1)
    assert (len(kept), kept[-1].device) == (store.MOST_QUIRKS, "device 3")
    assert len(store.list_quirks(connection, 2)) == 1

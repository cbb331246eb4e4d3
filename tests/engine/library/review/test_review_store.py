"""The queue on disk: filed, closed by itself, answered for a folder, taken back."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

import pytest

from app.contract.review import Answer, DoubtKind, ReviewState, Verdict
from app.engine.ground.db import Db, connect
from app.engine.library.review import store
from app.engine.library.review.answers import store as answers
from app.engine.library.review.evidence import store as evidence
from app.engine.library.review.rules import Doubt
from app.engine.library.schema import migrations

SHOW = Answer(verdict=Verdict.SHOW, title="Harbour", season=2)
WEAK = DoubtKind.UNCERTAIN


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with Db(tmp_path / "library.db", (migrations,)):
        pass
    with closing(connect(tmp_path / "library.db")) as connection:
        connection.execute("insert into source (id, path, kind, added_at) values (1, '/media', 'mixed', 0)")
        yield connection


def file(db: Connection, *paths: str) -> None:
    """File a doubt about each path."""
    doubts = [Doubt(path=path, kind=WEAK, confidence=0.4, reasons=("range",), offers=(SHOW,)) for path in paths]
    store.file_doubts(db, 1, paths, doubts, 1_000)


def paths(db: Connection, state: ReviewState = ReviewState.OPEN) -> list[str]:
    """Return the paths of the entries in a state."""
    return [entry.path for entry in store.list_entries(db, state, None, 100, 0)]


def test_a_doubt_comes_back_as_it_was_filed(db: Connection) -> None:
    file(db, "a/1.mkv")

    (entry,) = store.list_entries(db, ReviewState.OPEN, WEAK, 10, 0)

    assert (entry.path, entry.reasons, entry.offers, entry.confidence) == ("a/1.mkv", ("range",), (SHOW,), 0.4)
    assert store.find_entry(db, int(entry.id)) == entry
    assert store.find_entry(db, 99) is None
    assert store.list_entries(db, ReviewState.OPEN, DoubtKind.CLASH, 10, 0) == ()
    assert store.count_open(db) == {WEAK: 1}


def test_what_became_certain_closes_by_itself(db: Connection) -> None:
    file(db, "a/1.mkv", "a/2.mkv")

    store.file_doubts(db, 1, ["a/1.mkv"], [], 2_000)

    assert paths(db) == ["a/2.mkv"]


def test_what_vanished_closes_and_what_is_only_in_the_report_stays(db: Connection) -> None:
    file(db, "a/1.mkv", "a/2.mkv")
    db.execute("insert into problem (source_id, path, kind, detail, seen_at) values (1, 'a/2.mkv', 'empty', '', 0)")

    assert evidence.close_vanished(db, 1) == 1
    assert paths(db) == ["a/2.mkv"]


def test_an_answer_for_a_folder_settles_all_below_it_and_can_be_taken_back(db: Connection) -> None:
    file(db, "a/1.mkv", "a/b/2.mkv", "ab/3.mkv")

    assert answers.save_answer(db, 1, "a", SHOW, 2_000) == 2
    assert (paths(db), paths(db, ReviewState.ANSWERED)) == (["ab/3.mkv"], ["a/1.mkv", "a/b/2.mkv"])
    assert answers.load_answers(db, 1) == {"a": SHOW}

    answers.delete_answer(db, 1, "a", 9_000)
    assert len(paths(db)) == 3
    assert answers.load_answers(db, 1) == {}


def test_what_a_second_answer_covers_stays_settled_when_the_first_is_taken_back(db: Connection) -> None:
    file(db, "a/1.mkv", "a/2.mkv")
    answers.save_answer(db, 1, "a/1.mkv", SHOW, 2_000)
    answers.save_answer(db, 1, "a", SHOW, 3_000)

    answers.delete_answer(db, 1, "a", 9_000)

    assert (paths(db), paths(db, ReviewState.ANSWERED)) == (["a/2.mkv"], ["a/1.mkv"])


def test_an_answer_for_the_source_settles_everything(db: Connection) -> None:
    file(db, "a/1.mkv", "2.mkv")

    assert answers.save_answer(db, 1, "", SHOW, 2_000) == 2


def test_nobody_is_asked_again_what_was_dismissed(db: Connection) -> None:
    file(db, "a/1.mkv")
    (entry,) = store.list_entries(db, ReviewState.OPEN, None, 10, 0)

    dismissed = [store.set_state(db, int(entry.id), ReviewState.OPEN, ReviewState.DISMISSED) for _ in range(2)]
    assert dismissed == [True, False]
    file(db, "a/1.mkv")
    assert (paths(db), paths(db, ReviewState.DISMISSED)) == ([], ["a/1.mkv"])


def test_the_open_queue_is_read_from_its_index(db: Connection) -> None:
    plan = db.execute(
        "explain query plan select * from review_entry where state = 'open' order by source_id, path, kind limit 5"
    ).fetchall()

    assert ["review_entry_state" in row["detail"] for row in plan] == [True]

"""The queue beside a real scan: what is filed, what answers do to the catalogue, and that a rescan keeps it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.contract.errors import Conflict, NotFound
from app.contract.library import NewSource, Source, SourceKind
from app.contract.review import Answer, DoubtKind, NewAnswer, ReviewChanged, ReviewEntry, ReviewState, Scope, Verdict
from app.engine.library.review import service
from tests.fakes.library import BROKEN, FakeMedia, House, open_house, put

EPISODES = "select title, season_number, number from item where kind = 'episode' order by season_number, number"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path / "data") as house:
        yield house


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "media").mkdir()
    return tmp_path / "media"


async def entries(house: House, state: ReviewState = ReviewState.OPEN) -> list[ReviewEntry]:
    return list((await house.library.review.list_entries(state, None, 1, 100)).entries)


async def paths(house: House, state: ReviewState = ReviewState.OPEN) -> list[str]:
    return [entry.path for entry in await entries(house, state)]


async def say(
    house: House, verdict: Verdict, scope: Scope = Scope.FILE, *, about: int = 0, **fields: object
) -> ReviewEntry:
    """Answer an open entry."""
    entry = (await entries(house))[about]
    answer = Answer(verdict=verdict, **fields)  # type: ignore[arg-type]  # fields of the tests below
    return await house.library.review.answer(int(entry.id), NewAnswer(answer=answer, scope=scope))


async def undo(house: House, entry: ReviewEntry) -> ReviewEntry:
    return await house.library.review.reopen(int(entry.id))


async def test_a_sure_library_leaves_the_queue_empty(house: House, root: Path) -> None:
    put(root / "The Lantern (2019).mkv")
    put(root / "Harbour/Season 1/Harbour S01E01.mkv")

    await house.add(root)

    assert await entries(house) == []
    assert (await house.library.review.count()).open_count == 0
    assert not any(isinstance(event, ReviewChanged) for event in house.events)


async def test_a_weak_name_is_filed_with_what_it_was_taken_for(house: House, root: Path) -> None:
    put(root / "Kaze/Kaze 12.mkv")

    await house.add(root)

    (entry,) = await entries(house)
    assert entry.guess is not None
    assert (entry.path, entry.kind, entry.source_path) == ("Kaze/Kaze 12.mkv", DoubtKind.UNCERTAIN, str(root))
    assert (entry.guess.kind, entry.guess.title, entry.answer) == ("film", "Kaze 12", None)
    assert ReviewChanged(open_count=1) in house.events


async def test_an_answer_for_the_folder_moves_its_files_at_once_and_survives_a_rescan(house: House, root: Path) -> None:
    put(root / "Kaze/Kaze 12.mkv")
    put(root / "Kaze/Kaze 13.mkv")
    source = await house.add(root)

    answered = await say(house, Verdict.SHOW, Scope.FOLDER, title="Kaze")

    assert answered.state is ReviewState.ANSWERED
    assert answered.answer == Answer(verdict=Verdict.SHOW, title="Kaze")
    assert (house.titles("show"), house.titles("film")) == (["Kaze"], [])
    assert house.rows(EPISODES) == [("Episode 12", None, 12), ("Episode 13", None, 13)]

    put(root / "Kaze/Kaze 14.mkv")
    put(root / "Kaze/Kaze 12.mkv", "another file")
    await house.rescan(source)
    assert [row[2] for row in house.rows(EPISODES)] == [12, 13, 14]
    assert await entries(house) == []


async def test_an_answer_taken_back_puts_everything_as_it_was(house: House, root: Path) -> None:
    put(root / "Kaze/Kaze 12.mkv")
    put(root / "Kaze/Kaze 13.mkv")
    await house.add(root)
    answered = await say(house, Verdict.SHOW, Scope.FOLDER)

    reopened = await undo(house, answered)

    assert reopened.state is ReviewState.OPEN
    assert (house.titles("film"), house.titles("show")) == (["Kaze 12", "Kaze 13"], [])
    assert len(await entries(house)) == 2
    assert house.rows("select * from review_answer") == []


async def test_an_ignored_file_leaves_the_catalogue_is_reported_and_can_come_back(house: House, root: Path) -> None:
    put(root / "Kaze/Kaze 12.mkv")
    source = await house.add(root)

    answered = await say(house, Verdict.IGNORE)

    report = await house.library.list_problems(int(source.id))
    assert [(line.path, line.kind) for line in report.entries] == [("Kaze/Kaze 12.mkv", "ignored")]
    assert house.titles("film") == []

    await house.rescan(source)
    assert (await house.library.list_problems(int(source.id))).total == 1
    await undo(house, answered)
    assert house.titles("film") == ["Kaze 12"]
    assert (await house.library.list_problems(int(source.id))).total == 0


async def test_a_new_file_in_an_ignored_folder_stays_out_from_the_start(house: House, root: Path) -> None:
    put(root / "Kaze/Kaze 12.mkv")
    source = await house.add(root)
    await say(house, Verdict.IGNORE, Scope.FOLDER)

    put(root / "Kaze/Kaze 13.mkv")
    await house.rescan(source)

    assert house.titles("film") == []
    assert (await house.library.list_problems(int(source.id))).total == 2


async def test_an_ignored_file_that_is_gone_is_no_longer_reported(house: House, root: Path) -> None:
    file = put(root / "Kaze/Kaze 12.mkv")
    put(root / "The Lantern (2019).mkv")
    source = await house.add(root)
    await say(house, Verdict.IGNORE)

    file.unlink()
    await house.rescan(source)

    assert (await house.library.list_problems(int(source.id))).total == 0


async def test_a_film_keeps_its_id_under_another_title(house: House, root: Path) -> None:
    put(root / "Lantern (1984)/Lantern (2021).mkv")
    await house.add(root, SourceKind.MOVIES)
    before = house.rows("select id from item")

    await say(house, Verdict.FILM, title="Lantern", year=1984)

    assert house.rows("select id, year from item") == [(*before[0], 1984)]


async def test_an_episode_keeps_its_id_in_another_season_of_another_show(house: House, root: Path) -> None:
    put(root / "Harbour/Season 2/Harbour S03E04.mkv")
    await house.add(root, SourceKind.SHOWS)
    query = "select id from item where kind = 'episode'"
    before = house.rows(query)

    await say(house, Verdict.SHOW, title="Haven", season=2, episode_offset=-1)

    assert house.rows(query) == before
    assert house.rows(EPISODES) == [("Episode 3", 2, 3)]
    assert house.titles("show") == ["Haven"]
    assert house.titles("season") == ["Season 2"]


async def test_copies_of_a_film_in_the_same_quality_are_asked_about_until_one_is_gone(house: House, root: Path) -> None:
    put(root / "a/The Lantern (2019).mkv")
    twin = put(root / "b/The Lantern (2019).mkv")
    source = await house.add(root)

    (entry,) = await entries(house)
    assert (entry.kind, entry.path, entry.reasons) == (
        DoubtKind.DUPLICATE,
        "b/The Lantern (2019).mkv",
        ("a/The Lantern (2019).mkv",),
    )

    (root / "a/The Lantern (2019).mkv").unlink()
    await house.rescan(source)
    assert await entries(house) == []
    assert twin.exists()


async def test_two_copies_may_both_stay_and_nobody_is_asked_again(house: House, root: Path) -> None:
    put(root / "a/The Lantern (2019).mkv")
    twin = put(root / "b/The Lantern (2019).mkv")
    source = await house.add(root)

    kept = await say(house, Verdict.KEEP_BOTH)
    put(twin, "changed since")
    await house.rescan(source)

    assert kept.state is ReviewState.ANSWERED
    assert await entries(house) == []
    assert (await undo(house, kept)).state is ReviewState.OPEN


async def test_an_unreadable_file_is_asked_about_until_it_can_be_read(house: House, root: Path) -> None:
    file = put(root / "The Lantern (2019).mkv", BROKEN.decode())
    source = await house.add(root)

    (entry,) = await entries(house)
    assert (entry.kind, entry.reasons, entry.guess) == (
        DoubtKind.UNREADABLE,
        ("unreadable", "Invalid data found"),
        None,
    )

    put(file, "whole again")
    await house.rescan(source)
    assert await entries(house) == []


async def test_a_file_that_vanished_is_not_asked_about_any_more(house: House, root: Path) -> None:
    file = put(root / "Kaze/Kaze 12.mkv")
    put(root / "The Lantern (2019).mkv")
    source = await house.add(root)
    assert await paths(house) == ["Kaze/Kaze 12.mkv"]

    file.unlink()
    await house.rescan(source)

    assert await entries(house) == []


async def test_what_was_said_of_a_file_goes_with_it_when_it_moves(house: House, root: Path) -> None:
    file = put(root / "Kaze/Kaze 12.mkv")
    put(root / "The Lantern (2019).mkv")
    source = await house.add(root)
    answered = await say(house, Verdict.SHOW, title="Kaze")
    query = "select id from item where kind = 'episode'"
    before = house.rows(query)

    (root / "New").mkdir()
    file.rename(root / "New/Kaze 12.mkv")
    await house.rescan(source)
    await house.rescan(source)

    assert house.titles("show") == ["Kaze"]
    assert house.rows(query) == before
    assert await entries(house) == []
    assert (await undo(house, answered)).path == "New/Kaze 12.mkv"
    assert house.titles("show") == []


async def test_a_file_that_leaves_an_ignored_folder_is_welcome_again(house: House, root: Path) -> None:
    file = put(root / "Kaze/Kaze 12.mkv")
    put(root / "The Lantern (2019).mkv")
    source = await house.add(root)
    await say(house, Verdict.IGNORE, Scope.FOLDER)

    file.rename(root / "Kaze 12.mkv")
    await house.rescan(source)

    assert house.titles("film") == ["Kaze 12", "The Lantern"]


async def test_what_was_said_of_a_folder_goes_with_it_when_it_gets_another_name(house: House, root: Path) -> None:
    put(root / "Kaze/Kaze 12.mkv")
    put(root / "Kaze/Kaze 13.mkv", "another film")
    source = await house.add(root)
    await say(house, Verdict.SHOW, Scope.FOLDER, title="Kaze")
    before = house.rows("select id, title from item order by id")

    (root / "Kaze").rename(root / "Wind")
    await house.rescan(source)
    put(root / "Wind/Kaze 14.mkv", "a third film")
    await house.rescan(source)

    assert house.rows("select id, title from item order by id")[: len(before)] == before
    assert [row[2] for row in house.rows(EPISODES)] == [12, 13, 14]
    assert house.rows("select path from review_answer") == [("Wind",)]


async def test_what_was_said_of_a_folder_stays_where_files_stayed(house: House, root: Path) -> None:
    put(root / "Kaze/Kaze 12.mkv")
    moved = put(root / "Kaze/Kaze 13.mkv", "another film")
    source = await house.add(root)
    await say(house, Verdict.SHOW, Scope.FOLDER, title="Kaze")

    (root / "Other").mkdir()
    moved.rename(root / "Other/Kaze 13.mkv")
    await house.rescan(source)

    assert house.rows("select path from review_answer") == [("Kaze",)]


async def test_an_nfo_that_contradicts_is_asked_about_and_its_number_is_one_key_away(house: House, root: Path) -> None:
    put(root / "Harbour/Season 1/Harbour S01E03.mkv")
    nfo = "<episodedetails><title>Salt</title><season>1</season><episode>5</episode></episodedetails>"
    put(root / "Harbour/Season 1/Harbour S01E03.nfo", nfo)
    source = await house.add(root)

    (entry,) = await entries(house)
    assert (entry.kind, entry.path) == (DoubtKind.CONTRADICTION, "Harbour/Season 1/Harbour S01E03.mkv")
    assert entry.reasons[:3] == ("nfo_episode", "5", "3")

    await house.library.review.answer(int(entry.id), NewAnswer(answer=entry.offers[1]))
    assert house.rows(EPISODES) == [("Salt", 1, 5)]
    await house.rescan(source)
    assert await entries(house) == []


async def test_the_nfo_of_a_whole_folder_is_answered_for_the_folder(house: House, root: Path) -> None:
    put(root / "Harbour/Harbour S01E01.mkv")
    put(root / "Harbour/Harbour S01E01.nfo", "<movie><title>Harbour</title></movie>")
    put(root / "Haven/movie.nfo", "<tvshow><title>Haven</title></tvshow>")
    put(root / "Haven/Haven (2001).mkv")
    await house.add(root)

    found = {entry.path: entry for entry in await entries(house)}
    assert set(found) == {"Harbour/Harbour S01E01.mkv", "Haven/movie.nfo"}
    whole = found["Haven/movie.nfo"]
    await house.library.review.answer(int(whole.id), NewAnswer(answer=Answer(verdict=Verdict.RIGHT)))

    assert house.rows("select path from review_answer") == [("Haven",)]
    assert await paths(house) == ["Harbour/Harbour S01E01.mkv"]


async def test_a_dismissed_question_stays_away_until_it_is_taken_back(house: House, root: Path) -> None:
    put(root / "Kaze/Kaze 12.mkv")
    source = await house.add(root)
    (entry,) = await entries(house)

    dismissed = await house.library.review.dismiss(int(entry.id))
    await house.rescan(source)

    assert dismissed.state is ReviewState.DISMISSED
    assert await entries(house) == []
    with pytest.raises(Conflict):
        await house.library.review.dismiss(int(entry.id))
    assert (await undo(house, entry)).state is ReviewState.OPEN


async def test_what_is_not_there_cannot_be_answered(house: House) -> None:
    with pytest.raises(NotFound) as missing:
        await house.library.review.get_entry(99)

    assert missing.value.code == "review_not_found"


async def test_a_large_folder_follows_its_answer_as_a_job(
    house: House, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_AT_ONCE", 1)
    for number in range(2, 5):
        put(root / f"Kaze/Kaze {number}.mkv")
    await house.add(root)

    await say(house, Verdict.SHOW, Scope.FOLDER)
    await house.settled()

    assert [row[2] for row in house.rows(EPISODES)] == [2, 3, 4]
    assert house.rows("select is_applied from review_answer") == [(1,)]


async def test_an_answer_whose_work_was_cut_short_is_followed_by_the_next_scan(house: House, root: Path) -> None:
    put(root / "Kaze/Kaze 12.mkv")
    source = await house.add(root)
    await say(house, Verdict.SHOW)
    await house.db.write(_as_if_killed)

    await house.rescan(source)

    assert house.titles("show") == ["Kaze"]
    assert house.rows("select is_applied from review_answer") == [(1,)]


def _as_if_killed(connection: object) -> None:
    connection.execute("update review_answer set is_applied = 0")  # type: ignore[attr-defined]  # SQL of a test


async def test_an_answer_while_a_scan_goes_on_counts_for_what_was_read_but_not_yet_written(
    tmp_path: Path, root: Path
) -> None:
    async with _slow_house(tmp_path) as (house, media):
        put(root / "Kaze/Kaze 12.mkv")
        source = await house.add(root)
        for number in range(13, 40):
            put(root / f"Kaze/Kaze {number}.mkv")
        media.gate, media.pass_first, media.probed = asyncio.Event(), 8, []
        async with house.scanned():
            await house.library.scan(int(source.id))
            await media.reached.wait()
            await say(house, Verdict.SHOW, Scope.FOLDER)
            media.gate.set()

        assert house.titles("film") == []
        assert [row[2] for row in house.rows(EPISODES)] == list(range(12, 40))


@asynccontextmanager
async def _slow_house(tmp_path: Path) -> AsyncIterator[tuple[House, FakeMedia]]:
    media = FakeMedia()
    async with open_house(tmp_path / "slow", media) as house:
        yield house, media


async def test_a_source_that_is_forgotten_takes_its_questions_along(house: House, root: Path) -> None:
    put(root / "Kaze/Kaze 12.mkv")
    source: Source = await house.add(root)

    await house.library.delete_source(int(source.id))

    assert house.rows("select * from review_entry") == []
    await house.library.add_source(NewSource(path=str(root)))
    await house.settled()

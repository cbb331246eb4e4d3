"""What is asked, what is offered, and what answers do to readings."""

from dataclasses import replace
from typing import Any

import pytest

from app.contract.library import SourceKind
from app.contract.review import Answer, DoubtKind, Verdict
from app.engine.library.names import Hints, Reading, read_path
from app.engine.library.review.rules import (
    Copy,
    apply,
    doubt_copies,
    doubt_problem,
    doubt_reading,
    find_answer,
)

EPISODE = read_path("Harbour/Harbour S01E02.mkv", Hints())


def changed(reading: Reading, **fields: Any) -> Reading:
    """Return a reading with other values."""
    return replace(reading, **fields)


def test_a_sure_reading_is_not_asked_about() -> None:
    assert EPISODE.confidence >= 0.9
    assert doubt_reading("a.mkv", EPISODE, SourceKind.SHOWS) is None


def test_a_weak_episode_number_is_asked_about_with_its_rules_as_reasons() -> None:
    doubt = doubt_reading("a.mkv", changed(EPISODE, confidence=0.4, reasons=("three digits",)), SourceKind.MIXED)

    assert doubt is not None
    assert (doubt.kind, doubt.confidence, doubt.reasons) == (DoubtKind.UNCERTAIN, 0.4, ("three digits",))
    assert [offer.verdict for offer in doubt.offers] == ["right", "show", "film", "ignore"]


def test_an_episode_among_films_clashes_with_what_its_source_is_said_to_hold() -> None:
    doubt = doubt_reading("a.mkv", EPISODE, SourceKind.MOVIES)

    assert doubt is not None
    assert (doubt.kind, doubt.reasons[0]) == (DoubtKind.CLASH, "episode_among_films")


def test_a_file_without_a_number_among_shows_is_asked_about() -> None:
    doubt = doubt_reading("a.mkv", changed(EPISODE, episodes=(), seasons=()), SourceKind.SHOWS)

    assert doubt is not None
    assert doubt.reasons[0] == "no_episode_number"
    assert doubt.offers[1].verdict is Verdict.FILM


def test_what_has_no_title_offers_no_title() -> None:
    doubt = doubt_reading("a.mkv", changed(EPISODE, title=""), SourceKind.MIXED)

    assert doubt is not None
    assert [offer.verdict for offer in doubt.offers] == ["right", "ignore"]


@pytest.mark.parametrize("fields", [{"extra_type": "trailer"}, {"ignored": True}])
def test_extras_and_ignored_files_are_not_asked_about(fields: dict[str, Any]) -> None:
    assert doubt_reading("a.mkv", changed(EPISODE, title="", **fields), SourceKind.MIXED) is None


def test_only_the_second_file_of_the_same_quality_is_asked_about() -> None:
    first = Copy(path="a.mkv", height_px=1080, range_type="SDR", duration_ms=60_000)
    same = Copy(path="b.mkv", height_px=1080, range_type="SDR", duration_ms=60_100)
    better = Copy(path="c.mkv", height_px=2160, range_type="SDR", duration_ms=60_000)

    doubts = doubt_copies((better, same, first))

    assert [(doubt.path, doubt.kind, doubt.reasons) for doubt in doubts] == [("b.mkv", "duplicate", ("a.mkv",))]


@pytest.mark.parametrize(("detail", "reasons"), [("", ("empty",)), ("no bytes", ("empty", "no bytes"))])
def test_an_unreadable_file_tells_why(detail: str, reasons: tuple[str, ...]) -> None:
    assert doubt_problem("a.mkv", "empty", detail).reasons == reasons


def test_the_nearest_answer_counts() -> None:
    source, folder, own = (Answer(verdict=Verdict.SHOW, title=title) for title in ("source", "folder", "own"))
    answers = {"": source, "a": folder, "a/b/c.mkv": own}

    found = [find_answer(path, answers) for path in ("a/b/c.mkv", "a/b/d.mkv", "ab/d.mkv")]

    assert found == [own, folder, source]
    assert find_answer("a.mkv", {}) is None


def test_an_episode_that_is_a_film_loses_its_numbers() -> None:
    film = apply(EPISODE, Answer(verdict=Verdict.FILM, title="Harbour 102", year=1999))

    assert (film.title, film.year, film.seasons, film.episodes) == ("Harbour 102", 1999, (), ())
    assert (film.confidence, film.reasons[-1]) == (1.0, "answered")


def test_season_and_offset_are_applied_to_the_numbers_that_were_read() -> None:
    absolute = changed(EPISODE, seasons=(), episodes=(), absolute=(14.0,))

    counted = apply(absolute, Answer(verdict=Verdict.SHOW, season=2, episode_offset=-12))
    still = apply(absolute, Answer(verdict=Verdict.SHOW, episode_offset=1))

    assert (counted.seasons, counted.episodes, counted.absolute) == ((2,), (2.0,), ())
    assert (still.title, still.seasons, still.episodes, still.absolute) == (EPISODE.title, (), (), (15.0,))


def test_right_keeps_and_ignore_leaves_out() -> None:
    right = apply(EPISODE, Answer(verdict=Verdict.RIGHT))

    assert (right.title, right.episodes, right.confidence) == (EPISODE.title, EPISODE.episodes, 1.0)
    assert apply(EPISODE, Answer(verdict=Verdict.IGNORE)).ignored

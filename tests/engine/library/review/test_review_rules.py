"""What is asked, what is offered, and what answers do to readings."""

from dataclasses import replace
from typing import Any

import pytest

from app.contract.errors import Invalid
from app.contract.library import ItemKind, SourceKind
from app.contract.review import Answer, DoubtKind, Guess, Verdict
from app.engine.library.names import Hints, Reading, read_path
from app.engine.library.review.answers.rules import (
    apply,
    check_answer,
    find_answer,
    for_folder,
    guess,
    read_answered,
    read_as,
)
from app.engine.library.review.rules import Copy, doubt_copies, doubt_nfo, doubt_problem, doubt_reading

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

    assert replace(right, reasons=()) == replace(EPISODE, reasons=())
    assert apply(EPISODE, Answer(verdict=Verdict.IGNORE)).ignored


def asked(path: str, kind: SourceKind) -> tuple[str, ...]:
    """Return why a path is asked about; () when it is not."""
    doubt = doubt_reading(path, read_as(path, kind), kind)
    return doubt.reasons if doubt else ()


WELL_NAMED = {
    SourceKind.MOVIES: (
        "The Lantern (1995)/The Lantern (1995) 1080p.mkv",
        "Harbour.Light.2001.1080p.BluRay.x264-GRP.mkv",
        "The Lantern.mkv",
        "Harbour 4.mkv",
        "District 12 (2009)/District 12.mkv",
        "2041 A Quiet Orbit (1968)/2041 A Quiet Orbit.mkv",
        "The Lantern (1995)/The Lantern (1996).mkv",
        "Best of (2010)/The Lantern (1995).mkv",
        "The Lantern (2010) - cd1.avi",
    ),
    SourceKind.SHOWS: (
        "Harbour/Season 01/Harbour - S01E01 - Pilot.mkv",
        "Harbour/Harbour.S02E03.720p.mkv",
        "Harbour/Season 1/01 - Arrival.mkv",
        "Harbour/Season 1/01.mkv",
        "Evening Talk/Evening.Talk.2015.07.01.mkv",
        "Kaze/[Grp] Kaze - 101 [720p].mkv",
        "Harbour/harbour 1x02.avi",
        "Deep Sea/Deep Sea Part 3.mkv",
        "Deep Sea/Episode 4.mkv",
        "Harbour/Specials/Making of Harbour.mkv",
        "Harbour/Season 2/Harbour S00E03.mkv",
        "Harbour (2010)/Season 2/Harbour 2x05 Name.mkv",
    ),
    SourceKind.MIXED: (
        "The Lantern (1995)/The Lantern.mkv",
        "The Lantern.mkv",
        "Harbour/Harbour.S02E03.720p.mkv",
        "Holiday/MVI_0012.avi",
        "holiday video.mp4",
    ),
}


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind, paths in WELL_NAMED.items() for path in paths])
def test_a_well_named_library_leaves_no_questions(kind: SourceKind, path: str) -> None:
    assert asked(path, kind) == ()


@pytest.mark.parametrize(
    ("path", "kind", "reason"),
    [
        ("Kaze/Kaze 1015.mkv", SourceKind.SHOWS, "three digits"),
        ("Harbour/Harbour Pilot.mkv", SourceKind.SHOWS, "no_episode_number"),
        ("Kaze/Kaze 12.mkv", SourceKind.MIXED, "number_after_folder_name"),
        ("Lantern (1984)/Lantern (2021).mkv", SourceKind.MOVIES, "folder_year"),
        ("Harbour/Season 2/Harbour S03E04.mkv", SourceKind.SHOWS, "folder_season"),
    ],
)
def test_what_may_be_read_in_two_ways_is_asked_about(path: str, kind: SourceKind, reason: str) -> None:
    assert asked(path, kind)[0] == reason


def test_what_has_no_title_is_called_like_its_folder() -> None:
    untitled = changed(EPISODE, title="")

    assert doubt_reading("Harbour/02.mkv", untitled, SourceKind.SHOWS) is None


def test_a_clash_offers_what_the_folder_says() -> None:
    path = "Harbour/Season 2/Harbour S03E04.mkv"
    doubt = doubt_reading(path, read_as(path, SourceKind.SHOWS), SourceKind.SHOWS)

    assert doubt is not None
    assert [(offer.verdict, offer.season) for offer in doubt.offers] == [("right", None), ("show", 2), ("ignore", None)]


def test_parts_of_one_film_are_no_copies() -> None:
    parts = [
        Copy(path=f"Lantern (2010)/Lantern cd{part}.mkv", height_px=480, range_type="SDR", duration_ms=60_000)
        for part in (1, 2)
    ]

    assert doubt_copies(parts) == ()


@pytest.mark.parametrize(
    ("reason", "reasons", "offer"),
    [
        (
            "It says episode 5, the name of the file says 3.",
            ("nfo_episode", "5", "3", "a.nfo"),
            Answer(verdict=Verdict.SHOW, episode_offset=2),
        ),
        (
            "It describes a film, but its place is that of a episode.",
            ("nfo_kind", "film", "episode", "a.nfo"),
            Answer(verdict=Verdict.FILM),
        ),
        (
            "It describes an episode, but its place is that of a film.",
            ("nfo_kind", "episode", "film", "a.nfo"),
            Answer(verdict=Verdict.SHOW),
        ),
    ],
)
def test_an_nfo_that_contradicts_is_asked_about(reason: str, reasons: tuple[str, ...], offer: Answer) -> None:
    doubt = doubt_nfo("a.mkv", "a.nfo", ("It is not well formed.", reason))

    assert doubt is not None
    assert (doubt.kind, doubt.reasons, doubt.offers[1]) == (DoubtKind.CONTRADICTION, reasons, offer)


def test_other_remarks_about_an_nfo_are_no_questions() -> None:
    assert doubt_nfo("a.mkv", "a.nfo", ("It is not well formed.",)) is None


def test_a_name_is_read_again_as_what_its_owner_said() -> None:
    show, kind = read_answered("Kaze 102.mkv", SourceKind.MIXED, Answer(verdict=Verdict.SHOW))
    counted, _ = read_answered("Kaze/Kaze 12.mkv", SourceKind.MIXED, Answer(verdict=Verdict.SHOW))
    same, same_kind = read_answered("Kaze/Kaze 12.mkv", SourceKind.MIXED, None)

    assert (kind, show.title, show.seasons, show.episodes) == (SourceKind.SHOWS, "Kaze", (1,), (2,))
    assert (counted.title, counted.absolute) == ("Kaze", (12,))
    assert (same_kind, same.title, same.confidence < 1) == (SourceKind.MIXED, "Kaze 12", True)


def test_no_offset_leads_below_zero() -> None:
    assert apply(EPISODE, Answer(verdict=Verdict.SHOW, episode_offset=-9)).episodes == (0,)


def test_films_of_a_folder_keep_their_own_titles_and_years() -> None:
    show = Answer(verdict=Verdict.SHOW, title="Harbour", season=2)

    assert for_folder(Answer(verdict=Verdict.FILM, title="Harbour", year=1999)) == Answer(verdict=Verdict.FILM)
    assert for_folder(show) == show


@pytest.mark.parametrize(
    ("path", "kind", "answer", "expected"),
    [
        (
            "Harbour S02E03.mkv",
            SourceKind.MIXED,
            None,
            Guess(kind=ItemKind.EPISODE, title="Harbour", season=2, episode=3),
        ),
        ("Lantern (1999).mkv", SourceKind.MIXED, None, Guess(kind=ItemKind.FILM, title="Lantern", year=1999)),
        ("Harbour Pilot.mkv", SourceKind.SHOWS, None, Guess(kind=ItemKind.EPISODE, title="Harbour Pilot")),
        (
            "Harbour S02E03.mkv",
            SourceKind.MOVIES,
            Answer(verdict=Verdict.FILM, title="Harbour"),
            Guess(kind=ItemKind.FILM, title="Harbour"),
        ),
    ],
)
def test_a_guess_tells_what_a_file_is_taken_for(
    path: str, kind: SourceKind, answer: Answer | None, expected: Guess
) -> None:
    assert guess(path, kind, answer) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "x" * 301},
        {"title": "a\nb"},
        {"year": -1},
        {"year": 10_000},
        {"season": -1},
        {"episode_offset": 10_000},
    ],
)
def test_what_nothing_can_be_called_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        check_answer(Answer(verdict=Verdict.SHOW, **fields))

    assert refused.value.code == "invalid_answer"


def test_an_ordinary_answer_is_taken() -> None:
    check_answer(Answer(verdict=Verdict.SHOW, title="Harbour", year=1999, season=0, episode_offset=-3))

"""What names say: cases of our own for every rule, and hostile text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.library import group_paths, parse_path
from app.engine.library.names import Hints, extra_of, read_path

Wanted = dict[str, object]

FILMS: list[tuple[str, Wanted]] = [
    ("The Lantern (1999).mkv", {"title": "The Lantern", "year": 1999, "type": "movie"}),
    (
        "The.Lantern.1999.1080p.BluRay.x264-OWL.mkv",
        {"title": "The Lantern", "year": 1999, "resolution": "1080p", "release_group": "OWL"},
    ),
    ("Station 1999 (2014) [2160p].mkv", {"title": "Station 1999", "year": 2014, "resolution": "2160p"}),
    ("Harbour Lights 2 (2003).mkv", {"title": "Harbour Lights 2", "year": 2003, "episodes": []}),
    (
        "The.Lantern.EXTENDED.1999.720p.WEB-DL.mkv",
        {"title": "The Lantern", "year": 1999, "edition": "Extended", "source": "Web"},
    ),
    ("Lantern, The (1999).mkv", {"title": "The Lantern"}),
    ("The Lantern (1999) {tmdb-77}/disc.mkv", {"title": "disc", "tmdb_id": "77"}),
    ("The Lantern (1999) [imdbid=tt0111222].mkv", {"title": "The Lantern", "imdb_id": "tt0111222"}),
    ("The Lantern (1999) {edition-Festival Cut}.mkv", {"title": "The Lantern", "edition": "Festival Cut"}),
    ("www.somewhere.org - The Lantern 1999 720p.mkv", {"title": "The Lantern", "year": 1999}),
    ("S.O.S.2001.mkv", {"title": "S.O.S", "year": 2001}),
    ("The Lantern (1999)/The Lantern (1999)-trailer.mkv", {"title": "The Lantern", "extra_type": "trailer"}),
    ("The Lantern (1999)/Featurettes/Making of.mkv", {"extra_type": "featurette"}),
    ("I Live in a Trailer (2007).mkv", {"title": "I Live in a Trailer", "extra_type": None}),
    ("The.Lantern.German.1999.720p.mkv", {"title": "The Lantern", "languages": ["de"]}),
    ("The.Lantern.1999.1080p.BluRay-OWL/ab3f.mkv", {"title": "The Lantern", "year": 1999}),
    ("The Lantern (1999)/BDMV/index.bdmv", {"title": "The Lantern", "year": 1999, "is_disc": True}),
    ("The Lantern (1999).3d.hsbs.mkv", {"format_3d": "hsbs"}),
    ("The Lantern (1999).dvd.disc", {"stub": "dvd"}),
]

SHOWS: list[tuple[str, Wanted]] = [
    (
        "Harbour.S01E02.Low.Tide.720p.HDTV-OWL.mkv",
        {"title": "Harbour", "season": 1, "episodes": [2], "episode_title": "Low Tide"},
    ),
    ("Harbour 1x02 - Low Tide.mkv", {"title": "Harbour", "season": 1, "episodes": [2]}),
    ("Harbour Season 1 Episode 2.mkv", {"title": "Harbour", "season": 1, "episodes": [2]}),
    ("Harbour.S01E02E03.mkv", {"season": 1, "episodes": [2, 3]}),
    ("Harbour - S01E02-E04.mkv", {"season": 1, "episodes": [2, 3, 4]}),
    ("Harbour.S01E02-1080p.mkv", {"episodes": [2], "resolution": "1080p"}),
    ("Harbour.S02E05.31st.Street.mkv", {"episodes": [5], "episode_title": "31st Street"}),
    ("1923 Harbour/Season 2/1923 Harbour S02E01.mkv", {"title": "1923 Harbour", "season": 2, "year": None}),
    ("Harbour (2005)/Season 1/02 - Low Tide.mkv", {"title": "Harbour", "year": 2005, "season": 1, "episodes": [2]}),
    ("Harbour/Staffel 3/Harbour 04.mkv", {"title": "Harbour", "season": 3}),
    ("Harbour/Specials/Harbour S00E01.mkv", {"season": 0, "special": True}),
    ("Harbour.S01-S03.1080p.mkv", {"title": "Harbour", "seasons": [1, 2, 3]}),
    ("Late Desk 2019-03-14 Guest.mkv", {"title": "Late Desk", "air_date": "2019-03-14", "episodes": []}),
    ("Late.Desk.14.03.2019.mkv", {"air_date": "2019-03-14"}),
    (
        "[Owls] Sky Garden - 07v2 [720p][A1B2C3D4].mkv",
        {"title": "Sky Garden", "absolute": [7], "release_group": "Owls", "hash": "A1B2C3D4"},
    ),
    ("[Owls] Sky Garden - 100 Stairs - 03 [720p].mkv", {"title": "Sky Garden - 100 Stairs", "absolute": [3]}),
    ("[Owls] Sky Garden - 12.5 [720p].mkv", {"absolute": [12.5]}),
    ("[Owls][Sky Garden][11][1080p].mkv", {"title": "Sky Garden", "absolute": [11]}),
    ("Sky.Garden.第03話.mkv", {"absolute": [3]}),
    ("Harbour/Season 1/Harbour S01E01-trailer.mkv", {"extra_type": "trailer"}),
]

MUSIC: list[tuple[str, Wanted]] = [
    (
        "Mira/Tall Trees (2004)/03 - Leaves.flac",
        {"artist": "Mira", "album": "Tall Trees", "year": 2004, "track": 3, "title": "Leaves"},
    ),
    ("Mira/Tall Trees/CD2/1-04 Roots.mp3", {"album": "Tall Trees", "track": 4}),
    ("Mira - Tall Trees/104 Bark.mp3", {"artist": "Mira", "album": "Tall Trees", "disc": 1, "track": 4}),
    ("Mira/Albums/Tall Trees/Mira - Leaves.mp3", {"artist": "Mira", "title": "Leaves", "track": None}),
]

SIDECARS: list[tuple[str, str, Wanted]] = [
    ("Lantern.en.forced.srt", "Lantern", {"language": "en", "forced": True, "default": False}),
    ("Lantern.hi.en.srt", "Lantern", {"language": "en", "hearing_impaired": True}),
    ("Lantern.Commentary.de.ass", "Lantern", {"language": "de", "sub_title": "Commentary"}),
    ("Lantern.pt-BR.sdh.srt", "Lantern", {"language": "pt", "hearing_impaired": True}),
]


@pytest.mark.parametrize(("path", "wanted"), FILMS)
def test_films_are_read(path: str, wanted: Wanted) -> None:
    assert_says(parse_path(path, {"library": "movies"}), wanted)


@pytest.mark.parametrize(("path", "wanted"), SHOWS)
def test_episodes_are_read(path: str, wanted: Wanted) -> None:
    assert_says(parse_path(path, {"library": "anime" if "Sky" in path else "tv"}), wanted)


@pytest.mark.parametrize(("path", "wanted"), MUSIC)
def test_tracks_are_read(path: str, wanted: Wanted) -> None:
    assert_says(parse_path(path, {"library": "music"}), wanted)


@pytest.mark.parametrize(("path", "video", "wanted"), SIDECARS)
def test_subtitles_are_read(path: str, video: str, wanted: Wanted) -> None:
    assert_says(parse_path(path, {"video": video}), wanted)


def assert_says(result: dict[str, object], wanted: Wanted) -> None:
    assert {field: result[field] for field in wanted} == wanted


@pytest.mark.parametrize(
    ("name", "season"),
    [
        ("Season 3", 3),
        ("3. Staffel", 3),
        ("Saison 01", 1),
        ("Specials", 0),
        ("S02", 2),
        ("2009", 2009),
        ("300 Rise", None),
    ],
)
def test_folders_of_seasons_are_known(name: str, season: int | None) -> None:
    result = parse_path(f"/shows/Harbour/{name}", {"library": "tv", "dir": True})
    assert (result["season"], result["is_season_folder"]) == (season, season is not None)


@pytest.mark.parametrize("path", [".hidden.mkv", "a/@eaDir/b.mkv", "Thumbs.db", "film.mkv.part"])
def test_housekeeping_is_skipped(path: str) -> None:
    assert parse_path(path)["ignored"]


def test_versions_and_parts_come_together_and_other_films_stay_apart() -> None:
    folder = "/films/The Lantern (1999)"
    paths = [
        f"{folder}/The Lantern (1999) - 1080p.mkv",
        f"{folder}/The Lantern (1999) - 2160p.mkv",
        f"{folder}/The Lantern (1999)-trailer.mkv",
        "/films/Long Road (1980) cd1.avi",
        "/films/Long Road (1980) cd2.avi",
    ]

    groups = group_paths(paths, {"library": "movies"})

    assert groups == [
        {"files": [paths[1]], "alternates": [[paths[0]]], "extra_type": None},
        {"files": paths[3:], "alternates": [], "extra_type": None},
        {"files": [paths[2]], "alternates": [], "extra_type": "trailer"},
    ]


def test_every_reading_tells_why() -> None:
    result = parse_path("Harbour/Season 1/Harbour S01E02.mkv")
    assert result["reasons"] == ["SxxEyy", "season folder", "show folder"]
    assert result["confidence"] == 0.98


PIECES = [
    "S01",
    "E02",
    " - ",
    "[",
    "]",
    "(",
    ")",
    ".",
    "_",
    "1080p",
    "2019",
    "x264",
    "第",
    "話",
    "12",
    "-",
    "/",
    "Season ",
    "{tmdb-",
    "}",
    "01x02",
    "~",
    "v2",
    " ",
]


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_no_text_is_too_strange(text: str) -> None:
    for library in ("tv", "movies", "anime", "music", "mixed", ""):
        result = parse_path(text, {"library": library})
        assert isinstance(result["title"], str | None)
        parse_path(text, {"library": library, "dir": True})
    group_paths([text, f"a/{text}"], {})


@given(st.lists(st.sampled_from([*PIECES, "/", "Extras/", "-trailer", "-sample", ".mkv", ".flac"]), max_size=12))
def test_an_extra_is_told_without_reading_the_name(pieces: list[str]) -> None:
    for library in ("tv", "movies", "music", "mixed"):
        hints = Hints(library=library)
        assert extra_of("".join(pieces), hints) == read_path("".join(pieces), hints).extra_type


@pytest.mark.parametrize(
    "piece", ["S01E01", "[", "1-", " - 01", "season 1 ", "(2001)", ".a", "e1e2", "1,", "WEB-", "第", "a" * 50 + "."]
)
@pytest.mark.timeout(60)
def test_no_long_hostile_name_is_read_forever(piece: str) -> None:
    """How long each takes is measured in tests/bench/names.py."""
    text = piece * (20_000 // len(piece))

    for library in ("tv", "anime"):
        assert isinstance(parse_path(text, {"library": library})["title"], str | None)

"""What release names say, rule by rule; all titles are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.library import parse_path
from app.engine.library.names.name import MAX_NAME
from app.engine.library.names.tokens import classify

Wanted = dict[str, object]


def says(path: str, library: str, wanted: Wanted, *, is_folder: bool = False) -> None:
    result = parse_path(path, {"library": library, "dir": is_folder})
    assert {field: result[field] for field in wanted} == wanted


@pytest.mark.parametrize(
    ("word", "resolution", "source"),
    [
        ("BD1080p", "1080p", "Blu-ray"),
        ("TC720p", "720p", "Telecine"),
        ("PDTVx264", None, "HDTV"),
        ("2xDVD9", None, "DVD"),
        ("BluRayMux", None, "Blu-ray"),
        ("UHD.BluRay", "2160p", "Blu-ray"),
        ("HDTV-720p", "720p", "HDTV"),
        ("BluRay.1080p", "1080p", "Blu-ray"),
        ("TS.1080p.WEB-DL", "1080p", "Web"),
    ],
)
def test_glued_and_neighbouring_technical_words_are_each_read(
    word: str, resolution: str | None, source: str | None
) -> None:
    says(
        f"Amber.Ferry.2011.{word}.AAC.mkv",
        "movies",
        {"title": "Amber Ferry", "resolution": resolution, "source": source},
    )


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Amber.Ferry.2011.1080p.BluRay.x264-OWL", "OWL"),
        ("Amber.Ferry.2011.1080p.WEB-DL", None),
        ("Amber Ferry 2011 1080p WEB-DL H264 MKV-SONS OF OWLS", "SONS OF OWLS"),
        ("Amber.Ferry.2011.1080p.BluRay.x264-OWL-xpost", "OWL"),
        ("Amber.Ferry.2011.1080p.BluRay.x264.-Tide-wr", "Tide-wr"),
        ("Amber.Ferry.2011.1080p.BluRay.x264.T-1DE", "T-1DE"),
        ("Amber Ferry (2011) (1080p BluRay x265 10bit Owlet)", "Owlet"),
        ("Amber Ferry (2011) [2160p x265 10bit Q7 Owlet]", "Owlet"),
        ("Amber Ferry (2011) (1080p WEB-DL x265 10bit) OwL", "OwL"),
        ("Amber.Ferry.2011.720p.WEBRip.x264-OWL English", "OWL"),
        ("Amber.Ferry.2011.720p.WEB-DL.H.264-OWL (Bear Tide, Multi-Subs)", "OWL"),
        ("Amber Ferry 2011 [Blu-ray][MKV][h264][720p][Softsubs (Owlet)]", "Owlet"),
    ],
)
def test_the_group_stands_behind_the_technical_words(name: str, group: str | None) -> None:
    says(name, "movies", {"title": "Amber Ferry", "release_group": group})


@pytest.mark.parametrize(
    ("name", "title", "edition"),
    [
        ("Amber Ferry Director's Cut 2011.mkv", "Amber Ferry", "Director's Cut"),
        ("Amber.Ferry.GERMAN.Extended.Cut.2011.mkv", "Amber Ferry", "Extended"),
        ("The Final Cut (2011).mkv", "The Final Cut", None),
        ("Amber Ferry Extra Edition Dual Audio 1080p.mkv", "Amber Ferry Extra Edition", None),
    ],
)
def test_an_edition_right_before_the_year_is_no_title(name: str, title: str, edition: str | None) -> None:
    says(name, "movies", {"title": title, "edition": edition})


@pytest.mark.parametrize("name", ["Ultimate Edition", "4k Restored", "Collector"])
def test_a_name_of_technical_words_only_says_what_they_mean(name: str) -> None:
    assert parse_path(name)["edition"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Amber Ferry cd1of2.avi", {"title": "Amber Ferry", "part": 1}),
        ("(CD2) Amber Ferry.avi", {"title": "Amber Ferry", "part": 2}),
        ("Part Three.mkv", {"part": 3}),
        ("(2)Amber Ferry (2011).mkv", {"title": "Amber Ferry", "year": 2011}),
        ("Amber Ferry [OwlSubs] (1080p).mkv", {"title": "Amber Ferry"}),
        ("Amber Ferry [HQR.remux 1080p].mkv", {"title": "Amber Ferry"}),
        ("x264 - HEVC Amber Ferry 1080p DTS.mkv", {"title": "Amber Ferry"}),
        ("Amber Ferry (Low Tide) 2011.mkv", {"alt_titles": ["Amber Ferry", "Low Tide"]}),
        ("[OWL] (2007).mkv", {"title": "OWL", "year": 2007, "release_group": None}),
        ("Amber.Ferry.2011.1080p.WEB-DL.H264.AAC", {"title": "Amber Ferry", "type": "movie"}),
        ("Amber.Ferry.German.DL.2011.BluRay.mkv", {"title": "Amber Ferry", "languages": ["de"]}),
        ("Amber_Ferry_2011_720p.mkv", {"title": "Amber Ferry", "year": 2011}),
    ],
)
def test_what_surrounds_a_films_title_is_taken_off(name: str, wanted: Wanted) -> None:
    says(name, "mixed", wanted)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Harbour E01E02E04.mkv", {"absolute": [1, 2, 4]}),
        ("Harbour S01E01-E03.mkv", {"episodes": [1, 2, 3]}),
        ("Harbour.E05.S02.720p.mkv", {"season": 2, "episodes": [5]}),
        ("Harbour S01 EP #1.3.mkv", {"season": 1, "episodes": [3]}),
        ("Harbour.Season.2of5.3of9.HDTV.mkv", {"season": 2, "episodes": [3]}),
        ("Harbour 2. évad 5. rész.mkv", {"season": 2, "episodes": [5]}),
        ("Harbour 1997 Christmas Special HDTV x264.mkv", {"year": 1997, "episode_title": "Christmas Special"}),
        ("Harbour.S03E04.2019.1080p.WEB.mkv", {"year": 2019, "episode_title": None}),
        ("Harbour.S03E04.REPACK.Low.Tide.1080p.WEB.mkv", {"episode_title": "Low Tide"}),
        ("Harbour.S03E04.Low.Tide.Special.HDTV.x264.mkv", {"episode_title": "Low Tide Special"}),
        ("Harbour - Stagione 6 (2016) 720p ep13.mkv", {"year": 2016, "resolution": "720p", "episodes": [13]}),
        ("Harbour.Made.of.Salt.Part.Two.720p.HDTV.mkv", {"title": "Harbour Made of Salt", "part": 2, "absolute": [2]}),
        ("Harbour.103.104.720p.HDTV.mkv", {"title": "Harbour", "season": 1, "episodes": [3, 4]}),
        ("Harbour.Part.3.of.6.HDTV.mkv", {"title": "Harbour", "absolute": [3]}),
        ("Harbour.Series.1of3.Low.Tide.PDTV.mkv", {"absolute": [1], "episode_title": "Low Tide"}),
        ("Harbour - Temporada 5 [HDTV][Cap.501_502].mkv", {"season": 5, "episodes": [1, 2]}),
        ("Harbour - 01x02 - tide.mkv", {"episode_title": "tide", "release_group": None}),
        ("Гавань / Сезон 2 / Серии 1-3 из 8 (2020).mkv", {"season": 2, "episodes": [1, 2, 3], "episode_title": None}),
        ("[04x01] Low Tide.mkv", {"title": "Low Tide", "season": 4, "episodes": [1]}),
        ("Harbour - 6.01 - Low Tide.mkv", {"season": 6, "episodes": [1]}),
        ("Harbour 493-498 & 500-501.mkv", {"absolute": [493, 494, 495, 496, 497, 498, 500, 501]}),
        ("Harbour (1920x1080) 1x02.mkv", {"season": 1, "episodes": [2]}),
        ("Гавань (S2E1) / Harbour (S2E1) (2023) WEB-DL.mkv", {"season": 2, "alt_titles": ["Harbour"]}),
    ],
)
def test_episodes_are_counted_in_many_ways(name: str, wanted: Wanted) -> None:
    says(name, "tv", wanted)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("[Owls] Sky Garden S02 [01-07] [1080p]", {"season": 2, "episodes": [1, 2, 3, 4, 5, 6, 7]}),
        ("Sky Garden 2nd Season 24 (1080p) [Owls].mkv", {"title": "Sky Garden", "season": 2, "episodes": [24]}),
        ("[Sky Garden HD REMASTER][07][720p].mkv", {"title": "Sky Garden", "absolute": [7]}),
        ("Sky Garden S16E03 - 313.mkv", {"episodes": [3], "absolute": [313]}),
        ("[Owls] Sky Garden - 05.5 - S00E01 (1080p).mkv", {"title": "Sky Garden", "season": 0, "special": True}),
        ("[Owls] Sky Garden Series: 30 [720p].mkv", {"absolute": [30]}),
        ("[Owls] Sky Garden 2 - Pilot [720p].mkv", {"title": "Sky Garden 2 - Pilot", "absolute": []}),
        ("[Owls] Sky Garden (Season 2) - S02E05.mkv", {"title": "Sky Garden", "episodes": [5]}),
        ("[Owls] Sky Garden OVA - Dusk [720p].mkv", {"special": True}),
        ("[Owls]★Spring★[空の庭/Sky Garden][12END][720p]", {"absolute": [12], "alt_titles": ["Sky Garden"]}),
        ("[Owls]_Sky_Garden_-_07v2_[720p].mkv", {"title": "Sky Garden", "absolute": [7], "version": 2}),
    ],
)
def test_anime_counts_in_its_own_ways(name: str, wanted: Wanted) -> None:
    says(name, "anime", wanted)


@pytest.mark.parametrize(
    ("name", "seasons"),
    [
        ("Harbour [S01-04] (2001-2004) WEB-DLRip", [1, 2, 3, 4]),
        ("Harbour Season 1 2 3 4 + Extras", [1, 2, 3, 4]),
        ("Harbour Season 1 2 3 to 5", [1, 2, 3, 4, 5]),
        ("Harbour - 04ª Temporada 720p", [4]),
        ("Harbour Season 1 -6 [480p]", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_packs_name_their_seasons(name: str, seasons: list[int]) -> None:
    says(name, "tv", {"title": "Harbour", "seasons": seasons, "episodes": []}, is_folder=True)


def test_languages_of_subtitles_are_not_those_of_the_sound() -> None:
    says("Amber.Ferry.1994.PL-SUB.1080p.mkv", "movies", {"languages": []})
    says("Amber.Ferry.1994.2xUkr.1080p.mkv", "movies", {"languages": ["uk"]})


def test_a_slash_inside_a_release_name_parts_no_folders() -> None:
    says("Amber Ferry [1999, BDRip 1080p] Dub UKR/Eng", "movies", {"title": "Amber Ferry", "year": 1999})
    says("Amber Ferry (1999) [MKV / AC3/AAC / 720p]", "movies", {"title": "Amber Ferry", "resolution": "720p"})
    says("/films/Amber Ferry (1999)/Amber Ferry.mkv", "movies", {"title": "Amber Ferry", "year": 1999})


@pytest.mark.parametrize("name", ["My.Ferry.en.forced.srt", "My Ferry.en.forced.srt", "My_Ferry_en_forced.srt"])
def test_a_sidecar_belongs_to_its_video_however_the_two_write_blanks(name: str) -> None:
    result = parse_path(name, {"video": "My.Ferry"})
    assert (result["language"], result["forced"]) == ("en", True)


def test_a_file_with_an_unreadable_name_is_what_the_nearest_readable_folder_says() -> None:
    noise = "KD607ebb-BRc59935-5155473f-1c5f49"
    says(f"films/Amber Ferry (2013) BRRip/{noise}/{noise}.avi", "movies", {"title": "Amber Ferry", "year": 2013})


def test_the_kind_of_file_tells_the_source_where_the_name_does_not() -> None:
    says("Harbour.S01E02.m2ts", "tv", {"source": "Blu-ray"})
    says("Harbour.S01E02.HDTV.m2ts", "tv", {"source": "HDTV"})


def test_answers_share_no_lists() -> None:
    parse_path("Harbour.mkv")["episodes"].append(1)  # type: ignore[attr-defined]
    assert parse_path("Harbour.mkv")["episodes"] == []


def test_letters_that_grow_in_lower_case_do_not_shift_what_is_read() -> None:
    says("İİİ Harbour 1080p.mkv", "movies", {"title": "İİİ Harbour", "resolution": "1080p"})


def test_a_name_longer_than_any_disk_allows_is_cut() -> None:
    assert len(str(parse_path("a" * 20_000)["title"])) <= MAX_NAME


@given(st.text(max_size=60))
def test_technical_words_lie_inside_the_text_in_order(text: str) -> None:
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)

    spans, _ = classify(text, low)

    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)

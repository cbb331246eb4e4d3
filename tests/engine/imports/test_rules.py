import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.errors import Invalid
from app.contract.imports import Mapping, MissReason
from app.contract.library import SourceKind
from app.engine.imports import rules


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("192.168.1.5:32400", "http://192.168.1.5:32400"),
        (" http://attic.local:8096/ ", "http://attic.local:8096"),
        ("https://media.example/jellyfin/", "https://media.example/jellyfin"),
        ("http://[fe80::1]:8096", "http://[fe80::1]:8096"),
    ],
)
def test_an_address_is_taken_as_people_write_it(text: str, url: str) -> None:
    assert rules.checked_url(text) == url


@pytest.mark.parametrize(
    "text",
    [
        "", "ftp://a", "http://", "http://a:0", "http://a:99999", "http://a:b", "http://robin:pw@a", "http://a?b=c",
        "http://a#b", "http://a b", "http://a/\r\nHost: b", "http://169.254.169.254", "http://0.0.0.0", "http://[ff02::1]",
        "http://[::ffff:169.254.169.254]", "http://[::1", "http://" + "a" * 3_000,
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_server_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        rules.checked_url(text)
    assert caught.value.code == "url_invalid"


def test_the_guard_is_told_host_and_port() -> None:
    assert rules.host_and_port("http://attic:8096/emby") == "attic:8096"
    assert rules.host_and_port("https://attic") == "attic:443"


@pytest.mark.parametrize("token", ["", " ", "a b", "a\r\nb", "tökén", "a" * 501])
def test_a_token_that_fits_no_header_is_refused_without_repeating_it(token: str) -> None:
    with pytest.raises(Invalid) as caught:
        rules.checked_token(token)
    assert caught.value.code == "token_invalid"
    assert not token.strip() or token.strip() not in caught.value.message


def test_a_token_may_be_pasted_with_blanks_around_it() -> None:
    assert rules.checked_token(" abc-1 \n") == "abc-1"


MAPPINGS = (
    Mapping(remote="/data", local="/mnt/all"),
    Mapping(remote="/data/films/", local="/mnt/films"),
    Mapping(remote="/left/out"),
    Mapping(remote="D:\\Films", local="/mnt/d"),
    Mapping(remote="\\\\nas\\share", local="/mnt/share"),
)


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("/data/films/a.mkv", "/mnt/films/a.mkv"),
        ("/data/shows/b.mkv", "/mnt/all/shows/b.mkv"),
        ("/Data/films/a.mkv", None),
        ("/database/a.mkv", None),
        ("/left/out/a.mkv", None),
        ("/data/films/../../etc/passwd", None),
        ("/data/a\0b", None),
        ("d:\\films\\Sub\\c.mkv", "/mnt/d/Sub/c.mkv"),
        ("\\\\NAS\\share\\d.mkv", "/mnt/share/d.mkv"),
        ("", None),
        ("/data//etc/passwd", "/mnt/all/etc/passwd"),
    ],
)
def test_a_file_there_is_a_file_here_by_its_longest_folder(there: str, here: str | None) -> None:
    assert rules.here(there, MAPPINGS) == here


def test_a_whole_disk_can_be_mapped() -> None:
    assert rules.here("/films/a.mkv", (Mapping(remote="/", local="/mnt"),)) == "/mnt/films/a.mkv"


@given(st.text(max_size=60))
def test_no_path_leads_out_of_a_mapped_folder(path: str) -> None:
    found = rules.here(f"/data/{path}", (Mapping(remote="/data", local="/mnt/all"),))

    assert found is None or (found.startswith("/mnt/all") and ".." not in found.split("/"))


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("/srv/same", "/srv/same"),
        ("/data/Media/Films", "/disk/media/films"),
        ("D:\\Media\\Shows\\", "/disk/media/shows"),
        ("/data/twins", ""),
        ("/data/music", "/pool/music"),
        ("/nothing/like/it", ""),
    ],
)
def test_folders_are_proposed_by_their_longest_common_tail(there: str, here: str) -> None:
    sources = ("/pool/music", "/disk/media/films")
    folders = ("/srv/same", "/disk/media/shows", "/a/films", "/a/twins", "/b/twins", "/b/music")

    assert rules.propose((there,), sources, folders) == (Mapping(remote=there, local=here),)


@pytest.mark.parametrize(
    ("guid", "others", "ids"),
    [
        ("com.plexapp.agents.imdb://tt0000001?lang=en", (), ("imdb:tt0000001",)),
        ("com.plexapp.agents.thetvdb://123?lang=de", (), ("tvdb:123",)),
        ("com.plexapp.agents.thetvdb://123/1/2?lang=de", (), ()),
        ("com.plexapp.agents.lastfm://Somebody", (), ()),
        ("plex://movie/5d77", ("imdb://tt2", "tmdb://3", "tvdb://4", "tmdb://3"), ("imdb:tt2", "tmdb:3", "tvdb:4")),
        ("local://1", ("nonsense", ""), ()),
    ],
)
def test_ids_are_read_from_old_and_new_guids_of_plex(guid: str, others: tuple[str, ...], ids: tuple[str, ...]) -> None:
    assert rules.plex_ids(guid, others) == ids


def test_the_guid_of_an_episode_tells_its_show() -> None:
    assert rules.plex_show_ids("com.plexapp.agents.thetvdb://123/1/2?lang=de") == ("tvdb:123",)
    assert rules.plex_show_ids("com.plexapp.agents.lastfm://a/b") == ()
    assert rules.plex_show_ids("plex://episode/5d") == ()


def test_ids_of_jellyfin_are_known_whatever_their_case() -> None:
    told = (("Tmdb", "603"), ("IMDB", "tt1"), ("MusicBrainzAlbum", "x"), ("Tvdb", ""), ("tvdb", "9" * 41))

    assert rules.jellyfin_ids(told) == ("tmdb:603", "imdb:tt1")


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("1970-01-01T00:00:01.5000000Z", 1_500),
        ("1970-01-02T00:00:00Z", 86_400_000),
        ("1970-01-01T00:00:02", 2_000),
        ("0001-01-01T00:00:00.0000000Z", None),
        ("2023-13-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_a_moment_with_seven_digits_is_read(text: str | None, ms: int | None) -> None:
    assert rules.moment_ms(text) == ms


@pytest.mark.parametrize(("told", "kept"), [(None, None), (0, None), (7.25, 7.2), (10, 10.0), (11, None), (-1, None)])
def test_only_a_rating_of_up_to_ten_counts(told: float | None, kept: float | None) -> None:
    assert rules.rating_of(told) == kept


def test_numbers_beyond_sense_are_none() -> None:
    assert [rules.number_of(one) for one in (None, -1, 0, 10**30)] == [None, None, 0, None]
    assert [rules.amount_of(one) for one in (None, -1, 5, 10**30)] == [0, 0, 5, rules.MOST_AMOUNT]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("movie", SourceKind.MOVIES), ("movies", SourceKind.MOVIES), ("homevideos", SourceKind.MOVIES),
        ("musicvideos", SourceKind.MOVIES), ("show", SourceKind.SHOWS), ("tvshows", SourceKind.SHOWS),
        ("artist", SourceKind.MUSIC), ("music", SourceKind.MUSIC), ("mixed", SourceKind.MIXED),
        (None, SourceKind.MIXED), ("", SourceKind.MIXED), ("photo", None), ("books", None),
    ],
)  # fmt: skip
def test_libraries_of_all_servers_are_of_our_kinds(word: str | None, kind: SourceKind | None) -> None:
    assert rules.source_kind(word) is kind


@pytest.mark.parametrize(
    ("path", "local", "is_there", "is_ambiguous", "reason"),
    [
        ("/a", "/b", True, True, MissReason.NOT_SCANNED),
        ("/a", "/b", False, True, MissReason.AMBIGUOUS),
        ("/a", "/b", False, False, MissReason.FILE_NOT_HERE),
        ("/a", None, False, False, MissReason.PATH_NOT_MAPPED),
        ("", None, False, False, MissReason.NO_PATH),
    ],
)
def test_the_reason_that_helps_most_is_told(
    path: str, local: str | None, is_there: bool, is_ambiguous: bool, reason: MissReason
) -> None:
    assert rules.miss_reason(path, local, is_there=is_there, is_ambiguous=is_ambiguous) is reason

"""NFO files are understood as people have them, and nothing that is in one raises or takes long."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.library import ItemKind
from app.engine.library.local import MAX_BYTES, Nfo, Record, read_nfo


def only(text: str | bytes) -> Record:
    """Return the one record of an NFO."""
    raw = text.encode() if isinstance(text, str) else text
    (record,) = read_nfo(raw).records
    return record


def refs(record: Record) -> dict[str, str]:
    return {ref.provider: ref.value for ref in record.refs}


FILM = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- written by a program -->
<movie>
  <title>The Lantern</title><originaltitle>Lyktan</originaltitle><sorttitle>Lantern 1</sorttitle>
  <ratings>
    <rating name="imdb" max="10" default="true"><value>7,8</value><votes>12,345</votes></rating>
    <rating name="metacritic" max="100"><value>61</value></rating>
  </ratings>
  <outline>Short.</outline><plot>A keeper &amp; a storm.</plot><tagline>Keep it lit.</tagline><runtime>97</runtime>
  <mpaa>PG-13</mpaa><playcount>2</playcount>
  <uniqueid type="imdb">tt7654321</uniqueid><uniqueid type="tmdb" default="true">4711</uniqueid>
  <genre>Drama / Mystery</genre><genre>drama</genre><country>Sweden</country><tag>sea</tag>
  <set><name>Coast Trilogy</name><overview>Three films.</overview></set>
  <credits>Ann Writer</credits><director>Dan Director</director>
  <premiered>1999-03-31</premiered><year>1998</year><studio>Pier Pictures</studio>
  <actor><name>Second One</name><role>Mate</role><order>1</order></actor>
  <actor><name>First One</name><role>Keeper</role><order>0</order><thumb>https://pictures.test/1.jpg</thumb></actor>
</movie>"""


def test_a_film_tells_everything_that_is_in_it() -> None:
    film = only(FILM)

    assert (film.kind, film.title, film.original_title, film.sort_title) == (
        ItemKind.FILM,
        "The Lantern",
        "Lyktan",
        "Lantern 1",
    )
    assert (film.year, film.premiered, film.runtime_ms) == (1999, "1999-03-31", 97 * 60_000)
    assert (film.plot, film.outline, film.tagline) == ("A keeper & a storm.", "Short.", "Keep it lit.")
    assert (film.genres, film.studios, film.countries, film.tags) == (
        ("Drama", "Mystery"),
        ("Pier Pictures",),
        ("Sweden",),
        ("sea",),
    )
    assert refs(film) == {"tmdb": "4711", "imdb": "tt7654321"}
    assert [(one.name, one.value, one.votes) for one in film.ratings] == [("imdb", 7.8, 12_345), ("metacritic", 6.1, 0)]
    assert [(one.name, one.overview) for one in film.collections] == [("Coast Trilogy", "Three films.")]
    assert (film.certificate, film.note.is_watched, film.note.play_count) == ("PG-13", True, 2)
    assert read_nfo(FILM.encode()).reasons == ()


def test_people_come_in_their_order_with_what_they_did() -> None:
    people = only(FILM).people

    assert [(one.name, one.role, one.character, one.order) for one in people] == [
        ("First One", "actor", "Keeper", 0),
        ("Second One", "actor", "Mate", 1),
        ("Dan Director", "director", "", 0),
        ("Ann Writer", "writer", "", 0),
    ]
    assert people[0].picture == "https://pictures.test/1.jpg"


def test_a_path_on_another_machine_is_no_portrait() -> None:
    film = only("<movie><actor><name>A</name><type>GuestStar</type><thumb>/config/A.jpg</thumb></actor></movie>")

    assert (film.people[0].picture, film.people[0].role) == ("", "guest")


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("\ufeff<movie><title>Ärger</title></movie>".encode(), "Ärger"),
        ("<movie><title>Ärger</title></movie>".encode("utf-16"), "Ärger"),
        ('<?xml version="1.0" encoding="utf-16"?><movie><title>Lantern</title></movie>'.encode("utf-16-le"), "Lantern"),
        ('<?xml version="1.0" encoding="UTF-8"?><movie><title>Ärger</title></movie>'.encode("cp1252"), "Ärger"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><movie><title>It’s</title></movie>'.encode("cp1252"), "It’s"),
        ('<?xml version="1.0" encoding="koi8-r"?><movie><title>Фонарь</title></movie>'.encode("koi8-r"), "Фонарь"),
        ('<?xml version="1.0" encoding="shift_jis"?><movie><title>\x81</title></movie>'.encode("latin-1"), "�"),
        ('<?xml version="1.0" encoding="hex"?><movie><title>Ärger</title></movie>'.encode("cp1252"), "Ärger"),
        (b"<movie><title>A\x00B\x08C</title></movie>", "ABC"),
    ],
)
def test_any_encoding_that_people_have_is_read(raw: bytes, title: str) -> None:
    assert only(raw).title == title


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        ("Cops & Robbers", "Cops & Robbers"),
        ("Caf&eacute; &nbsp;Noir", "Café \u00a0Noir"),
        ("R&B &unknown; &#x1F600; &#0; &#99999999;", "R&B &unknown; 😀  &#99999999;"),
        ("<![CDATA[Cops & Robbers]]>", "Cops & Robbers"),
        ("", ""),
    ],
)
def test_characters_that_were_not_escaped_are_what_was_meant(inner: str, title: str) -> None:
    assert only(f"<movie><title>{inner}</title><plot/></movie>").title == title


def test_what_comes_before_broken_xml_is_kept() -> None:
    nfo = read_nfo(b"<movie><title>The Lantern</title><year>1999</year><plot>A keeper and")

    assert (nfo.records[0].title, nfo.records[0].year) == ("The Lantern", 1999)
    assert "no well-formed XML" in nfo.reasons[0]


def test_text_and_an_address_after_the_xml_do_not_matter() -> None:
    film = only("<movie><title>A</title></movie>\nhttps://www.themoviedb.org/movie/4711-a?language=en\nthanks!")

    assert (film.title, refs(film)) == ("A", {"tmdb": "4711"})


def test_several_episodes_in_one_file_are_several_records() -> None:
    inner = "<title>{0}</title><season>1</season><episode>{0}</episode><aired>2004-07-1{0}</aired>"
    block = f"<episodedetails>{inner}</episodedetails>"

    nfo = read_nfo("\n".join(block.format(number) for number in (1, 2, 3)).encode())
    wrapped = read_nfo(f"<episodes>{block.format(1)}{block.format(2)}</episodes>".encode())

    assert [(one.title, one.season, one.episode, one.premiered) for one in nfo.records] == [
        ("1", 1, 1, "2004-07-11"),
        ("2", 1, 2, "2004-07-12"),
        ("3", 1, 3, "2004-07-13"),
    ]
    assert len(wrapped.records) == 2


@pytest.mark.parametrize(
    ("address", "kind", "provider", "value"),
    [
        ("https://www.imdb.com/title/tt0944947/", None, "imdb", "tt0944947"),
        ("https://m.imdb.com/de/title/tt0944947", None, "imdb", "tt0944947"),
        ("tt0944947", None, "imdb", "tt0944947"),
        ("https://www.themoviedb.org/movie/30287-some", ItemKind.FILM, "tmdb", "30287"),
        ("https://www.themoviedb.org/tv/1399", ItemKind.SHOW, "tmdb", "1399"),
        ("https://www.thetvdb.com/?tab=series&id=121361", ItemKind.SHOW, "tvdb", "121361"),
        ("https://thetvdb.com/dereferrer/series/121361", ItemKind.SHOW, "tvdb", "121361"),
        ("https://www.tvmaze.com/shows/82/x", ItemKind.SHOW, "tvmaze", "82"),
        (
            "https://musicbrainz.org/artist/0383dadf-2a4e-4d10-a46a-e9e041da8eb3",
            ItemKind.ARTIST,
            "musicbrainz_artist",
            "0383dadf-2a4e-4d10-a46a-e9e041da8eb3",
        ),
    ],
)
def test_a_file_that_is_only_an_address_gives_an_id(
    address: str, kind: ItemKind | None, provider: str, value: str
) -> None:
    record = only(f"{address}\r\n")

    assert (record.kind, refs(record)) == (kind, {provider: value})


def test_old_ways_to_tell_ids_and_ratings_are_understood() -> None:
    film = only('<movie><id TMDB="12">tt0000123</id><rating max="5">4</rating><votes>1 234</votes></movie>')
    show = only("<tvshow><id>71035</id><rating>8.61</rating></tvshow>")
    guided = only('<tvshow><episodeguide>{"tmdb":"2426","tvdb":71035}</episodeguide></tvshow>')
    addressed = only("<tvshow><episodeguide><url>http://thetvdb.com/?id=99</url></episodeguide></tvshow>")
    broken = only("<tvshow><episodeguide>{nothing</episodeguide></tvshow>")

    assert refs(film) == {"imdb": "tt0000123", "tmdb": "12"}
    assert [(one.name, one.value, one.votes) for one in film.ratings] == [("default", 8.0, 1234)]
    assert (refs(show), show.ratings[0].value) == ({"tvdb": "71035"}, 8.61)
    assert refs(guided) == {"tmdb": "2426", "tvdb": "71035"}
    assert (refs(addressed), refs(broken)) == ({"tvdb": "99"}, {})


def test_ids_and_ratings_that_cannot_be_are_left_out() -> None:
    film = only(
        "<movie><uniqueid type='imdb'>none</uniqueid><uniqueid type='tmdb'>0</uniqueid><uniqueid>x y</uniqueid>"
        "<uniqueid type='musicbrainzartist'>12</uniqueid><rating>0</rating>"
        "<communityrating>11</communityrating></movie>"
    )

    assert (film.refs, film.ratings) == ((), ())


def test_a_set_may_be_text_or_have_a_name() -> None:
    assert only("<movie><set>Coast</set></movie>").collections[0].name == "Coast"
    assert only("<movie><set><name>Coast</name></set></movie>").collections[0].name == "Coast"
    assert only("<movie><set/></movie>").collections == ()


def test_music_has_its_own_tags() -> None:
    artist = only(
        "<artist><name>Quiet Rooms</name><sortname>Rooms, Quiet</sortname><biography>Two people.</biography>"
        "<genre>Folk</genre><style>Slow</style><album><title>Windows</title><year>2011</year></album>"
        "<musicBrainzArtistID>0383dadf-2a4e-4d10-a46a-e9e041da8eb3</musicBrainzArtistID></artist>"
    )
    album = only(
        "<album><title>Windows</title><artistdesc>Quiet Rooms</artistdesc><releasedate>2011-04-01</releasedate>"
        "<label>Pane</label><albumArtistCredits><artist>Quiet Rooms</artist></albumArtistCredits></album>"
    )

    assert (artist.kind, artist.title, artist.plot, artist.tags) == (
        ItemKind.ARTIST,
        "Quiet Rooms",
        "Two people.",
        ("Slow",),
    )
    assert refs(artist) == {"musicbrainz_artist": "0383dadf-2a4e-4d10-a46a-e9e041da8eb3"}
    assert (album.premiered, album.studios, [one.name for one in album.people]) == (
        "2011-04-01",
        ("Pane",),
        ["Quiet Rooms"],
    )


def test_a_show_names_its_seasons_and_a_season_its_number() -> None:
    show = only(
        "<tvshow><namedseason number='1'>The Pier</namedseason><namedseason number='x'>?</namedseason></tvshow>"
    )

    assert show.names == ((1, "The Pier"),)
    assert only("<season><seasonnumber>2</seasonnumber></season>").season == 2


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"", "empty"), (b" \r\n", "empty"), (b"hello", "neither"), (b"x" * (MAX_BYTES + 1), "longer")],
)
def test_what_is_no_nfo_is_said(raw: bytes, said: str) -> None:
    nfo = read_nfo(raw)

    assert (nfo.records, said in nfo.reasons[0]) == ((), True)


def test_entities_that_a_file_declares_are_not_followed() -> None:
    bomb = b'<!DOCTYPE movie [<!ENTITY a SYSTEM "file:///etc/passwd">]><movie><title>&a;</title></movie>'

    assert only(bomb).title == "&a;"


@pytest.mark.parametrize(
    "raw",
    [
        b"<movie>" + b"<a>" * 100_000,
        b"<movie><title>" + b"&" * 500_000,
        b"<!--" * 250_000,
        b"<?xml " * 160_000,
        b"<movie " * 140_000,
        b"<episodedetails>" * 60_000,
        b"<album>" + b"</album " * 120_000,
        b"<movie><title>" + b"0" * 1_000_000,
        b"thetvdb.com/" * 80_000,
    ],
    ids=lambda raw: raw[:12].decode(),
)
def test_hostile_text_takes_no_long_time(raw: bytes) -> None:
    began = time.perf_counter()

    assert isinstance(read_nfo(raw), Nfo)

    assert time.perf_counter() - began < 5


_PIECES = st.sampled_from(
    ("<movie>", "</movie>", "<episodedetails>", "<actor>", "<name>", "&", "&#0;", "<![CDATA[", "]]>", "<!--", "<x", '"')
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=40).map("".join))
def test_no_text_raises(text: str) -> None:
    assert isinstance(read_nfo(text.encode("utf-8", "surrogatepass")), Nfo)


@given(st.binary(max_size=300))
def test_no_bytes_raise(raw: bytes) -> None:
    assert isinstance(read_nfo(b"<movie><runtime>" + raw), Nfo)

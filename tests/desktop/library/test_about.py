"""What details pages tell, and where it leads."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.contract.browse import About, Credit, Details, Group, Verdict
from app.contract.library import ItemKind
from app.desktop.library import words
from app.desktop.library.about import AboutPanel
from app.desktop.library.details import DetailsPage
from app.desktop.library.lyrics import LyricsPage
from app.desktop.library.music import AlbumPage, ArtistPage
from app.desktop.library.people import PersonCard, initials
from tests.desktop.conftest import Drive
from tests.desktop.library.conftest import Stage
from tests.fakes.catalogue import a_card
from tests.fakes.client import FakeClient
from tests.fakes.great_house import a_great_catalogue

ABOUT = About(
    certificate="PG-13",
    premiered="soon",
    alt_titles=("The Light",),
    people=(
        Credit(person_id="1", name="Ada Roe", role="actor", character="The keeper"),
        Credit(person_id="2", name="Bo", role="writer"),
        Credit(person_id="3", name="Cy", role="director"),
        Credit(person_id="4", name="Di", role="gaffer"),
    ),
    studios=(Group(id="1", name="Pier Pictures"),),
    ratings=(Verdict(name="imdb", value=7.8), Verdict(name="default", value=6)),
)


@pytest.fixture(autouse=True)
def _great(fake: FakeClient) -> None:
    fake.catalogue = a_great_catalogue()


def test_facts_tell_ratings_and_the_certificate() -> None:
    details = Details(card=a_card(year=2016), genres=("Drama",), about=ABOUT, own_rating=8.5)

    assert words.facts(details) == "2016 · 1 h 56 min · PG-13 · Drama · IMDb 7.8 · Rating 6.0 · Your rating 8.5"


def test_makers_stand_in_their_order(stage: Stage) -> None:
    panel = AboutPanel(stage.window)
    panel.set_details(Details(card=a_card(), genres=("Drama",), about=ABOUT))

    assert list(panel.links) == ["director", "writer", "gaffer", "genre", "studio"]
    assert [card.accessibleName() for card in panel.cast.cards] == ["Ada Roe as The keeper"]
    panel.set_details(Details(card=a_card()))
    assert panel.isHidden()


@pytest.mark.parametrize(
    ("name", "letters"), [("Ada Roe", "AR"), ("Gabriel García Márquez", "GM"), ("K", "K"), ("", "")]
)
def test_initials_are_of_the_first_and_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_person_leads_to_the_search_and_a_genre_to_its_wall(stage: Stage, fake: FakeClient) -> None:
    film = next(
        card for card in fake.catalogue.of_kind(ItemKind.FILM) if fake.catalogue.details(card.id).about.people[3:]
    )
    page = DetailsPage(stage.desk)
    stage.show(page, item_id=film.id)
    details = fake.catalogue.details(film.id)

    person = page.about.cast.cards[0]
    assert isinstance(person, PersonCard)
    QTest.keyClick(person, Qt.Key.Key_Space)
    page.about.links["genre"][0].click()
    page.about.links["studio"][0].click()

    assert stage.opened[0] == ("search", {"text": details.about.people[0].name})
    assert stage.opened[1][0] == "films"
    assert stage.opened[1][1]["filters"] == (("genre", details.genres[0]),)
    assert stage.opened[2] == ("search", {"text": details.about.studios[0].name})


def test_music_leads_to_its_genre(stage: Stage, fake: FakeClient) -> None:
    album, artist = AlbumPage(stage.desk), ArtistPage(stage.desk)
    stage.show(album, item_id=fake.catalogue.of_kind(ItemKind.ALBUM)[0].id)
    stage.show(artist, item_id=fake.catalogue.of_kind(ItemKind.ARTIST)[0].id)

    album.about.links["genre"][0].click()
    artist.about.links["genre"][0].click()

    assert [(page, arguments["kind"]) for page, arguments in stage.opened] == [
        ("music", ItemKind.ALBUM),
        ("music", ItemKind.ARTIST),
    ]


def test_l_on_a_track_shows_its_lyrics(stage: Stage, fake: FakeClient, drive: Drive) -> None:
    with_lyrics = next(iter(fake.catalogue.lyrics))
    album = AlbumPage(stage.desk)
    stage.show(album, item_id=fake.catalogue.cards[with_lyrics].parent_id)
    row = next(row for row in album.tracks if row.card.id == with_lyrics)
    QTest.keyClick(row, Qt.Key.Key_L)
    assert stage.opened == [("lyrics", {"item_id": with_lyrics})]

    page = LyricsPage(stage.desk)
    stage.show(page, item_id=with_lyrics)
    assert page.phase == "full"
    page.play.click()
    assert stage.opened[-1] == ("player", {"item_id": with_lyrics})
    without = next(row.card.id for row in album.tracks if row.card.id not in fake.catalogue.lyrics)
    drive(page.show_with(item_id=without))
    assert page.phase == "empty"

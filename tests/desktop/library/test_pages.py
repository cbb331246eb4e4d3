"""The pages of the library, by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.contract.errors import Unavailable
from app.contract.library import Aspect, ItemKind
from app.desktop.kit.page import Page
from app.desktop.library.details import DetailsPage
from app.desktop.library.home import HomePage
from app.desktop.library.music import AlbumPage, ArtistPage
from app.desktop.library.page import WallPage
from app.desktop.library.search import SearchPage
from tests.desktop.conftest import Drive
from tests.desktop.library.conftest import Stage
from tests.fakes.catalogue import an_empty_catalogue
from tests.fakes.client import FakeClient


async def nothing() -> None:
    """Let what was started come to an end."""


def test_films_open_with_the_focus_on_the_first(stage: Stage) -> None:
    page = WallPage(stage.desk, "films")
    stage.show(page)

    QTest.keyClick(page.wall, Qt.Key.Key_Return)

    assert page.phase == "full"
    assert stage.opened == [("details", {"item_id": page.wall.card(0).id})]  # type: ignore[union-attr]


def test_space_on_a_show_plays_its_next_episode(stage: Stage, drive: Drive, fake: FakeClient) -> None:
    page = WallPage(stage.desk, "shows")
    stage.show(page)
    show = page.wall.card(0)
    assert show is not None

    QTest.keyClick(page.wall, Qt.Key.Key_Space)
    drive(nothing())

    assert stage.opened == [("player", {"item_id": fake.catalogue.details(show.id).play_id})]


def test_filters_that_fit_nothing_say_so_and_lead_back(stage: Stage, drive: Drive, fake: FakeClient) -> None:
    page = WallPage(stage.desk, "shows")
    stage.show(page, filters=(("genre", "Western"),), visit=1)
    assert page.phase == "empty"

    page.filters.clear()
    drive(nothing())

    assert page.phase == "full"


def test_a_letter_leads_to_the_first_title_with_it(stage: Stage, drive: Drive) -> None:
    page = WallPage(stage.desk, "films")
    stage.show(page)

    page.alphabet.chosen.emit("n")
    drive(nothing())

    card = page.wall.card(page.wall.currentIndex().row())
    assert card is not None
    assert card.sort_title.startswith("n")


def test_music_shows_artists_and_albums(stage: Stage, drive: Drive) -> None:
    page = WallPage(stage.desk, "music")
    stage.show(page)
    artists = page.wall.count

    page.filters.kinds[1].click()
    drive(nothing())

    assert (artists, page.wall.count) == (6, 18)


def test_an_empty_library_leads_to_the_folders(stage: Stage, fake: FakeClient) -> None:
    fake.catalogue = an_empty_catalogue()
    for page in (WallPage(stage.desk, "films"), HomePage(stage.desk)):
        stage.show(page)
        assert page.phase == "empty"


def test_a_film_that_a_scan_finds_appears_while_the_wall_is_open(stage: Stage, drive: Drive, fake: FakeClient) -> None:
    fake.catalogue = an_empty_catalogue()
    page = WallPage(stage.desk, "films")
    stage.show(page)
    fake.catalogue = FakeClient().catalogue

    stage.desk.live.items_changed.emit(("1",), (ItemKind.FILM,), Aspect.FILE)
    drive(nothing())

    assert page.phase == "full"
    assert page.wall.count == 120
    assert page.focusWidget() is page.wall
    assert page.wall.currentIndex().row() == 0


def test_a_page_that_could_not_be_read_says_what_to_do(stage: Stage, fake: FakeClient) -> None:
    fake.failure = Unavailable("away")
    for page in (WallPage(stage.desk, "films"), HomePage(stage.desk)):
        stage.show(page)
        assert page.phase == "error"
    details = DetailsPage(stage.desk)
    stage.show(details, item_id="1")
    assert details.phase == "error"


def test_home_plays_what_was_begun(stage: Stage, fake: FakeClient) -> None:
    page = HomePage(stage.desk)
    stage.show(page)
    hero = fake.catalogue.home().hero
    assert hero is not None

    page.hero.play.click()

    assert page.hero.play.accessibleName() == "Resume"
    assert list(page.rows) == [row.key for row in fake.catalogue.home().rows]
    assert stage.opened == [("player", {"item_id": hero.id})]


def test_marking_as_watched_can_be_undone(stage: Stage, drive: Drive, fake: FakeClient) -> None:
    film = next(card for card in fake.catalogue.of_kind(ItemKind.FILM) if not card.is_watched)
    page = DetailsPage(stage.desk)
    stage.show(page, item_id=film.id)

    page.watched.click()
    drive(nothing())
    assert fake.catalogue.cards[film.id].is_watched

    notice = stage.desk.notices.shown
    assert notice is not None
    notice.use()
    drive(nothing())
    assert not fake.catalogue.cards[film.id].is_watched


def test_an_episode_plays_by_enter(stage: Stage, fake: FakeClient) -> None:
    page = DetailsPage(stage.desk)
    stage.show(page, item_id=fake.catalogue.of_kind(ItemKind.SHOW)[0].id)

    QTest.keyClick(page.seasons.rows[1], Qt.Key.Key_Return)

    assert page.hero.play.accessibleName() == "Play S1 E1"
    assert stage.opened == [("player", {"item_id": page.seasons.rows[1].card.id})]


def test_another_season_shows_its_own_episodes(stage: Stage, drive: Drive, fake: FakeClient) -> None:
    page = DetailsPage(stage.desk)
    stage.show(page, item_id=fake.catalogue.of_kind(ItemKind.SHOW)[0].id)
    before = [row.card.id for row in page.seasons.rows]

    page.seasons.chosen.emit(page.state_of.seasons[1].id)
    drive(nothing())

    assert [row.card.id for row in page.seasons.rows] != before
    assert {row.card.season_number for row in page.seasons.rows} == {2}


def test_where_a_title_comes_from_is_told_on_demand(stage: Stage, fake: FakeClient) -> None:
    page = DetailsPage(stage.desk)
    stage.show(page, item_id=fake.catalogue.of_kind(ItemKind.FILM)[0].id)
    assert not page.facts.origins.isVisible()

    page.facts_button.click()

    assert page.facts.origins.isVisible()


def test_search_answers_the_newest_letters_grouped_by_kind(stage: Stage, drive: Drive) -> None:
    page = SearchPage(stage.desk)
    stage.show(page)

    page.field.setText("har")
    page.field.setText("harbour")
    drive(nothing())

    shown = [kind for kind, row in page.rows.items() if not row.isHidden()]
    assert shown == [ItemKind.FILM, ItemKind.ARTIST, ItemKind.ALBUM, ItemKind.TRACK]
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    assert page.rows[ItemKind.FILM].wall.hasFocus()


def test_a_track_plays_from_its_album_and_an_artist_leads_to_albums(stage: Stage, fake: FakeClient) -> None:
    album = AlbumPage(stage.desk)
    stage.show(album, item_id=fake.catalogue.of_kind(ItemKind.ALBUM)[0].id)
    QTest.keyClick(album.tracks[2], Qt.Key.Key_Return)
    artist = ArtistPage(stage.desk)
    stage.show(artist, item_id=fake.catalogue.of_kind(ItemKind.ARTIST)[0].id)
    QTest.keyClick(artist.albums.wall, Qt.Key.Key_Return)

    assert [page for page, _ in stage.opened] == ["player", "album"]


def test_everything_that_takes_the_focus_has_a_name(stage: Stage, fake: FakeClient) -> None:
    pages: list[tuple[Page, dict[str, object]]] = [
        (WallPage(stage.desk, "films"), {}),
        (HomePage(stage.desk), {}),
        (DetailsPage(stage.desk), {"item_id": fake.catalogue.of_kind(ItemKind.SHOW)[0].id}),
        (SearchPage(stage.desk), {}),
        (AlbumPage(stage.desk), {"item_id": fake.catalogue.of_kind(ItemKind.ALBUM)[0].id}),
    ]
    nameless = []
    for page, arguments in pages:
        stage.show(page, **arguments)
        for widget in page.findChildren(QWidget):
            is_reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible()
            if is_reached and not widget.accessibleName():
                nameless.append(f"{type(page).__name__}: {widget}")
    assert not nameless

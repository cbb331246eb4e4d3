"""Walls narrowed by facets: values as plain data, the drawer by keyboard, chips above the wall."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.contract.browse import Facet, FacetValue
from app.contract.errors import Unavailable
from app.contract.library import Aspect, ItemKind
from app.desktop.kit.desk import Desk
from app.desktop.library import facet_words
from app.desktop.library.drawer import said, spoken
from app.desktop.library.facets import FacetsState, Line, LineKind
from app.desktop.library.page import WallPage
from app.desktop.library.query import Query
from tests.desktop.conftest import Drive
from tests.desktop.library.conftest import Stage
from tests.fakes.client import FakeClient
from tests.fakes.great_house import a_great_catalogue

FILMS = Query(kind=ItemKind.FILM)


async def nothing() -> None:
    """Let what was started come to an end."""


@pytest.fixture
def page(stage: Stage, fake: FakeClient) -> WallPage:
    fake.catalogue = a_great_catalogue()
    made = WallPage(stage.desk, "films")
    stage.show(made)
    return made


def put_on(page: WallPage, drive: Drive, field: str, value: str) -> None:
    """Choose a value in the open drawer by keyboard."""
    lines = page.facets.lines(page.rows.query)
    wanted = (LineKind.VALUE, field, value)
    row = next(at for at, line in enumerate(lines) if line.key == wanted)
    for _ in range(200):
        if page.drawer.list.currentIndex().row() == row:
            break
        down = page.drawer.list.currentIndex().row() < row
        QTest.keyClick(page.drawer.list, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
    QTest.keyClick(page.drawer.list, Qt.Key.Key_Space)
    drive(nothing())


def open_drawer(page: WallPage, drive: Drive) -> None:
    page.filters.opener.click()
    drive(nothing())


def test_a_value_is_switched_on_and_off() -> None:
    one = FILMS.toggled("genre", "Drama")
    two = one.toggled("genre", "Action, Adventure")

    assert one.filters == (("genre", "Drama"),)
    assert two.filters == (("genre[in]", "Drama,Action\\, Adventure"),)
    assert two.values("genre") == ("Drama", "Action, Adventure")
    assert two.toggled("genre", "Drama").filters == (("genre", "Action, Adventure"),)
    assert one.toggled("genre", "Drama") == FILMS


def test_of_some_fields_one_value_is_on() -> None:
    query = FILMS.toggled("is_watched", "true").toggled("is_watched", "false").toggled("added_at", "-P30D")

    assert query.filters == (("is_watched", "false"), ("added_at[ge]", "-P30D"))
    assert query.values("added_at") == ("-P30D",)
    assert query.toggled("added_at", "-P30D").filters == (("is_watched", "false"),)


def test_each_thing_that_is_on_can_be_taken_off() -> None:
    query = FILMS.with_filter(("genre[in]", "Drama,War"), ("year[ge]", "1990"), ("year[lt]", "2000"))

    assert query.chosen == (("genre", "Drama"), ("genre", "War"), ("year[ge]", "1990"), ("year[lt]", "2000"))
    assert query.removed("year[ge]", "1990").chosen[2:] == (("year[lt]", "2000"),)
    assert query.removed("genre", "War").filters[-1] == ("genre", "Drama")
    assert query.removed("genre", "War").removed("genre", "Drama").values("genre") == ()


def test_years_are_offered_for_a_chosen_decade_only(fake: FakeClient, drive: Drive) -> None:
    fake.catalogue = a_great_catalogue()
    state = FacetsState(fake.browse)

    async def fields(query: Query) -> set[str]:
        await state.read(query)
        return {line.field for line in state.lines(query)}

    assert "year" not in drive_all(drive, fields(FILMS))
    query = FILMS.toggled("decade", "1990")
    drive_all(drive, fields(query))
    years = [line.value for line in state.lines(query) if line.field == "year" and line.kind is LineKind.VALUE]
    assert years
    assert all(year.startswith("199") for year in years)


def drive_all(drive: Drive, coro: object) -> set[str]:
    result = drive(coro)  # type: ignore[arg-type]
    assert isinstance(result, set)
    return result


def test_many_values_are_shown_on_demand() -> None:
    state = FacetsState(FakeClient().browse)
    state.facets = (Facet(field="genre", values=tuple(FacetValue(value=str(at), count=1) for at in range(9))),)
    query = FILMS.toggled("genre", "8").toggled("genre", "gone")

    def shown() -> list[str]:
        return [said(line) for line in state.lines(query) if line.field == "genre"]

    assert shown() == ["Genre", "0", "1", "2", "3", "4", "5", "8", "gone", "Show all 10"]
    state.toggle_all("genre")
    assert shown() == ["Genre", *map(str, range(9)), "gone", "Show fewer"]


def test_an_older_answer_does_not_replace_a_newer_one(fake: FakeClient, drive: Drive) -> None:
    state = FacetsState(fake.browse)

    async def ask() -> list[bool]:
        return list(await asyncio.gather(state.read(FILMS), state.read(FILMS.toggled("genre", "Drama"))))

    assert drive(ask()) == [False, True]


@pytest.mark.parametrize(
    ("key", "value", "title", "said_so"),
    [
        ("resolution", "uhd", "", "4K"),
        ("range_type", "DOVI", "", "Dolby Vision"),
        ("range_type", "SDR", "", "Standard"),
        ("video_codec", "hevc", "", "HEVC"),
        ("audio_language", "deu", "", "German"),
        ("is_watched", "false", "", "Unwatched"),
        ("is_missing", "true", "", "Not available"),
        ("decade", "1990", "", "1990s"),
        ("added_at[ge]", "-P7D", "", "In the last week"),
        ("added_at[ge]", "soon", "", "soon"),
        ("source", "3", "/media/films", "films"),
        ("source", "3", "D:\\Films", "Films"),
        ("source", "3", "", "Folder 3"),
        ("genre", "Noir", "", "Noir"),
        ("genre[ne]", "Noir", "", "Genre not Noir"),
        ("year[ge]", "1990", "", "Year from 1990"),
        ("height_px[ge]", "1600", "", "height_px from 1600"),
    ],
)
def test_filters_are_said_in_plain_words(key: str, value: str, title: str, said_so: str) -> None:
    assert facet_words.chip(key, value, title) == said_so


def test_a_line_is_spoken_whole() -> None:
    line = Line(kind=LineKind.VALUE, field="genre", value="Drama", count=120, is_on=True)

    assert spoken(line) == "Genre: Drama, 120, on"


def test_the_drawer_narrows_the_wall_and_its_counts_follow(page: WallPage, drive: Drive) -> None:
    open_drawer(page, drive)
    assert page.drawer.list.hasFocus() or page.focusWidget() is page.drawer.list
    everything = {line.key: line.count for line in page.facets.lines(page.rows.query)}

    put_on(page, drive, "genre", "Drama")
    dramas = page.wall.count
    put_on(page, drive, "genre", "Comedy")
    both = page.wall.count
    put_on(page, drive, "resolution", "uhd")

    narrowed = {line.key: line.count for line in page.facets.lines(page.rows.query)}
    assert dramas == everything[(LineKind.VALUE, "genre", "Drama")]
    assert dramas < both
    assert page.wall.count == narrowed[(LineKind.VALUE, "resolution", "uhd")]
    assert [chip.text() for chip in page.filters.chips] == ["Drama", "Comedy", "4K"]
    QTest.keyClick(page.drawer.list, Qt.Key.Key_Escape)
    assert page.drawer.isHidden()
    assert page.focusWidget() is page.wall


def test_one_key_takes_a_filter_off(page: WallPage, drive: Drive) -> None:
    open_drawer(page, drive)
    put_on(page, drive, "genre", "Drama")
    put_on(page, drive, "is_watched", "false")

    page.filters.chips[0].setFocus()
    QTest.keyClick(page.filters.chips[0], Qt.Key.Key_Delete)
    drive(nothing())

    assert page.rows.query.filters == (("is_watched", "false"),)
    assert page.focusWidget() is page.filters.chips[0]
    QTest.keyClick(page.filters.chips[0], Qt.Key.Key_Return)
    drive(nothing())
    assert page.wall.count == 330
    assert page.focusWidget() is page.wall


def test_all_values_come_by_a_key(page: WallPage, drive: Drive) -> None:
    open_drawer(page, drive)
    before = page.drawer.list.model().rowCount()

    page.drawer.widened.emit("genre")

    assert page.drawer.list.model().rowCount() == before + 10


def test_a_genre_of_another_page_narrows_the_wall_once(page: WallPage, stage: Stage, drive: Drive) -> None:
    arguments: dict[str, object] = {"filters": (("genre", "Horror"),), "visit": 7}
    drive(page.show_with(**arguments))
    assert [chip.text() for chip in page.filters.chips] == ["Horror"]

    page.filters.clear()
    drive(nothing())
    drive(page.show_with(**arguments))

    assert page.wall.count == 330


def test_facets_are_asked_for_only_when_they_are_seen(page: WallPage, fake: FakeClient, drive: Drive) -> None:
    drive(page.show_with(filters=(("genre", "Horror"),), visit=1))
    assert "list_facets" not in fake.verbs()

    open_drawer(page, drive)

    assert "list_facets" in fake.verbs()


def test_a_wall_is_saved_as_a_list(page: WallPage, stage: Stage, fake: FakeClient, drive: Drive) -> None:
    drive(page.show_with(filters=(("genre", "Horror"), ("is_watched", "false")), visit=1))
    page.filters.saver.click()
    assert page.filters.name.field.text() == "Horror · Unwatched"

    page.filters.name.field.setText("Scary")
    QTest.keyClick(page.filters.name.field, Qt.Key.Key_Return)
    drive(nothing())

    (saved,) = fake.browse.lists.values()
    assert (saved.query.name, saved.query.filters) == ("Scary", {"genre": "Horror", "is_watched": "false"})
    notice = stage.desk.notices.shown
    assert notice is not None
    notice.use()
    assert stage.opened == [("list", {"list_id": saved.id})]


def test_a_name_that_is_taken_is_refused_in_place(page: WallPage, fake: FakeClient, drive: Drive) -> None:
    drive(page.show_with(filters=(("genre", "Horror"),), visit=1))
    for _ in range(2):
        page.filters.saver.click()
        page.filters.name.field.setText("Scary")
        page.filters.name.saver.click()
        drive(nothing())

    assert not page.filters.name.isHidden()
    QTest.keyClick(page.filters.name.field, Qt.Key.Key_Escape)
    assert page.filters.name.isHidden()
    assert len(fake.browse.lists) == 1


def test_a_wall_that_cannot_be_narrowed_stays_as_it_is(
    page: WallPage, fake: FakeClient, desk: Desk, drive: Drive
) -> None:
    fake.failure = Unavailable("away")

    page.filters.changed.emit(FILMS.toggled("genre", "Horror"))
    drive(nothing())

    assert page.wall.count == 330
    assert desk.notices.shown is not None


def test_counts_follow_what_changes_in_the_library(page: WallPage, fake: FakeClient, drive: Drive) -> None:
    open_drawer(page, drive)
    asked = fake.verbs().count("list_facets")

    page.desk.live.items_changed.emit(("1",), (ItemKind.FILM,), Aspect.STATE)
    page.desk.live.items_changed.emit(("2",), (ItemKind.FILM,), Aspect.STATE)
    page._recount.timeout.emit()
    page._recount.stop()
    drive(nothing())

    assert fake.verbs().count("list_facets") == asked + 1

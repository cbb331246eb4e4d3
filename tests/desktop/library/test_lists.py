"""Smart lists: opened, renamed, deleted with a way back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.contract.library import ItemKind
from app.contract.lists import NewSmartList
from app.desktop.library.lists import ListPage, ListsPage
from tests.desktop.conftest import Drive
from tests.desktop.library.conftest import Stage
from tests.fakes.client import FakeClient

UNSEEN = NewSmartList(name="Unseen", kind=ItemKind.FILM, filters={"is_watched": "false"})
ALBUMS = NewSmartList(name="Albums of 2004", kind=ItemKind.ALBUM, filters={"year": "2004"}, limit=2)


async def nothing() -> None:
    """Let what was started come to an end."""


@pytest.fixture
def page(stage: Stage, fake: FakeClient, drive: Drive) -> ListsPage:
    for query in (UNSEEN, ALBUMS):
        drive(fake.browse.add_smart_list(query))
    made = ListsPage(stage.desk)
    stage.show(made)
    return made


def test_lists_stand_by_name_and_open_by_enter(page: ListsPage, stage: Stage) -> None:
    assert list(page.rows) == ["2", "1"]
    assert page.rows["1"].accessibleName() == "Unseen. Films · Unwatched"

    QTest.keyClick(page.rows["1"], Qt.Key.Key_Return)

    assert stage.opened == [("list", {"list_id": "1"})]


def test_a_list_is_renamed_in_its_place(page: ListsPage, fake: FakeClient, drive: Drive) -> None:
    row = page.rows["1"]
    QTest.keyClick(row, Qt.Key.Key_F2)
    row.name.field.setText("Albums of 2004")
    QTest.keyClick(row.name.field, Qt.Key.Key_Return)
    drive(nothing())
    assert not row.name.isHidden()

    row.name.field.setText("Not seen yet")
    QTest.keyClick(row.name.field, Qt.Key.Key_Return)
    drive(nothing())

    assert row.name.isHidden()
    assert fake.browse.lists["1"].query.name == "Not seen yet"
    assert fake.browse.lists["1"].query.filters == UNSEEN.filters


def test_a_deleted_list_comes_back_by_undo(page: ListsPage, stage: Stage, fake: FakeClient, drive: Drive) -> None:
    page.rows["1"].deleter.click()
    assert list(page.rows) == ["2"]
    notice = stage.desk.notices.shown
    assert notice is not None
    notice.use()
    drive(nothing())

    assert "1" in page.rows
    assert "1" in fake.browse.lists


def test_a_deleted_list_is_forgotten_when_nobody_wants_it_back(
    page: ListsPage, stage: Stage, fake: FakeClient, drive: Drive
) -> None:
    QTest.keyClick(page.rows["1"], Qt.Key.Key_Delete)
    QTest.keyClick(page.rows["2"], Qt.Key.Key_Delete)
    stage.desk.notices.close()
    drive(nothing())

    assert fake.browse.lists == {}
    assert page.phase == "empty"


def test_a_list_shows_what_fits_it_now(page: ListsPage, stage: Stage, drive: Drive) -> None:
    one = ListPage(stage.desk)
    stage.show(one, list_id="1")
    assert (one.title, one.wall.count) == ("Unseen", 96)

    drive(one.show_with(list_id="2"))

    assert (one.title, one.wall.count) == ("Albums of 2004", 2)


def test_the_filters_of_a_list_are_changed_on_its_wall(page: ListsPage, stage: Stage) -> None:
    one = ListPage(stage.desk)
    stage.show(one, list_id="1")

    one.changer.click()

    ((name, arguments),) = stage.opened
    assert name == "films"
    assert arguments["filters"] == (("is_watched", "false"),)


def test_a_list_that_is_gone_says_so(stage: Stage) -> None:
    one = ListPage(stage.desk)
    stage.show(one, list_id="7")

    assert one.phase == "error"


def test_a_list_that_nothing_fits_says_so(stage: Stage, fake: FakeClient, drive: Drive) -> None:
    drive(fake.browse.add_smart_list(NewSmartList(name="None", kind=ItemKind.FILM, filters={"genre": "Western"})))
    one = ListPage(stage.desk)
    stage.show(one, list_id="1")

    assert one.phase == "empty"

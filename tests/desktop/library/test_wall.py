"""The wall and its model, with Qt."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.contract.browse import Card
from app.contract.library import ItemKind
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.library.model import Cards, FixedCards
from app.desktop.library.query import Query
from app.desktop.library.state import WallState
from app.desktop.library.wall import Wall
from tests.desktop.conftest import Drive
from tests.fakes.catalogue import a_card, a_catalogue
from tests.fakes.client import FakeClient


@pytest.fixture
def wall(qtbot: QtBot, desk: Desk, fake: FakeClient, drive: Drive) -> Wall:
    """A wall of 450 films."""
    fake.catalogue = a_catalogue(films=450)
    state = WallState(fake.browse, Query(kind=ItemKind.FILM), spawn=tasks.run)
    made = Wall(desk.pictures, wish_px=160)
    model = Cards(state, made)
    made.tester = QAbstractItemModelTester(model)  # type: ignore[attr-defined]
    made.setModel(model)
    made.resize(QSize(1280, 720))
    qtbot.addWidget(made)
    made.show()
    drive(state.open())
    made.setFocus()
    made.setCurrentIndex(model.index(0, 0))
    return made


def press(wall: Wall, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(wall, key)


def test_a_place_and_its_row_agree_after_scrolling(wall: Wall) -> None:
    wall.bar.setValue(3000)

    for row in wall.in_view():
        index = wall.model().index(row, 0)
        assert wall.indexAt(wall.visualRect(index).center()) == index


def test_the_scroll_bar_reaches_the_last_row_and_no_farther(wall: Wall) -> None:
    wall.bar.setValue(wall.bar.maximum())

    assert wall.in_view()[-1] == 449
    assert wall.tile_rect(449).bottom() < wall.viewport().height()


def test_arrows_move_in_space(wall: Wall) -> None:
    columns = wall.plan.columns
    press(wall, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert wall.currentIndex().row() == columns + 1

    press(wall, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert wall.currentIndex().row() == 0


def test_the_end_key_goes_to_the_last_film_and_shows_it(wall: Wall) -> None:
    press(wall, Qt.Key.Key_End)

    assert wall.currentIndex().row() == 449
    assert 449 in wall.in_view()


def test_an_arrow_at_the_edge_is_left_to_the_page(wall: Wall, qtbot: QtBot) -> None:
    last_of_row = wall.plan.columns - 1
    wall.setCurrentIndex(wall.model().index(last_of_row, 0))

    press(wall, Qt.Key.Key_Right)
    assert wall.currentIndex().row() == last_of_row

    press(wall, Qt.Key.Key_Up)
    assert wall.currentIndex().row() == last_of_row


def test_enter_opens_and_space_plays_the_film_with_the_focus(wall: Wall) -> None:
    opened: list[Card] = []
    played: list[Card] = []
    wall.opened.connect(opened.append)
    wall.played.connect(played.append)

    press(wall, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Space)

    assert [card.id for card in opened] == [wall.card(1).id]  # type: ignore[union-attr]
    assert opened == played


def test_a_click_opens_what_is_under_it(wall: Wall) -> None:
    opened: list[Card] = []
    wall.opened.connect(opened.append)

    QTest.mouseClick(wall.viewport(), Qt.MouseButton.LeftButton, pos=wall.tile_rect(2).center())
    QTest.mouseClick(wall.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))

    assert opened == [wall.card(2)]


def test_typed_letters_are_told_together(wall: Wall) -> None:
    typed: list[str] = []
    wall.typed.connect(typed.append)

    QTest.keyClicks(wall, "no")

    assert typed == ["n", "no"]


def test_a_screen_reader_hears_title_year_length_and_state(desk: Desk, qtbot: QtBot) -> None:
    wall = Wall(desk.pictures)
    qtbot.addWidget(wall)
    wall.setModel(FixedCards([a_card("Arrival")], wall))
    wall.show()

    interface = QAccessible.queryAccessibleInterface(wall)
    assert interface.childCount() == 1
    assert wall.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Arrival, 2016, 1 h 56 min"


def test_the_same_rows_stay_in_view_when_the_density_changes(wall: Wall) -> None:
    wall.bar.setValue(4000)
    first = wall.in_view().start

    wall.set_look(wish_px=240)

    assert first in wall.in_view()


def test_a_wall_without_a_model_is_empty_and_calm(desk: Desk, qtbot: QtBot) -> None:
    wall = Wall(desk.pictures)
    qtbot.addWidget(wall)
    wall.show()
    wall.setFocus()

    assert wall.count == 0
    assert not wall.indexAt(QPoint(50, 50)).isValid()
    assert wall.card(0) is None


def test_a_shrinking_library_takes_rows_away(wall: Wall, fake: FakeClient, drive: Drive) -> None:
    fake.catalogue = a_catalogue(films=430)
    model = wall.model()
    assert isinstance(model, Cards)

    async def renew() -> None:
        model.state.renew()

    drive(renew())

    assert wall.count == 430


def test_a_row_scrolls_sideways(desk: Desk, qtbot: QtBot) -> None:
    row = Wall(desk.pictures, is_row=True, wish_px=160)
    qtbot.addWidget(row)
    row.setModel(FixedCards([a_card(f"Film {n}", item_id=str(n)) for n in range(40)], row))
    row.resize(1000, 340)
    row.show()
    row.setFocus()

    press(row, Qt.Key.Key_End)

    assert row.currentIndex().row() == 39
    assert row.bar.value() == row.bar.maximum() > 0

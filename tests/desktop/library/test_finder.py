"""The search overlay: answers while typing, says why, and is used by keyboard alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.contract.errors import Unavailable
from app.contract.library import ItemKind
from app.contract.search import Match, MatchedBy
from app.desktop.library.finder import Finder
from app.desktop.library.finder_rows import below, spoken
from app.desktop.library.found import EACH, FinderState, Row, grouped
from tests.desktop.conftest import Drive
from tests.desktop.library.conftest import Stage
from tests.fakes.catalogue import a_card
from tests.fakes.client import FakeClient
from tests.fakes.great_house import a_great_catalogue


async def nothing() -> None:
    """Let what was started come to an end."""


@pytest.fixture
def finder(stage: Stage, fake: FakeClient) -> Finder:
    fake.catalogue = a_great_catalogue()
    over = stage.window
    made = Finder(stage.desk, over)
    made.open()
    return made


Type = Callable[[str], list[str]]


@pytest.fixture
def type_in(finder: Finder, drive: Drive) -> Type:
    def enter(text: str) -> list[str]:
        finder.field.setText(text)
        drive(nothing())
        return [spoken(row) for row in finder.state.rows]

    return enter


def test_matches_are_grouped_by_kind_the_best_first() -> None:
    episodes = [Match(card=a_card(str(at), kind=ItemKind.EPISODE, item_id=str(at))) for at in range(6)]
    film = Match(card=a_card("Harbour", item_id="9"))

    rows = grouped([episodes[0], film, *episodes[1:]])

    assert rows[0] == Row(kind=ItemKind.EPISODE)
    assert [row.match for row in rows[1 : EACH + 1]] == episodes[:EACH]
    assert rows[EACH + 1 :] == (Row(kind=ItemKind.FILM), Row(kind=ItemKind.FILM, match=film), Row())
    assert grouped([]) == ()


def test_a_match_says_why() -> None:
    card = a_card("Cléo", year=1962)

    assert below(Match(card=card)) == "1962"
    assert below(Match(card=card, by=MatchedBy.PERSON, text="Agnès Varda")) == "1962 · with Agnès Varda"
    assert below(Match(card=card, by=MatchedBy.ALT_TITLE, text="From 5 to 7")) == "1962 · also called “From 5 to 7”"
    assert below(Match(card=card, by=MatchedBy.TAG, text="Drama")) == "1962 · Drama"


def test_people_and_genres_are_found(type_in: Type, finder: Finder) -> None:
    assert any("with" in line for line in type_in("novak"))
    assert "Films" in type_in("horror")
    assert type_in("qqqq") == []
    assert finder.list.isHidden()


def test_an_older_answer_does_not_replace_a_newer_one(fake: FakeClient, drive: Drive) -> None:
    state = FinderState(fake.search)

    async def overtaken() -> bool:
        class Slow:
            async def list_matches(self, text: str, limit: int = 30) -> tuple[Match, ...]:
                state.text = "newer"
                return await fake.search.list_matches(text, limit)

        state._search = Slow()
        return await state.ask("harbour")

    assert drive(state.ask("harbour"))
    assert not drive(overtaken())


def test_arrows_choose_and_enter_opens(finder: Finder, type_in: Type, stage: Stage) -> None:
    type_in("lighthouse")
    QTest.keyClick(finder.field, Qt.Key.Key_Down)
    chosen = finder.state.rows[finder.list.currentIndex().row()].match
    assert chosen is not None
    assert finder.list.currentIndex().row() == 2

    QTest.keyClick(finder.field, Qt.Key.Key_Return)

    assert finder.isHidden()
    assert stage.opened[0][1] == {"item_id": chosen.card.id}


def test_the_last_line_leads_to_all_results(finder: Finder, type_in: Type, stage: Stage) -> None:
    type_in("lighthouse")

    finder.list.clicked.emit(finder.rows.index(finder.rows.rowCount() - 1))

    assert stage.opened == [("search", {"text": "lighthouse"})]


def test_nothing_to_choose_opens_nothing(finder: Finder, type_in: Type, stage: Stage) -> None:
    type_in("lighthouse")
    finder.list.clicked.emit(finder.rows.index(0))
    finder.list.clicked.emit(QModelIndex())

    assert stage.opened == []
    assert not finder.isHidden()


def test_escape_gives_the_focus_back(stage: Stage, finder: Finder) -> None:
    finder.close_up()
    before = QWidget(stage.window)
    before.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    before.show()
    before.setFocus()
    finder.open()

    QTest.keyClick(finder.field, Qt.Key.Key_Escape)

    assert finder.isHidden()
    assert stage.window.focusWidget() is before


def test_a_failure_is_told(finder: Finder, type_in: Type, fake: FakeClient, stage: Stage) -> None:
    fake.failure = Unavailable("away")

    assert type_in("lighthouse") == []
    assert stage.desk.notices.shown is not None

"""Why an item was found."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.browse import Card
from app.contract.library import ItemKind
from app.contract.search import MatchedBy
from app.engine.browse.matching import store
from app.engine.browse.matching.rules import match
from app.engine.library.catalogue.about.store import save_about
from app.engine.library.local.record import Person, Record
from app.engine.library.search.store import describe
from tests.engine.browse.conftest import Room, Shelf

CARD = Card(
    id="1", kind=ItemKind.EPISODE, title="Ærøskøbing", year=1999, top_title="Small Isles", added_at=datetime.now(UTC)
)
TOLD = (("alt_title", "The Ferry Town"), ("person", "Agnès Varda"), ("tag", "Ferry"), ("tag", "Drama"))


@pytest.mark.parametrize(
    ("typed", "by", "text"),
    [
        ("ærøs", MatchedBy.TITLE, ""),
        ("isles 1999", MatchedBy.TITLE, ""),
        ("agnes var", MatchedBy.PERSON, "Agnès Varda"),
        ("isles varda", MatchedBy.PERSON, "Agnès Varda"),
        ("ferry", MatchedBy.ALT_TITLE, "The Ferry Town"),
        ("agnse", MatchedBy.PERSON, "Agnès Varda"),
        ("darma", MatchedBy.TAG, "Drama"),
        ("dra", MatchedBy.TAG, "Drama"),
        ("adg", MatchedBy.TITLE, ""),
        ("", MatchedBy.TITLE, ""),
    ],
)
def test_the_text_that_fits_is_told(typed: str, by: MatchedBy, text: str) -> None:
    found = match(typed, CARD, TOLD)

    assert (found.by, found.text) == (by, text)


@given(st.text())
def test_anything_may_be_typed(typed: str) -> None:
    assert match(typed, CARD, TOLD).card is CARD


async def test_search_tells_why_it_found_something(room: Room) -> None:
    film = room.shelf.add(ItemKind.FILM, "Cléo", genres='["Drama"]')
    other = room.shelf.add(ItemKind.FILM, "Varda by Agnès")
    save_about(room.shelf.connection, film, Record(people=(Person(name="Agnès Varda", role="director"),)), "nfo")
    for each in (film, other):
        describe(room.shelf.connection, [each])

    found = await room.client.search.list_matches("varda")

    assert {(one.card.title, one.by, one.text) for one in found} == {
        ("Varda by Agnès", MatchedBy.TITLE, ""),
        ("Cléo", MatchedBy.PERSON, "Agnès Varda"),
    }


def test_what_is_told_is_read_from_indexes(shelf: Shelf) -> None:
    steps = [row[3] for row in shelf.connection.execute(f"explain query plan {store.TOLD}", ("[1]",))]

    assert [step for step in steps if step.startswith("SCAN") and "VIRTUAL" not in step and "wanted" not in step] == []

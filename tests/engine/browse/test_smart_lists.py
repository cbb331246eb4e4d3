"""Saved queries: kept, checked, and answered with what fits them now."""

import pytest

from app.contract.errors import Conflict, Invalid, NotFound
from app.contract.library import ItemKind
from app.contract.lists import NewSmartList
from tests.engine.browse.conftest import Room

WESTERNS = NewSmartList(name="Westerns", kind=ItemKind.FILM, filters={"genre": "Western"}, sort="-year")


async def test_a_list_has_what_fits_now_in_its_order(room: Room) -> None:
    for year in (1999, 2001, 2003):
        room.shelf.facet(room.shelf.add(ItemKind.FILM, f"Film {year}", year=year), genre="Western")
    room.shelf.add(ItemKind.FILM, "Other", year=2002)
    browse = room.client.browse

    saved = await browse.add_smart_list(WESTERNS)
    first = await browse.list_smart_items(saved.id, page_size=2)
    rest = await browse.list_smart_items(saved.id, page=2, page_size=2)
    room.shelf.facet(room.shelf.add(ItemKind.FILM, "New", year=2026), genre="Western")
    later = await browse.list_smart_items(saved.id)

    assert ([card.title for card in first.entries], first.total) == (["Film 2003", "Film 2001"], 3)
    assert [card.title for card in rest.entries] == ["Film 1999"]
    assert (later.entries[0].title, later.total) == ("New", 4)


async def test_a_list_may_end_early(room: Room) -> None:
    for number in range(5):
        room.shelf.add(ItemKind.FILM, f"Film {number}")
    browse = room.client.browse
    saved = await browse.add_smart_list(NewSmartList(name="Three", limit=3))

    first = await browse.list_smart_items(saved.id, page_size=2)
    second = await browse.list_smart_items(saved.id, page=2, page_size=2)
    third = await browse.list_smart_items(saved.id, page=3, page_size=2)

    assert [len(page.entries) for page in (first, second, third)] == [2, 1, 0]
    assert first.total == 3


async def test_lists_are_changed_and_forgotten(room: Room) -> None:
    browse = room.client.browse
    saved = await browse.add_smart_list(WESTERNS)
    changed = await browse.save_smart_list(saved.id, NewSmartList(name="All"))
    assert changed.query.name == "All"
    assert await browse.list_smart_lists() == (changed,)
    assert (await room.http.get(f"/smart-lists/{saved.id}")).json()["data"]["query"]["name"] == "All"

    await browse.delete_smart_list(saved.id)

    assert await browse.list_smart_lists() == ()
    for ask in (browse.delete_smart_list, browse.list_smart_items):
        with pytest.raises(NotFound):
            await ask(saved.id)
    with pytest.raises(NotFound):
        await browse.save_smart_list("x", WESTERNS)


@pytest.mark.parametrize(
    "query",
    [
        NewSmartList(name=" "),
        NewSmartList(name="n", limit=-1),
        NewSmartList(name="n", filters={"colour": "red"}),
        NewSmartList(name="n", filters={"year": "x"}),
        NewSmartList(name="n", sort="colour"),
        NewSmartList(name="n", filters={"title": "x" * 3_000}),
    ],
)
async def test_a_list_that_makes_no_sense_is_refused(room: Room, query: NewSmartList) -> None:
    with pytest.raises(Invalid):
        await room.client.browse.add_smart_list(query)


async def test_two_lists_have_two_names(room: Room) -> None:
    await room.client.browse.add_smart_list(WESTERNS)
    with pytest.raises(Conflict):
        await room.client.browse.add_smart_list(NewSmartList(name="westerns"))

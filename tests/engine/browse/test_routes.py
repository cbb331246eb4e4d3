"""Browsing over HTTP, with the real client."""

import pytest

from app.contract.errors import Invalid, NotFound
from app.contract.library import ItemKind
from app.engine.library.search import put_document
from tests.engine.browse.conftest import Room


async def test_a_wall_comes_in_pages_with_their_total(room: Room) -> None:
    for number in range(5):
        room.shelf.add(ItemKind.FILM, f"Film {number}")
    room.shelf.show("Signal Hill", 1)

    first = await room.client.browse.list_items(page_size=4)
    films = await room.client.browse.list_items(kind=ItemKind.FILM, sort="-title", page=2, page_size=4)
    beyond = await room.client.browse.list_items(page=9)

    assert ([card.title for card in first.entries], first.total, first.page) == (
        ["Film 0", "Film 1", "Film 2", "Film 3"],
        6,
        1,
    )
    assert ([card.title for card in films.entries], films.total, films.next_cursor) == (["Film 0"], 5, None)
    assert (beyond.entries, beyond.total) == ((), 6)


async def test_a_cursor_goes_on_from_any_page(room: Room) -> None:
    for number in range(5):
        room.shelf.add(ItemKind.FILM, f"Film {number}")

    first = (await room.http.get("/items", params={"sort": "-title", "page_size": 2})).json()
    second = (
        await room.http.get("/items", params={"sort": "-title", "page_size": 2, "cursor": first["meta"]["next_cursor"]})
    ).json()
    third = (
        await room.http.get(
            "/items", params={"sort": "-title", "page_size": 2, "cursor": second["meta"]["next_cursor"]}
        )
    ).json()

    pages = [[card["title"] for card in page["data"]] for page in (first, second, third)]
    assert pages == [["Film 4", "Film 3"], ["Film 2", "Film 1"], ["Film 0"]]
    assert third["meta"].get("next_cursor") is None


async def test_filters_work_together(room: Room) -> None:
    for year in (1999, 2001, 2010):
        room.shelf.add(ItemKind.FILM, f"Film {year}", year=year)
    room.shelf.watch(2)

    page = await room.client.browse.list_items(kind=ItemKind.FILM, filters={"year[ge]": "2000", "is_watched": "false"})

    assert [card.title for card in page.entries] == ["Film 2010"]


async def test_the_newest_come_first_and_the_letter_jump_counts_what_is_before_it(room: Room) -> None:
    for number, (title, height_px) in enumerate((("Arrival", 2160), ("Brazil", 576), ("Contact", 1080))):
        room.shelf.add(ItemKind.FILM, title, added_at=number, height_px=height_px)
    browse = room.client.browse

    newest = await browse.list_items(sort="-added_at", filters={"height_px[ge]": "1080"})
    before = await browse.list_items(kind=ItemKind.FILM, page_size=1, filters={"sort_title[lt]": "c"})

    assert [card.title for card in newest.entries] == ["Contact", "Arrival"]
    assert (before.total, [card.title for card in before.entries]) == (2, ["Arrival"])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"kind": "movie"}, "invalid_filter"),
        ({"year[ge]": "soon"}, "invalid_filter"),
        ({"colour": "red"}, "invalid_filter"),
        ({"sort": "rating"}, "invalid_sort"),
        ({"sort": "year,title"}, "invalid_sort"),
        ({"page": "0"}, "invalid_paging"),
        ({"cursor": "nonsense"}, "invalid_cursor"),
    ],
)
async def test_a_wall_that_makes_no_sense_is_refused(room: Room, query: dict[str, str], code: str) -> None:
    answer = await room.http.get("/items", params=query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)


async def test_children_come_in_the_order_of_play_and_specials_last(room: Room) -> None:
    show, (_, (one, two)) = room.shelf.show("Signal Hill", 1, 2, first=0)
    artist = room.shelf.add(ItemKind.ARTIST, "Ada Field")
    room.shelf.album(artist, "Second Wind", 2016, 1)
    album, tracks = room.shelf.album(artist, "First Light", 2012, 3)
    room.shelf.connection.execute("update item set disc_number = 2 where id = ?", (tracks[0],))

    seasons = await room.client.browse.list_children(str(show))

    assert [card.title for card in seasons] == ["Season 1", "Season 0"]
    assert [int(card.id) for card in await room.client.browse.list_children(seasons[0].id)] == [one, two]
    assert [card.title for card in await room.client.browse.list_children(str(artist))] == [
        "First Light",
        "Second Wind",
    ]
    assert [int(card.id) for card in await room.client.browse.list_children(str(album))] == [*tracks[1:], tracks[0]]


async def test_a_show_with_one_season_still_lists_it(room: Room) -> None:
    show, _ = room.shelf.show("Signal Hill", 3)
    assert [card.kind for card in await room.client.browse.list_children(str(show))] == [ItemKind.SEASON]


@pytest.mark.parametrize("item_id", ["99", "x", "9" * 40, "-1"])
@pytest.mark.parametrize("path", ["/items/{}", "/items/{}/children"])
async def test_what_is_not_there_is_a_404(room: Room, path: str, item_id: str) -> None:
    answer = await room.http.get(path.format(item_id))
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "item_not_found")


async def test_search_finds_while_typing(room: Room) -> None:
    for title in ("The Lantern", "Lantern Jaw", "Ö"):
        put_document(room.shelf.connection, room.shelf.add(ItemKind.FILM, title), title=title)

    assert {card.title for card in await room.client.browse.search("lant")} == {"The Lantern", "Lantern Jaw"}
    assert {card.title for card in await room.client.browse.search("latnern")} == {"The Lantern", "Lantern Jaw"}
    assert len(await room.client.browse.search("lant", limit=1)) == 1
    assert await room.client.browse.search("") == ()
    assert await room.client.browse.search('") or (') == ()


@pytest.mark.parametrize("limit", [0, 101])
async def test_a_search_has_limits(room: Room, limit: int) -> None:
    with pytest.raises(Invalid):
        await room.client.browse.search("a", limit=limit)


async def test_children_of_nothing_are_not_found(room: Room) -> None:
    with pytest.raises(NotFound):
        await room.client.browse.list_children("7")

"""The home page: what goes on, what is next, what is new."""

from app.contract.browse import Home
from app.contract.library import ItemKind
from app.engine.browse.service import ROW_LENGTH
from tests.engine.browse.conftest import OTHER, Room, Shelf


async def home(room: Room) -> Home:
    return await room.client.browse.get_home()


def titles(page: Home, key: str) -> list[str]:
    return [card.title for row in page.rows if row.key == key for card in row.cards]


def row_ids(page: Home, key: str) -> list[int]:
    return [int(card.id) for row in page.rows if row.key == key for card in row.cards]


async def test_an_empty_house_has_an_empty_home_page(room: Room) -> None:
    assert await home(room) == Home(hero=None, rows=())


async def test_what_was_begun_last_comes_first_and_is_the_hero(room: Room) -> None:
    shelf = room.shelf
    old, new, watched, others = (shelf.add(ItemKind.FILM, title) for title in ("Old", "New", "Watched", "Others"))
    shelf.begin(old, at=1)
    shelf.begin(new, at=2)
    shelf.watch(watched, at=3)
    shelf.begin(others, user=OTHER, at=4)

    page = await home(room)

    assert titles(page, "continue_watching") == ["New", "Old"]
    assert page.hero is not None
    assert page.hero.title == "New"


async def test_a_show_goes_on_once_and_is_not_in_the_row_of_next_episodes(room: Room) -> None:
    shelf = room.shelf
    _, ((one, two, three, _),) = shelf.show("Signal Hill", 4)
    shelf.watch(one, at=1)
    shelf.begin(two, at=2)
    shelf.begin(three, at=3)

    page = await home(room)

    assert row_ids(page, "continue_watching") == [three]
    assert row_ids(page, "next_up") == []


async def test_the_next_episode_is_the_first_unwatched_after_the_last_watched(room: Room) -> None:
    shelf = room.shelf
    _, ((skipped, one, two), (three, four)) = shelf.show("Signal Hill", 3, 2)
    _, ((other, next_other),) = shelf.show("Coastline", 2)
    shelf.watch(three, at=1)
    shelf.watch(one, at=2)
    shelf.watch(two, at=3)
    shelf.watch(other, at=9)

    page = await home(room)

    assert row_ids(page, "next_up") == [next_other, four]
    assert skipped not in row_ids(page, "next_up")


async def test_specials_and_lost_episodes_are_never_next(room: Room) -> None:
    shelf = room.shelf
    _, ((_, special), (one, lost, three)) = shelf.show("Signal Hill", 2, 3, first=0)
    shelf.connection.execute("update item set is_missing = 1 where id = ?", (lost,))
    shelf.watch(one, at=2)
    shelf.watch(special - 1, at=1)

    assert row_ids(await home(room), "next_up") == [three]


async def test_shows_by_date_and_with_numbers_only_have_a_next_episode_too(room: Room) -> None:
    shelf = room.shelf
    news = shelf.add(ItemKind.SHOW, "News")
    year = shelf.add(ItemKind.SEASON, "2024", inside=news, number=2024, season_number=2024)
    days = [
        shelf.add(ItemKind.EPISODE, day, inside=year, season_number=2024, sort_title=day)
        for day in ("2024-01-03", "2024-01-01", "2024-01-02")
    ]
    anime = shelf.add(ItemKind.SHOW, "Anime")
    all_of_it = shelf.add(ItemKind.SEASON, "Episodes", inside=anime)
    parts = [shelf.add(ItemKind.EPISODE, f"E{number}", inside=all_of_it, number=number) for number in (1, 2)]
    shelf.watch(days[1], at=5)
    shelf.watch(parts[0], at=4)

    assert row_ids(await home(room), "next_up") == [days[2], parts[1]]


async def test_shows_that_were_watched_to_the_end_do_not_push_others_out(room: Room) -> None:
    shelf = room.shelf
    for number in range(ROW_LENGTH + 5):
        _, ((only,),) = shelf.show(f"Done {number}", 1)
        shelf.watch(only, at=100 + number)
    _, ((one, two),) = shelf.show("Going on", 2)
    shelf.watch(one, at=1)

    assert row_ids(await home(room), "next_up") == [two]


async def test_the_newest_films_shows_and_albums_are_there_without_what_is_lost(room: Room) -> None:
    shelf = room.shelf
    for number, title in enumerate(("Old", "New")):
        shelf.add(ItemKind.FILM, title, added_at=number)
    shelf.add(ItemKind.FILM, "Lost", added_at=9, is_missing=1)
    artist = shelf.add(ItemKind.ARTIST, "Ada Field")
    shelf.album(artist, "First Light", 2012, 1)

    page = await home(room)

    assert titles(page, "recent_film") == ["New", "Old"]
    assert titles(page, "recent_album") == ["First Light"]
    assert [row.key for row in page.rows] == ["recent_film", "recent_album"]


def _age(shelf: Shelf, item_id: int, added_at: int) -> None:
    shelf.connection.execute("update item set added_at = ? where id = ?", (added_at, item_id))


async def test_a_show_is_as_new_as_its_newest_episode(room: Room) -> None:
    first, ((one, two),) = room.shelf.show("Signal Hill", 2)
    second, ((three,),) = room.shelf.show("Coastline", 1)
    third = room.shelf.add(ItemKind.SHOW, "Empty")
    for item_id, at in ((one, 1), (three, 2), (two, 3)):
        _age(room.shelf, item_id, at)

    assert row_ids(await home(room), "recent_show") == [first, second, third]


async def test_no_row_is_longer_than_a_screen_can_use(room: Room) -> None:
    for number in range(ROW_LENGTH + 3):
        room.shelf.begin(room.shelf.add(ItemKind.FILM, f"Film {number:02}", added_at=number), at=number)

    page = await home(room)

    assert [len(row.cards) for row in page.rows] == [ROW_LENGTH, ROW_LENGTH]


async def test_without_anything_begun_the_hero_is_new_and_has_a_wide_picture(room: Room) -> None:
    shelf = room.shelf
    wide = shelf.add(ItemKind.FILM, "Wide", added_at=1)
    shelf.add(ItemKind.FILM, "Newest", added_at=2)

    plain = await home(room)
    shelf.picture(wide, "fanart")
    better = await home(room)

    assert [page.hero.title for page in (plain, better) if page.hero] == ["Newest", "Wide"]

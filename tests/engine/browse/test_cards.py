"""Cards: what they tell, whose pictures they borrow, and how few statements they cost."""

from app.contract.browse import Card, PictureKind
from app.contract.library import ItemKind
from app.engine.browse.cards import make_cards
from tests.engine.browse.conftest import ME, OTHER, Shelf


def card(shelf: Shelf, item_id: int, user: int = ME) -> Card:
    (made,) = make_cards(shelf.connection, user, (item_id,))
    return made


def pictures(shelf: Shelf, item_id: int) -> dict[str, str]:
    """Return whose picture each kind is: the id in its URL."""
    return {picture.kind.value: picture.url.split("/")[4] for picture in card(shelf, item_id).pictures}


def test_cards_come_in_the_order_asked_for_and_what_is_gone_is_left_out(shelf: Shelf) -> None:
    ids = [shelf.add(ItemKind.FILM, title) for title in "abc"]

    made = make_cards(shelf.connection, ME, (ids[2], 99, ids[0], ids[1]))

    assert [one.title for one in made] == ["c", "a", "b"]


def test_no_ids_make_no_cards(shelf: Shelf) -> None:
    assert make_cards(shelf.connection, ME, ()) == ()


def test_an_episode_tells_where_it_belongs(shelf: Shelf) -> None:
    show, _ = shelf.show("Signal Hill", 2)

    one = card(shelf, show + 2)

    assert (one.kind, one.number, one.season_number) == (ItemKind.EPISODE, 1, 1)
    assert (one.parent_id, one.parent_title) == (str(show + 1), "Season 1")
    assert (one.top_id, one.top_title) == (str(show), "Signal Hill")


def test_every_user_has_an_own_place_in_a_film(shelf: Shelf) -> None:
    film = shelf.add(ItemKind.FILM)
    shelf.begin(film, position_ms=5_000)
    shelf.watch(film, user=OTHER)

    mine, others = card(shelf, film), card(shelf, film, OTHER)

    assert (mine.position_ms, mine.is_watched) == (5_000, False)
    assert (others.position_ms, others.is_watched) == (0, True)


def test_a_show_counts_what_was_not_watched(shelf: Shelf) -> None:
    show, (first, second) = shelf.show("Signal Hill", 2, 1)
    shelf.watch(*first)

    assert [card(shelf, one).unwatched_count for one in (show, show + 1, second[0] - 1)] == [1, 0, 1]
    assert [card(shelf, one).is_watched for one in (show, show + 1)] == [False, True]
    assert card(shelf, show, OTHER).unwatched_count == 3


def test_a_container_without_anything_in_it_is_not_watched(shelf: Shelf) -> None:
    assert not card(shelf, shelf.add(ItemKind.SHOW)).is_watched


def test_a_picture_is_named_by_the_beginning_of_its_hash(shelf: Shelf) -> None:
    film = shelf.add(ItemKind.FILM)
    shelf.picture(film, "poster", "9f2c1b7a60deffff")

    (picture,) = card(shelf, film).pictures

    assert picture.url == f"/api/v1/items/{film}/artwork/poster?v=9f2c1b7a60de"
    assert (picture.width_px, picture.height_px, picture.placeholder, picture.color) == (400, 600, "L6", "#102030")


def test_an_episode_has_its_own_thumb_and_borrows_the_rest_from_the_nearest(shelf: Shelf) -> None:
    show, ((episode, bare),) = shelf.show("Signal Hill", 2)
    shelf.picture(show, "poster")
    shelf.picture(show, "fanart")
    shelf.picture(show, "logo")
    shelf.picture(show + 1, "poster")
    shelf.picture(episode, "thumb")

    assert pictures(shelf, episode) == {
        "thumb": str(episode),
        "poster": str(show + 1),
        "fanart": str(show),
        "logo": str(show),
    }
    assert pictures(shelf, bare).keys() == {"poster", "fanart", "logo"}
    assert pictures(shelf, show + 1)["fanart"] == str(show)


def test_a_show_without_a_picture_borrows_its_first_season_and_else_its_first_episode(shelf: Shelf) -> None:
    with_season, _ = shelf.show("Signal Hill", 1, 1)
    shelf.picture(with_season + 1, "poster")
    shelf.picture(with_season + 3, "poster")
    with_episode, ((_, second, third),) = shelf.show("Coastline", 3)
    shelf.picture(third, "thumb")
    shelf.picture(second, "thumb")

    assert pictures(shelf, with_season) == {"poster": str(with_season + 1)}
    assert pictures(shelf, with_episode) == {"thumb": str(second)}


def test_a_show_with_only_a_wide_picture_still_borrows_one_for_the_wall(shelf: Shelf) -> None:
    show, _ = shelf.show("Signal Hill", 1)
    shelf.picture(show, "fanart")
    shelf.picture(show + 2, "thumb")

    assert pictures(shelf, show) == {"fanart": str(show), "thumb": str(show + 2)}


def test_a_track_shows_its_album_and_an_artist_the_newest_album_with_a_picture(shelf: Shelf) -> None:
    artist = shelf.add(ItemKind.ARTIST, "Ada Field")
    old, (track,) = shelf.album(artist, "First Light", 2012, 1)
    new, _ = shelf.album(artist, "Second Wind", 2016, 1)
    bare, _ = shelf.album(artist, "Third", 2020, 1)
    shelf.picture(old, "cover")
    shelf.picture(new, "cover")

    assert pictures(shelf, track) == {"cover": str(old)}
    assert pictures(shelf, artist) == {"cover": str(new)}
    assert pictures(shelf, bare) == {}


def test_an_album_does_not_borrow_from_its_artist(shelf: Shelf) -> None:
    artist = shelf.add(ItemKind.ARTIST, "Ada Field")
    album, (track,) = shelf.album(artist, "First Light", 2012, 1)
    shelf.picture(artist, "cover")

    assert pictures(shelf, album) == {}
    assert pictures(shelf, track) == {"cover": str(artist)}


def test_pictures_come_in_one_order(shelf: Shelf) -> None:
    film = shelf.add(ItemKind.FILM)
    for kind in reversed(PictureKind):
        shelf.picture(film, kind)

    assert [picture.kind for picture in card(shelf, film).pictures] == list(PictureKind)


def test_a_page_costs_the_same_statements_however_long_it_is(shelf: Shelf) -> None:
    for number in range(40):
        shelf.show(f"Show {number}", 2, 2)
    shows = tuple(row[0] for row in shelf.connection.execute("select id from item where kind = 'show'"))
    asked: list[str] = []
    shelf.connection.set_trace_callback(asked.append)

    make_cards(shelf.connection, ME, shows[:1])
    few = len(asked)
    asked.clear()
    make_cards(shelf.connection, ME, shows)

    assert len(asked) == few <= 7


def test_a_long_show_is_not_read_to_its_end_for_a_picture(shelf: Shelf) -> None:
    rows = shelf.connection.execute("select name from sqlite_master where name = 'item_top'").fetchall()
    asked: list[str] = []
    show, _ = shelf.show("Signal Hill", 1)
    shelf.picture(show + 2, "thumb")
    shelf.connection.set_trace_callback(asked.append)

    card(shelf, show)

    shelf.connection.set_trace_callback(None)
    (statement,) = (one for one in asked if "part.top_id = outer.id" in one)
    told = "\n".join(row["detail"] for row in shelf.connection.execute(f"explain query plan {statement}"))
    inner = told.partition("CORRELATED")[2]
    assert rows
    assert "item_top" in inner
    assert "TEMP B-TREE" not in inner

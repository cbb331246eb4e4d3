"""Places: which folders are an item's own, so that a picture in them can stand for it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.errors import NotFound
from app.contract.library import ItemKind
from app.engine.library.catalogue.music import place_track
from app.engine.library.names import Hints, read_path
from app.engine.library.place import Place, place_of
from tests.fakes.library import House, open_house, put

FILES = st.lists(
    st.tuples(
        st.builds(
            "{}{}".format,
            st.sampled_from(["", "Hill/", "Hill/Season 01/", "Hill/2/", "Hill/CD1/", "2/", "Season 02/"]),
            st.sampled_from(["a.mkv", "b.mkv", "c.d.mp3"]),
        ),
        st.booleans(),
    ),
    max_size=6,
)


def folders(kind: ItemKind, *files: str, season: int | None = None, shared: tuple[str, ...] = ()) -> tuple[str, ...]:
    return place_of(kind, season, [(file, file in shared) for file in files]).folders


def season(number: int | None, *files: str, shared: tuple[str, ...] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a season's own folders, and those of its show."""
    place = place_of(ItemKind.SEASON, number, [(file, file in shared) for file in files])
    assert place.season == number
    return place.folders, place.season_folders


def test_a_film_has_its_folder_for_itself() -> None:
    place = place_of(ItemKind.FILM, None, [("Arrival/Arrival cd1.mkv", False), ("Arrival/Arrival cd2.mkv", False)])
    assert place == Place(kind=ItemKind.FILM, stems=("Arrival cd1", "Arrival cd2"), folders=("Arrival",))


def test_a_film_owns_no_folder_that_it_shares() -> None:
    assert folders(ItemKind.FILM, "Films/a.mkv", "b/b.mkv", shared=("Films/a.mkv",)) == ("b",)


def test_a_film_in_the_root_alone_owns_the_root() -> None:
    assert folders(ItemKind.FILM, "Arrival.mkv") == ("",)


@pytest.mark.parametrize("kind", [ItemKind.EPISODE, ItemKind.TRACK])
def test_an_episode_or_track_has_a_name_but_no_folder(kind: ItemKind) -> None:
    assert place_of(kind, None, [("Hill/Hill.S01E01.mkv", False)]) == Place(kind=kind, stems=("Hill.S01E01",))


@pytest.mark.parametrize("name", ["Season 01", "Staffel 1", "S1", "Season 1 - The Start"])
def test_a_show_lies_above_its_season_folders(name: str) -> None:
    assert folders(ItemKind.SHOW, f"TV/Hill/{name}/a.mkv", "TV/Hill/Specials/b.mkv") == ("TV/Hill",)


def test_a_show_may_lie_in_several_folders() -> None:
    assert folders(ItemKind.SHOW, "Hill/a.mkv", "Old/Hill/Season 1/b.mkv") == ("Hill", "Old/Hill")


def test_shows_in_one_folder_do_not_own_it() -> None:
    assert folders(ItemKind.SHOW, "TV/Hill S01E01.mkv", shared=("TV/Hill S01E01.mkv",)) == ()


def test_a_show_that_is_called_like_a_number_keeps_its_folder() -> None:
    assert folders(ItemKind.SHOW, "TV/24/24 S01E01.mkv") == ("TV/24",)
    assert season(1, "TV/24/24 S01E01.mkv") == ((), ("TV/24",))


def test_a_season_owns_its_folder_and_knows_that_of_its_show() -> None:
    assert season(1, "Hill/Season 01/a.mkv") == (("Hill/Season 01",), ("Hill",))
    assert season(0, "Hill/Specials/a.mkv") == (("Hill/Specials",), ("Hill",))


def test_a_season_in_a_folder_that_is_only_its_number_owns_it() -> None:
    assert season(2, "Hill/02/a.mkv") == (("Hill/02",), ("Hill",))
    assert season(2009, "Hill/2009/a.mkv") == (("Hill/2009",), ("Hill",))
    assert season(2, "02/a.mkv") == ((), ("02",))


def test_seasons_in_the_folder_of_their_show_own_nothing() -> None:
    assert season(1, "Hill/a.mkv", shared=("Hill/a.mkv",)) == ((), ("Hill",))
    assert season(1, "Hill/a.mkv") == ((), ("Hill",))


def test_an_album_owns_the_folders_that_only_it_lies_in() -> None:
    files = ("Ada/Light/CD1/1.mp3", "Ada/Light/CD2/1.mp3", "Mixed/1.mp3")
    assert folders(ItemKind.ALBUM, *files, shared=("Mixed/1.mp3",)) == ("Ada/Light/CD1", "Ada/Light/CD2")


def test_an_artist_lies_above_the_albums() -> None:
    assert folders(ItemKind.ARTIST, "Ada/Light/1.mp3", "Ada/Wind/1.mp3") == ("Ada",)


@pytest.mark.parametrize("disc", ["CD1", "cd 2", "Disc 1", "Disk-02"])
def test_the_folder_of_an_album_with_discs_is_not_that_of_the_artist(disc: str) -> None:
    assert folders(ItemKind.ARTIST, f"Ada/Light/{disc}/1.mp3", "Ada/Wind/1.mp3") == ("Ada",)


def test_music_of_many_in_one_folder_gives_no_artist_a_folder() -> None:
    assert folders(ItemKind.ARTIST, "Music/Mixed/1.mp3", shared=("Music/Mixed/1.mp3",)) == ()


@given(kind=st.sampled_from(ItemKind), number=st.none() | st.integers(0, 3), files=FILES)
def test_folders_lie_at_or_above_the_files_and_come_once(
    kind: ItemKind, number: int | None, files: list[tuple[str, bool]]
) -> None:
    place = place_of(kind, number, files)

    for own in (place.folders, place.season_folders):
        assert len(set(own)) == len(own)
        assert all(any(path.startswith(f"{folder}/" if folder else "") for path, _ in files) for folder in own)


@given(kind=st.sampled_from(ItemKind), number=st.none() | st.integers(0, 3), files=FILES)
def test_what_is_all_shared_is_nobodys(kind: ItemKind, number: int | None, files: list[tuple[str, bool]]) -> None:
    assert place_of(kind, number, [(path, True) for path, _ in files]).folders == ()


async def test_the_catalogue_tells_which_folders_are_shared(tmp_path: Path) -> None:
    root = tmp_path / "media"
    for name in ("Arrival (2016).mkv", "Contact (1997).mkv", "Solaris (1972)/Solaris (1972).mkv"):
        put(root / "Films" / name)
    for name in ("Season 01/Hill S01E01.mkv", "Season 02/Hill S02E01.mkv"):
        put(root / "Hill" / name)

    async with open_house(tmp_path / "data") as house:
        await house.add(root)
        places = {str(title): await _place(house, str(title)) for title in ("Arrival", "Solaris", "Hill")}
        with pytest.raises(NotFound):
            await house.library.get_place(99)

    assert (places["Arrival"].stems, places["Arrival"].folders) == (("Arrival (2016)",), ())
    assert places["Solaris"].folders == ("Films/Solaris (1972)",)
    assert places["Hill"] == Place(kind=ItemKind.SHOW, folders=("Hill",))


async def _place(house: House, title: str) -> Place:
    ((item_id,),) = house.rows("select id from item where title = ? and kind in ('film', 'show')", title)
    return await house.library.get_place(int(str(item_id)))


def test_tags_tell_ids_of_artist_album_and_track() -> None:
    uuid = "0383dadf-2a4e-4d10-a46a-e9e041da8eb3"
    reading = read_path("Quiet Rooms/Windows/01 - Glass.mp3", Hints(library="music"))
    names = ("musicbrainz_albumartistid", "musicbrainz_albumid", "musicbrainz_releasegroupid", "musicbrainz_trackid")

    placed = place_track("Quiet Rooms/Windows/01 - Glass.mp3", reading, dict.fromkeys(names, uuid))
    several = place_track("Quiet Rooms/Windows/01 - Glass.mp3", reading, {names[0]: f"{uuid}; {uuid}"})

    assert [[ref.provider for ref in node.refs] for node in placed.nodes] == [
        ["musicbrainz_artist"],
        ["musicbrainz_release", "musicbrainz_release_group"],
        ["musicbrainz_recording"],
    ]
    assert several.nodes[0].refs == ()

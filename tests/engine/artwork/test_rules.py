"""Which picture beside the media stands for what."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.browse import PictureKind
from app.contract.library import ItemKind
from app.engine.artwork.rules import choose


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where an item lies."""

    kind: ItemKind
    stems: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    season_folders: tuple[str, ...] = ()
    season: int | None = None


FILM = At(kind=ItemKind.FILM, stems=("Arrival (2016)",), folders=("Arrival (2016)",))
SHARED = At(kind=ItemKind.FILM, stems=("Arrival (2016)",))
SHOW = At(kind=ItemKind.SHOW, folders=("Hill",))
FIRST = At(kind=ItemKind.SEASON, folders=("Hill/Season 01",), season_folders=("Hill",), season=1)
SPECIALS = At(kind=ItemKind.SEASON, season_folders=("Hill",), season=0)
EPISODES = At(kind=ItemKind.SEASON, folders=("Hill/All",), season_folders=("Hill",))
EPISODE = At(kind=ItemKind.EPISODE, stems=("Hill S01E02",))
ALBUM = At(kind=ItemKind.ALBUM, folders=("Ada/First Light",))
DISCS = At(kind=ItemKind.ALBUM, folders=("Ada/First Light/CD1", "Ada/First Light/Disc 2"))
ARTIST = At(kind=ItemKind.ARTIST, folders=("Ada",))
ROOT = At(kind=ItemKind.FILM, stems=("Arrival",), folders=("",))


@pytest.mark.parametrize(
    ("place", "paths", "chosen"),
    [
        (FILM, ["Arrival (2016)/poster.jpg"], {"poster": 0}),
        (FILM, ["Arrival (2016)/folder.jpg"], {"poster": 0}),
        (FILM, ["Arrival (2016)/Cover.PNG"], {"poster": 0}),
        (FILM, ["Arrival (2016)/movie.webp"], {"poster": 0}),
        (FILM, ["Arrival (2016)/folder.jpg", "Arrival (2016)/poster.jpeg"], {"poster": 1}),
        (FILM, ["Arrival (2016)/poster.jpg", "Arrival (2016)/Arrival (2016)-poster.jpg"], {"poster": 1}),
        (FILM, ["Arrival (2016)/poster.jpg", "Arrival (2016)/ARRIVAL (2016).jpg"], {"poster": 1}),
        (FILM, ["Arrival (2016)/Arrival (2016).jpg", "Arrival (2016)/Arrival (2016)-poster.jpg"], {"poster": 1}),
        (FILM, ["Arrival (2016)/backdrop.jpg", "Arrival (2016)/fanart.jpg"], {"fanart": 1}),
        (FILM, ["Arrival (2016)/background.jpg"], {"fanart": 0}),
        (FILM, ["Arrival (2016)/logo.png", "Arrival (2016)/clearlogo.png"], {"logo": 1}),
        (FILM, ["Arrival (2016)/landscape.jpg"], {"thumb": 0}),
        (
            FILM,
            ["Arrival (2016)/Arrival (2016)-fanart.jpg", "Arrival (2016)/Arrival (2016)-thumb.jpg"],
            {"fanart": 0, "thumb": 1},
        ),
        (FILM, ["Arrival (2016)/poster.gif", "Arrival (2016)/poster.nfo", "Arrival (2016)/disc.png"], {}),
        (FILM, ["Other/poster.jpg", "poster.jpg"], {}),
        (SHARED, ["poster.jpg", "Arrival (2016)-poster.jpg", "Other-poster.jpg"], {"poster": 1}),
        (SHARED, ["poster.jpg", "folder.jpg"], {}),
        (ROOT, ["poster.jpg"], {"poster": 0}),
        (SHOW, ["Hill/poster.jpg", "Hill/Season 01/poster.jpg"], {"poster": 0}),
        (SHOW, ["Hill/season01-poster.jpg", "Hill/Season 01/folder.jpg"], {}),
        (FIRST, ["Hill/poster.jpg", "Hill/season02-poster.jpg", "Hill/Season01-Poster.jpg"], {"poster": 2}),
        (FIRST, ["Hill/Season 01/folder.jpg", "Hill/season01-fanart.jpg"], {"poster": 0, "fanart": 1}),
        (FIRST, ["Hill/Season 01/poster.jpg", "Hill/season01-poster.jpg"], {"poster": 1}),
        (SPECIALS, ["Hill/season00-poster.jpg", "Hill/season-specials-poster.jpg"], {"poster": 1}),
        (EPISODES, ["Hill/All/poster.jpg", "Hill/season01-poster.jpg"], {"poster": 0}),
        (EPISODE, ["Hill/Season 01/Hill S01E02.jpg"], {"thumb": 0}),
        (EPISODE, ["Hill/Season 01/Hill S01E02.jpg", "Hill/Season 01/hill s01e02-thumb.jpg"], {"thumb": 1}),
        (EPISODE, ["Hill/Season 01/folder.jpg", "Hill/Season 01/Hill S01E03-thumb.jpg"], {}),
        (ALBUM, ["Ada/First Light/folder.jpg", "Ada/First Light/cover.jpg", "Ada/folder.jpg"], {"cover": 1}),
        (DISCS, ["Ada/First Light/cover.jpg"], {"cover": 0}),
        (DISCS, ["Ada/First Light/cover.jpg", "Ada/First Light/CD1/folder.jpg", "Ada/cover.jpg"], {"cover": 0}),
        (ARTIST, ["Ada/First Light/cover.jpg", "Ada/artist.jpg", "Ada/fanart.jpg"], {"cover": 1, "fanart": 2}),
        (At(kind=ItemKind.TRACK, stems=("01 Dawn",), folders=("Ada",)), ["Ada/01 Dawn.jpg", "Ada/cover.jpg"], {}),
    ],
)
def test_names_say_what_a_picture_is_for(place: At, paths: list[str], chosen: dict[str, int]) -> None:
    assert choose(place, paths) == {PictureKind(kind): paths[at] for kind, at in chosen.items()}


PLACES = st.sampled_from([FILM, SHARED, SHOW, FIRST, SPECIALS, EPISODES, EPISODE, ALBUM, DISCS, ARTIST, ROOT])
NAMES = st.lists(
    st.builds(
        "{}{}.{}".format,
        st.sampled_from(["", "Hill/", "Hill/Season 01/", "Arrival (2016)/", "Ada/", "Ada/First Light/"]),
        st.sampled_from(["poster", "POSTER", "fanart", "folder", "cover", "Arrival (2016)-poster", "Hill S01E02", "x"]),
        st.sampled_from(["jpg", "JPG", "png", "webp", "nfo"]),
    ),
    unique=True,
)


@given(place=PLACES, paths=NAMES)
def test_only_pictures_that_are_there_are_chosen(place: At, paths: list[str]) -> None:
    assert set(choose(place, paths).values()) <= {path for path in paths if not path.endswith("nfo")}


@given(place=PLACES, paths=NAMES)
def test_without_a_picture_that_was_not_chosen_the_choice_is_the_same(place: At, paths: list[str]) -> None:
    chosen = choose(place, paths)
    for path in set(paths) - set(chosen.values()):
        assert choose(place, [other for other in paths if other != path]) == chosen

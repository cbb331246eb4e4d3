"""Playing all as loud as each other."""

from dataclasses import replace

import pytest

from app.contract.analysis import Analysis
from app.contract.library import ItemKind
from app.desktop.playback.loudness import LOUDEST_DB, SOFTEST_DB, Levelling, Levels, levelling_of
from tests.desktop.playback.theatre import Theatre
from tests.fakes.client import FakeClient

HALF_DB, QUARTER_DB = -6.0206, -12.0412


@pytest.mark.parametrize(
    ("gain_db", "album_db", "levelling", "factor"),
    [
        (HALF_DB, QUARTER_DB, Levelling.OFF, 1.0),
        (HALF_DB, QUARTER_DB, Levelling.TRACK, 0.5),
        (HALF_DB, QUARTER_DB, Levelling.ALBUM, 0.25),
        (HALF_DB, None, Levelling.ALBUM, 0.5),
        (None, None, Levelling.TRACK, 1.0),
        (-HALF_DB, None, Levelling.TRACK, 2.0),
        (300.0, None, Levelling.TRACK, 10 ** (LOUDEST_DB / 20)),
        (-300.0, None, Levelling.TRACK, 10 ** (SOFTEST_DB / 20)),
    ],
)
async def test_a_file_is_played_by_so_much_louder(
    fake: FakeClient, gain_db: float | None, album_db: float | None, levelling: Levelling, factor: float
) -> None:
    fake.analysis.known["7"] = (Analysis(asset_id="a7", gain_db=gain_db, album_gain_db=album_db),)
    levels = Levels(fake.analysis)

    await levels.load("7")

    assert levels.factor("a7", levelling) == pytest.approx(factor, rel=0.001)
    assert levels.factor("another", levelling) == 1.0


@pytest.mark.parametrize(("choice", "levelling"), [("album", Levelling.ALBUM), ("of a newer one", Levelling.TRACK)])
def test_a_choice_that_nobody_knows_is_the_usual_one(choice: str, levelling: Levelling) -> None:
    assert levelling_of(choice) is levelling


def test_the_player_takes_the_gain_and_a_change_of_mind_at_once(theatre: Theatre) -> None:
    track, other = theatre.fake.catalogue.of_kind(ItemKind.TRACK)[:2]
    known = Analysis(asset_id=f"a{track.id}", gain_db=HALF_DB, album_gain_db=QUARTER_DB)
    theatre.fake.analysis.known[track.id] = (known,)
    theatre.fake.analysis.known[other.id] = (replace(known, asset_id=f"a{other.id}", gain_db=0.0),)
    gains = []

    theatre.open(track.id)
    gains.append(theatre.backend.gain)
    theatre.desk.preferences.save(loudness="album")
    gains.append(theatre.backend.gain)
    theatre.desk.preferences.save(loudness="off")
    gains.append(theatre.backend.gain)
    theatre.desk.preferences.save(loudness="track")
    theatre.open(other.id)
    gains.append(theatre.backend.gain)

    assert gains == pytest.approx([0.5, 0.25, 1.0, 1.0], rel=0.001)

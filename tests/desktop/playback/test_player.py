"""The player over backends that fail, without media."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.desktop.playback.backend import Failure, PlayerBackend, PlayerState
from app.desktop.playback.player import Player
from tests.fakes.player import FakeBackend

URL = "http://127.0.0.1:1/stream/film.mkv"


class Rack:
    """Makes fake backends and remembers them."""

    def __init__(self) -> None:
        self.made: list[FakeBackend] = []

    def make(self, parent: QObject | None) -> PlayerBackend:
        self.made.append(FakeBackend(parent))
        return self.made[-1]


@pytest.fixture
def rack(qtbot: QtBot) -> Rack:
    return Rack()


@pytest.fixture
def player(rack: Rack, qtbot: QtBot) -> Player:
    return Player((rack.make, rack.make))


def test_no_backend_is_made_before_something_plays(player: Player, rack: Rack) -> None:
    assert rack.made == []

    player.play(URL, 5000)

    assert rack.made[0].loads == [(URL, 5000)]


def test_a_lost_engine_is_asked_again_where_the_film_stopped(player: Player, rack: Rack, qtbot: QtBot) -> None:
    told: list[bool] = []
    player.reviving.connect(told.append)
    player.play(URL, 0)
    rack.made[0].run_to(31_000)

    rack.made[0].lose()
    qtbot.waitUntil(lambda: len(rack.made[0].loads) == 2)
    rack.made[0].run_to(31_400)

    assert rack.made[0].loads[1] == (URL, 31_000)
    assert told == [True, False]
    assert player.state is PlayerState.STALLED or player.is_playing


def test_an_end_long_before_the_end_is_a_lost_engine(player: Player, rack: Rack, qtbot: QtBot) -> None:
    ended: list[bool] = []
    player.ended.connect(lambda: ended.append(True))
    player.play(URL, 0)
    rack.made[0].run_to(31_000)

    rack.made[0].ended.emit()
    qtbot.waitUntil(lambda: len(rack.made[0].loads) == 2)

    assert not ended


def test_a_film_that_ends_has_ended(player: Player, rack: Rack) -> None:
    ended: list[bool] = []
    player.ended.connect(lambda: ended.append(True))
    player.play(URL, 0)
    rack.made[0].run_to(99_000)

    rack.made[0].ended.emit()

    assert ended == [True]
    assert player.state is PlayerState.IDLE


def test_what_one_backend_cannot_play_the_next_one_tries(player: Player, rack: Rack, qtbot: QtBot) -> None:
    player.play(URL, 7000)
    player.set_volume(0.5)

    rack.made[0].failed.emit(Failure.UNPLAYABLE, "no codec")
    qtbot.waitUntil(lambda: len(rack.made) == 2)

    assert rack.made[0].is_stopped
    assert rack.made[1].loads == [(URL, 7000)]
    assert rack.made[1].volume == (0.5, False)


def test_when_no_backend_can_play_it_that_is_told(rack: Rack, qtbot: QtBot) -> None:
    player = Player((rack.make,))
    failures: list[Failure] = []
    player.failed.connect(failures.append)
    player.play(URL, 0)

    rack.made[0].failed.emit(Failure.UNPLAYABLE, "no codec")

    assert failures == [Failure.UNPLAYABLE]
    assert rack.made[0].is_stopped


def test_seeking_stays_within_the_film(player: Player, rack: Rack) -> None:
    player.play(URL, 0)
    rack.made[0].run_to(1000)

    player.seek(-5000)
    player.seek(500_000)

    assert rack.made[0].sought == [0, 99_500]


def test_pause_and_stop(player: Player, rack: Rack) -> None:
    player.play(URL, 0)
    rack.made[0].run_to(1000)

    states: list[PlayerState] = []
    player.state_changed.connect(states.append)
    player.set_playing(False)
    player.stop()

    assert states == [PlayerState.PAUSED, PlayerState.IDLE]
    assert rack.made[0].is_stopped

"""Speed, subtitles and sound: the steps, and what the player makes of them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desktop.playback.surface import Surface
from app.desktop.playback.tuner import word_value
from app.desktop.playback.tuning import LONGEST_DELAY_MS, SPEEDS, Knob, Tuning, is_turned, turn
from tests.desktop.playback.theatre import Theatre
from tests.fakes.client import FakeClient

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_speed_goes_from_a_quarter_to_four_times_and_back_to_one() -> None:
    slowest, fastest = Tuning(), Tuning()
    for _ in range(20):
        slowest, fastest = turn(slowest, Knob.SPEED, -1), turn(fastest, Knob.SPEED, 1)

    assert (slowest.speed, fastest.speed) == (0.25, 4.0)
    assert turn(fastest, Knob.SPEED, 0) == Tuning()


@given(st.sampled_from(Knob), st.lists(st.integers(-5, 5), max_size=30))
def test_no_turn_leaves_the_bounds_and_zero_always_sets_back(knob: Knob, turns: list[int]) -> None:
    tuning = Tuning()
    for steps in turns:
        tuning = turn(tuning, knob, steps)

    assert tuning.speed in SPEEDS
    assert abs(tuning.subtitle_delay_ms) <= LONGEST_DELAY_MS
    assert turn(tuning, knob, 0) == Tuning()
    assert is_turned(tuning, knob) == (tuning != Tuning())


@pytest.mark.parametrize(
    ("tuning", "knob", "words"),
    [
        (Tuning(speed=2.0), Knob.SPEED, "2 ×"),
        (Tuning(speed=0.25), Knob.SPEED, "0.25 ×"),
        (Tuning(speed=1.5), Knob.SPEED, "1.5 ×"),
        (Tuning(subtitle_scale=1.15), Knob.SUBTITLE_SIZE, "115 %"),
        (Tuning(subtitle_delay_ms=-300), Knob.SUBTITLE_TIME, "−0.3 s"),
        (Tuning(sound_delay_ms=1200), Knob.SOUND_TIME, "+1.2 s"),
        (Tuning(), Knob.SOUND_TIME, "0.0 s"),
    ],
)
def test_values_are_said_in_short(qapp: object, tuning: Tuning, knob: Knob, words: str) -> None:
    assert word_value(tuning, knob) == words


def test_keys_turn_the_speed_and_backspace_sets_it_back_before_it_goes_back(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(theatre.film())

    theatre.write("]]")
    faster = theatre.backend.tuning.speed, theatre.page.layers.osd.text()
    theatre.press(Qt.Key.Key_Backspace)
    back = theatre.backend.tuning.speed, theatre.page_name()
    theatre.press(Qt.Key.Key_Backspace)

    assert faster == (1.25, "Speed: 1.25 ×")
    assert back == (1.0, "player")
    assert theatre.page_name() == "home"


def test_keys_move_and_scale_subtitles_and_sound(theatre: Theatre) -> None:
    theatre.backend.can_shift_sound = theatre.backend.can_advance_subtitles = True
    theatre.open(theatre.film())

    theatre.press(Qt.Key.Key_Z)
    theatre.press(Qt.Key.Key_Z)
    theatre.press(Qt.Key.Key_G, SHIFT)
    theatre.press(Qt.Key.Key_Plus, CONTROL)
    theatre.press(Qt.Key.Key_Z, SHIFT)

    assert theatre.backend.tuning == Tuning(subtitle_scale=1.15, subtitle_delay_ms=-100, sound_delay_ms=100)
    assert theatre.desk.preferences.choices.subtitle_percent == 115


def test_what_a_player_cannot_do_is_said_and_not_done(theatre: Theatre) -> None:
    theatre.open(theatre.film())

    theatre.press(Qt.Key.Key_Z)
    theatre.press(Qt.Key.Key_Minus, CONTROL)

    assert theatre.backend.tuning == Tuning()
    assert "cannot move the sound" in theatre.page.layers.osd.text()


def test_the_panel_does_by_button_what_keys_do(theatre: Theatre) -> None:
    theatre.open(theatre.film())
    theatre.press(Qt.Key.Key_S)
    panel = theatre.page.layers.tuning

    shown = panel.isVisible()
    panel.more[Knob.SPEED].click()
    panel.less[Knob.SUBTITLE_SIZE].click()
    turned = theatre.backend.tuning
    panel.back[Knob.SPEED].click()
    theatre.press(Qt.Key.Key_Escape)

    assert shown
    assert turned == Tuning(speed=1.1, subtitle_scale=0.9)
    assert theatre.backend.tuning.speed == 1.0
    assert not panel.less[Knob.SOUND_TIME].isEnabled()
    assert not panel.isVisible()
    assert theatre.page_name() == "player"


def test_every_button_of_the_panel_has_a_name_of_its_own_and_tells_its_key(theatre: Theatre) -> None:
    panel = theatre.page.layers.tuning
    buttons = [button for row in (panel.less, panel.more, panel.back) for button in row.values()]

    assert len({button.accessibleName() for button in buttons}) == len(buttons) == 12
    assert panel.more[Knob.SPEED].toolTip() == "Speed: more (])"


def test_the_next_film_has_its_usual_speed_but_subtitles_stay_large(theatre: Theatre) -> None:
    theatre.open(theatre.film())
    theatre.write("]")
    theatre.press(Qt.Key.Key_G, SHIFT)
    theatre.press(Qt.Key.Key_Z, SHIFT)
    theatre.page.leave()
    theatre.settle()

    theatre.open(theatre.film(2))

    assert theatre.backend.tuning == Tuning(subtitle_scale=1.15)


@pytest.fixture
def surface(qtbot: QtBot) -> Surface:
    made = Surface()
    qtbot.addWidget(made)
    return made


def test_a_subtitle_comes_as_late_as_it_is_wanted(surface: Surface, qtbot: QtBot) -> None:
    surface.tune_captions(1.0, 60)

    surface.hear_caption("Hello")
    at_once = surface._caption
    qtbot.waitUntil(lambda: surface._caption == "Hello", timeout=2000)
    surface.hear_caption("")

    assert at_once == ""
    qtbot.waitUntil(lambda: surface._caption == "", timeout=2000)


def test_a_subtitle_of_the_film_before_never_comes(surface: Surface, qtbot: QtBot) -> None:
    surface.tune_captions(1.0, 30)
    surface.hear_caption("Too late")
    surface.clear()

    surface.hear_caption("Mine")
    qtbot.waitUntil(lambda: bool(surface._caption), timeout=2000)

    assert surface._caption == "Mine"


def drawn(surface: Surface) -> Callable[[], int]:
    def count() -> int:
        picture = surface.grab().toImage()
        return sum(
            picture.pixelColor(x, y).lightness() > 200
            for x in range(0, picture.width(), 2)
            for y in range(0, picture.height(), 2)
        )

    return count


def test_larger_subtitles_are_larger(surface: Surface) -> None:
    surface.resize(640, 360)
    surface.set_caption("Hello there")
    count = drawn(surface)

    usual = count()
    surface.tune_captions(2.0, 0)

    assert count() > 2 * usual > 0

"""The parts without a widget: icons, keys, navigation, preferences, words, blur hash, line, tasks."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.contract import resources
from app.contract.errors import KINDS, MarqueeError, NotFound
from app.desktop.kit import icons, keys, tasks, words
from app.desktop.kit.blurhash import average, decode, placeholder
from app.desktop.kit.keys import Action
from app.desktop.kit.navigation import Navigator
from app.desktop.kit.preferences import Choices, Preferences, read_choices
from tests.fakes.posters import draw, placeholder_of

ICONS = sorted(path.stem for path in (resources.find("resources") / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_something(qapp: QApplication, name: str) -> None:
    image = icons.pixmap(name, "#ff0000", 24, 2.0).toImage()

    assert image.width() == 48
    assert any(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48))


def test_icons_are_recoloured(qapp: QApplication) -> None:
    image = icons.pixmap("pause", "#00ff00", 24).toImage()

    assert image.pixelColor(8, 12).name() == "#00ff00"


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers)


@pytest.mark.parametrize(
    ("event", "action"),
    [
        (press(Qt.Key.Key_Space), Action.PLAY),
        (press(Qt.Key.Key_MediaTogglePlayPause), Action.PLAY),
        (press(Qt.Key.Key_Escape), Action.BACK),
        (press(Qt.Key.Key_Backspace), Action.BACK),
        (press(Qt.Key.Key_Slash), Action.SEARCH),
        (press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier), Action.SEARCH),
        (press(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier), Action.OPEN),
        (press(Qt.Key.Key_F11), Action.FULL_SCREEN),
        (press(Qt.Key.Key_Menu), Action.MENU),
        (press(Qt.Key.Key_K), None),
    ],
)
def test_keys_and_remote_controls_mean_the_same(event: QKeyEvent, action: Action | None) -> None:
    assert keys.action_of(event) is action


def test_back_returns_to_the_page_before() -> None:
    navigator = Navigator()
    seen: list[tuple[str, dict[str, object]]] = []
    navigator.opened.connect(lambda page, arguments: seen.append((page, arguments)))

    navigator.open("films")
    navigator.open("details", item_id="7")
    navigator.back()

    assert seen == [("films", {}), ("details", {"item_id": "7"}), ("films", {})]
    assert not navigator.back()


def test_the_next_episode_takes_the_place_of_this_one() -> None:
    navigator = Navigator()
    navigator.open("details", item_id="7")
    navigator.open("player", item_id="8")

    navigator.replace("player", item_id="9")
    navigator.back()

    assert navigator.here is not None
    assert navigator.here.page == "details"


def test_an_unknown_page_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no page"):
        Navigator().open("cellar")


def test_preferences_survive_a_restart(tmp_path: Path) -> None:
    Preferences(tmp_path).save(theme="light", volume=40)

    assert Preferences(tmp_path).choices == Choices(theme="light", volume=40)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"volume": "loud", "unknown": 1}'])
def test_a_broken_preferences_file_means_the_defaults(
    tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "desktop.json").write_text(text)

    assert read_choices(tmp_path / "desktop.json") == Choices()


def test_only_what_changed_is_told(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    heard: list[str] = []
    preferences.changed.connect(heard.append)

    preferences.save(theme="dark", language="")
    preferences.save(theme="dark")

    assert heard == ["theme"]


@pytest.mark.parametrize("error", [*(kind("x") for kind in KINDS), MarqueeError("x"), MarqueeError("x", code="bug")])
def test_every_error_has_words(error: MarqueeError) -> None:
    title, text = words.word_error(error)

    assert title
    assert text.endswith(".")


@pytest.mark.parametrize(
    ("length", "said"), [(20_000, "20 s"), (2_580_000, "43 min"), (3_600_000, "1 h"), (6_960_000, "1 h 56 min")]
)
def test_lengths_read_like_a_programme_guide(length: int, said: str) -> None:
    assert words.word_duration(length) == said


def test_positions_sizes_counts_and_days(qapp: QApplication) -> None:
    QLocale.setDefault(QLocale("en_GB"))
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)

    assert words.word_clock(3_729_000) == "1:02:09"
    assert words.word_clock(-5) == "0:00"
    assert words.word_left(6_960_000, 4_920_000) == "34 min left"
    assert words.word_size(4_700_000) == "4.5 MB"
    assert words.word_films(1) == "1 film"
    assert words.word_films(1204) == "1,204 films"
    assert words.word_ago(now - timedelta(seconds=3), now) == "just now"
    assert words.word_ago(now - timedelta(minutes=5), now) == "5 minutes ago"
    assert words.word_ago(now - timedelta(hours=1), now) == "1 hour ago"
    assert "2026" in words.word_ago(now - timedelta(days=3), now)
    assert words.word_moment(now)
    counts = (
        words.word_shows(2),
        words.word_episodes(2),
        words.word_albums(2),
        words.word_tracks(2),
        words.word_files(2),
    )
    assert all(text.startswith("2 ") and text.endswith("s") for text in counts)


def test_a_blur_hash_looks_like_its_picture(qapp: QApplication) -> None:
    code = placeholder_of("poster", "Arrival")
    small = draw("poster", "Arrival").scaled(1, 1, mode=Qt.TransformationMode.SmoothTransformation).pixelColor(0, 0)

    mean = average(code)

    assert mean is not None
    assert abs(mean.lightness() - small.lightness()) < 50
    assert placeholder(code) is not None


@pytest.mark.parametrize("code", ["", "LEHV6", "LEHV6nWB2yk8pyo0adR*.7kCMdn", "L\u00e4HV6nWB2yk8pyo0adR*.7kCMdnj"])
def test_nonsense_is_no_blur_hash(code: str) -> None:
    assert decode(code, 4, 4) is None
    assert placeholder(code) is None


async def test_an_expected_error_goes_to_its_caller_or_to_the_notice() -> None:
    told: list[str] = []
    handled: list[str] = []

    async def fail() -> None:
        raise NotFound("gone", code="item_not_found")

    stop = tasks.listen(lambda error: told.append(error.code))
    await tasks.run(fail())
    await tasks.run(fail(), on_error=lambda error: handled.append(error.code))
    stop()
    await tasks.run(fail())

    assert told == handled == ["item_not_found"]


async def test_a_bug_is_logged_and_told_without_its_details(caplog: pytest.LogCaptureFixture) -> None:
    told: list[MarqueeError] = []

    async def fail() -> None:
        raise KeyError("secret")

    with caplog.at_level(logging.ERROR):
        await tasks.run(fail(), on_error=told.append)

    assert [error.code for error in told] == ["bug"]
    assert "secret" not in told[0].message
    assert "KeyError" in caplog.text


async def test_the_end_cancels_what_still_runs() -> None:
    task = tasks.run(asyncio.sleep(60))

    stopped = tasks.cancel_all()
    await asyncio.gather(*stopped, return_exceptions=True)

    assert task.cancelled()
    assert task not in tasks.running()

"""Settings: sections, search, live effect, undo of what the engine refuses."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.contract.settings import SettingState
from app.desktop.kit.desk import Desk
from app.desktop.kit.widgets.buttons import Toggle
from app.desktop.settings.controls import SettingControl
from app.desktop.settings.page import SettingsPage
from app.desktop.settings.state import SettingsState, fits, read_value
from app.desktop.settings.words import word_range, word_section, word_setting, word_unit
from tests.desktop.conftest import Drive
from tests.fakes.client import FakeClient, all_settings

PORT = next(state for state in all_settings() if state.key == "network.port")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, drive: Drive) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    drive(made.show_with())
    return made


async def test_sections_come_in_a_fixed_order_with_unknown_ones_last(fake: FakeClient) -> None:
    fake.settings.states["channels.on"] = SettingState(
        key="channels.on", type="bool", value=True, default=True, unit="", help="Help."
    )
    state = SettingsState(fake.as_client().settings)

    await state.load()

    assert state.sections() == ("network", "library", "playback", "artwork", "media", "channels")
    assert state.in_section("network")[0].key == "network.lan_access"
    assert not state.is_on("network.lan_access")


@pytest.mark.parametrize(("text", "value"), [("8731", 8731), (" 1 ", 1), ("many", None), ("-1", None), ("70000", None)])
def test_only_numbers_in_range_are_taken(text: str, value: int | None) -> None:
    assert read_value(PORT, text) == value


def test_a_search_finds_all_its_words_anywhere() -> None:
    assert fits("port net", "Network port")
    assert not fits("port sky", "Network port")


@pytest.mark.parametrize("state", all_settings(), ids=lambda state: state.key)
def test_every_setting_of_the_engine_has_words(state: SettingState) -> None:
    title, text = word_setting(state)

    assert title
    assert text.endswith(".")
    assert text != state.help
    assert word_section(state.key.partition(".")[0])[0]


def test_an_unknown_setting_is_shown_as_the_engine_says_it() -> None:
    state = SettingState(key="channels.catch_up", type="int", value=1, default=1, unit="d", help="Help.", minimum=1)

    assert word_setting(state) == ("Catch up", "Help.")
    assert word_unit("s") == "seconds"
    assert word_range(state) == "At least 1"
    assert word_section("channels") == ("Channels", "settings")


def test_a_switch_takes_effect_at_once(page: SettingsPage, drive: Drive, fake: FakeClient) -> None:
    async def flip() -> None:
        toggle = page.controls["network.lan_access"].findChild(Toggle)
        assert isinstance(toggle, Toggle)
        toggle.click()

    drive(flip())

    assert ("save_settings", ({"network.lan_access": True},)) in fake.calls
    assert page.state.is_on("network.lan_access")


def test_search_shows_what_fits_and_nothing_else(page: SettingsPage) -> None:
    page.search.searched.emit("workers at the same time files")
    assert [name for name, panel in page.panels.items() if panel.isVisible()] == []

    page.search.searched.emit("port")
    assert [name for name, panel in page.panels.items() if panel.isVisible()] == ["network"]
    page.search.searched.emit("")

    assert page.panels["window"].isVisible()


def test_what_the_engine_refuses_is_put_back(page: SettingsPage, drive: Drive, desk: Desk) -> None:
    async def save() -> None:
        page.controls["network.port"].changed.emit("network.port", -5)

    drive(save())

    assert desk.notices.shown is not None
    assert page.state.settings["network.port"].value == 8730


def test_a_wrong_number_is_told_beside_its_field(qtbot: QtBot, desk: Desk) -> None:
    control = SettingControl(PORT)
    qtbot.addWidget(control)
    control.show()
    heard: list[tuple[str, object]] = []
    control.changed.connect(lambda key, value: heard.append((key, value)))
    field = control._field
    assert field is not None

    field.setText("99999")
    field.editingFinished.emit()
    assert heard == []
    field.setText("9000")
    field.editingFinished.emit()

    assert heard == [("network.port", 9000)]


def test_the_window_remembers_its_own_choices(page: SettingsPage, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.desktop.settings.window_section import WindowSection

    section = page.findChild(WindowSection)
    assert isinstance(section, WindowSection)
    section.theme.chosen.emit("light")
    section.language.chosen.emit("de")
    section.name.setText("Mira")
    section.name.editingFinished.emit()

    choices = desk.preferences.choices
    assert (choices.theme, choices.language, choices.name) == ("light", "de", "Mira")


def test_sections_open_from_the_left(page: SettingsPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page._buttons["about"], Qt.MouseButton.LeftButton)

    assert page.panels["about"].isVisible()
    assert not page.panels["window"].isVisible()

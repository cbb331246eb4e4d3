import math

import pytest
from structlog.testing import capture_logs

from app.contract.errors import Invalid
from app.contract.events import Event
from app.contract.settings import SettingChange, SettingsChanged, Value
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.paths import Home
from app.engine.ground.secrets import Secrets
from app.engine.ground.settings import Setting, Settings, store

DECLARED = (
    Setting(key="network.lan_access", type=bool, default=False, help="Players of the house may connect."),
    Setting(key="network.port", type=int, default=8730, help="Where it serves.", minimum=1, maximum=65_535),
    Setting(key="network.name", type=str, default="", help="Its name."),
    Setting(key="room.rate", type=float, default=1.5, unit="s", help="How quick.", minimum=0),
    Setting(key="room.mode", type=str, default="a", help="Which way.", choices=("a", "b")),
    Setting(key="room.password", type=str, default="", help="Of the other side.", secret=True),
)


async def opened(db: Db, home: Home, bus: Bus | None = None, declared: tuple[Setting, ...] = DECLARED) -> Settings:
    settings = Settings(db, bus or Bus(), Secrets(home, lambda: None), declared)
    await settings.load()
    return settings


def change(**values: Value | None) -> SettingChange:
    return SettingChange(values={key.replace("__", "."): value for key, value in values.items()})


async def test_a_setting_nobody_changed_has_its_default(db: Db, home: Home) -> None:
    settings = await opened(db, home)

    assert settings.get_bool("network.lan_access") is False
    assert settings.get_int("network.port") == 8730
    assert settings.get_float("room.rate") == 1.5
    assert settings.get_text("room.mode") == "a"
    assert not any(state.is_set for state in await settings.states())


async def test_a_change_is_kept_and_told(db: Db, home: Home, bus: Bus) -> None:
    heard: list[Event] = []
    bus.on_any(heard.append)
    settings = await opened(db, home, bus)

    states = await settings.save(change(network__port=9000, room__rate=2))

    assert heard == [SettingsChanged(keys=("network.port", "room.rate"))]
    assert [(state.value, state.is_set) for state in states][1] == (9000, True)
    again = await opened(db, home)
    assert (again.get_int("network.port"), again.get_float("room.rate")) == (9000, 2.0)


async def test_none_puts_the_default_back(db: Db, home: Home) -> None:
    settings = await opened(db, home)
    await settings.save(change(network__port=9000))
    await settings.save(change(network__port=None))

    assert settings.get_int("network.port") == 8730
    assert (await opened(db, home)).get_int("network.port") == 8730


async def test_a_change_of_nothing_is_not_told(db: Db, home: Home, bus: Bus) -> None:
    heard: list[Event] = []
    bus.on_any(heard.append)
    await (await opened(db, home, bus)).save(change())

    assert heard == []


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("network.nothing", 1, "setting_unknown"),
        ("network.port", "9000", "setting_type"),
        ("network.port", True, "setting_type"),
        ("network.lan_access", 1, "setting_type"),
        ("network.port", 0, "setting_range"),
        ("network.port", 65_536, "setting_range"),
        ("room.rate", math.nan, "setting_range"),
        ("room.rate", math.inf, "setting_range"),
        ("room.mode", "c", "setting_choice"),
    ],
)
async def test_one_bad_value_keeps_all_from_changing(db: Db, home: Home, key: str, value: Value, code: str) -> None:
    settings = await opened(db, home)

    with pytest.raises(Invalid) as caught:
        await settings.save(SettingChange(values={"network.name": "Den", key: value}))

    assert (caught.value.code, caught.value.details["key"]) == (code, key)
    assert settings.get_text("network.name") == ""


async def test_the_value_of_a_secret_is_known_inside_and_never_shown(db: Db, home: Home) -> None:
    settings = await opened(db, home)
    states = await settings.save(change(room__password="sesame"))

    assert settings.get_text("room.password") == "sesame"
    assert "sesame" not in repr(states)
    assert states[-1].is_set
    assert await db.read(store.list_values) == {}
    assert (await opened(db, home)).get_text("room.password") == "sesame"

    await settings.save(change(room__password=None))
    assert (await opened(db, home)).get_text("room.password") == ""


async def test_a_kept_value_that_no_longer_fits_is_ignored(db: Db, home: Home) -> None:
    await db.write(store.save_values, {"network.port": 99_999, "gone.away": 1})

    with capture_logs() as logs:
        settings = await opened(db, home)

    assert settings.get_int("network.port") == 8730
    assert logs[0]["event"] == "setting_ignored"


async def test_states_tell_what_a_page_needs(db: Db, home: Home) -> None:
    states = {state.key: state for state in await (await opened(db, home)).states()}

    assert [state.type for state in states.values()] == ["bool", "int", "str", "float", "choice", "str"]
    assert states["room.mode"].choices == ("a", "b")
    assert (states["network.port"].minimum, states["network.port"].maximum) == (1, 65_535)
    assert states["room.password"].value is None
    assert states["room.password"].is_secret

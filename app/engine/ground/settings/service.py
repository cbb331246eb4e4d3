"""Knows the value of every setting, and changes them all or none."""

import asyncio
from collections.abc import Mapping, Sequence

import structlog

from app.contract.errors import Invalid, MarqueeError
from app.contract.settings import SettingChange, SettingsChanged, SettingState, Value
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.secrets import Secrets
from app.engine.ground.settings import store
from app.engine.ground.settings.declaration import Setting

log = structlog.get_logger(__name__)


class Settings:
    """The settings of all rooms. Reading one is a look into memory; `load` comes first."""

    def __init__(self, db: Db, bus: Bus, secrets: Secrets, declared: Sequence[Setting]) -> None:
        self._db = db
        self._bus = bus
        self._secrets = secrets
        self._declared = {setting.key: setting for setting in declared}
        self._chosen: dict[str, Value] = {}
        self._changing = asyncio.Lock()
        assert len(self._declared) == len(declared), "two rooms declare the same setting"

    async def load(self) -> None:
        """Read the values that were chosen. One that no longer fits its declaration counts as not chosen."""
        kept = await self._db.read(store.list_values)
        for setting in self._declared.values():
            value = await self._secrets.get(_secret_name(setting)) if setting.secret else kept.get(setting.key)
            if value is not None:
                self._take(setting, value)

    def get_bool(self, key: str) -> bool:
        """Return a setting declared as bool."""
        value = self._value(key)
        assert isinstance(value, bool), key
        return value

    def get_int(self, key: str) -> int:
        """Return a setting declared as int."""
        value = self._value(key)
        assert isinstance(value, int), key
        return value

    def get_float(self, key: str) -> float:
        """Return a setting declared as float."""
        value = self._value(key)
        assert isinstance(value, float), key
        return value

    def get_text(self, key: str) -> str:
        """Return a setting declared as str, a secret one too."""
        value = self._value(key)
        assert isinstance(value, str), key
        return value

    async def states(self) -> tuple[SettingState, ...]:
        """Return all settings in the order of the rooms; values of secrets are left out."""
        return tuple(
            setting.state(self._value(key), is_set=key in self._chosen) for key, setting in self._declared.items()
        )

    async def save(self, change: SettingChange) -> tuple[SettingState, ...]:
        """Keep new values and tell it; nothing is kept when one of them does not fit.

        Raises:
            Invalid: an unknown key ("setting_unknown"), or a value that does not fit (see Setting.check).
        """
        async with self._changing:
            values = {key: self._checked(key, value) for key, value in change.values.items()}
            await self._keep(values)
            for key, value in values.items():
                self._chosen.pop(key, None)
                if value is not None:
                    self._chosen[key] = value
        if values:
            self._bus.publish(SettingsChanged(keys=tuple(values)))
        return await self.states()

    async def _keep(self, values: Mapping[str, Value | None]) -> None:
        open_values = {key: value for key, value in values.items() if not self._declared[key].secret}
        await self._db.write(store.save_values, open_values)
        for key in values.keys() - open_values.keys():
            name, value = _secret_name(self._declared[key]), values[key]
            await (self._secrets.delete(name) if value is None else self._secrets.set(name, str(value)))

    def _checked(self, key: str, value: Value | None) -> Value | None:
        setting = self._declared.get(key)
        if setting is None:
            raise Invalid(f"There is no setting {key}.", code="setting_unknown", details={"key": key})
        return None if value is None else setting.check(value)

    def _take(self, setting: Setting, value: Value) -> None:
        try:
            self._chosen[setting.key] = setting.check(value)
        except MarqueeError as error:
            log.warning("setting_ignored", key=setting.key, code=error.code)

    def _value(self, key: str) -> Value:
        return self._chosen.get(key, self._declared[key].default)


def _secret_name(setting: Setting) -> str:
    return f"setting.{setting.key}"

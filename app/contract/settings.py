"""Settings as a page shows them."""

from dataclasses import dataclass
from typing import ClassVar

from app.contract.events import Event

Value = bool | int | float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingState:
    """A setting and its value.

    Attributes:
        key: "<room>.<name>", like "network.lan_access".
        type: "bool", "int", "float", "str" or "choice".
        value: None for a secret, whose value never leaves the engine; `is_set` tells whether there is one.
        unit: "s", "MB", … or "".
        help: One plain English sentence; the desktop translates it by its key.
    """

    key: str
    type: str
    value: Value | None
    default: Value
    unit: str
    help: str
    is_secret: bool = False
    is_set: bool = False
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """New values by key; None puts the default back."""

    values: dict[str, Value | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsChanged(Event):
    """Settings have new values."""

    name: ClassVar[str] = "settings.changed"
    keys: tuple[str, ...]

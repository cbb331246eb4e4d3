"""What the settings page shows and saves; no Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from app.contract.settings import SettingState, Value

OWN_ROW: Final = ("network.lan_access",)
"""Settings with a place of their own on the page."""
SECTION_ORDER: Final = ("network", "library", "playback", "artwork", "media")


class KeepsSettings(Protocol):
    """The part of the client that this page needs."""

    async def list_settings(self) -> tuple[SettingState, ...]: ...

    async def save_settings(self, values: Mapping[str, Value | None]) -> tuple[SettingState, ...]: ...


@dataclass(slots=True)
class SettingsState:
    """The settings of the engine, in sections."""

    client: KeepsSettings
    settings: dict[str, SettingState] = field(default_factory=dict)

    async def load(self) -> None:
        """Read all settings."""
        self._take(await self.client.list_settings())

    async def save(self, key: str, value: Value | None) -> None:
        """Save one; None puts its default back. What is shown is what the engine answered."""
        self._take(await self.client.save_settings({key: value}))

    def sections(self) -> tuple[str, ...]:
        """Return the rooms that have settings, in a fixed order, unknown ones last."""
        rooms = {section_of(key) for key in self.settings}
        known = [room for room in SECTION_ORDER if room in rooms]
        return (*known, *sorted(rooms - set(known)))

    def in_section(self, section: str) -> tuple[SettingState, ...]:
        """Return the settings of a room, those with a switch first."""
        found = [state for state in self.settings.values() if section_of(state.key) == section]
        return tuple(sorted(found, key=lambda state: (state.type != "bool", state.key)))

    def is_on(self, key: str) -> bool:
        """Tell whether a switch is on; False for one that the engine does not have."""
        state = self.settings.get(key)
        return state is not None and bool(state.value)

    def _take(self, states: Iterable[SettingState]) -> None:
        self.settings = {state.key: state for state in states}


def section_of(key: str) -> str:
    """Return the room of a setting."""
    return key.partition(".")[0]


def fits(search: str, *texts: str) -> bool:
    """Tell whether all words of a search are somewhere in the texts."""
    whole = " ".join(texts).casefold()
    return all(word in whole for word in search.casefold().split())


def read_value(state: SettingState, text: str) -> Value | None:
    """Return typed text as a value of a setting; None when it is none."""
    kinds: dict[str, type[int] | type[float]] = {"int": int, "float": float}
    kind = kinds.get(state.type)
    if kind is None:
        return text.strip()
    try:
        value = kind(text.strip().replace(",", "."))
    except ValueError:
        return None
    too_low = state.minimum is not None and value < state.minimum
    too_high = state.maximum is not None and value > state.maximum
    return None if too_low or too_high else value

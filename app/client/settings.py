"""Settings of the engine."""

from collections.abc import Mapping

from app.client.wire import Wire
from app.contract.server import API
from app.contract.settings import SettingChange, SettingState, Value


class SettingsClient:
    """What can be set."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def list_settings(self) -> tuple[SettingState, ...]:
        """Return every setting with its value."""
        return await self._wire.get(f"{API}/settings", tuple[SettingState, ...])

    async def save_settings(self, values: Mapping[str, Value | None]) -> tuple[SettingState, ...]:
        """Save new values by key, all or none; None puts a default back."""
        change = SettingChange(values=dict(values))
        return await self._wire.send("PATCH", f"{API}/settings", tuple[SettingState, ...], change)

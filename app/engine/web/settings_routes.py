"""Routes of the settings."""

from app.contract.accounts import Permission
from app.contract.server import API
from app.contract.settings import SettingChange, SettingState
from app.engine.ground.settings import Settings
from app.engine.web.route import Call, Route

_EXAMPLE = (
    SettingState(
        key="playback.watched_percent",
        type="int",
        value=90,
        default=90,
        unit="%",
        help="A film counts as watched when this much of it was played.",
        minimum=50,
        maximum=100,
    ),
)


def routes(settings: Settings) -> tuple[Route, ...]:
    """Return the routes that read and change settings."""

    async def list_settings(_call: Call) -> tuple[SettingState, ...]:
        return await settings.states()

    async def save_settings(call: Call) -> tuple[SettingState, ...]:
        return await settings.save(call.body(SettingChange))

    return (
        Route(
            method="GET",
            path=f"{API}/settings",
            permission=Permission.SETTINGS_READ,
            handler=list_settings,
            summary="List all settings",
            description="Every setting with its value, default, unit and limits, in the order of the settings page. "
            "The value of a secret is never sent; `is_set` tells whether there is one.",
            tag="settings",
            answer=tuple[SettingState, ...],
            example=_EXAMPLE,
        ),
        Route(
            method="PATCH",
            path=f"{API}/settings",
            permission=Permission.SETTINGS_MANAGE,
            handler=save_settings,
            summary="Change settings",
            description="Keeps the given values, or none of them when one does not fit; null puts a default back. "
            "Fails with `setting_unknown`, `setting_type`, `setting_range` or `setting_choice`, whose details name "
            "the key. Everybody who listens hears `settings.changed`.",
            tag="settings",
            body=SettingChange,
            body_example=SettingChange(values={"playback.watched_percent": 85, "network.name": None}),
            answer=tuple[SettingState, ...],
            example=_EXAMPLE,
        ),
    )

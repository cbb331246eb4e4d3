"""What devices failed to play, over HTTP."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.contract.accounts import Permission
from app.contract.paging import Page
from app.contract.quirks import Failure, Quirk, Step
from app.contract.server import API
from app.engine.playback.quirks.service import Quirks
from app.engine.web.route import Call, Parameter, Route

TAG = "playback"
PATH = f"{API}/devices/quirks"
_DEVICE = Parameter(name="device", type=str, description="Of this device only.", example="Living room")
_QUIRK = Quirk(
    id="3",
    device="Living room",
    container="mkv",
    video_codec="hevc",
    audio_codec="truehd",
    failure=Failure.SOUND,
    step=Step.REMUX,
    failures=1,
    learned_at=datetime(2026, 11, 21, 12, tzinfo=UTC),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Query:
    device: str | None = None


def routes(quirks: Quirks) -> tuple[Route, ...]:
    """Return the routes of what was learned."""
    return (_list_route(quirks), *_forget_routes(quirks))


def _list_route(quirks: Quirks) -> Route:
    async def list_quirks(call: Call) -> Page[Quirk]:
        found = await quirks.list_quirks(int(call.caller.user_id), call.query_as(_Query).device)
        return Page(entries=found, page=1, page_size=max(len(found), 1), total=len(found))

    return Route(
        method="GET",
        path=PATH,
        permission=Permission.PLAYBACK,
        handler=list_quirks,
        summary="What devices failed to play",
        description=(
            "All that was learned from the caller's devices, the newest first. A player teaches by the `failure` of "
            "its report: files with the same container and codecs then reach that device one step further down the "
            "ladder (direct, remux, convert_audio, convert_all)."
        ),
        tag=TAG,
        parameters=(_DEVICE,),
        answer=Page[Quirk],
        example=Page(entries=(_QUIRK,), page=1, page_size=1, total=1),
    )


def _forget_routes(quirks: Quirks) -> tuple[Route, ...]:
    async def forget_all(call: Call) -> None:
        await quirks.forget_all(int(call.caller.user_id), call.query_as(_Query).device)

    async def forget(call: Call) -> None:
        await quirks.forget(int(call.caller.user_id), call.path["id"])

    return (
        Route(
            method="DELETE",
            path=PATH,
            permission=Permission.PLAYBACK,
            handler=forget_all,
            summary="Forget what devices failed to play",
            description="Forgets all that was learned from the caller's devices; what failed is tried again.",
            tag=TAG,
            parameters=(_DEVICE,),
            example=None,
            status=204,
        ),
        Route(
            method="DELETE",
            path=f"{PATH}/{{id}}",
            permission=Permission.PLAYBACK,
            handler=forget,
            summary="Forget one thing that a device failed to play",
            description="Forgets one quirk of the caller's devices; `quirk_not_found` when there is none.",
            tag=TAG,
            example=None,
            status=204,
        ),
    )

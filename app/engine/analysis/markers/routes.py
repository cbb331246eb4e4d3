"""What users say about intros, recaps and credits, over HTTP."""

from dataclasses import dataclass

from app.contract.accounts import Permission
from app.contract.analysis import Marker, MarkerKind, MarkerWish
from app.contract.errors import NotFound
from app.contract.server import API
from app.contract.units import DurationMs
from app.engine.analysis.examples import INTRO
from app.engine.analysis.items import item_id
from app.engine.analysis.service import Knowledge
from app.engine.web.route import Call, Parameter, Route

TAG = "analysis"
_PATH = f"{API}/items/{{id}}/markers"
_WISH = MarkerWish(start_ms=DurationMs(62_000), end_ms=DurationMs(121_500))


@dataclass(frozen=True, slots=True, kw_only=True)
class _WhichQuery:
    asset_id: str | None = None


def marker_routes(knowledge: Knowledge) -> tuple[Route, ...]:
    """Return the routes of markers."""

    async def save(call: Call) -> Marker:
        return await knowledge.markers.save(item_id(call), _kind(call), call.body(MarkerWish))

    async def deny(call: Call) -> None:
        await knowledge.markers.deny(item_id(call), _kind(call), call.query_as(_WhichQuery).asset_id)

    async def forget(call: Call) -> None:
        await knowledge.markers.forget(item_id(call))
        await knowledge.looking.start()

    return (
        Route(
            method="PUT",
            path=f"{_PATH}/{{kind}}",
            permission=Permission.LIBRARY_MANAGE,
            handler=save,
            summary="Say where intro, recap or credits are",
            description=(
                "Sets the `intro`, `recap` or `credits` of a version. What is found by itself never changes it. Fails "
                "with `invalid_marker`, `version_needed` (there are several), `version_not_found` or "
                "`marker_kind_not_found`."
            ),
            tag=TAG,
            body=MarkerWish,
            body_example=_WISH,
            answer=Marker,
            example=INTRO,
        ),
        Route(
            method="DELETE",
            path=f"{_PATH}/{{kind}}",
            permission=Permission.LIBRARY_MANAGE,
            handler=deny,
            summary="Say that there is no intro, recap or credits",
            description="Removes the marker of a version; it is not found again. Fails as setting it does.",
            tag=TAG,
            parameters=(Parameter(name="asset_id", description="The version; needed when there are several."),),
            example=None,
            status=204,
        ),
        Route(
            method="DELETE",
            path=_PATH,
            permission=Permission.LIBRARY_MANAGE,
            handler=forget,
            summary="Forget what users said about an item's parts",
            description="All its markers are found by themselves again: by its chapters and by its season.",
            tag=TAG,
            example=None,
            status=204,
        ),
    )


def _kind(call: Call) -> MarkerKind:
    text = call.path["kind"]
    if text not in {kind.value for kind in MarkerKind}:
        raise NotFound(f"There are no markers called {text!r}.", code="marker_kind_not_found")
    return MarkerKind(text)

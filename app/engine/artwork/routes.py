"""Pictures over HTTP."""

from aiohttp import web

from app.contract.accounts import Permission
from app.contract.browse import PictureKind
from app.contract.errors import Invalid, NotFound
from app.contract.server import API
from app.engine.artwork.service import Artwork
from app.engine.web.ranges import file_response
from app.engine.web.route import Call, Parameter, Route

MAX_WIDTH_PX = 10_000
FOR_EVER = "private, max-age=31536000, immutable"
VERSION_LENGTH = 12
"""A shorter piece of a hash might fit the next picture, too."""
ASK_AGAIN = "private, no-cache"


def routes(artwork: Artwork) -> tuple[Route, ...]:
    """Return the routes of this room."""

    async def send(call: Call) -> web.StreamResponse:
        width_px = _number(call.query.get("width", "0"))
        sized = await artwork.get_picture(_item_id(call), _kind(call.path["kind"]), width_px)
        version = call.query.get("v", "")
        is_named = len(version) >= VERSION_LENGTH and sized.source_sha256.startswith(version)
        return await file_response(
            call.raw,
            sized.path,
            media_type=f"image/{sized.format}",
            etag=sized.sha256,
            cache=FOR_EVER if is_named else ASK_AGAIN,
        )

    return (
        Route(
            method="GET",
            path=f"{API}/items/{{id}}/artwork/{{kind}}",
            permission=Permission.LIBRARY_READ,
            handler=send,
            summary="A picture of an item",
            description=(
                "poster, cover, thumb, fanart or logo, as JPEG, PNG or WebP. With the `v` of a card's URL the answer "
                "may be kept for ever; without, its ETag tells whether it changed. Fails with `picture_not_found`."
            ),
            tag="artwork",
            parameters=(
                Parameter(name="v", description="Beginning of the hash, from a card's URL.", example="9f2c1b7a60de"),
                Parameter(
                    name="width", type=int, description="Wanted width in pixels; 0 gives the original.", example=320
                ),
            ),
            media_type="image/jpeg",
            example="(bytes of a picture)",
        ),
    )


def _kind(text: str) -> PictureKind:
    if text not in {kind.value for kind in PictureKind}:
        raise NotFound(f"There are no pictures called {text!r}.", code="picture_not_found")
    return PictureKind(text)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= MAX_WIDTH_PX):
        raise Invalid(f"width must be a whole number from 0 to {MAX_WIDTH_PX}.", code="invalid_width")
    return int(text)


def _item_id(call: Call) -> int:
    text = call.path["id"]
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise NotFound("There is no such item.", code="item_not_found", details={"id": text})
    return int(text)

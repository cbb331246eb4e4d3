"""Reads the item that a path names."""

from app.contract.errors import NotFound
from app.engine.web.route import Call


def item_id(call: Call) -> int:
    """Return the item of a path. Raises NotFound."""
    text = call.path["id"]
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise NotFound("There is no such item.", code="item_not_found", details={"id": text})
    return int(text)

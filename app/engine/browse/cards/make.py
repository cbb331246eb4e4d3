"""Makes cards from rows: a fixed number of statements for any number of items."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.contract import codec
from app.contract.browse import Card, Picture, PictureKind
from app.contract.library import ItemKind
from app.engine.browse.cards import store
from app.engine.browse.cards.rules import MAIN, picture_url, pictures_of
from app.engine.ground.clock import from_ms

Row = Any
"""A row of the database; only the stores import its library."""


def make_cards(connection: Any, user_id: int, item_ids: Sequence[int]) -> tuple[Card, ...]:
    """Return the cards of items in the order of their ids; what is gone is left out."""
    rows = store.list_rows(connection, user_id, item_ids)
    outer = [row["id"] for row in rows.values() if row["kind"] in store.CONTAINERS]
    unwatched = store.count_unwatched(connection, user_id, outer)
    pictures = _pictures(connection, rows)
    told = [
        _told(rows[item_id], unwatched.get(item_id, 0), pictures[item_id]) for item_id in item_ids if item_id in rows
    ]
    return codec.convert(told, tuple[Card, ...])


def _pictures(connection: Any, rows: Mapping[int, Mapping[str, Any]]) -> dict[int, tuple[Picture, ...]]:
    lineages = {item_id: _lineage(row) for item_id, row in rows.items()}
    wanted = {*rows, *(ancestor for lineage in lineages.values() for ancestor in lineage)}
    own: dict[int, list[Picture]] = {}
    for row in store.list_pictures(connection, tuple(wanted)):
        own.setdefault(row["item_id"], []).append(_picture(row))
    bare = [
        item_id
        for item_id in rows
        if rows[item_id]["kind"] in store.CONTAINERS and not any(p.kind in MAIN for p in own.get(item_id, ()))
    ]
    inner: dict[int, Picture] = {}
    for container, row in store.list_inner_pictures(connection, bare):
        inner.setdefault(container, _picture(row))
    return {item_id: pictures_of(item_id, lineages[item_id], own, inner) for item_id in rows}


def _lineage(row: Mapping[str, Any]) -> tuple[int, ...]:
    """An album does not borrow the picture of its artist: it would look like another album."""
    if row["kind"] == ItemKind.ALBUM:
        return ()
    outer = dict.fromkeys((row["parent_id"], row["top_id"]))
    outer.pop(None, None)
    return tuple(outer)


def _picture(row: Row) -> Picture:
    kind = PictureKind(row["kind"])
    return Picture(
        kind=kind,
        url=picture_url(row["item_id"], kind, row["sha256"]),
        width_px=row["width_px"],
        height_px=row["height_px"],
        placeholder=row["placeholder"],
        color=row["color"],
    )


def _told(row: Mapping[str, Any], unwatched: int, pictures: tuple[Picture, ...]) -> dict[str, Any]:
    """What a card says. A hundred cards make a page: the codec makes them from plain values far faster than Python."""
    is_container = row["kind"] in store.CONTAINERS
    is_watched = unwatched == 0 and row["child_count"] > 0 if is_container else bool(row["is_watched"])
    return {
        **row,
        "id": str(row["id"]),
        "parent_id": _text(row["parent_id"]),
        "parent_title": row["parent_title"] or "",
        "top_id": _text(row["top_id"]),
        "top_title": row["top_title"] or "",
        "added_at": from_ms(row["added_at"]),
        "is_watched": is_watched,
        "unwatched_count": unwatched,
        "is_missing": bool(row["is_missing"]),
        "pictures": pictures,
    }


def _text(item_id: int | None) -> str | None:
    return None if item_id is None else str(item_id)

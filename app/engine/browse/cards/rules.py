"""Which pictures stand for an item that has none of its own."""

from collections.abc import Mapping, Sequence

from app.contract.browse import Picture, PictureKind
from app.contract.server import API

MAIN = frozenset({PictureKind.POSTER, PictureKind.COVER, PictureKind.THUMB})
"""Kinds that can stand for an item on a wall."""

_PLACES = {kind: place for place, kind in enumerate(PictureKind)}

HASH_SHOWN = 12
"""So much of a hash in a URL tells two pictures of an item apart."""


def picture_url(item_id: int, kind: PictureKind, sha256: str) -> str:
    """Return the path of a picture; it names the bytes, so that they may be kept for ever."""
    return f"{API}/items/{item_id}/artwork/{kind}?v={sha256[:HASH_SHOWN]}"


def pictures_of(
    item_id: int, lineage: Sequence[int], own: Mapping[int, Sequence[Picture]], inner: Mapping[int, Picture]
) -> tuple[Picture, ...]:
    """Return the pictures of an item: its own, then what it lies in lends, then what lies in it lends.

    Args:
        lineage: What it lies in, the nearest first.
        own: Pictures by item.
        inner: One picture of something inside, by container.
    """
    chosen = {picture.kind: picture for picture in own.get(item_id, ())}
    for ancestor in lineage:
        for picture in own.get(ancestor, ()):
            chosen.setdefault(picture.kind, picture)
    if item_id in inner and MAIN.isdisjoint(chosen):
        chosen[inner[item_id].kind] = inner[item_id]
    return tuple(sorted(chosen.values(), key=lambda picture: _PLACES[picture.kind]))

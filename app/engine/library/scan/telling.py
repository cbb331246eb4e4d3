"""Tells which items a write changed or removed."""

from app.contract.library import Aspect, ItemKind, ItemsChanged
from app.engine.ground.bus import Bus
from app.engine.library.scan.store import Touched


def tell_touched(bus: Bus, touched: Touched) -> None:
    """Publish what changed and what is gone; nothing when nothing did."""
    if touched.changed:
        kinds = tuple(dict.fromkeys(ItemKind(kind) for kind in touched.changed.values()))
        bus.publish(ItemsChanged(ids=tuple(map(str, touched.changed)), kinds=kinds, aspect=Aspect.FILE))
    if touched.removed:
        bus.publish(ItemsChanged(ids=tuple(map(str, touched.removed)), kinds=(), aspect=Aspect.REMOVED))

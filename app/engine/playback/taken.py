"""Takes over what users did with items on another server, without losing what they did here."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.contract.library import ItemKind
from app.engine.ground.bus import Bus
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.playback import store
from app.engine.playback.rules import Deed
from app.engine.playback.sessions import state_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How many watch states and ratings differ from before."""

    states: int = 0
    ratings: int = 0


class Takeover:
    """Writes states and ratings that come from elsewhere."""

    def __init__(self, db: Db, bus: Bus) -> None:
        self._db = db
        self._bus = bus

    async def take(self, user_id: int, deeds: Sequence[Deed], origin: str) -> Taken:
        """Take over deeds; safe to repeat.

        What is watched here stays watched; a position is taken when it is newer than what was done here; what was
        marked as not watched here after it was watched there stays so. A rating is taken unless one was given here;
        `origin` says where it comes from.
        """
        states = await self._db.write(store.take_states, user_id, deeds)
        ratings = await self._db.write(store.take_ratings, user_id, deeds, origin, now_ms())
        changed = tuple(dict.fromkeys(map(str, (*states, *ratings))))
        if changed:
            self._bus.publish(state_changed(user_id, changed, tuple(ItemKind)))
        return Taken(states=len(states), ratings=len(ratings))

"""Learns from players that could not play, and forgets when it is told to."""

from collections.abc import Mapping
from typing import Any

from app.contract.errors import NotFound
from app.contract.playback import Session
from app.contract.quirks import Failure, Quirk
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.playback.quirks import rules, store

LONGEST_DEVICE = 100


class Quirks:
    """What the devices of each user turned out not to play."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def learn(self, session: Session, source: Mapping[str, Any], failure: Failure) -> None:
        """Remember that a session failed with a media source. A device without a name cannot be known again."""
        step = rules.next_step(session.decision, failure)
        if not session.device or step is None:
            return
        lesson = store.Lesson(
            user_id=int(session.user_id),
            device=session.device,
            likeness=rules.likeness(source, session.decision.audio_index),
            failure=failure,
            step=step,
        )
        await self._db.write(store.learn, lesson, now_ms())

    async def list_quirks(self, user_id: int, device: str | None = None) -> tuple[Quirk, ...]:
        """Return what was learned from a user's devices, or one of them; the newest first."""
        return await self._db.read(store.list_quirks, user_id, device)

    async def list_learned(self, user_id: int, device: str) -> tuple[Quirk, ...]:
        """Return what a decision for a device has to know."""
        return await self.list_quirks(user_id, device[:LONGEST_DEVICE]) if device else ()

    async def forget(self, user_id: int, quirk_id: str) -> None:
        """Forget one quirk. Raises NotFound."""
        is_number = quirk_id.isascii() and quirk_id.isdigit() and len(quirk_id) <= 18
        if not is_number or not await self._db.write(store.forget, user_id, int(quirk_id)):
            raise NotFound(f"There is no quirk {quirk_id!r}.", code="quirk_not_found")

    async def forget_all(self, user_id: int, device: str | None = None) -> None:
        """Forget all that was learned from a user's devices, or one of them."""
        await self._db.write(store.forget_all, user_id, device)

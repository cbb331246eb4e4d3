"""Who plays what, and where everybody stands: in the database, and in memory for as long as that has no room."""

import asyncio
from dataclasses import replace

import structlog

from app.contract.errors import Unavailable
from app.contract.playback import Session
from app.engine.ground.db import Db
from app.engine.playback import store
from app.engine.playback.rules import Standing
from app.engine.playback.store import EVERYBODY, Change, Whose

MOST_UNSAVED = 1_000
"""Sessions in memory; nobody is let in beyond them until the disk has room."""

log = structlog.get_logger(__name__)


class Book:
    """The sessions of everybody.

    A full disk keeps nobody from watching: what cannot be written is kept here and written later. When the engine ends
    before there is room, people go on where they were before the disk was full.
    """

    def __init__(self, db: Db) -> None:
        self._db = db
        self._unsaved: dict[str, Change] = {}
        self._one = asyncio.Lock()  # two changes of one session build on each other, whichever finds room

    async def open(self, session: Session, token_id: str = "") -> None:
        """Add a session, opened by a token. Raises Unavailable when neither the database nor the memory takes it."""
        async with self._one:
            await self._save(Change(session=session, is_new=True, token_id=token_id))

    async def move(self, session: Session, standing: Standing, plays: int) -> bool:
        """Note where a session and its user stand; False when it has ended: a late report must not bring it back.

        Args:
            plays: How often the end was reached by this.
        """
        async with self._one:
            before = self._unsaved.get(session.id, Change(session=session))
            change = replace(before, session=session, standing=standing, plays=before.plays + plays)
            return before.ended_ms is None and await self._save(change)

    async def end(self, session: Session, ended_ms: int) -> bool:
        """Move a session into the history; False when it is there already."""
        async with self._one:
            before = self._unsaved.get(session.id, Change(session=session))
            return before.ended_ms is None and await self._save(replace(before, session=session, ended_ms=ended_ms))

    async def find(self, session_id: str, whose: Whose = EVERYBODY) -> Session | None:
        """Return a session that is open, or None."""
        change = self._unsaved.get(session_id)
        if change is None:
            return await self._db.read(store.find_session, session_id, whose)
        return change.session if change.ended_ms is None and await self._is_seen(change, whose) else None

    async def list_open(self, whose: Whose = EVERYBODY) -> tuple[Session, ...]:
        """Return open sessions, the newest first."""
        saved = await self._db.read(store.list_sessions, whose)
        unsaved = dict(self._unsaved)
        seen = [one.session for one in unsaved.values() if one.ended_ms is None and await self._is_seen(one, whose)]
        sessions = [*seen, *(one for one in saved if one.id not in unsaved)]
        return tuple(sorted(sessions, key=lambda one: one.updated_at, reverse=True))

    async def list_openers(self) -> tuple[tuple[str, str], ...]:
        """Return the open sessions that a token opened: their ids, each with that of the token."""
        saved = await self._db.read(store.list_openers)
        new = ((id_, change.token_id) for id_, change in self._unsaved.items() if change.is_new and change.token_id)
        return (*saved, *new)

    async def list_silent(self, before_ms: int) -> tuple[Session, ...]:
        """Return the open sessions that told nothing since a time."""
        saved = await self._db.read(store.list_silent, before_ms)
        silent = [one for one in self._open_unsaved() if one.updated_at.timestamp() * 1000 < before_ms]
        return (*silent, *(one for one in saved if one.id not in self._unsaved))

    async def find_standing(self, user_id: int, item_id: int) -> Standing | None:
        """Return where a user stands with an item, or None when it was never started."""
        for change in reversed(self._unsaved.values()):
            wanted = (change.session.user_id, change.session.item_id) == (str(user_id), str(item_id))
            if wanted and change.standing is not None:
                return change.standing
        return await self._db.read(store.find_progress, user_id, item_id)

    async def catch_up(self) -> None:
        """Write what could not be written before. Raises Unavailable when there still is no room."""
        for id_ in tuple(self._unsaved):
            async with self._one:
                if (change := self._unsaved.get(id_)) is not None:
                    await self._db.write(store.make_late_change, change)
                    del self._unsaved[id_]

    async def _save(self, change: Change) -> bool:
        try:
            is_open = await self._db.write(store.make_change, change)
        except Unavailable as error:
            self._keep(change, error)
            return True
        self._unsaved.pop(change.session.id, None)
        return is_open

    def _keep(self, change: Change, error: Unavailable) -> None:
        is_another = change.is_new and change.session.id not in self._unsaved
        if is_another and len(self._unsaved) >= MOST_UNSAVED:
            raise error
        if not self._unsaved:
            log.warning("sessions_not_saved", reason=error.message)
        self._unsaved.pop(change.session.id, None)
        self._unsaved[change.session.id] = change  # in the order in which it happened

    async def _is_seen(self, change: Change, whose: Whose) -> bool:
        if whose == EVERYBODY:
            return True
        if change.is_new:
            return whose.has(change.session, change.token_id)
        return await self._db.read(store.find_session, change.session.id, whose) is not None

    def _open_unsaved(self) -> list[Session]:
        return [change.session for change in self._unsaved.values() if change.ended_ms is None]

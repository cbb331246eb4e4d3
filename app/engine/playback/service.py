"""Opens, follows and ends sessions; remembers where everybody stands."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from app.contract.errors import NotFound, Unavailable
from app.contract.paging import Page
from app.contract.playback import (
    Decision,
    HistoryEntry,
    Progress,
    Session,
    SessionState,
    Wish,
)
from app.contract.playback import (
    Playback as Opened,
)
from app.contract.quirks import Failure
from app.contract.units import DurationMs
from app.engine.ground.bus import Bus
from app.engine.ground.clock import now, now_ms
from app.engine.ground.db import Db
from app.engine.ground.settings import Settings
from app.engine.library import Asset, ReadingRoom
from app.engine.playback import rules, sessions, store
from app.engine.playback.book import Book
from app.engine.playback.decisions import ask
from app.engine.playback.paths import path_of
from app.engine.playback.profiles import get_profile
from app.engine.playback.quirks import Quirks
from app.engine.playback.sources import number_sides, playable, source_of
from app.engine.playback.subtitles import list_subtitles
from app.engine.playback.withdrawn import Withdrawn
from app.engine.streaming import Streaming, viewer
from app.engine.web.route import Caller

SWEEP_S = 2.5
EVENT_GAP_MS = 1_000
HISTORY_PAGE = 50

FindCredits = Callable[[int], Awaitable[DurationMs | None]]
"""Finds where the credits of a media file start, by its id; None when nobody knows."""


async def _unknown(asset_id: int) -> None:
    """Nobody knows where the credits start."""


class Playback:
    """Plays items of the library on whatever device asks."""

    def __init__(
        self,
        db: Db,
        bus: Bus,
        settings: Settings,
        library: ReadingRoom,
        streaming: Streaming,
        find_credits: FindCredits = _unknown,
    ) -> None:
        self._db = db
        self._bus = bus
        self._settings = settings
        self._library = library
        self._streaming = streaming
        self.quirks = Quirks(db)
        self._find_credits = find_credits
        self._told: dict[str, tuple[SessionState, int]] = {}
        self._book = Book(db)
        self._dismissed = sessions.Dismissed()
        self._withdrawn = Withdrawn(bus, self._book, streaming)

    async def open(self, user_id: int, item_id: int, wish: Wish, token_id: str = "") -> Opened:
        """Decide how to play an item, open a session and return where its bytes are.

        Args:
            token_id: The token that asks; the session and its paths end with it.

        Raises:
            NotFound: no such item, version or profile.
            Unavailable: no file of it is there at the moment.
            Unsupported: it cannot be played; the details say why.
        """
        entry = await self._library.get_entry(item_id)
        versions = playable(await self._library.list_assets(item_id), wish, entry)
        asset, decision = await self._decide(user_id, versions, wish)
        session = sessions.new_session(user_id, entry, asset, decision, wish.device)
        start_ms = wish.start_ms if wish.start_ms is not None else await self._position(user_id, item_id)
        watching = viewer(session.id, token_id)
        path, decision = await path_of(self._streaming, self._library, asset, decision, watching, start_ms)
        session = replace(session, position_ms=start_ms, decision=decision)
        await self._book.open(session, token_id)
        self._tell(session)
        return await self._opened(session, asset, path, watching)

    async def report(self, session_id: str, progress: Progress, caller: Caller) -> Session:
        """Note where a player is. A session that was swept is gone: open a new one.

        Raises:
            NotFound: the session has ended.
            Denied: somebody else plays this, and the caller may not manage what others play.
        """
        session = await self.get_session(session_id)
        sessions.check_owner(session, caller)
        moved = replace(session, position_ms=progress.position_ms, state=progress.state, updated_at=now())
        credits_ms = await self._find_credits(int(session.asset_id))
        if not await self._book.move(moved, *self._standings(session, moved, credits_ms)):
            raise self._dismissed.why_gone(session_id)  # it ended while we looked
        self._tell(moved)
        if progress.failure is not None:
            await self._learn(session, progress.failure)
        if progress.state is SessionState.STOPPED:
            await self._end(moved)
        return moved

    async def stop(self, session_id: str, position_ms: DurationMs | None, caller: Caller) -> None:
        """End a session, at `position_ms` or where it was last seen. Raises as `report` does."""
        session = await self.get_session(session_id)
        position = session.position_ms if position_ms is None else position_ms
        await self.report(session_id, Progress(position_ms=position, state=SessionState.STOPPED), caller)

    async def dismiss(self, session_id: str) -> None:
        """End somebody's session where it was last seen: its player is told, and gets no more bytes."""
        session = replace(await self.get_session(session_id), state=SessionState.STOPPED)
        self._dismissed.add(session_id)
        self._streaming.flow.close(session.id)
        await self._end(session, is_dismissed=True)

    async def get_session(self, session_id: str, whose: store.Whose = store.EVERYBODY) -> Session:
        """Return an open session. Raises NotFound."""
        session = await self._book.find(session_id, whose)
        if session is None:
            raise self._dismissed.why_gone(session_id)
        return self._measured(session)

    async def list_sessions(self, whose: store.Whose = store.EVERYBODY) -> tuple[Session, ...]:
        """Return what is played at the moment, the newest first."""
        return tuple(self._measured(session) for session in await self._book.list_open(whose))

    async def list_history(self, user_id: int, page: int, page_size: int = HISTORY_PAGE) -> Page[HistoryEntry]:
        """Return one page of what a user played, the newest first."""
        entries = await self._db.read(store.list_history, user_id, page_size, (page - 1) * page_size)
        total = await self._db.read(store.count_history, user_id)
        return Page(entries=entries, page=page, page_size=page_size, total=total)

    async def set_watched(self, user_id: int, item_id: int, is_watched: bool) -> None:
        """Mark an item for a user; for a show, season, artist or album all that is in it."""
        entry = await self._library.get_entry(item_id)
        ids = await self._library.list_playable(item_id)
        await self._db.write(store.set_watched, user_id, ids, is_watched, now_ms())
        changed = tuple(dict.fromkeys([str(item_id), *map(str, ids)]))
        self._bus.publish(sessions.state_changed(user_id, changed, (entry.kind,)))

    async def sweep(self) -> None:
        """End the sessions whose tokens were withdrawn, and those whose players went away without a word.

        Such a player neither told nor fetched anything for a while; a paused one tells every few seconds.
        """
        for session_id in await self._withdrawn.find():
            with suppress(NotFound):  # it has ended meanwhile
                await self.dismiss(session_id)
        silence_s = self._settings.get_int("streaming.idle_s")
        limit = round((now() - timedelta(seconds=silence_s)).timestamp() * 1000)
        for session in await self._book.list_silent(limit):
            if self._streaming.viewers.silent_s(session.id) >= silence_s:
                await self._end(replace(session, state=SessionState.STOPPED))

    async def sweep_forever(self) -> None:
        """Sweep now and then, until cancelled."""
        while True:
            for step in (self._book.catch_up, self.sweep):
                with suppress(Unavailable):  # a full disk: there will be room again
                    await step()
            await asyncio.sleep(SWEEP_S)

    async def _decide(self, user_id: int, versions: Mapping[str, Asset], wish: Wish) -> tuple[Asset, Decision]:
        profile: Mapping[str, Any] = (
            await asyncio.to_thread(get_profile, wish.profile) if isinstance(wish.profile, str) else wish.profile
        )
        sources = [source_of(asset, await self._library.list_subtitles(asset.id)) for asset in versions.values()]
        quirks = await self.quirks.list_learned(user_id, wish.device)
        # A stranger's profile may be long.
        chosen, decision = await asyncio.to_thread(ask, profile, sources, wish, quirks)
        return versions[chosen], decision

    async def _learn(self, session: Session, failure: Failure) -> None:
        assets = await self._library.list_assets(int(session.item_id))
        for asset in assets:
            if str(asset.id) == session.asset_id:
                await self.quirks.learn(session, source_of(asset, ()), failure)

    async def _position(self, user_id: int, item_id: int) -> DurationMs:
        standing = await self._book.find_standing(user_id, item_id)
        return standing.position_ms if standing else DurationMs(0)

    def _standings(self, before: Session, after: Session, credits_ms: DurationMs | None) -> tuple[rules.Standing, int]:
        """Return where the viewer stands after a report, and 1 when the end was reached by it."""
        was, is_now = self._standing(before, credits_ms), self._standing(after, credits_ms)
        return is_now, int(is_now.is_watched and not was.is_watched)

    def _standing(self, session: Session, credits_ms: DurationMs | None) -> rules.Standing:
        return rules.standing(
            session.position_ms,
            session.duration_ms,
            watched_percent=self._settings.get_int("playback.watched_percent"),
            resume_min=DurationMs(self._settings.get_int("playback.resume_min_s") * 1000),
            credits_ms=credits_ms,
        )

    def _measured(self, session: Session) -> Session:
        return replace(
            session,
            bandwidth_kbps=self._streaming.flow.rate(session.id),
            encode=self._streaming.encodes.runs.facts(session.id),
            picture=self._streaming.encodes.runs.picture(session.id),
        )

    async def _end(self, session: Session, *, is_dismissed: bool = False) -> None:
        entry = await self._library.get_entry(int(session.item_id))
        if not await self._book.end(session, now_ms()):
            return  # somebody else ended it in the same moment
        self._told.pop(session.id, None)
        self._streaming.leave(session.id)
        self._bus.publish(sessions.changed(session, is_dismissed=is_dismissed))
        self._bus.publish(sessions.state_changed(session.user_id, (session.item_id,), (entry.kind,)))

    async def _opened(self, session: Session, asset: Asset, path: str, watching: str) -> Opened:
        next_id = await self._library.find_next(int(session.item_id))
        sides = number_sides(asset.probe, await self._library.list_subtitles(asset.id))
        return Opened(
            session_id=session.id,
            item_id=session.item_id,
            asset_id=session.asset_id,
            url=path,
            decision=session.decision,
            start_ms=session.position_ms,
            duration_ms=session.duration_ms,
            next_id=str(next_id) if next_id is not None else None,
            subtitles=list_subtitles(
                asset,
                sides,
                session.decision,
                place=self._streaming.subtitles.place(asset.id, viewer=watching),
                side_path=partial(self._streaming.side_path, viewer=watching),
            ),
        )

    def _tell(self, session: Session) -> None:
        """Publish a change of state at once, a mere position at most once a second."""
        state, at_ms = self._told.get(session.id, (None, 0))
        if state is session.state and now_ms() - at_ms < EVENT_GAP_MS:
            return
        self._told[session.id] = (session.state, now_ms())
        self._bus.publish(sessions.changed(session))

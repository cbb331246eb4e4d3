"""What plays on this screen: its session, its progress, and what comes next; no Qt here."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Protocol

from app.contract.browse import Card, Details
from app.contract.errors import NotFound, Unavailable
from app.contract.library import ItemKind
from app.contract.playback import Playback, Progress, Session, SessionState, Wish
from app.contract.quirks import Failure
from app.contract.units import DurationMs

REPORT_S = 5.0
NEXT_CARD_MS = 20_000
"""The card with what comes next shows for this long before the end."""
RESTART_MS = 5_000
""""Previous" goes to the start of a track that has played longer than this."""
DISMISSED = "session_dismissed"
"""The code of a report whose session the owner ended."""


class ReadsItems(Protocol):
    async def get_item(self, item_id: str) -> Details: ...
    async def list_children(self, item_id: str) -> tuple[Card, ...]: ...


class OpensSessions(Protocol):
    async def open(self, item_id: str, wish: Wish) -> Playback: ...
    async def report(self, session_id: str, progress: Progress) -> Session: ...
    async def stop(self, session_id: str, position_ms: DurationMs) -> None: ...


class PlayState:
    """One item that plays, and the queue it stands in.

    Attributes:
        details: All about the item.
        playback: The open session; None when nothing plays.
        queue: The tracks of the album that plays, or of the season; empty for a film.
    """

    def __init__(
        self,
        items: ReadsItems,
        sessions: OpensSessions,
        *,
        device: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._items = items
        self._sessions = sessions
        self._device = device
        self._clock = clock
        self._reported_at = 0.0
        self._told: SessionState | None = None
        self._wish = Wish()
        self.details: Details | None = None
        self.playback: Playback | None = None
        self.queue: tuple[Card, ...] = ()
        self._following: Card | None = None

    @property
    def card(self) -> Card | None:
        """What plays."""
        return None if self.details is None else self.details.card

    @property
    def is_music(self) -> bool:
        """Tell whether a track plays: it goes on while somebody browses."""
        return self.card is not None and self.card.kind is ItemKind.TRACK

    @property
    def next_card(self) -> Card | None:
        """What comes next: in the queue, or behind its end (the next season)."""
        return self._beside(1) or self._following

    @property
    def next_id(self) -> str | None:
        """What to play afterwards."""
        if self.next_card is not None:
            return self.next_card.id
        return self.playback.next_id if self.playback is not None and not self.is_music else None

    @property
    def previous_id(self) -> str | None:
        """What stands before it."""
        before = self._beside(-1)
        return before.id if before is not None else None

    async def open(self, item_id: str, start_ms: int | None = None, position_ms: int = 0) -> Playback:
        """End what plays, at `position_ms`, and open a session for another item.

        Raises:
            MarqueeError: it cannot be played.
        """
        await self.stop(position_ms)
        details = await self._items.get_item(item_id)
        start = None if start_ms is None else DurationMs(start_ms)
        if details.card.kind is ItemKind.TRACK and start is None:
            start = DurationMs(0)  # a track begins at its beginning, wherever somebody left it
        opened = await self._open(item_id, Wish(start_ms=start, device=self._device))
        self.details = details
        await self._fill_queue(details.card)
        await self._look_behind_the_queue()
        return opened

    async def reopen(self, position_ms: int, **changes: Any) -> Playback:
        """Open what plays anew where it stands, with another wish (`asset_id`, `audio_index` and the like).

        Raises:
            MarqueeError: it cannot be played so.
        """
        item_id = self.playback.item_id if self.playback is not None else ""
        await self.stop(position_ms)
        return await self._open(item_id, replace(self._wish, start_ms=DurationMs(max(0, position_ms)), **changes))

    async def report(self, position_ms: int, state: SessionState, *, is_moved: bool = False) -> None:
        """Tell the engine where the player is: at once after a pause or a jump, else every five seconds.

        An engine that is away hears it next time; one that came back without the session opens a new one.

        Raises:
            NotFound: the owner ended the session (code `session_dismissed`); nothing plays any more.
        """
        now = self._clock()
        is_due = is_moved or state is not self._told or now - self._reported_at >= REPORT_S
        if self.playback is None or not is_due:
            return
        self._told, self._reported_at = state, now
        playback = self.playback
        try:
            await self._sessions.report(
                playback.session_id, Progress(position_ms=DurationMs(max(0, position_ms)), state=state)
            )
        except Unavailable:
            self._told = None
        except NotFound as error:
            if error.code == DISMISSED:
                self.playback = None
                raise
            wish = replace(self._wish, start_ms=DurationMs(position_ms), asset_id=playback.asset_id)
            self.playback = await self._sessions.open(playback.item_id, wish)

    async def fall(self, position_ms: int, failure: Failure) -> bool:
        """Tell what this screen could not do, and open anew what plays; False when there was no other way.

        Raises:
            MarqueeError: it cannot be played at all.
        """
        playback = self.playback
        if playback is None:
            return False
        with suppress(NotFound):
            progress = Progress(position_ms=DurationMs(max(0, position_ms)), failure=failure)
            await self._sessions.report(playback.session_id, progress)
        return (await self.reopen(position_ms)).decision != playback.decision

    def forget(self) -> None:
        """Take note that the session was ended by somebody else."""
        self.playback = None

    async def stop(self, position_ms: int) -> None:
        """End the session where the player stands; nothing happens when none is open."""
        playback, self.playback = self.playback, None
        if playback is None:
            return
        try:
            await self._sessions.stop(playback.session_id, DurationMs(max(0, position_ms)))
        except (NotFound, Unavailable):
            return  # the engine ends sessions that it hears nothing of by itself

    def is_near_end(self, position_ms: int, duration_ms: int) -> bool:
        """Tell whether it is time to show what comes next."""
        return self.next_id is not None and not self.is_music and 0 < duration_ms - position_ms <= NEXT_CARD_MS

    async def _open(self, item_id: str, wish: Wish) -> Playback:
        self.playback = await self._sessions.open(item_id, wish)
        self._wish = wish
        self._told, self._reported_at = None, self._clock()
        return self.playback

    async def _fill_queue(self, card: Card) -> None:
        if card.parent_id is None or card.kind not in (ItemKind.TRACK, ItemKind.EPISODE):
            self.queue = ()
        elif card.id not in {each.id for each in self.queue}:
            self.queue = await self._items.list_children(card.parent_id)

    async def _look_behind_the_queue(self) -> None:
        self._following = None
        following = self.playback.next_id if self.playback is not None and not self.is_music else None
        if following is not None and self._beside(1) is None:
            with suppress(NotFound):
                self._following = (await self._items.get_item(following)).card

    def _beside(self, step: int) -> Card | None:
        ids = [card.id for card in self.queue]
        if self.card is None or self.card.id not in ids:
            return None
        place = ids.index(self.card.id) + step
        return self.queue[place] if 0 <= place < len(self.queue) else None

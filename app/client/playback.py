"""Playing items: sessions, progress, history."""

from app.client.wire import Wire
from app.contract.paging import Page
from app.contract.playback import HistoryEntry, Playback, Progress, Session, Watched, Wish
from app.contract.quirks import Quirk
from app.contract.server import API
from app.contract.units import DurationMs


class PlaybackClient:
    """What a player tells and asks."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def open(self, item_id: str, wish: Wish) -> Playback:
        """Open a session; its `url` is given to `Client.absolute` and then to a player."""
        return await self._wire.send("POST", f"{API}/items/{item_id}/playback", Playback, wish)

    async def list_sessions(self) -> tuple[Session, ...]:
        """Return what is played at the moment."""
        return await self._wire.get_all(f"{API}/sessions", Session)

    async def get_session(self, session_id: str) -> Session:
        """Return one session."""
        return await self._wire.get(f"{API}/sessions/{session_id}", Session)

    async def report(self, session_id: str, progress: Progress) -> Session:
        """Tell where the player is."""
        return await self._wire.send("PATCH", f"{API}/sessions/{session_id}", Session, progress)

    async def stop(self, session_id: str, position_ms: DurationMs) -> None:
        """End a session where the player stopped."""
        await self._wire.tell("DELETE", f"{API}/sessions/{session_id}", query={"position_ms": position_ms})

    async def dismiss(self, session_id: str) -> None:
        """Stop what somebody plays; needs `playback.manage`."""
        await self._wire.tell("POST", f"{API}/sessions/{session_id}/dismiss")

    async def set_watched(self, item_id: str, is_watched: bool) -> None:
        """Mark an item, or all that is in it."""
        await self._wire.tell("PUT", f"{API}/items/{item_id}/watched", Watched(is_watched=is_watched))

    async def list_history(self, page: int = 1) -> Page[HistoryEntry]:
        """Return one page of what was played, the newest first."""
        return await self._wire.get_page(f"{API}/history", HistoryEntry, {"page": page})

    async def list_quirks(self) -> tuple[Quirk, ...]:
        """Return what the caller's devices failed to play."""
        return await self._wire.get_all(f"{API}/devices/quirks", Quirk)

    async def forget_quirk(self, quirk_id: str) -> None:
        """Let a device try again what it failed to play."""
        await self._wire.tell("DELETE", f"{API}/devices/quirks/{quirk_id}")

    async def forget_quirks(self, device: str | None = None) -> None:
        """Let one device, or all of the caller's, try again what failed."""
        await self._wire.tell("DELETE", f"{API}/devices/quirks", query={"device": device} if device else None)

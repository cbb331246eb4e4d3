"""The only bridge from the engine's events to Qt signals."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from app.contract.errors import MarqueeError

if TYPE_CHECKING:
    from app.client import Client
    from app.contract.events import Event

log = logging.getLogger(__name__)

PAUSES_S: Final = (0.1, 0.25, 0.5, 1.0, 2.0)
"""Between two tries to reach the event stream; the last goes on."""


class Live(QObject):
    """What happens in the engine, as signals. After `resync` a page reads again what it shows."""

    items_changed = Signal(tuple, tuple, str)
    """Ids, kinds (ItemKind) and the aspect (Aspect) of items."""
    scan_progress = Signal(object)
    """A Scan."""
    sources_changed = Signal(tuple)
    """Ids."""
    session_changed = Signal(object)
    """A SessionChanged."""
    job_progress = Signal(object)
    """A JobProgress."""
    settings_changed = Signal(tuple)
    """Keys."""
    devices_changed = Signal()
    review_changed = Signal(int)
    """How many questions are open."""
    resync = Signal()
    """Events may have been lost: after a reconnect too."""
    connected = Signal()
    disconnected = Signal()

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._is_connected = False
        self._was_connected = False
        self._hurry = asyncio.Event()

    @property
    def is_connected(self) -> bool:
        """Whether events arrive at the moment."""
        return self._is_connected

    async def listen(self) -> None:
        """Hear events until cancelled, and come back after every loss of the line."""
        tries = 0
        while True:
            try:
                await self._hear()
            except MarqueeError as error:
                # An engine that is away, or restarted with a new token: the host brings the new line in a moment.
                log.info("no events at the moment: %s", error.code)
            finally:
                was_connected = self._set_connected(is_connected=False)
            tries = 0 if was_connected else tries + 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), PAUSES_S[min(tries, len(PAUSES_S) - 1)])
            self._hurry.clear()

    def hurry(self) -> None:
        """Try again now: there is an engine."""
        self._hurry.set()

    def tell(self, event: Event) -> None:
        """Turn one event into its signal; unknown ones are ignored."""
        from app.contract.devices import DevicesChanged
        from app.contract.events import Resync
        from app.contract.jobs import JobProgress
        from app.contract.library import ItemsChanged, ScanProgress, SourcesChanged
        from app.contract.playback import SessionChanged
        from app.contract.review import ReviewChanged
        from app.contract.settings import SettingsChanged

        match event:
            case ItemsChanged():
                self.items_changed.emit(event.ids, event.kinds, event.aspect)
            case ScanProgress():
                self.scan_progress.emit(event.scan)
            case SourcesChanged():
                self.sources_changed.emit(event.ids)
            case SessionChanged():
                self.session_changed.emit(event)
            case JobProgress():
                self.job_progress.emit(event)
            case SettingsChanged():
                self.settings_changed.emit(event.keys)
            case DevicesChanged():
                self.devices_changed.emit()
            case ReviewChanged():
                self.review_changed.emit(event.open_count)
            case Resync():
                self.resync.emit()

    async def _hear(self) -> None:
        async with self._client.events() as events:
            self._set_connected(is_connected=True)
            async for event in events:
                self.tell(event)

    def _set_connected(self, *, is_connected: bool) -> bool:
        before, self._is_connected = self._is_connected, is_connected
        if is_connected and not before:
            self.connected.emit()
            if self._was_connected:
                self.resync.emit()
            self._was_connected = True
        elif before and not is_connected:
            self.disconnected.emit()
        return before

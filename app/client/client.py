"""One connection to one engine, with a small client for each capability."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Self

import httpx

from app.client.accounts import AccountsClient
from app.client.analysis import AnalysisClient
from app.client.browse import BrowseClient
from app.client.devices import DevicesClient
from app.client.imports import ImportsClient
from app.client.jobs import JobsClient
from app.client.library import LibraryClient
from app.client.playback import PlaybackClient
from app.client.review import ReviewClient
from app.client.search import SearchClient
from app.client.server import ServerClient
from app.client.settings import SettingsClient
from app.client.streaming import StreamingClient
from app.client.wire import Wire
from app.contract.events import Event


class Client:
    """Talks to an engine. All verbs raise the contract's errors; Unavailable when the engine does not answer.

    Args:
        url: Root of the engine ("http://127.0.0.1:8730").
        token: Of a user, or the owner token of a running engine.
        transport: Replaces the network; for tests.
    """

    def __init__(self, url: str, token: str, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._wire = Wire(url, token, transport=transport)
        self.accounts = AccountsClient(self._wire)
        self.analysis = AnalysisClient(self._wire)
        self.browse = BrowseClient(self._wire)
        self.devices = DevicesClient(self._wire)
        self.imports = ImportsClient(self._wire)
        self.jobs = JobsClient(self._wire)
        self.library = LibraryClient(self._wire)
        self.playback = PlaybackClient(self._wire)
        self.review = ReviewClient(self._wire)
        self.search = SearchClient(self._wire)
        self.server = ServerClient(self._wire)
        self.settings = SettingsClient(self._wire)
        self.streaming = StreamingClient(self._wire)

    @property
    def url(self) -> str:
        """Root of the engine, without a slash at its end."""
        return self._wire.url

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._wire.aclose()

    def absolute(self, path: str) -> str:
        """Return a signed path of the engine as a URL for a player."""
        return f"{self.url}{path}"

    def events(self, *kinds: type[Event]) -> AbstractAsyncContextManager[AsyncIterator[Event]]:
        """Listen to the engine: `async with client.events(ItemsChanged) as events: async for event in events`.

        Without kinds every known event comes. Resync comes always: whoever gets it was too slow and reads
        again what it shows.

        Raises:
            Unavailable: on entering or while iterating, when the line drops.
        """
        from app.client.events import listen  # a second HTTP library that most commands never need

        return listen(self._wire, kinds)

"""The line to the engine that stays the same object while engines come and go.

Pages keep their client; when the engine restarts with a new token, only what is behind the line changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.contract.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager

    from app.client import Client
    from app.contract.events import Event


class Line:
    """Passes every question on to the client of the engine that serves now.

    Raises:
        Unavailable: code "engine_away" while none does.
    """

    def __init__(self, client: Client | None = None) -> None:
        self._client = client

    def as_client(self) -> Client:
        """Return this line as what it stands for."""
        return cast("Client", self)

    def connect(self, client: Client | None) -> Client | None:
        """Put another client behind the line; returns the one before it, to be closed."""
        before, self._client = self._client, client
        return before

    @property
    def is_connected(self) -> bool:
        """Whether there is an engine to ask."""
        return self._client is not None

    def events(self, *kinds: type[Event]) -> AbstractAsyncContextManager[AsyncIterator[Event]]:
        """Hear the events of the engine that serves now."""
        return self._now().events(*kinds)

    def absolute(self, path: str) -> str:
        """Return a signed path as a URL for a player."""
        return self._now().absolute(path)

    async def aclose(self) -> None:
        """Hang up."""
        before = self.connect(None)
        if before is not None:
            await before.aclose()

    @property
    def url(self) -> str:
        """Root of the engine that serves now."""
        return self._now().url

    def __getattr__(self, name: str) -> _Part:
        # library, browse, playback … : whatever capabilities the client has.
        if name.startswith("_"):
            raise AttributeError(name)
        return _Part(self, name)

    def _now(self) -> Client:
        if self._client is None:
            raise Unavailable("The engine is not there at the moment.", code="engine_away")
        return self._client


class _Part:
    """One capability of whichever client is behind the line when a verb is called; whoever keeps it keeps no engine."""

    def __init__(self, line: Line, name: str) -> None:
        self._line = line
        self._name = name

    def __getattr__(self, verb: str) -> object:
        return getattr(getattr(self._line._now(), self._name), verb)  # noqa: SLF001  # two halves of one thing

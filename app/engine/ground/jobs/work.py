"""What the handler of a job is given."""

import asyncio
from collections.abc import Callable
from typing import Any

from app.engine.ground.jobs.store import Claimed

TELL_EVERY_S = 0.25


class Work:
    """One attempt at a job.

    Attributes:
        payload: As it was given to Jobs.add.
        attempt: 1 for the first.
    """

    def __init__(self, claimed: Claimed, tell: Callable[["Work"], None]) -> None:
        self.id = str(claimed.id)
        self.kind = claimed.kind
        self.key = claimed.key
        self.payload: dict[str, Any] = claimed.payload
        self.attempt = claimed.attempts
        self.done = 0.0
        self.detail = ""
        self._tell = tell
        self._next_at = 0.0
        self._later: asyncio.TimerHandle | None = None

    def progress(self, done: float, detail: str = "") -> None:
        """Say how far the work is, 0 to 1, and in a few words what it does. Call it as often as you like.

        It is told at most four times a second; the last word is always told.
        """
        self.done, self.detail = min(max(done, 0.0), 1.0), detail
        loop = asyncio.get_running_loop()
        if self._later is not None:
            return
        if loop.time() >= self._next_at:
            self._say()
        else:
            self._later = loop.call_at(self._next_at, self._say)

    def close(self) -> None:
        """Say nothing more."""
        if self._later is not None:
            self._later.cancel()

    def _say(self) -> None:
        self._later = None
        self._next_at = asyncio.get_running_loop().time() + TELL_EVERY_S
        self._tell(self)

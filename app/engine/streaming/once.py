"""Work that several want at the same moment, done once."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

from app.contract.errors import MarqueeError
from app.engine.ground.tasks import Tasks

T = TypeVar("T")


class Once(Generic[T]):
    """Starts a piece of work for whoever asks first; it goes on when that one goes away."""

    def __init__(self, tasks: Tasks, name: str) -> None:
        self._tasks = tasks
        self._name = name
        self._running: dict[Hashable, asyncio.Task[T | MarqueeError]] = {}

    async def get(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return what the work gives; everybody who waits for it gets the same, a failure too."""
        done = await asyncio.shield(self.start(key, work))
        if isinstance(done, MarqueeError):
            raise done
        return done

    def start(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> "asyncio.Task[T | MarqueeError]":
        """Start the work if it does not run yet."""
        task = self._running.get(key)
        if task is None:
            task = self._running[key] = self._tasks.start(_caught(work), name=self._name)
            task.add_done_callback(lambda _: self._running.pop(key))
        return task


async def _caught(work: Callable[[], Coroutine[Any, Any, T]]) -> T | MarqueeError:
    """An expected failure is an answer: it is told to those who wait, not to the log."""
    try:
        return await work()
    except MarqueeError as error:
        return error

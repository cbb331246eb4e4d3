"""Starts coroutines from the window, keeps them, and says calmly what went wrong.

One of the four walls where every exception ends: a bug of one page must not take the window along.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from app.contract.errors import MarqueeError

if TYPE_CHECKING:
    import asyncio

log = logging.getLogger(__name__)

OnError = Callable[[MarqueeError], None]

_running: set[asyncio.Task[None]] = set()
_listeners: list[OnError] = []


def run(coro: Coroutine[Any, Any, object], *, on_error: OnError | None = None) -> asyncio.Task[None]:
    """Start a coroutine on the loop and keep it until it ends.

    An expected error goes to `on_error`, else to the notice of the window; a bug goes to the log, and the
    listener hears a plain MarqueeError.
    """
    import asyncio  # the first paint must not wait for it

    task = asyncio.get_event_loop().create_task(_guarded(coro, on_error or _tell))
    _running.add(task)
    task.add_done_callback(_running.discard)
    # A task cancelled before its first turn never awaits the coroutine, which Python would complain about.
    task.add_done_callback(lambda _task: coro.close())
    return task


def listen(show: OnError) -> Callable[[], None]:
    """Hear the expected errors that no caller handles; returns what ends it."""
    _listeners.append(show)
    return lambda: _listeners.remove(show) if show in _listeners else None


def running() -> tuple[asyncio.Task[None], ...]:
    """Return what has not ended yet."""
    return tuple(_running)


def cancel_all() -> tuple[asyncio.Task[None], ...]:
    """Cancel what runs, and return it, so that the end can wait for it."""
    tasks = tuple(_running)
    for task in tasks:
        task.cancel()
    return tasks


async def _guarded(coro: Coroutine[Any, Any, object], on_error: OnError) -> None:
    try:
        await coro
    except MarqueeError as error:
        log.info("task refused: %s (%s)", error.code, error.message)
        on_error(error)
    except Exception:
        log.exception("task failed")
        on_error(MarqueeError("A bug; see the log.", code="bug"))


def _tell(error: MarqueeError) -> None:
    for show in tuple(_listeners):
        show(error)

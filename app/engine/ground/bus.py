"""Tells facts to whoever listens, in the same process and at once."""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

import structlog

from app.contract.events import Event

E = TypeVar("E", bound=Event)
log = structlog.get_logger(__name__)


class Bus:
    """Publishes events to listeners; a listener that fails is logged and the others still hear."""

    def __init__(self) -> None:
        self._listeners: dict[type[Event], list[Callable[[Event], None]]] = defaultdict(list)
        self._everything: list[Callable[[Event], None]] = []

    def on(self, kind: type[E], listener: Callable[[E], None]) -> None:
        """Call `listener` with every event of `kind`. It must return at once; slow work becomes a job."""
        self._listeners[kind].append(listener)  # type: ignore[arg-type]  # looked up by that very kind

    def on_any(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call `listener` with every event; returns what stops it, which may be called twice."""
        self._everything.append(listener)

        def stop() -> None:
            if listener in self._everything:
                self._everything.remove(listener)

        return stop

    def publish(self, event: Event) -> None:
        """Tell a fact. Call it after the commit, never inside a transaction."""
        for listener in [*self._listeners[type(event)], *self._everything]:
            try:
                listener(event)
            except Exception:
                log.exception("listener_failed", event_name=event.name)

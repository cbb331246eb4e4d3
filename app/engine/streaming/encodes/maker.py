"""Makes the pieces of one picture: a hired worker, and another provider for those that the first one cannot make."""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

import structlog

from app.contract.encoding import EncodeTask
from app.contract.errors import Unsupported
from app.contract.media import MediaFault
from app.contract.segments import Piece
from app.engine.ground.hired import Hired
from app.engine.streaming.encodes.providers import PYAV, Breaker
from app.engine.streaming.encodes.scratch import Scratch

_OF_THE_FILE = frozenset({MediaFault.VANISHED, MediaFault.EMPTY, MediaFault.NOT_A_FILE, MediaFault.NO_PERMISSION})
"""Nobody could do better."""

log = structlog.get_logger(__name__)


class Others(Protocol):
    """Knows who else makes pictures."""

    async def ready(self, task: EncodeTask) -> EncodeTask:
        """Return the task with all that its provider needs. Raises Unsupported."""

    async def second(self, task: EncodeTask) -> EncodeTask | None:
        """Return how somebody else makes the same piece; None for nobody."""


class Maker:
    """Makes pieces. It must be ended.

    Attributes:
        provider: Who made the last one; "" before the first.
        fault: Why somebody else than chosen makes all that follow; "" as a rule.
    """

    def __init__(self, hired: Hired, others: Others, scratch: Scratch) -> None:
        self._hired = hired
        self._others = others
        self._scratch = scratch
        self._folder: Path | None = None
        self._breaker = Breaker()
        self._second: EncodeTask | None = None
        self.provider = ""
        self.fault = ""

    async def piece(self, task: EncodeTask) -> Piece:
        """Return a piece. Raises Unsupported and Unavailable as a hired worker does."""
        if self._breaker.is_open and self._second is not None:
            return await self._made(replace(self._second, number=task.number))
        try:
            return await self._made(task)
        except Unsupported as error:
            if error.code in _OF_THE_FILE or self._breaker.is_alone:
                raise
            return await self._made_otherwise(task, error)

    async def end(self) -> None:
        """Give the worker back."""
        await self._hired.end()
        if self._folder is not None:
            await self._scratch.delete(self._folder)

    async def _made_otherwise(self, task: EncodeTask, error: Unsupported) -> Piece:
        """Raises the first one's error when nobody can make it."""
        second = self._second or await self._others.second(task)
        if second is None:
            raise error
        self._second = second
        try:
            piece = await self._made(replace(second, number=task.number))
        except Unsupported:
            self._breaker = self._breaker.both_failed()
            raise error from None
        self._breaker = self._breaker.failed()
        told = {"path": task.path, "number": task.number, "reason": error.message, "faults": self._breaker.faults}
        log.warning("piece_made_by_another", failed=task.provider, made=second.provider, **told)
        if self._breaker.is_open:
            self.fault = error.message
            log.warning("provider_given_up", path=task.path, failed=task.provider, goes_on=second.provider)
        return piece

    async def _made(self, task: EncodeTask) -> Piece:
        if task.provider != PYAV and self._folder is None:
            self._folder = await self._scratch.make()
        folder = str(self._folder or "")
        piece = await self._hired.piece(await self._others.ready(replace(task, folder=folder)))
        self.provider = task.provider
        return piece

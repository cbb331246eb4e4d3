"""Pieces in memory: each is made once, however many want it, and the least used go first."""

from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from typing import Any

from app.contract.segments import Piece
from app.contract.units import SizeBytes
from app.engine.ground.tasks import Tasks
from app.engine.streaming.once import Once

Make = Callable[[], Coroutine[Any, Any, Piece]]


class Pieces:
    """A cache of pieces.

    Args:
        limit: Bytes that it may hold; asked whenever one is added.
    """

    def __init__(self, tasks: Tasks, limit: Callable[[], SizeBytes]) -> None:
        self._limit = limit
        self._once: Once[Piece] = Once(tasks, "streaming.piece")
        self._kept: OrderedDict[Hashable, Piece] = OrderedDict()
        self.size_bytes = SizeBytes(0)

    async def get(self, key: Hashable, make: Make) -> Piece:
        """Return a piece; it is made by whoever asks first. Raises what making it raises."""
        if (found := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            return found
        return await self._once.get(key, lambda: self._made(key, make))

    def want(self, key: Hashable, make: Make) -> None:
        """Have a piece made that will probably be asked for."""
        if key not in self._kept:
            self._once.start(key, lambda: self._made(key, make))

    async def _made(self, key: Hashable, make: Make) -> Piece:
        piece = self._kept[key] = await make()
        self.size_bytes = SizeBytes(self.size_bytes + _size(piece))
        while self._kept and self.size_bytes > self._limit():
            _, oldest = self._kept.popitem(last=False)
            self.size_bytes = SizeBytes(self.size_bytes - _size(oldest))
        return piece


def _size(piece: Piece) -> int:
    return len(piece.head) + len(piece.body)

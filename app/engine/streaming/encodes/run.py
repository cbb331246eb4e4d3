"""A picture that is being made: one worker of its own, and those who wait for its pieces."""

import asyncio
from dataclasses import dataclass, replace

import structlog

from app.contract.encoding import EncodeTask
from app.contract.errors import MarqueeError, Unavailable
from app.contract.segments import Piece
from app.engine.streaming.encodes.maker import Maker
from app.engine.streaming.encodes.order import HEAD_NUMBER, Place
from app.engine.streaming.encodes.shelf import Shelf

AHEAD_S = 60
"""So much is made ahead of the last piece that somebody asked for; then the worker is asked for nothing."""
HINTED_PIECES = 2
"""Made for a player that was told where the film is and has not asked yet."""
OVERLAP_S = 2.0
"""So long a piece goes on being made that somebody asked for who has gone to another picture since."""
WITHOUT_DISK = 3
"""Pieces made ahead while the disk takes none."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Viewer:
    """Somebody who watches. `number` is the last piece that was asked for."""

    number: int
    at: float
    is_hinted: bool = False


class Run:
    """Makes the pieces of one picture, in the order in which they are needed.

    Args:
        task: Makes piece 0; all others differ in their number.
        count: Of pieces.
        cost: Share of this machine.
        idle_s: It ends when nobody asked for so long.
    """

    def __init__(self, task: EncodeTask, count: int, cost: float, shelf: Shelf, maker: Maker, idle_s: float) -> None:
        self.task = task
        self.count = count
        self.cost = cost
        self.made = 0
        self.is_over = False
        self._shelf = shelf
        self.maker = maker
        self._idle_s = idle_s
        self._viewers: dict[str, _Viewer] = {}
        self._waiting: dict[int, asyncio.Future[Piece]] = {}
        self._head: asyncio.Future[Piece] = asyncio.get_running_loop().create_future()
        self._broken: set[int] = set()
        self._stirred = asyncio.Event()
        self._limit: asyncio.Timeout | None = None
        self._next = 0
        self._busy_s = 0.0
        self._made_bytes = 0

    @property
    def speed(self) -> float:
        """How many seconds of the film are made in a second."""
        return self.made * self.task.grid_us / 1_000_000 / self._busy_s if self._busy_s else 0.0

    def begin(self, number: int, viewer: str) -> None:
        """Somebody will probably ask for a piece soon."""
        self._viewers.setdefault(viewer, _Viewer(number - 1, _now(), is_hinted=True))
        self._limit_to(None)
        self._stirred.set()

    def note(self, number: int, viewer: str) -> None:
        """Somebody asked for a piece, which may be there already."""
        self._viewers[viewer] = _Viewer(number, _now())
        self._limit_to(None)
        self._stirred.set()

    def leave(self, viewer: str) -> None:
        """Somebody does not watch any more. When nobody else does, what is being made ahead is given up at once."""
        if self._viewers.pop(viewer, None) is not None and not self._viewers:
            self._limit_to(OVERLAP_S if self._waiting else 0)
        self._stirred.set()

    def makes_room_for(self, viewer: str) -> bool:
        """Tell whether it ends when somebody goes to another picture: nobody else watches. "" is nobody."""
        others = self._viewers.keys() - ({viewer} if viewer else set())
        return not others and (bool(self._viewers) or not self._waiting)

    def is_watched(self) -> bool:
        """Tell whether anybody asked lately."""
        oldest = _now() - self._idle_s
        self._viewers = {name: one for name, one in self._viewers.items() if one.at >= oldest}
        return bool(self._viewers)

    def ahead(self, viewer: str) -> int:
        """Return how many pieces after the last one that a viewer asked for are there."""
        found = self._viewers.get(viewer)
        number = start = found.number + 1 if found else 0
        while found is not None and number < self.count and self._name(number) in self._shelf:
            number += 1
        return number - start

    async def get(self, number: int) -> Piece:
        """Wait for a piece that is not there. Raises what making it raises."""
        # The newest request is at the end: that is where somebody sought to.
        waiting = self._waiting.pop(number, None) or asyncio.get_running_loop().create_future()
        self._waiting[number] = waiting
        self._stirred.set()
        return await asyncio.shield(waiting)

    async def get_head(self, viewer: str) -> Piece:
        """Wait for what an MP4 player needs before all pieces; it comes with whatever is made first."""
        if not self._viewers:
            self.begin(0, viewer)
        return await asyncio.shield(self._head)

    async def work(self) -> None:
        """Make pieces until nobody wants any."""
        try:
            with self._shelf.making():
                while (number := await self._wanted()) is not None:
                    await self._make(number)
        finally:
            self.is_over = True  # at once: whoever comes while the worker ends needs another run
            gone = Unavailable("The engine stops.", code="encode_stopped")
            self._give_up(gone)
            _fail(self._head, gone)
            await self.maker.end()

    async def _wanted(self) -> int | None:
        while True:
            self._stirred.clear()
            if self._waiting:
                return self._most_urgent()
            if not self.is_watched():
                return None
            ahead = self._ahead()
            if ahead is not None:
                return ahead
            try:
                async with asyncio.timeout(self._idle_s / 4):
                    await self._stirred.wait()
            except TimeoutError:
                continue

    def _most_urgent(self) -> int:
        """Return what was asked for last; of pieces that follow each other the first."""
        number = next(reversed(self._waiting))
        while number - 1 in self._waiting:
            number -= 1
        return number

    def _ahead(self) -> int | None:
        """Return what will be asked for soon: the piece that the worker is at, else the nearest to any viewer."""
        found: dict[int, int] = {}
        for viewer in self._viewers.values():
            start = viewer.number + 1
            for number in range(max(start, 0), min(start + self._window(viewer), self.count)):
                if number not in self._broken and self._name(number) not in self._shelf:
                    found[number] = number - start
                    break
        return self._next if self._next in found else min(found, key=lambda number: found[number], default=None)

    def _window(self, viewer: _Viewer) -> int:
        if viewer.is_hinted:
            return HINTED_PIECES
        if self._shelf.fault:
            return WITHOUT_DISK
        wanted = round(AHEAD_S * 1_000_000 / self.task.grid_us)
        if self._made_bytes:  # the pieces to come are about as large
            wanted = min(wanted, self._shelf.ahead_bytes * self.made // self._made_bytes)
        return max(wanted, 1)

    async def _make(self, number: int) -> None:
        began = _now()
        try:
            piece = await self._piece(number)
        except TimeoutError:
            if not self._viewers:
                self._give_up(Unavailable("Another picture of this film is watched now.", code="encode_stopped"))
            return
        except MarqueeError as error:
            self._broken.add(number)
            log.info("piece_not_made", path=self.task.path, number=number, code=error.code, reason=error.message)
            _fail(self._waiting.pop(number, None), error)
            if not self.made:
                _fail(self._head, error)
                self._head = asyncio.get_running_loop().create_future()
            return
        self._busy_s += _now() - began
        self.made += 1
        self._made_bytes += len(piece.head) + len(piece.body)
        self._next = number + 1
        self._broken.discard(number)
        _give(self._waiting.pop(number, None), piece)
        await self._keep(number, piece)

    async def _piece(self, number: int) -> Piece:
        """Raises TimeoutError when everybody left meanwhile."""
        try:
            async with asyncio.timeout(None if self._viewers else OVERLAP_S) as self._limit:
                return await self.maker.piece(replace(self.task, number=number))
        finally:
            self._limit = None

    def _limit_to(self, seconds: float | None) -> None:
        if self._limit is not None and not self._limit.expired():
            self._limit.reschedule(None if seconds is None else _now() + seconds)

    def _give_up(self, error: MarqueeError) -> None:
        for waiting in self._waiting.values():
            _fail(waiting, error)
        self._waiting.clear()

    async def _keep(self, number: int, piece: Piece) -> None:
        if not self._head.done():
            head = Piece(head=b"", body=piece.head)
            _give(self._head, head)
            if piece.head:
                await self._shelf.put(self._name(HEAD_NUMBER), head)
        await self._shelf.put(self._name(number), piece)

    def _name(self, number: int) -> str:
        return Place(track=self.task.session, number=number).name


def _give(waiting: "asyncio.Future[Piece] | None", piece: Piece) -> None:
    if waiting is not None and not waiting.done():
        waiting.set_result(piece)


def _fail(waiting: "asyncio.Future[Piece] | None", error: MarqueeError) -> None:
    if waiting is not None and not waiting.done():
        waiting.set_exception(error)
        waiting.exception()  # nobody may wait for it any more


def _now() -> float:
    return asyncio.get_running_loop().time()

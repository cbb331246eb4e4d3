"""Makes the pieces of a film from one on, in stages that work at the same time.

It works on the piece after the one that was asked for last, and then waits.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.worker.checks import Fault
from app.worker.encode_piece import Made, Unfinished
from app.worker.encode_sound import PieceSounds
from app.worker.handover import Closed, Handover
from app.worker.sound import Made as Sound
from app.worker.stages import Stages

AHEAD = 1
"""So many pieces are begun before anybody asks for them."""
NEAR = 2
"""A piece so much further on is waited for; one that is further away is sought."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A piece whose pictures are all there, and the sound that is made for it."""

    piece: Unfinished
    sound: "Future[Sound | None] | None"


class PieceRun:
    """The line from one piece on. It must be closed.

    Attributes:
        patience_s: So long a piece is waited for; None leaves that to whoever asks.
    """

    patience_s: float | None = None

    def __init__(self, task: EncodeTask, sounds: PieceSounds | None, number: int) -> None:
        self._task, self._sounds = task, sounds
        self._first = self._asked = number
        self._ready: Handover[_Ready | None] = Handover(1)
        self._changed = threading.Condition()
        self._made: dict[int, Made] = {}
        self._error: BaseException | None = None
        self._is_over = self._is_closed = False
        self._heard: Future[Sound | None] | None = None
        self._stages: Stages | None = None

    def is_near(self, number: int) -> bool:
        """Tell whether a piece is made already or comes soon."""
        with self._changed:
            is_next = self._asked < number <= self._asked + NEAR or number == self._first == self._asked
            return number in self._made or (is_next and self._error is None)

    def get(self, number: int) -> Made:
        """Wait for a piece."""
        with self._changed:
            self._asked = number
            self._changed.notify_all()
            if not self._changed.wait_for(lambda: self._is_answered(number), self.patience_s):
                raise Fault(MediaFault.TIMEOUT, f"It was not made within {self.patience_s:g} s.")
            for old in [other for other in self._made if other < number]:
                del self._made[old]
            if number in self._made:
                return self._made[number]
            if self._error is not None:
                raise self._error
        raise Fault(MediaFault.UNREADABLE, "There is nothing in this part of the file.")

    def close(self) -> None:
        """End all stages and wait for their end."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._let_go()
        left = [ready for ready in self._ready.close() if ready is not None]
        for ready in left:
            _forget(ready.sound)
            ready.piece.close()
        if self._stages is not None:
            self._stages.join()
        _forget(self._heard)

    def _start(self, *stages: Callable[[], None]) -> None:
        """Start what makes pieces; writing them is the last stage."""
        self._stages = Stages((*stages, self._write), self._on_failure)
        try:
            self._stages.start()
        except BaseException:
            self.close()  # those that run already wait for the others
            raise

    def _let_go(self) -> None:
        """End what the stages wait for."""

    def _is_answered(self, number: int) -> bool:
        return number in self._made or self._error is not None or self._is_over

    def _on_failure(self, error: BaseException) -> None:
        if isinstance(error, Closed):
            return
        with self._changed:
            self._error = self._error or error
            self._changed.notify_all()

    def _keep_on(self) -> None:
        """Raise Closed when nobody wants what is read."""
        if self._is_closed:
            raise Closed

    def _begin(self, number: int) -> None:
        """Wait until a piece may be begun. Raises Closed."""
        with self._changed:
            while number > self._asked + AHEAD and not self._is_closed:
                self._changed.wait()
            if self._is_closed:
                raise Closed
            if self._sounds is not None:
                self._heard = self._sounds.begin(number)

    def _finish(self, piece: Unfinished) -> None:
        self._ready.put(_Ready(piece, self._heard), 1)

    def _end(self) -> None:
        """There are no more pieces."""
        self._ready.put(None, 1)

    def _write(self) -> None:
        while (ready := self._ready.get()) is not None:
            try:
                made = ready.piece.finish(ready.sound.result() if ready.sound is not None else None)
            finally:
                ready.piece.close()
            with self._changed:
                self._made[ready.piece.number] = made
                self._changed.notify_all()
        with self._changed:
            self._is_over = True
            self._changed.notify_all()


def _forget(sound: "Future[Sound | None] | None") -> None:
    """Leave out what is not begun: the sound of the next run is not to wait for it."""
    if sound is not None:
        sound.cancel()

"""Sorts pictures into pieces, and hands each on as soon as it has all of its own."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.worker.checks import Fault
from app.worker.encode_look import Look
from app.worker.encode_piece import PieceEncoder
from app.worker.filters import CLOCK

Frame = Any


class Bench:
    """Sorts pictures into pieces. It must be closed.

    Args:
        number: Of the first piece.
        wait_for_leave: Waits until a piece may be begun.
        ready: Takes pieces whose pictures are all there.
    """

    def __init__(
        self,
        task: EncodeTask,
        look: Look,
        number: int,
        wait_for_leave: Callable[[int], None],
        ready: Callable[[PieceEncoder], None],
    ) -> None:
        self._task, self._look, self._number = task, look, number
        self._wait_for_leave, self._ready = wait_for_leave, ready
        self._grid = Fraction(task.grid_us * CLOCK, 1_000_000)
        self._encoder: PieceEncoder | None = None
        self._last: Frame = None

    def show(self, frame: Frame) -> None:
        """Take the next picture."""
        cell = int(frame.pts // self._grid)
        if cell >= self._number:
            while self._number < cell:
                self._end_piece(self._last or frame)
            self._open().add(frame)
        self._last = frame

    def end(self, end_s: Fraction | None) -> None:
        """The film ends; its last picture stands as long as the file says. Raises Fault."""
        if self._last is None:
            raise Fault(MediaFault.UNREADABLE, "No picture of it can be decoded.")
        last = -(-max(end_s or 0, 0) * CLOCK // self._grid) - 1
        if self._encoder is not None:
            self._end_piece(self._last)
        while self._number <= last:
            self._end_piece(self._last)

    def close(self) -> None:
        """Let go of a piece that is not finished."""
        if self._encoder is not None:
            self._encoder.close()
        self._encoder = None

    def _open(self) -> PieceEncoder:
        if self._encoder is None:
            self._wait_for_leave(self._number)
            self._encoder = PieceEncoder(self._task, self._number, self._look)
        return self._encoder

    def _end_piece(self, stand_in: Frame) -> None:
        """Finish the piece; one without a picture shows another one from its beginning on."""
        encoder = self._open()
        if not encoder.has_pictures:
            shown, stand_in.pts = stand_in.pts, int(-(-self._number * self._grid // 1))
            encoder.add(stand_in)
            stand_in.pts = shown
        self._ready(encoder)
        self._encoder = None
        self._number += 1

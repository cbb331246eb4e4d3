"""Sorts pictures and sounds into pieces, and finishes each as soon as all that belongs to it is there."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.worker.checks import Fault
from app.worker.encode_piece import Look, PieceEncoder, Sounds
from app.worker.encode_sound import SoundEncoder
from app.worker.filters import CLOCK
from app.worker.handover import Handover

SKEW_S = 10
"""Sound that comes so much later in the file than the pictures is not waited for."""

Frame = Any
AnyPacket = Any


@dataclass(frozen=True, slots=True)
class Ready:
    """A piece whose pictures are encoded, and the sound that belongs to it."""

    encoder: PieceEncoder
    sounds: Sounds | None


class Bench:
    """Sorts pictures and sounds into pieces. It must be closed."""

    def __init__(
        self,
        task: EncodeTask,
        look: Look,
        sound: SoundEncoder | None,
        wait_for_leave: Callable[[int, int], None],
        ready: "Handover[Ready | None]",
    ) -> None:
        self._task, self._look, self._sound = task, look, sound
        self._wait_for_leave, self._ready = wait_for_leave, ready
        self._grid = Fraction(task.grid_us * CLOCK, 1_000_000)
        self.number = 0
        self._encoder: PieceEncoder | None = None
        self._last: Frame = None
        self._unheard: deque[PieceEncoder] = deque()
        self._heard: dict[int, list[AnyPacket]] = {}
        self._heard_to = -1
        self._is_over = sound is None

    def show(self, frame: Frame) -> None:
        """Take the next picture."""
        cell = int(frame.pts // self._grid)
        if cell >= self.number:
            while self.number < cell:
                self._end_piece(self._last or frame)
            self._open().add(frame)
        self._last = frame

    def hear(self, packet: AnyPacket) -> None:
        """Take the next encoded sound."""
        cell = int(packet.pts * packet.time_base * CLOCK // self._grid)
        self._heard.setdefault(cell, []).append(packet)
        self._heard_to = max(self._heard_to, cell)
        self._hand_on()

    def end(self, end_s: Fraction | None) -> None:
        """The film ends; its last picture stands as long as the file says and sound is heard."""
        if self._last is None:
            raise Fault(MediaFault.UNREADABLE, "No picture of it can be decoded.")
        self._is_over = True
        end = max(end_s or 0, 0) * CLOCK
        last = max(-(-end // self._grid) - 1, self._heard_to)
        if self._encoder is not None:
            self._end_piece(self._last)
        while self.number <= last:
            self._end_piece(self._last)
        self._hand_on()

    def close(self) -> None:
        """Let go of pieces that are not finished."""
        for encoder in (self._encoder, *self._unheard):
            if encoder is not None:
                encoder.close()
        self._encoder = None
        self._unheard.clear()

    def _open(self) -> PieceEncoder:
        if self._encoder is None:
            self._wait_for_leave(self.number, self._unheard[0].number if self._unheard else self.number)
            self._encoder = PieceEncoder(self._task, self.number, self._look)
        return self._encoder

    def _end_piece(self, stand_in: Frame) -> None:
        """Finish the piece; one without a picture shows another one from its beginning on."""
        encoder = self._open()
        if not encoder.has_pictures:
            shown, stand_in.pts = stand_in.pts, int(-(-self.number * self._grid // 1))
            encoder.add(stand_in)
            stand_in.pts = shown
        self._unheard.append(encoder)
        self._encoder = None
        self.number += 1
        self._hand_on()

    def _hand_on(self) -> None:
        late = self.number - SKEW_S * CLOCK / self._grid
        while self._unheard:
            number = self._unheard[0].number
            if not self._is_over and self._heard_to <= number and number >= late:
                return
            packets = self._heard.pop(number, [])
            sounds = Sounds(self._sound.describe, packets) if self._sound is not None else None
            self._ready.put(Ready(self._unheard[0], sounds), 1)
            self._unheard.popleft()

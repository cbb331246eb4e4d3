"""An assembly line for the pieces of one film: reading, filtering, encoding and writing at the same time.

It works on the piece after the one that was asked for last, and then waits. Another place in the film begins a new
run: the file stays open, everything behind it is made anew.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.worker.checks import Fault
from app.worker.encode_bench import Bench
from app.worker.encode_facts import USUAL_RATE, Facts
from app.worker.encode_piece import Look, Made, PieceEncoder
from app.worker.encode_sound import PieceSounds
from app.worker.encode_source import Decoded, Source
from app.worker.filters import CLOCK, Filters, new_colours, new_shape
from app.worker.handover import Closed, Handover
from app.worker.rate import RateLimit
from app.worker.sound import Made as Sound
from app.worker.stages import Stages

AHEAD = 1
"""So many pieces are begun before anybody asks for them."""
NEAR = 2
"""A piece so much further on is waited for; one that is further away is sought."""
WAITING_BYTES = 48 * 1024 * 1024
"""Of pictures between two stages."""
RATES = (Fraction(1), Fraction(240))

if TYPE_CHECKING:
    from app.worker.burn import Burner

Frame = Any


@dataclass(frozen=True, slots=True)
class _Ready:
    """A piece whose pictures are all there, and the sound that is made for it."""

    encoder: PieceEncoder
    sound: "Future[Sound | None] | None"


class Line:
    """Makes pieces of one film. It must be closed."""

    def __init__(self, task: EncodeTask) -> None:
        self._task = task
        self._source = Source(task)
        self._run: _Run | None = None
        try:
            self._sounds = piece_sounds(task, self._source.facts)
        except BaseException:
            self._source.close()
            raise

    def piece(self, number: int) -> Made:
        """Return a piece. Raises Fault and what PyAV raises."""
        if self._run is None or not self._run.is_near(number):
            self._stop()
            self._run = _Run(self._task, self._source, self._sounds, number)
        return self._run.get(number)

    def close(self) -> None:
        """Let go of everything."""
        self._stop()
        if self._sounds is not None:
            self._sounds.close()
        self._source.close()

    def _stop(self) -> None:
        if self._run is not None:
            self._run.close()
        self._run = None


class _Run:
    """The line from one piece on."""

    def __init__(self, task: EncodeTask, source: Source, sounds: PieceSounds | None, number: int) -> None:
        self._task, self._source, self._sounds = task, source, sounds
        self._start_s = Fraction(number * task.grid_us, 1_000_000)
        self._grid = Fraction(task.grid_us * CLOCK, 1_000_000)
        self._look = look_of(task, source.facts)
        self._first = self._asked = number
        self._decoded: Handover[Decoded | None] = Handover(WAITING_BYTES)
        self._filtered: Handover[Frame | None] = Handover(WAITING_BYTES)
        self._ready: Handover[_Ready | None] = Handover(1)
        self._changed = threading.Condition()
        self._made: dict[int, Made] = {}
        self._error: BaseException | None = None
        self._is_over = self._is_closed = False
        self._heard: Future[Sound | None] | None = None
        self._stages = Stages((self._read, self._filter, self._encode, self._write), self._on_failure)
        try:
            self._stages.start()
        except BaseException:
            self.close()  # those that run already wait for the others
            raise

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
            while number not in self._made and self._error is None and not self._is_over:
                self._changed.wait()
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
        self._decoded.close()
        self._filtered.close()
        left = [ready for ready in self._ready.close() if ready is not None]
        for ready in left:
            _forget(ready.sound)
            ready.encoder.close()
        self._stages.join()
        _forget(self._heard)

    def _on_failure(self, error: BaseException) -> None:
        if isinstance(error, Closed):
            return
        with self._changed:
            self._error = self._error or error
            self._changed.notify_all()

    def _read(self) -> None:
        for found in self._source.read(self._start_s, self._keep_on):
            self._decoded.put(found, _cost(found.frame))
        self._decoded.put(None, 0)

    def _filter(self) -> None:
        burner = self._burner()
        try:
            self._filter_all(burner)
        finally:
            if burner is not None:
                burner.close()

    def _filter_all(self, burner: "Burner | None") -> None:
        filters = Filters(self._task.video, self._source.facts.origin)
        limit = RateLimit(self._task.video.frame_rate, self._source.facts.rate)
        while (found := self._decoded.get()) is not None:
            ticks = round(found.at_s * CLOCK)
            if limit.takes(ticks, self._cell(ticks)):
                found.frame.pts, found.frame.time_base = ticks, Fraction(1, CLOCK)
                self._hand_on(filters.push(found.frame), burner)
        self._hand_on(filters.finish(), burner)
        self._filtered.put(None, 0)

    def _hand_on(self, frames: Iterator[Frame], burner: "Burner | None") -> None:
        for frame in frames:
            for ready in (frame,) if burner is None else burner.burn(frame):
                self._filtered.put(ready, _cost(ready))

    def _encode(self) -> None:
        bench = Bench(self._task, self._look, self._first, self._begin, self._finish)
        try:
            while (frame := self._filtered.get()) is not None:
                bench.show(frame)
            bench.end(self._source.facts.end_s)
        finally:
            bench.close()
        self._ready.put(None, 1)

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

    def _finish(self, encoder: PieceEncoder) -> None:
        self._ready.put(_Ready(encoder, self._heard), 1)

    def _write(self) -> None:
        while (ready := self._ready.get()) is not None:
            try:
                made = ready.encoder.finish(ready.sound.result() if ready.sound is not None else None)
            finally:
                ready.encoder.close()
            with self._changed:
                self._made[ready.encoder.number] = made
                self._changed.notify_all()
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _cell(self, ticks: int) -> int:
        return int(ticks // self._grid)

    def _burner(self) -> "Burner | None":
        if self._task.video.burned is None:
            return None
        from app.worker.burn import Burner  # it needs Pillow, which most films do not

        return Burner(self._task, self._source.facts.origin, self._start_s)


def piece_sounds(task: EncodeTask, facts: Facts) -> PieceSounds | None:
    """Return what makes the sound of pieces; None where none is wanted. Raises Fault."""
    if task.sound_index is None or task.sound is None:
        return None
    return PieceSounds(task, task.sound_index, task.sound, facts.end_s)


def look_of(task: EncodeTask, facts: Facts) -> Look:
    """Return what the heads of all pieces tell."""
    form, rate = task.video, facts.rate or USUAL_RATE
    if form.frame_rate:
        rate = min(rate, Fraction(form.frame_rate).limit_denominator(1001))
    return Look(
        rate=min(max(rate.limit_denominator(1001), RATES[0]), RATES[1]),
        shape=new_shape(form, facts.origin),
        colours=new_colours(form, facts.origin),
    )


def _forget(sound: "Future[Sound | None] | None") -> None:
    """Leave out what is not begun: the sound of the next run is not to wait for it."""
    if sound is not None:
        sound.cancel()


def _cost(frame: Frame) -> int:
    """Return how much memory a frame takes."""
    return sum(plane.buffer_size for plane in frame.planes)

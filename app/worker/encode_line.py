"""An assembly line for the pieces of one film: reading, filtering, encoding and writing at the same time.

Another place in the film begins a new run: the file stays open, everything behind it is made anew.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.contract.encoding import EncodeTask
from app.worker.encode_bench import Bench
from app.worker.encode_facts import Facts
from app.worker.encode_look import look_of
from app.worker.encode_piece import Made
from app.worker.encode_run import PieceRun
from app.worker.encode_sound import PieceSounds
from app.worker.encode_source import Decoded, Source
from app.worker.filters import CLOCK, Filters
from app.worker.handover import Handover
from app.worker.rate import RateLimit

WAITING_BYTES = 48 * 1024 * 1024
"""Of pictures between two stages."""
FFMPEG = "ffmpeg"

if TYPE_CHECKING:
    from app.worker.burn import Burner

Frame = Any


class Line:
    """Makes pieces of one film. It must be closed."""

    def __init__(self, task: EncodeTask) -> None:
        self._task = task
        self._source = Source(task)
        self._run: PieceRun | None = None
        try:
            self._sounds = piece_sounds(task, self._source.facts)
        except BaseException:
            self._source.close()
            raise

    def piece(self, number: int) -> Made:
        """Return a piece. Raises Fault and what PyAV raises."""
        if self._run is None or not self._run.is_near(number):
            self._stop()
            self._run = self._begun(number)
        return self._run.get(number)

    def close(self) -> None:
        """Let go of everything."""
        self._stop()
        if self._sounds is not None:
            self._sounds.close()
        self._source.close()

    def _begun(self, number: int) -> PieceRun:
        if self._task.provider != FFMPEG:
            return _Run(self._task, self._source, self._sounds, number)
        from app.worker.program.run import ProgramRun  # it is not needed for most films

        return ProgramRun(self._task, self._source, self._sounds, number)

    def _stop(self) -> None:
        if self._run is not None:
            self._run.close()
        self._run = None


class _Run(PieceRun):
    """The line from one piece on, every stage of it in this process."""

    def __init__(self, task: EncodeTask, source: Source, sounds: PieceSounds | None, number: int) -> None:
        super().__init__(task, sounds, number)
        self._source = source
        self._start_s = Fraction(number * task.grid_us, 1_000_000)
        self._grid = Fraction(task.grid_us * CLOCK, 1_000_000)
        self._look = look_of(task, source.facts)
        self._decoded: Handover[Decoded | None] = Handover(WAITING_BYTES)
        self._filtered: Handover[Frame | None] = Handover(WAITING_BYTES)
        self._start(self._read, self._filter, self._encode)

    def _let_go(self) -> None:
        self._decoded.close()
        self._filtered.close()

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
        self._end()

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


def _cost(frame: Frame) -> int:
    """Return how much memory a frame takes."""
    return sum(plane.buffer_size for plane in frame.planes)

"""Has the ffmpeg program make the pieces of a film from one on: it reads, filters and encodes by itself."""

from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.worker.checks import BROKEN_FILE, Fault
from app.worker.encode_look import look_of
from app.worker.encode_run import PieceRun
from app.worker.encode_sound import PieceSounds
from app.worker.encode_source import Source
from app.worker.filters import Filters
from app.worker.handover import Closed
from app.worker.program.arguments import MOST_PIECES, Begin, Filter, command
from app.worker.program.packets import open_packets
from app.worker.program.pieces import PacketBench, PieceCopy
from app.worker.program.running import Program
from app.worker.rate import RateLimit

PIECE_S = 30.0
"""Then somebody else makes it; the engine would wait twice as long and end the whole worker."""
FIRST_PIECES, MOST_READ_PIECES = 2, 64
"""Of one run of the program while a subtitle is drawn, whose words have to be read before: each time twice as many."""

if TYPE_CHECKING:
    from app.worker.program.words import Script


class ProgramRun(PieceRun):
    """The line from one piece on, made by the program."""

    patience_s = PIECE_S

    def __init__(self, task: EncodeTask, source: Source, sounds: PieceSounds | None, number: int) -> None:
        super().__init__(task, sounds, number)
        self._source = source
        self._look = look_of(task, source.facts)
        self._running: Program | None = None
        self._start(self._make)

    def _let_go(self) -> None:
        if self._running is not None:
            self._running.kill()

    def _make(self) -> None:
        with ExitStack() as files:
            # A worker is killed when nobody watches any more: whoever started it deletes what is left.
            place = TemporaryDirectory(dir=self._task.folder or None, prefix="marquee-", ignore_cleanup_errors=True)
            self._folder = Path(files.enter_context(place))
            script = self._script(files)
            number: int | None = self._first
            size = FIRST_PIECES
            while number is not None:
                number = self._lap(number, MOST_PIECES if script is None else size, script)
                size = min(size * 2, MOST_READ_PIECES)
        self._end()

    def _script(self, files: ExitStack) -> "Script | None":
        if self._task.video.burned is None:
            return None
        from app.worker.program.words import Script, write_fonts  # they need Pillow, which most films do not

        script = Script(self._task, self._time(self._first))
        files.callback(script.close)
        write_fonts(Path(self._task.path), self._folder)
        return script

    def _lap(self, number: int, size: int, script: "Script | None") -> int | None:
        """Have the program make some pieces; return which comes next, None when the film is over."""
        with ExitStack() as files:
            begin, chain = self._begun(number, number + size - 1, files)
            if script is not None:
                from app.worker.program.words import drawn

                script.write(self._folder, self._time(number), self._time(number + size), self._keep_on)
                chain.append(drawn(self._task, self._source.facts.origin))
            running = self._started(command(self._task, begin, chain, self._look))
            files.callback(running.close)
            bench = PacketBench(self._task, number, self._finish)
            self._sort(running, bench)
        return bench.number if bench.number > begin.last else None

    def _time(self, number: int) -> Fraction:
        return Fraction(number * self._task.grid_us, 1_000_000)

    def _begun(self, number: int, last: int, files: ExitStack) -> tuple[Begin, list[Filter]]:
        """Return where decoding begins and what becomes of such pictures, as PyAV finds it out. Raises Fault."""
        task, facts = self._task, self._source.facts
        first = self._source.first(self._time(number), self._keep_on)
        if first is None:
            raise Fault(MediaFault.UNREADABLE, "No picture of it can be decoded.")
        chain = Filters(task.video, facts.origin).chain(first.frame, files, self._folder)
        rate = RateLimit(task.video.frame_rate, facts.rate).rate
        return Begin(number=number, key_s=first.at_s, format=self._source.format, last=last, rate=rate), chain

    def _started(self, words: list[str]) -> Program:
        """Start the program, unless nobody wants it any more. Raises Closed and Fault."""
        with self._changed:
            if self._is_closed:
                raise Closed
            try:
                self._running = Program(words, self._folder)
            except OSError as error:
                reason = error.strerror or str(error)
                raise Fault(MediaFault.NOT_CUTTABLE, f"ffmpeg cannot be started: {reason}") from error
            return self._running

    def _sort(self, running: Program, bench: PacketBench) -> None:
        """Cut what the program writes into pieces. Raises Closed and Fault."""
        try:
            with open_packets(running) as container:
                stream = container.streams.video[0]
                for packet in container.demux(stream):
                    self._keep_on()
                    if packet.size:
                        bench.show(packet, lambda number: self._piece(number, stream))
            self._check(running)
            bench.end()
        except BROKEN_FILE:  # what it wrote cannot be read: it was killed, or says why
            self._check(running)
            raise
        finally:
            bench.close()

    def _piece(self, number: int, stream: object) -> PieceCopy:
        self._begin(number)
        return PieceCopy(self._task, number, self._look, stream)

    def _check(self, running: Program) -> None:
        """Make sure that the program ended well: else the last piece is not whole. Raises Closed and Fault."""
        self._keep_on()
        if running.wait() != 0:
            raise Fault(MediaFault.NOT_CUTTABLE, f"ffmpeg failed: {running.reason or 'it was ended'}")

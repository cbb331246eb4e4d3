"""Makes the sound that lies in the same pieces as the pictures, at the same time as these."""

from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

from app.contract.encoding import EncodeTask, SoundForm
from app.contract.media import MediaFault
from app.worker.checks import BROKEN_FILE, Fault
from app.worker.containers import open_media
from app.worker.sound import Made, Span, make
from app.worker.voices import USUAL_RATE, voice


class PieceSounds:
    """Makes the sound of pieces in a thread of its own, from a film that is open a second time. It must be closed.

    Raises Fault for a sound that is not there or cannot be made.

    Args:
        end_s: When the film ends, on its own clock; None when nobody knows.
    """

    def __init__(self, task: EncodeTask, index: int, form: SoundForm, end_s: Fraction | None) -> None:
        self._task, self._index, self._form, self._end_s = task, index, form, end_s
        voice(form, USUAL_RATE, is_deep=False)
        self._container = open_media(Path(task.path))
        streams = self._container.streams
        if not 0 <= index < len(streams) or streams[index].type != "audio":
            self._container.close()
            raise Fault(MediaFault.UNREADABLE, "There is no sound in this stream.")
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sound")

    def begin(self, number: int) -> "Future[Made | None]":
        """Begin to make the sound of a piece; the result is None where there is none."""
        return self._thread.submit(self._made, number)

    def close(self) -> None:
        """Let go of the film."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._container.close()

    def _made(self, number: int) -> Made | None:
        grid_us = self._task.grid_us
        end_us: int | None = (number + 1) * grid_us
        if self._end_s is not None and self._end_s * 1_000_000 <= (number + 1) * grid_us:
            end_us = None
        span = Span(zero_us=self._task.zero_us, start_us=number * grid_us, end_us=end_us)
        try:
            return make(self._container, self._index, self._form, span)
        except (Fault, MemoryError, *BROKEN_FILE):  # pictures are shown without it
            return None

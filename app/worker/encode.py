"""Makes pieces of films anew. Those of one session are made by one line, which stays warm between them."""

import atexit
import time
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.worker.checks import Fault, reading
from app.worker.encode_line import Line
from app.worker.encoders import settings

MOST_LINES = 2
IDLE_S = 20.0
"""Then a line is closed, so that its memory and the disk are free."""
SIZES_PX = range(16, 8193)
SHORTEST_GRID_US = 250_000


class Lines:
    """The lines of this process, the one that was used last at the end."""

    def __init__(self) -> None:
        self._lines: OrderedDict[EncodeTask, tuple[Line, float]] = OrderedDict()

    def piece(self, task: EncodeTask) -> tuple[int, bytes]:
        """Return a piece; a line that failed is closed."""
        key = replace(task, number=0)
        line, _ = self._lines.pop(key, (None, 0.0))
        if line is None:
            self._close_others(task.session)
            line = Line(task)
        try:
            made = line.piece(task.number)
        except BaseException:
            line.close()
            raise
        self._lines[key] = (line, time.monotonic())
        return made.head_bytes, made.content

    def close_idle(self) -> None:
        """Close lines that nobody asks any more."""
        now = time.monotonic()
        for key in [key for key, (_, used_at) in self._lines.items() if now - used_at >= IDLE_S]:
            self._lines.pop(key)[0].close()

    def close(self) -> None:
        """Close all lines."""
        while self._lines:
            self._lines.popitem()[1][0].close()

    def _close_others(self, session: str) -> None:
        """Make room: nobody needs an older line of the same session, or more than a few."""
        for key in [key for key in self._lines if key.session == session]:
            self._lines.pop(key)[0].close()
        while len(self._lines) >= MOST_LINES:
            self._lines.popitem(last=False)[1][0].close()


def encode(task: EncodeTask) -> tuple[int, bytes]:
    """Return a piece of a film, made anew, and how many of its bytes are the MP4 head. Raises Fault."""
    _check(task)
    with reading(Path(task.path)):
        return LINES.piece(task)


def _check(task: EncodeTask) -> None:
    form = task.video
    settings(task)
    if form.width_px not in SIZES_PX or form.height_px not in SIZES_PX or form.width_px % 2 or form.height_px % 2:
        raise Fault(MediaFault.NOT_CUTTABLE, f"Pictures cannot be {form.width_px} × {form.height_px}.")
    if task.grid_us < SHORTEST_GRID_US or task.number < 0:
        raise Fault(MediaFault.NOT_CUTTABLE, "There is no such piece.")


LINES = Lines()
"""Of this process, which does one task at a time."""

atexit.register(LINES.close)

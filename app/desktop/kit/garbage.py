"""Python's collector of reference cycles, run in the window's own thread only.

By itself it runs in whichever thread happens to allocate: in one that loads pictures it would end widgets and timers
there, which Qt does not survive.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000


class Collector(QObject):
    """Collects for as long as it lives; `stop` gives the work back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()

    def stop(self) -> None:
        """End."""
        self._timer.stop()
        gc.enable()


def collect_due() -> int:
    """Collect the oldest generation that is due by Python's own thresholds; return its number, or -1 for none."""
    for generation in (2, 1, 0):
        limit = gc.get_threshold()[generation]
        if limit and gc.get_count()[generation] > limit:
            gc.collect(generation)
            return generation
    return -1

"""Where the scans stand; tells it a few times a second."""

import time
from collections import deque
from dataclasses import replace

from app.contract.library import Scan, ScanProgress, ScanState
from app.contract.units import DurationMs
from app.engine.ground.bus import Bus

GAP_S = 0.25
WINDOW_S = 5.0
_ENDED = (ScanState.DONE, ScanState.FAILED, ScanState.CANCELLED)


class Meter:
    """Counts one scan and publishes it, at most four times a second except for a change of state."""

    def __init__(self, bus: Bus, scan: Scan) -> None:
        self._bus = bus
        self.scan = scan
        self._started = time.monotonic()
        self._told = 0.0
        self._marks: deque[tuple[float, int]] = deque()

    def update(self, **changes: int | ScanState) -> None:
        """Set counts or the state, and tell it when it is time."""
        is_news = "state" in changes
        at = time.monotonic()
        if not is_news and at - self._told < GAP_S:
            self.scan = replace(self.scan, **changes)  # type: ignore[arg-type]  # fields of Scan by their names
            return
        self._told = at
        self.scan = self._measured(replace(self.scan, **changes), at)  # type: ignore[arg-type]  # as above
        self._bus.publish(ScanProgress(scan=self.scan))

    def _measured(self, scan: Scan, at: float) -> Scan:
        if scan.state is ScanState.PROBING:
            self._marks.append((at, scan.done))
        while len(self._marks) > 1 and at - self._marks[0][0] > WINDOW_S:
            self._marks.popleft()
        rate = self._rate()
        left = max(scan.total - scan.done, 0)
        is_over = scan.state in _ENDED
        return replace(
            scan,
            rate=round(rate, 1),
            eta_ms=None if is_over or rate <= 0 else DurationMs(round(left / rate * 1000)),
            elapsed_ms=DurationMs(round((at - self._started) * 1000)),
        )

    def _rate(self) -> float:
        if len(self._marks) < 2:  # a rate lies between two marks
            return 0.0
        (first_at, first), (last_at, last) = self._marks[0], self._marks[-1]
        return (last - first) / (last_at - first_at) if last_at > first_at else 0.0


class Board:
    """The newest scan of each source, for as long as the engine runs."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._meters: dict[int, Meter] = {}

    def queued(self, source_id: int, job_id: str) -> Scan:
        """Note a scan that waits, unless one of this source goes on under the same job."""
        meter = self._meters.get(source_id)
        if meter is None or meter.scan.job_id != job_id or meter.scan.state in _ENDED:
            meter = self._meters[source_id] = Meter(self._bus, _fresh(source_id, job_id, ScanState.QUEUED))
            meter.update(state=ScanState.QUEUED)
        return meter.scan

    def started(self, source_id: int, job_id: str) -> Meter:
        """Begin to count a scan."""
        meter = self._meters[source_id] = Meter(self._bus, _fresh(source_id, job_id, ScanState.WALKING))
        meter.update(state=ScanState.WALKING)
        return meter

    def is_busy(self, source_id: int) -> bool:
        """Tell whether a scan of a source waits or goes on."""
        meter = self._meters.get(source_id)
        return meter is not None and meter.scan.state not in _ENDED

    def forget(self, source_id: int) -> None:
        """Drop what is known of a source that was deleted."""
        self._meters.pop(source_id, None)

    def list_scans(self) -> tuple[Scan, ...]:
        """Return the newest scan of each source."""
        return tuple(meter.scan for _, meter in sorted(self._meters.items()))


def _fresh(source_id: int, job_id: str, state: ScanState) -> Scan:
    return Scan(source_id=str(source_id), job_id=job_id, state=state)

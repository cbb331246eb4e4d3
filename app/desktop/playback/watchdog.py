"""Notices what a player does not tell: a film without a picture, and a stream that stands still."""

from dataclasses import dataclass

NO_PICTURE_MS = 5_000
STANDSTILL_MS = 12_000


@dataclass(slots=True, kw_only=True)
class Watchdog:
    """Is fed with what the player shows, and judges it. Times are milliseconds of one steady clock.

    Attributes:
        has_video: What is played holds moving pictures.
        since_ms: When playing began, or went on after a pause.
        frames: Pictures shown so far.
        moved_ms: When the position changed last.
    """

    has_video: bool
    since_ms: int
    frames: int = 0
    moved_ms: int = 0

    def resume(self, now_ms: int) -> None:
        """Begin to count anew: it was paused, or went somewhere else."""
        self.since_ms = now_ms
        self.moved_ms = now_ms

    def has_no_picture(self, now_ms: int) -> bool:
        """Tell whether a film has played long enough without showing anything."""
        return self.has_video and not self.frames and now_ms - self.since_ms >= NO_PICTURE_MS

    def stands_still(self, now_ms: int) -> bool:
        """Tell whether nothing has moved for so long that asking again is better than waiting."""
        return now_ms - max(self.since_ms, self.moved_ms) >= STANDSTILL_MS

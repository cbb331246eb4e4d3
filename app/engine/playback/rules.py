"""Where a viewer stands after playing something."""

from dataclasses import dataclass

from app.contract.units import DurationMs


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a viewer stands with an item."""

    position_ms: DurationMs
    is_watched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What a user did with an item elsewhere.

    Attributes:
        at_ms: When, since 1970; 0 when nobody knows, so that whatever was done here is newer.
        rating: 0 to 10, or None.
    """

    item_id: int
    is_watched: bool = False
    position_ms: DurationMs = DurationMs(0)
    duration_ms: DurationMs = DurationMs(0)
    play_count: int = 0
    at_ms: int = 0
    rating: float | None = None


def standing(position: DurationMs, duration: DurationMs, *, watched_percent: int, resume_min: DurationMs) -> Standing:
    """Return what is remembered when a player stops at `position`.

    The first moments do not count as started, and the credits count as the end. An unknown duration (0) never
    counts as watched.
    """
    if duration > 0 and position * 100 >= duration * watched_percent:
        return Standing(position_ms=DurationMs(0), is_watched=True)
    if position < min(resume_min, duration // 10 if duration else resume_min):
        return Standing(position_ms=DurationMs(0), is_watched=False)
    return Standing(position_ms=position, is_watched=False)

"""Speed, subtitles and sound as a viewer sets them, and the steps in which that is done; no Qt here."""

from dataclasses import dataclass, replace
from enum import StrEnum

SPEEDS = (0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
SCALES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5)
DELAY_STEP_MS = 100
LONGEST_DELAY_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """How a film is shown.

    Attributes:
        speed: 1 is as it was made.
        subtitle_scale: 1 is their usual size.
        subtitle_delay_ms: Subtitles come later by this; earlier when negative. Likewise `sound_delay_ms`.
    """

    speed: float = 1.0
    subtitle_scale: float = 1.0
    subtitle_delay_ms: int = 0
    sound_delay_ms: int = 0


class Knob(StrEnum):
    """What can be turned, a step at a time."""

    SPEED = "speed"
    SUBTITLE_SIZE = "subtitle_size"
    SUBTITLE_TIME = "subtitle_time"
    SOUND_TIME = "sound_time"


def turn(tuning: Tuning, knob: Knob, steps: int) -> Tuning:
    """Return a tuning with one knob turned up, or down for negative steps; 0 sets it back."""
    match knob:
        case Knob.SPEED:
            return replace(tuning, speed=_beside(SPEEDS, tuning.speed, steps))
        case Knob.SUBTITLE_SIZE:
            return replace(tuning, subtitle_scale=_beside(SCALES, tuning.subtitle_scale, steps))
        case Knob.SUBTITLE_TIME:
            return replace(tuning, subtitle_delay_ms=_shifted(tuning.subtitle_delay_ms, steps))
        case Knob.SOUND_TIME:
            return replace(tuning, sound_delay_ms=_shifted(tuning.sound_delay_ms, steps))


def is_turned(tuning: Tuning, knob: Knob) -> bool:
    """Tell whether a knob stands anywhere but where it belongs."""
    return turn(tuning, knob, 0) != tuning


def _beside(rungs: tuple[float, ...], value: float, steps: int) -> float:
    if not steps:
        return 1.0
    nearest = min(range(len(rungs)), key=lambda place: abs(rungs[place] - value))
    return rungs[max(0, min(len(rungs) - 1, nearest + steps))]


def _shifted(delay_ms: int, steps: int) -> int:
    wanted = delay_ms + steps * DELAY_STEP_MS if steps else 0
    return max(-LONGEST_DELAY_MS, min(LONGEST_DELAY_MS, wanted))

"""Makes sounds that can be told apart by ear: rows of random chords, each from its own seed."""

import array
import math
import random
import wave
from collections.abc import Sequence
from functools import cache
from pathlib import Path

RATE_HZ = 16_000
CHORD_S = 0.5
NOTES = 3


def write_melodies(path: Path, parts: Sequence[tuple[int, float]], *, loudness: float = 0.25) -> Path:
    """Write a WAV of parts that follow each other, and return its path.

    Args:
        parts: Seed and length in seconds of each; the same seed sounds the same. Seed 0 is silence.
    """
    samples = array.array("h")
    for seed, seconds in parts:
        samples.extend(round(value * loudness * 32_000 / NOTES) for value in _melody(seed, seconds))
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return path


@cache
def _melody(seed: int, seconds: float) -> tuple[float, ...]:
    chance = random.Random(seed)  # the same melody each time
    values: list[float] = []
    while len(values) < seconds * RATE_HZ:
        chord = [2 * math.pi * 180 * 2 ** (chance.randrange(48) / 12) / RATE_HZ for _ in range(NOTES if seed else 0)]
        values += [sum(math.sin(step * at) for step in chord) for at in range(round(CHORD_S * RATE_HZ))]
    return tuple(values[: round(seconds * RATE_HZ)])

"""Tells what the head of every piece says of the pictures, so that it is the same whoever makes a piece."""

from dataclasses import dataclass
from fractions import Fraction

from app.contract.encoding import EncodeTask
from app.worker.encode_facts import USUAL_RATE, Facts
from app.worker.filters import new_colours, new_shape

RATES = (Fraction(1), Fraction(240))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the head of every piece tells of the pictures, from the source's own head.

    Attributes:
        rate: Pictures a second.
        shape: Of a pixel: how much wider than high it is shown.
        colours: Primaries, transfer, matrix and range, as FFmpeg counts.
    """

    rate: Fraction
    shape: Fraction
    colours: tuple[int, int, int, int]


def look_of(task: EncodeTask, facts: Facts) -> Look:
    """Return what the heads of all pieces tell."""
    form, rate = task.video, facts.rate or USUAL_RATE
    if form.frame_rate:
        rate = min(rate, Fraction(form.frame_rate).limit_denominator(1001))
    return Look(
        rate=min(max(rate.limit_denominator(1001), RATES[0]), RATES[1]),
        shape=new_shape(form, facts.origin),
        colours=new_colours(form, facts.origin),
    )

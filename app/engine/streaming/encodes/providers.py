"""Who may make a picture anew, and who does it best. Pure.

PyAV is part of Marquee and always there. The ffmpeg program may be on this computer, too, and does some things that
PyAV's builds do not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

PYAV = "pyav"
FFMPEG = "ffmpeg"
MOST_FAULTS = 3
"""Then the other provider makes the rest of a film."""
MOST_LOST = 2
"""When the other one did not make it either so often, the film is the reason, and it is asked no more."""


class Ability(StrEnum):
    """What not every provider does."""

    PLAIN_TEXT = "plain_text"
    STYLED_TEXT = "styled_text"
    BITMAP_TEXT = "bitmap_text"


OWN_ABILITIES = frozenset({Ability.PLAIN_TEXT, Ability.BITMAP_TEXT})
"""Of PyAV."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Somebody who makes pictures, and what passed its trial here.

    Attributes:
        encoders: That the processor runs, by codec; likewise `hardware` for a graphics chip's.
        frame_rate: Pictures a second of the usual encoder; 0 when it was not measured.
        priority: Decides between equals.
    """

    name: str
    encoders: Mapping[str, str] = field(default_factory=dict)
    hardware: Mapping[str, str] = field(default_factory=dict)
    abilities: frozenset[str] = frozenset()
    frame_rate: float = 0.0
    priority: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a picture asks of whoever makes it.

    Attributes:
        must: Without these there is no picture; without those in `wishes` there is a poorer one.
    """

    codec: str
    must: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()
    wants_hardware: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Who makes a picture, and with which encoder."""

    provider: str
    encoder: str
    is_hardware: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """Counts what goes wrong with a provider in one film.

    Attributes:
        lost: Pieces that the other one could not make either.
    """

    faults: int = 0
    lost: int = 0

    @property
    def is_open(self) -> bool:
        """Tell whether the first provider is asked no more."""
        return self.faults >= MOST_FAULTS

    @property
    def is_alone(self) -> bool:
        """Tell whether the second provider is asked no more."""
        return self.lost >= MOST_LOST

    def failed(self) -> "Breaker":
        """The first one failed and the other one did not."""
        return replace(self, faults=self.faults + 1)

    def both_failed(self) -> "Breaker":
        """Nobody could make it."""
        return replace(self, lost=self.lost + 1)


def choose(needs: Needs, providers: Iterable[Provider]) -> tuple[Chosen, ...]:
    """Return who can make a picture, the best first; nobody else is asked when that one fails.

    What the picture must have comes first, then what it should have, then the wish for hardware, then how quick
    everybody is, and in the end who is asked as a rule.
    """
    able = [one for one in providers if needs.must <= one.abilities and _encoder(needs, one)]
    able.sort(key=lambda one: (_unmet(needs, one), not _is_hard(needs, one), -_speed(one), -one.priority))
    return tuple(
        Chosen(provider=one.name, encoder=_encoder(needs, one), is_hardware=_is_hard(needs, one)) for one in able
    )


def is_enough(needs: Needs, provider: Provider) -> bool:
    """Tell whether nobody else could do better: then nobody else is looked for."""
    if not _encoder(needs, provider) or not needs.must | needs.wishes <= provider.abilities:
        return False
    return not needs.wants_hardware or _is_hard(needs, provider)


def reach(encoders: Sequence[str], codecs: Mapping[str, str]) -> dict[str, str]:
    """Return which codec each of some encoders makes, by codec; of two for one codec the first."""
    found: dict[str, str] = {}
    for name in encoders:
        found.setdefault(codecs[name], name)
    return found


def _encoder(needs: Needs, provider: Provider) -> str:
    names = provider.hardware if _is_hard(needs, provider) else provider.encoders
    return names.get(needs.codec, "")


def _is_hard(needs: Needs, provider: Provider) -> bool:
    return needs.wants_hardware and needs.codec in provider.hardware


def _unmet(needs: Needs, provider: Provider) -> int:
    return len(needs.wishes - provider.abilities)


def _speed(provider: Provider) -> int:
    """Only a large difference counts: measuring is rough, and the usual way is the better known one."""
    return int(provider.frame_rate).bit_length() // 2

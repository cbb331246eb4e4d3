"""Brings the cues of a subtitle into order and within limits, and packs them."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.contract.subtitles import Cue, TextFound

MOST_CUES = 50_000
"""Of one subtitle; a long film has 3 000, one with painted signs some 20 000."""
MOST_LETTERS = 8_000_000
"""Of all cues of one subtitle."""
LAST_MS = 100 * 3_600_000
"""Nothing that we play is longer."""
LONGEST_MS = 10 * 60_000
"""A cue that is shown longer is a mistake, or a sign that should not hide the film."""
UNTOLD_MS = 5_000
"""How long a cue is shown whose end is not told, when no other follows sooner."""
SEAM_MS = 50
"""Cues of the same words that follow each other so soon are one: moving signs are written picture by picture."""
_LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What one subtitle says.

    Attributes:
        script: The original ASS; "" for other codecs.
    """

    index: int = 0
    codec: str
    cues: list[Cue]
    script: str = ""
    is_cut: bool = False


@dataclass(slots=True)
class _Kept:
    cues: list[Cue] = field(default_factory=list)
    letters: int = 0


def in_order(cues: Iterable[Cue]) -> tuple[list[Cue], bool]:
    """Return the cues by time, each with an end, and whether some had to be left out because of our limits.

    A cue whose end is not behind its start has none told.
    """
    kept = _Kept()
    is_cut = False
    for cue in cues:
        if not cue.text or not -LAST_MS < cue.start_ms < LAST_MS or cue.end_ms < 0 < cue.end_ms - cue.start_ms:
            continue
        kept.letters += len(cue.text)
        if len(kept.cues) >= MOST_CUES or kept.letters > MOST_LETTERS:
            is_cut = True
            break
        kept.cues.append(cue)
    return _joined(_ended(sorted(kept.cues))), is_cut


def _ended(cues: list[Cue]) -> Iterable[Cue]:
    following = None
    found: list[Cue] = []
    for cue in reversed(cues):
        end = cue.end_ms
        if end <= cue.start_ms:
            end = cue.start_ms + UNTOLD_MS
            end = end if following is None else min(end, following)
        found.append(cue._replace(end_ms=min(end, cue.start_ms + LONGEST_MS)))
        following = cue.start_ms if following is None or cue.start_ms < following else following
    return (cue for cue in reversed(found) if cue.end_ms > cue.start_ms)


def _joined(cues: Iterable[Cue]) -> list[Cue]:
    """Make one of those that say the same in the same moment, and of those that follow each other at once."""
    found: list[Cue] = []
    last: dict[str, int] = {}
    for cue in cues:
        place = last.get(cue.text, -1)
        if place >= 0 and _is_same(found[place], cue):
            found[place] = found[place]._replace(end_ms=max(found[place].end_ms, cue.end_ms))
            continue
        last[cue.text] = len(found)
        found.append(cue)
    return found


def _is_same(before: Cue, cue: Cue) -> bool:
    """Tell whether the same words go on. In two places at once they are two, unless one is the other's shadow."""
    if cue.start_ms - before.end_ms > SEAM_MS:
        return False
    return cue.settings == before.settings or cue.start_ms >= before.end_ms or cue.start_ms == before.start_ms


def packed(text: Text) -> tuple[TextFound, bytes]:
    """Return what is told of a subtitle, and its bytes."""
    cues = zlib.compress(json.dumps(text.cues, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL)
    script = zlib.compress(text.script.encode(), _LEVEL) if text.script else b""
    found = TextFound(
        index=text.index,
        codec=text.codec,
        cue_count=len(text.cues),
        cues_bytes=len(cues),
        script_bytes=len(script),
        is_cut=text.is_cut,
    )
    return found, cues + script

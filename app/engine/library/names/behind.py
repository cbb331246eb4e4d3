"""Numbers right behind a season or a marker: "S02 [01-07]", "2nd Season 24", "S10E14 214"."""

import re

from app.engine.library.names import numbers
from app.engine.library.names.keywords import ALL
from app.engine.library.names.markers import Marker, span
from app.engine.library.names.numbers import NOT_NUMBERS, YEARS
from app.engine.library.names.reading import Hints

_BEHIND_SEASON = re.compile(
    r"[ ._]{0,2}[\[(](\d{1,4}) ?[-~] ?(\d{1,4})[\])]|[ ._](\d{2,3})(?:[ ._]?v(\d))?(?=[ ._]{0,2}(?:$|[\[(]))"
)
_BEHIND_MARKER = re.compile(r"[ ._-]{1,3}[(\[]?(\d{3,4})(?:-(\d{3,4}))?[)\]]?(?=[ ._]{0,2}(?:$|[\[(])| - )")


def season(text: str, begin: int, hints: Hints, *, has_group: bool) -> Marker | None:
    """Return the number right behind the mark of a season: " - 07", "[01-12]", " 24 ["; or None."""
    if found := _BEHIND_SEASON.match(text, begin):
        first = int(found.group(1) or found.group(3))
        run = span(first, int(found.group(2) or 0))
        if first not in NOT_NUMBERS and first not in YEARS and (found.group(3) or run[1:]):
            version = int(found.group(4)) if found.group(4) else None
            return Marker(found.start(), found.end(), absolute=run, reason="number behind season", version=version)
    rest = numbers.find(text[begin:], [], ALL, hints, has_group=has_group)
    if rest is None or rest.reason != "dash and number":
        return None
    return rest._replace(start=rest.start + begin, end=rest.end + begin)


def absolute(low: str, marker: Marker) -> tuple[float, ...]:
    """Return the numbers over all seasons right behind a marker ("S10E14 214"), or ()."""
    found = _BEHIND_MARKER.match(low, marker.end)
    if found is None:
        return ()
    first, last = int(found.group(1)), int(found.group(2) or 0)
    if first in NOT_NUMBERS or first in YEARS or first <= marker.episodes[-1]:
        return ()
    return span(first, last)

"""Parts of a work in the words of its name: "cd2", "Part Three", "disc 1 of 2"."""

import re
from typing import NamedTuple

_WRITTEN = {
    word: number
    for number, words in enumerate(
        (
            "i one un uno ein eins",
            "ii two deux due dos zwei",
            "iii three trois tre tres drei",
            "iv four quatre quattro cuatro vier",
            "v five cinq cinque cinco",
            "vi six sei seis sechs",
            "vii seven sept",
            "viii eight huit",
            "ix nine neuf",
            "x ten dix",
        ),
        1,
    )
    for word in words.split()
}
_NUMBER = r"(\d{1,2}|" + "|".join(sorted(_WRITTEN, key=len, reverse=True)) + ")"
_PART = re.compile(
    rf"(?<![^\W_])(?:part|pt|cd|dvd|disc|disk|partie|parte|teil)[ ._-]{{0,2}}{_NUMBER}(?:[ ._]?of[ ._]?\d)?(?![^\W_])"
)
_DISC_LAST = re.compile(rf"[ ._([-]{{1,4}}(?:cd|disc|disk)[ ._-]{{0,2}}{_NUMBER}(?:[ ._]?of[ ._]?\d{{1,2}})?[)\]]?$")
_DISC_FIRST = re.compile(rf"^[(\[](?:cd|disc|disk|part)[ ._-]{{0,2}}{_NUMBER}[)\]][ ._-]{{0,3}}")
_DISC_FOLDER = re.compile(
    r"^(?:disc|disk|cd|dvd|digital media|vol|volume|part|act)[ ._-]{0,4}(\d{1,3})(?:[ ._-]*[(\[-].*)?$", re.IGNORECASE
)
_DISC_INITIALS = frozenset("dcvpaDCVPA")
"""How all of these begin: most folders need no look at more."""


class Part(NamedTuple):
    """A part's number and where it stands."""

    start: int
    end: int
    number: int


def find(low: str, after: int = 0) -> Part | None:
    """Return the first part at or behind a position; `low` is in lower case."""
    return _part(_PART.search(low, after))


def at_edge(low: str) -> Part | None:
    """Return a disc at the very start or end of a name: it is no word of the title there."""
    return _part(_DISC_LAST.search(low) or _DISC_FIRST.search(low)) if "cd" in low or "dis" in low else None


def disc_of(folder: str) -> int | None:
    """Return the number of the disc that a folder says it is ("Disc 2", "CD1"), or None."""
    found = _DISC_FOLDER.match(folder) if folder[:1] in _DISC_INITIALS else None
    return int(found.group(1)) if found else None


def _part(found: re.Match[str] | None) -> Part | None:
    if found is None:
        return None
    word = found.group(1)
    return Part(found.start(), found.end(), _WRITTEN.get(word) or int(word))

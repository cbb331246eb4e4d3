"""What the search overlay shows: matches grouped by kind, the best group first; no Qt here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.contract.library import ItemKind
from app.contract.search import Match

LIMIT = 100
EACH = 4
"""So many matches of a kind are shown; the search page has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A heading (no match), a match, or with neither kind nor match the way to all results."""

    kind: ItemKind | None = None
    match: Match | None = None


class FindsMatches(Protocol):
    """The part of the client that the overlay needs."""

    async def list_matches(self, text: str, limit: int = 30) -> tuple[Match, ...]: ...


class FinderState:
    """The answer to the newest letters."""

    def __init__(self, search: FindsMatches) -> None:
        self._search = search
        self.text = ""
        self.rows: tuple[Row, ...] = ()

    async def ask(self, text: str) -> bool:
        """Look for a text; False when other letters were typed meanwhile.

        Raises:
            MarqueeError: the engine could not look.
        """
        self.text = text
        matches = await self._search.list_matches(text, LIMIT) if text else ()
        if text != self.text:
            return False
        self.rows = grouped(matches)
        return True


def grouped(matches: Sequence[Match]) -> tuple[Row, ...]:
    """Return matches under headings: the kind of the best match first, then the next kind that comes."""
    kinds = dict.fromkeys(match.card.kind for match in matches)
    rows: list[Row] = []
    for kind in kinds:
        of_kind = [match for match in matches if match.card.kind is kind]
        rows.append(Row(kind=kind))
        rows += [Row(kind=kind, match=match) for match in of_kind[:EACH]]
    return (*rows, Row()) if rows else ()

"""The values that a wall can be filtered by, as the lines of a drawer; no Qt here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.contract.browse import Facet, FacetValue
from app.contract.library import ItemKind
from app.desktop.library.query import Query

SHOWN = 6
"""So many values of a field are shown before somebody asks for all."""
ORDER = (
    "is_watched", "genre", "decade", "year", "resolution", "range_type", "video_codec", "audio_language", "added_at",
    "source",
)  # fmt: skip
ADDED = ("-P7D", "-P30D", "-P365D")
"""Days ago, as the engine takes them."""


class ListsFacets(Protocol):
    """The part of the client that a drawer needs."""

    async def list_facets(
        self, *, kind: ItemKind | None = None, filters: Mapping[str, str] = ...
    ) -> tuple[Facet, ...]: ...


class LineKind(StrEnum):
    """What a line of the drawer is."""

    HEAD = "head"
    VALUE = "value"
    MORE = "more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the drawer.

    Attributes:
        title: What the engine calls the value when it is an id; else "".
        count: Items that have it; None when nobody counted them. Of a MORE line the number of all values.
        is_on: Of a value that it is chosen, of a MORE line that all are shown.
    """

    kind: LineKind
    field: str
    value: str = ""
    title: str = ""
    count: int | None = None
    is_on: bool = False

    @property
    def key(self) -> tuple[LineKind, str, str]:
        """What stays the same when counts change."""
        return (self.kind, self.field, self.value)


class FacetsState:
    """Reads facets and lays them out."""

    def __init__(self, items: ListsFacets) -> None:
        self._items = items
        self._asked = 0
        self.facets: tuple[Facet, ...] = ()
        self.opened: set[str] = set()

    async def read(self, query: Query) -> bool:
        """Read the facets of a query; False when a later question was asked meanwhile.

        Raises:
            MarqueeError: they could not be read.
        """
        self._asked += 1
        asked = self._asked
        facets = await self._items.list_facets(kind=query.kind, filters=dict(query.filters))
        if asked != self._asked:
            return False
        self.facets = facets
        return True

    def title(self, field: str, value: str) -> str:
        """Return what the engine calls a value; "" when it has no other name."""
        values = next((facet.values for facet in self.facets if facet.field == field), ())
        return next((one.title for one in values if one.value == value), "")

    def toggle_all(self, field: str) -> None:
        """Show all values of a field, or a few again."""
        self.opened ^= {field}

    def lines(self, query: Query) -> tuple[Line, ...]:
        """Return the drawer from the top; fields that would not narrow anything are left out."""
        lines: list[Line] = []
        for field in ORDER:
            lines += self._section(field, query)
        return tuple(lines)

    def _section(self, field: str, query: Query) -> Iterable[Line]:
        on = query.values(field)
        values = self._values(field, query)
        values += [FacetValue(value=value, count=0) for value in on if value not in {one.value for one in values}]
        if not values or (len(values) == 1 and field == "source" and not on):
            return
        yield Line(kind=LineKind.HEAD, field=field)
        is_open = field in self.opened
        for place, one in enumerate(values):
            if is_open or place < SHOWN or one.value in on:
                count = None if field == "added_at" else one.count
                is_on = one.value in on
                yield Line(kind=LineKind.VALUE, field=field, value=one.value, title=one.title, count=count, is_on=is_on)
        if len(values) > SHOWN:
            yield Line(kind=LineKind.MORE, field=field, count=len(values), is_on=is_open)

    def _values(self, field: str, query: Query) -> list[FacetValue]:
        if field == "added_at":
            return [FacetValue(value=value, count=0) for value in ADDED]
        values = next((facet.values for facet in self.facets if facet.field == field), ())
        if field == "is_watched":
            return sorted((one for one in values if one.count), key=lambda one: one.value)
        if field == "year":  # a hundred years are no choice; those of a chosen decade are
            decades = query.values("decade")
            return [one for one in values if f"{one.value[:-1]}0" in decades]
        return list(values)

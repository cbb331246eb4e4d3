"""What a wall lists, as a value: kind, order, and the filters that are on. No Qt here."""

import re
from dataclasses import dataclass, replace

from app.contract.library import ItemKind
from app.contract.lists import NewSmartList

Pair = tuple[str, str]
"""A filter as the engine takes it: ("genre[in]", "Drama,Noir"), ("year[ge]", "1990")."""
SINGLE = {"is_watched": "is_watched", "added_at": "added_at[ge]"}
"""Fields of which one value can be on, and their keys."""
_COMMA = re.compile(r"(?<!\\),")


def field_of(key: str) -> str:
    """Return the field of a filter's key: "year" of "year[ge]"."""
    return key.split("[")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a wall lists."""

    kind: ItemKind
    sort: str = "sort_title"
    filters: tuple[Pair, ...] = ()

    @property
    def chosen(self) -> tuple[Pair, ...]:
        """Each value that is on by itself, as (key, value); the key of those from a list is the plain field."""
        pairs: list[Pair] = []
        for key, value in self.filters:
            pairs += [(field_of(key), one) for one in _split(value)] if key.endswith("[in]") else [(key, value)]
        return tuple(pairs)

    def values(self, field: str) -> tuple[str, ...]:
        """Return the values of a field that are on."""
        keys = {field, SINGLE.get(field, field)}
        return tuple(value for key, value in self.chosen if key in keys)

    def without(self, name: str) -> "Query":
        """Return this query without the filters on a field."""
        return replace(self, filters=tuple(pair for pair in self.filters if field_of(pair[0]) != name))

    def with_filter(self, *pairs: Pair) -> "Query":
        """Return this query with filters added; earlier ones on the same fields go."""
        query = self
        for key, _ in pairs:
            query = query.without(field_of(key))
        return replace(query, filters=(*query.filters, *pairs))

    def toggled(self, field: str, value: str) -> "Query":
        """Return this query with a value of a field on, or off when it was on."""
        values = self.values(field)
        if value in values:
            return self.removed(SINGLE.get(field, field), value)
        if field in SINGLE:
            return self.with_filter((SINGLE[field], value))
        return self.with_filter(_pair(field, (*values, value)))

    def removed(self, key: str, value: str) -> "Query":
        """Return this query without one of the pairs that `chosen` tells."""
        kept = tuple(pair for pair in self.filters if pair != (key, value))
        if kept != self.filters:
            return replace(self, filters=kept)
        rest = tuple(one for one in self.values(key) if one != value)
        return self.with_filter(_pair(key, rest)) if rest else self.without(key)

    def cleared(self) -> "Query":
        """Return this query without filters."""
        return replace(self, filters=())

    def saved_as(self, name: str) -> NewSmartList:
        """Return this query as a list to be saved."""
        return NewSmartList(name=name, kind=self.kind, filters=dict(self.filters), sort=self.sort)


def _pair(field: str, values: tuple[str, ...]) -> Pair:
    if len(values) == 1:
        return (field, values[0])
    return (f"{field}[in]", ",".join(value.replace(",", "\\,") for value in values))


def _split(text: str) -> list[str]:
    return [part.replace("\\,", ",") for part in _COMMA.split(text)]

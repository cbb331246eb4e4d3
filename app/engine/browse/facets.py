"""Counts the values by which a wall can be filtered."""

from dataclasses import replace
from typing import Any

from app.contract.browse import Facet, FacetValue
from app.engine.browse import rules, store
from app.engine.browse.counts import Counts
from app.engine.browse.wall import Wall


def make_facets(connection: Any, counts: Counts, user_id: int, wall: Wall) -> tuple[Facet, ...]:
    """Return all facets of a wall; the filter on a field does not narrow that field's own values."""
    found = dict(counts.facets(connection, user_id, wall, None))
    for field in {one.field for one in wall.conditions}:
        others = _without(wall, field)
        for own in ("year",) if field == "decade" else (field,):
            found[own] = counts.facets(connection, user_id, others, own).get(own, {})
    titles = store.list_source_titles(connection)
    facets = [_facet(field, found.get(field, {}), titles) for field in rules.FACET_FIELDS]
    return (
        *facets,
        _facet("decade", rules.decades(found.get("year", {})), {}),
        _watched(connection, counts, user_id, wall),
    )


def _facet(field: str, counted: dict[str, int], titles: dict[str, str]) -> Facet:
    ranked = sorted(counted.items(), key=lambda pair: rules.facet_order(field, *pair))
    values = (
        FacetValue(value=value, count=count, title=titles.get(value, "") if field == "source" else "")
        for value, count in ranked[: rules.MAX_VALUES_TOLD]
    )
    return Facet(field=field, values=tuple(values))


def _watched(connection: Any, counts: Counts, user_id: int, wall: Wall) -> Facet:
    others = _without(wall, "is_watched")
    values = []
    for value in ("true", "false"):
        condition = rules.condition("is_watched", "eq", value, user_id)
        count = counts.count(connection, user_id, replace(others, conditions=(*others.conditions, condition)))
        values.append(FacetValue(value=value, count=count))
    return Facet(field="is_watched", values=tuple(values))


def _without(wall: Wall, field: str) -> Wall:
    return replace(wall, conditions=tuple(one for one in wall.conditions if one.field != field))

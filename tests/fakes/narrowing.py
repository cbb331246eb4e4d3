"""What a wall of the fake engine is narrowed by, by the rules of the real one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from app.contract.browse import Card, Facet, FacetValue
from app.contract.errors import Invalid
from app.contract.library import ItemKind
from app.engine.browse import rules as wall_rules
from app.engine.library.facets import rules
from tests.fakes.catalogue import NOW, Catalogue

SOURCES = {"films": "/media/films", "shows": "/media/shows", "music": "/media/music"}


class Narrowing:
    """Tells of the cards of one catalogue what they can be filtered by."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._values: dict[str, set[tuple[str, str]]] = {}

    def fits(self, card: Card, filters: Mapping[str, str]) -> bool:
        """Tell whether a card fits all filters. Raises Invalid for one that the engine does not know."""
        return all(self._fits(card, key, wanted) for key, wanted in filters.items())

    def facets(self, cards: Iterable[Card], filters: Mapping[str, str]) -> tuple[Facet, ...]:
        """Return all facets of a wall; the filter on a field does not narrow that field's own values."""
        all_cards = list(cards)
        facets = [self._facet(field, all_cards, filters) for field in (*wall_rules.FACET_FIELDS, "decade")]
        watched = Counter(str(card.is_watched).lower() for card in self._rest(all_cards, filters, "is_watched"))
        values = tuple(FacetValue(value=value, count=watched[value]) for value in ("true", "false"))
        return (*facets, Facet(field="is_watched", values=values))

    def _facet(self, field: str, cards: list[Card], filters: Mapping[str, str]) -> Facet:
        own = "year" if field == "decade" else field
        rest = self._rest(cards, filters, field)
        counted: Mapping[str, int] = Counter(
            value for card in rest for name, value in self.values(card.id) if name == own
        )
        if field == "decade":
            counted = wall_rules.decades(counted)
        ranked = sorted(counted.items(), key=lambda pair: wall_rules.facet_order(field, *pair))
        return Facet(
            field=field,
            values=tuple(
                FacetValue(value=value, count=count, title=SOURCES.get(value, "") if field == "source" else "")
                for value, count in ranked[: wall_rules.MAX_VALUES_TOLD]
            ),
        )

    def _rest(self, cards: list[Card], filters: Mapping[str, str], field: str) -> list[Card]:
        others = {key: value for key, value in filters.items() if key.split("[")[0] != field}
        return [card for card in cards if self.fits(card, others)]

    def values(self, item_id: str) -> set[tuple[str, str]]:
        """Return (field, value) of an item; what lies in it counts too."""
        if item_id not in self._values:
            self._values[item_id] = self._told(item_id)
        return self._values[item_id]

    def _told(self, item_id: str) -> set[tuple[str, str]]:
        card = self._catalogue.cards[item_id]
        details = self._catalogue.details(item_id)
        found = rules.of_item(details.genres, card.year)
        for child in self._catalogue.children.get(item_id, ()):
            found |= {(field, value) for field, value in self.values(child) if field not in rules.OWN_FIELDS}
        for version in details.versions:
            found |= rules.of_streams(
                rules.Stream(
                    type=stream.type.value,
                    codec=stream.codec,
                    language=stream.language,
                    width_px=stream.width_px or 0,
                    height_px=stream.height_px or 0,
                    range_type=stream.range_type or "",
                    is_picture=stream.is_picture,
                )
                for stream in version.streams
            )
            kinds = {ItemKind.FILM: "films", ItemKind.EPISODE: "shows"}
            found.add(("source", kinds.get(card.kind, "music")))
        return found

    def _fits(self, card: Card, key: str, wanted: str) -> bool:
        field, _, rest = key.partition("[")
        op = rest.rstrip("]") or "eq"
        if field not in wall_rules.FILTERS:
            raise Invalid(f"no filter {field!r}", code="invalid_filter")
        words = [wall_rules.since(word, NOW) for word in wall_rules.values_of(op, wanted)]
        if field in wall_rules.FACETS:
            has = any((field, word) in self.values(card.id) for word in words)
            return not has if op == "ne" else has
        if field == "decade":
            return card.year is not None and str(card.year // 10 * 10) in words
        return _compares(_value(card, field), op, words)


def _value(card: Card, field: str) -> object:
    value = getattr(card, "sort_title" if field == "title" else field)
    return str(value).lower() if isinstance(value, bool) else value


def _compares(value: object, op: str, words: list[str]) -> bool:
    if op == "contains":
        return words[0].casefold() in str(value)
    if isinstance(value, datetime):
        moment: float = value.timestamp()
        return _number_compares(moment, op, [datetime.fromisoformat(word).timestamp() for word in words])
    if isinstance(value, int):
        return _number_compares(value, op, [float(word) for word in words])
    if value is None:
        return False
    return _number_compares(str(value), op, words)


def _number_compares(value: object, op: str, words: list[object] | list[float] | list[str]) -> bool:
    wanted = words[0]
    match op:
        case "eq":
            return value == wanted
        case "ne":
            return value != wanted
        case "in":
            return value in words
        case "ge":
            return value >= wanted  # type: ignore[operator, no-any-return] # both are numbers or both are words
        case "gt":
            return value > wanted  # type: ignore[operator, no-any-return]
        case "le":
            return value <= wanted  # type: ignore[operator, no-any-return]
        case _:
            return value < wanted  # type: ignore[operator, no-any-return]

"""A wall as plain values: which items, in which order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A piece of a where clause, with its values.

    Attributes:
        narrow: Selects the ids of all items that can meet it, from an index; `{kinds}` stands for a list of kinds.
            None when that would be most items, or no index tells.
        narrow_values: Its values.
        counts: Counts what `narrow` selects, with the same values, where that is known or is not just its rows.
        field: What it is about.
        is_personal: It depends on what the asking user watched.
    """

    sql: str
    values: tuple[str | int, ...] = ()
    narrow: str | None = None
    narrow_values: tuple[str | int, ...] = ()
    counts: str | None = None
    field: str = ""
    is_personal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """The last item that was seen, and what it was sorted by; None when that is unknown."""

    value: str | int | None
    item_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """Which items, in which order.

    Attributes:
        kind: None for the top level.
        column: To sort by.
        start: Where to begin; None begins at the beginning.
    """

    kind: str | None
    column: str = "sort_title"
    is_descending: bool = False
    conditions: tuple[Condition, ...] = ()
    start: Condition | None = None

"""A wall as plain values: which items, in which order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A piece of a where clause, with its values."""

    sql: str
    values: tuple[str | int, ...] = ()


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

"""Smart lists: a wall with its filters, saved under a name."""

from dataclasses import dataclass, field
from datetime import datetime

from app.contract.library import ItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSmartList:
    """A query to be saved.

    Attributes:
        kind: None for films, shows and artists together.
        filters: As a wall takes them: by "field" or "field[op]" ("year[ge]": "1990").
        sort: As a wall takes it ("-added_at").
        limit: Only so many of the first items; 0 for all of them.
    """

    name: str
    kind: ItemKind | None = None
    filters: dict[str, str] = field(default_factory=dict)
    sort: str = "sort_title"
    limit: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SmartList:
    """A saved query; its items are always those that fit it now."""

    id: str
    query: NewSmartList
    created_at: datetime
    updated_at: datetime

"""One page of a long list."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

DEFAULT_PAGE_SIZE = 100
MAX_PAGE_SIZE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some entries of a list, and how to go on.

    Attributes:
        entries: In the order asked for.
        total: Of the whole list under its filters; None when counting would be slow.
        page: 1 for the first; None when the list was walked by cursor.
        next_cursor: Give it back as `cursor` for the entries after these; None at the end.
    """

    entries: tuple[T, ...]
    page_size: int
    total: int | None = None
    page: int | None = None
    next_cursor: str | None = None

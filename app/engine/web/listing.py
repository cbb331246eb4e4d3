"""Reads how a caller wants a list: page, size, cursor, sort, filters."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.contract.errors import Invalid
from app.contract.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE

MAX_PAGE = 1_000_000
MAX_FILTERS = 50
"""More conditions than that nobody means, and each costs."""
_FILTER = re.compile(r"(?P<field>[a-z_]+)(?:\[(?P<op>[a-z]*)\])?")
_OWN = frozenset({"page", "page_size", "cursor", "sort"})


class Op(StrEnum):
    """How a filter compares. `in` takes values with commas between them."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    IN = "in"
    CONTAINS = "contains"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """One field to sort by."""

    field: str
    is_descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One condition; its value is text as it came."""

    field: str
    op: Op
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How a list is wanted. With a `cursor` the page number means nothing."""

    page: int = 1
    page_size: int = DEFAULT_PAGE_SIZE
    cursor: str | None = None
    sort: tuple[Sort, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def offset(self) -> int:
        """Return how many entries come before this page."""
        return (self.page - 1) * self.page_size


def read_listing(
    query: Mapping[str, str],
    *,
    sorts: Collection[str] = (),
    filters: Collection[str] = (),
    others: Collection[str] = (),
) -> Listing:
    """Return the listing that a query asks for.

    Args:
        query: Parameters of the request.
        sorts: Fields that may be sorted by.
        filters: Fields that may be filtered by.
        others: Parameters that the route reads itself.

    Raises:
        Invalid: something is unknown or out of its limits; the message and `details["allowed"]` say what is possible.
    """
    wanted = [(name, value) for name, value in query.items() if name not in _OWN and name not in others]
    if len(wanted) > MAX_FILTERS:
        raise Invalid(
            f"A list can be narrowed by at most {MAX_FILTERS} conditions; leave some of these {len(wanted)} away.",
            code="too_many_filters",
            details={"maximum": MAX_FILTERS},
        )
    return Listing(
        page=_number(query, "page", default=1, maximum=MAX_PAGE),
        page_size=_number(query, "page_size", default=DEFAULT_PAGE_SIZE, maximum=MAX_PAGE_SIZE),
        cursor=query.get("cursor") or None,
        sort=tuple(_sort(word.strip(), sorts) for word in query.get("sort", "").split(",") if word.strip()),
        filters=tuple(_filter(name, value, filters) for name, value in wanted),
    )


def _number(query: Mapping[str, str], name: str, *, default: int, maximum: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if not 1 <= number <= maximum:
        raise Invalid(
            f"{name} must be a whole number from 1 to {maximum}, not {text!r}.",
            code="invalid_paging",
            details={"parameter": name, "minimum": 1, "maximum": maximum},
        )
    return number


def _sort(word: str, allowed: Collection[str]) -> Sort:
    field = word.removeprefix("-")
    if field not in allowed:
        raise _unknown("sort", word, "invalid_sort", allowed)
    return Sort(field=field, is_descending=word.startswith("-"))


def _filter(name: str, value: str, allowed: Collection[str]) -> Filter:
    match = _FILTER.fullmatch(name)
    if match is None or match["field"] not in allowed:
        raise _unknown("parameter", name, "invalid_filter", allowed)
    op = match["op"] if match["op"] is not None else Op.EQ.value
    if op not in {known.value for known in Op}:
        raise _unknown("filter operator", op, "invalid_filter", [known.value for known in Op])
    return Filter(field=match["field"], op=Op(op), value=value)


def _unknown(what: str, word: str, code: str, allowed: Collection[str]) -> Invalid:
    possible = ", ".join(sorted(allowed)) or "none"
    return Invalid(
        f"Unknown {what} {word!r}; possible: {possible}.",
        code=code,
        details={"given": word, "allowed": sorted(allowed)},
    )

"""Turns what a caller asked of a wall into conditions on its columns, and chooses what the home page shows."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime

from app.contract.errors import Invalid
from app.contract.library import ItemKind
from app.engine.browse.wall import Condition

SORTS = {
    "sort_title": "sort_title",
    "title": "sort_title",
    "added_at": "added_at",
    "year": "year",
    "duration_ms": "duration_ms",
}
"""Each column has an index together with the kind; a test asks the query planner."""

NUMBERS = frozenset({"year", "height_px", "duration_ms"})
FILTERS = frozenset({"kind", "is_watched", "added_at", "sort_title", "title", "is_missing", *NUMBERS})
COMPARISONS = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_NUMBER = re.compile(r"-?[0-9]{1,18}")
"""Longer ones do not fit the database."""

_UNWATCHED = (
    "not exists (select 1 from progress where progress.item_id = item.id and progress.user_id = ? and is_watched)"
)
_UNWATCHED_PART = (  # the plus keeps SQLite from reading all episodes of the library by their kind, once for each show
    "exists (select 1 from item as part left join progress on progress.item_id = part.id and progress.user_id = ?"
    " where part.{} = item.id and +part.kind in ('episode', 'track') and not coalesce(progress.is_watched, 0))"
)
# What has nothing in it was not watched, as its card says.
_UNWATCHED_INSIDE = " or ".join(["child_count = 0", *map(_UNWATCHED_PART.format, ("parent_id", "top_id"))])


def condition(field: str, op: str, value: str, user_id: int) -> Condition:
    """Return the condition of one filter.

    Raises:
        Invalid: the value is none of this field, or the field cannot be compared so; the message says what can.
    """
    match field:
        case "is_watched":
            return _watched(_truth(field, op, value), user_id)
        case "is_missing":
            return Condition(sql="is_missing = ?", values=(int(_truth(field, op, value)),))
        case "added_at":
            return _compared(field, op, tuple(map(_time_ms, _words(op, value))))
        case "sort_title" | "title":
            return _text(op, value)
        case _:
            return _number(field, op, value)


def kind_of(filters: Iterable[tuple[str, str]]) -> ItemKind | None:
    """Return the kind that (op, value) filters on `kind` ask for; None means the top level.

    Raises:
        Invalid: there is no such kind, or it is not asked with "eq".
    """
    kinds = list(filters)
    if not kinds:
        return None
    op, value = kinds[-1]
    if op != "eq" or value not in {kind.value for kind in ItemKind}:
        raise _refused("kind", f"one of {', '.join(ItemKind)}, with eq")
    return ItemKind(value)


def sort_of(sorts: Sequence[tuple[str, bool]]) -> tuple[str, bool]:
    """Return (column, descending) to sort by; the first letters of titles when nothing was asked.

    Raises:
        Invalid: more than one field was asked for.
    """
    if len(sorts) > 1:
        raise Invalid("A wall is sorted by one field.", code="invalid_sort", details={"allowed": list(SORTS)})
    field, is_descending = sorts[0] if sorts else ("sort_title", False)
    return SORTS[field], is_descending


def one_for_each_show(begun: Sequence[tuple[int, int]], limit: int) -> tuple[int, ...]:
    """Return the newest begun item of each show (films stand for themselves); `begun` is newest first."""
    newest: dict[int, int] = {}
    for item_id, show_id in begun:
        newest.setdefault(show_id, item_id)
    return tuple(newest.values())[:limit]


def _watched(wanted: bool, user_id: int) -> Condition:
    unwatched = Condition(
        sql=f"case when kind in ('show', 'season', 'artist', 'album') then {_UNWATCHED_INSIDE} else {_UNWATCHED} end",
        values=(user_id, user_id, user_id),
    )
    return Condition(sql=f"not ({unwatched.sql})", values=unwatched.values) if wanted else unwatched


def _text(op: str, value: str) -> Condition:
    if op == "contains":
        return Condition(sql="instr(sort_title, ?) > 0", values=(_fold(value),))
    return _compared("sort_title", op, tuple(map(_fold, _words(op, value))))


def _fold(text: str) -> str:
    """Sort titles are in lower case and without diacritics: "Amélie" is found as it is written, too."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).casefold()


def _number(field: str, op: str, value: str) -> Condition:
    words = _words(op, value)
    if not all(_NUMBER.fullmatch(word) for word in words):
        raise _refused(field, "a whole number")
    return _compared(field, op, tuple(map(int, words)))


def _words(op: str, value: str) -> list[str]:
    return value.split(",") if op == "in" else [value]


def _compared(field: str, op: str, values: tuple[str | int, ...]) -> Condition:
    if op == "in":
        return Condition(sql=f"{field} in ({','.join('?' * len(values))})", values=values)
    if op not in COMPARISONS:
        raise _refused(field, f"compared with {', '.join([*COMPARISONS, 'in'])}")
    return Condition(sql=f"{field} {COMPARISONS[op]} ?", values=values)


def _truth(field: str, op: str, value: str) -> bool:
    if op != "eq" or value not in ("true", "false"):
        raise _refused(field, "true or false, with eq")
    return value == "true"


def _time_ms(value: str) -> int:
    try:
        when = datetime.fromisoformat(value)
    except ValueError as error:
        raise _refused("added_at", "a time like 2026-11-21T12:00:00Z") from error
    if when.tzinfo is None:
        raise _refused("added_at", "a time with its zone, like 2026-11-21T12:00:00Z")
    return round(when.timestamp() * 1000)


def _refused(field: str, wanted: str) -> Invalid:
    return Invalid(f"{field} must be {wanted}.", code="invalid_filter", details={"field": field})

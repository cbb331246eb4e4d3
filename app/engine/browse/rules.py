"""Turns what a caller asked of a wall into conditions on its columns, and chooses what the home page shows."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

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
FACETS = frozenset({"genre", "resolution", "range_type", "video_codec", "audio_language", "source"})
"""These may have several values for one item: it fits when one of them does, with `ne` when none does."""
FILTERS = frozenset(
    {"kind", "is_watched", "added_at", "sort_title", "title", "is_missing", "decade", *NUMBERS, *FACETS}
)
FACET_FIELDS = ("genre", "year", "resolution", "range_type", "video_codec", "audio_language", "source")
MAX_VALUES_TOLD = 300
"""So many values of a facet are told, the most frequent ones."""
MAX_VALUES = 100
"""So many values may be given with `in`."""
_INDEXES = {
    "year": "item_wall_year",
    "added_at": "item_wall_added",
    "duration_ms": "item_wall_duration",
    "height_px": "item_wall_height",
    "sort_title": "item_wall_title",
}
COMPARISONS = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_DAYS_AGO = re.compile(r"-P([0-9]{1,4})D")
_COMMA = re.compile(r"(?<!\\),")
_NUMBER = re.compile(r"-?[0-9]{1,18}")
"""Longer ones do not fit the database."""

_UNWATCHED = (
    "not exists (select 1 from progress where progress.item_id = item.id and progress.user_id = ? and is_watched)"
)
_UNWATCHED_PART = (  # the plus keeps SQLite from reading all episodes of the library by their kind, once for each show
    "exists (select 1 from item as part left join progress on progress.item_id = part.id and progress.user_id = ?"
    " where part.{} = item.id and +part.kind in ('episode', 'track') and not coalesce(progress.is_watched, 0))"
)
_WATCHED_ID = "select item_id from progress where user_id = ? and is_watched"
_WATCHED_IDS = (
    f"{_WATCHED_ID} union all select parent_id from item where id in ({_WATCHED_ID})"  # noqa: S608
    f" union all select top_id from item where id in ({_WATCHED_ID})"
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
            return _missing(_truth(field, op, value))
        case "decade":
            return _decade(op, value)
        case _ if field in FACETS:
            return _facet(field, op, value)
        case "added_at":
            return _compared(field, op, tuple(map(_time_ms, values_of(op, value))))
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


def fold(text: str) -> str:
    """Return text as sort titles are kept.

    Sort titles are in lower case and without diacritics: "Amélie" is found as it is written, too.
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).casefold()


def values_of(op: str, value: str) -> list[str]:
    r"""Return the values that a filter gives: with "in" those between commas, and "\," is a comma of a value.

    Raises:
        Invalid: more than MAX_VALUES were given.
    """
    found = [part.replace("\\,", ",") for part in _COMMA.split(value)] if op == "in" else [value]
    if len(found) > MAX_VALUES:
        raise Invalid(f"At most {MAX_VALUES} values can be given.", code="invalid_filter", details={"op": op})
    return found


def decades(years: Mapping[str, int]) -> dict[str, int]:
    """Return how many items are of each decade, which is named by its first year."""
    counted: dict[str, int] = {}
    for year, count in years.items():
        first = f"{int(year) // 10 * 10}"
        counted[first] = counted.get(first, 0) + count
    return counted


def facet_order(field: str, value: str, count: int) -> tuple[int, str]:
    """Return what the values of a facet are sorted by: how many have it, or the newest first."""
    return (-int(value) if field in ("year", "decade") else -count, value)


def one_for_each_show(begun: Sequence[tuple[int, int]], limit: int) -> tuple[int, ...]:
    """Return the newest begun item of each show (films stand for themselves); `begun` is newest first."""
    newest: dict[int, int] = {}
    for item_id, show_id in begun:
        newest.setdefault(show_id, item_id)
    return tuple(newest.values())[:limit]


def _watched(wanted: bool, user_id: int) -> Condition:
    sql = f"case when kind in ('show', 'season', 'artist', 'album') then {_UNWATCHED_INSIDE} else {_UNWATCHED} end"
    values = (user_id, user_id, user_id)
    if not wanted:
        return Condition(sql=sql, values=values, field="is_watched", is_personal=True)
    return Condition(
        sql=f"not ({sql})",
        values=values,
        narrow=_WATCHED_IDS,
        narrow_values=values,
        field="is_watched",
        is_personal=True,
    )


def _missing(wanted: bool) -> Condition:
    if not wanted:
        return Condition(sql="not is_missing", field="is_missing")
    narrow = "select id from item indexed by item_wall_missing where is_missing and kind in {kinds}"
    return Condition(sql="is_missing", narrow=narrow, field="is_missing")


def _facet(field: str, op: str, value: str) -> Condition:
    if op not in ("eq", "ne", "in"):
        raise _refused(field, "compared with eq, ne or in")
    words = values_of(op, value)
    values = (field, *words)
    if len(words) == 1:
        found, ways = "= (select id from facet_value where field = ? and value = ?)", _of_one_value
    else:
        found = f"in (select id from facet_value where field = ? and value in ({_marks(words)}))"  # noqa: S608
        ways = _of_several_values
    has = f"exists (select 1 from facet where value_id {found} and kind = item.kind and item_id = item.id)"  # noqa: S608
    if op == "ne":
        return Condition(sql=f"not {has}", values=values, field=field)
    narrow, counts = ways(f"where value_id {found} and kind in {{kinds}}")
    return Condition(sql=has, values=values, narrow=narrow, narrow_values=values, counts=counts, field=field)


def _of_one_value(where: str) -> tuple[str, str]:
    """Return what selects the items, and what counts them; how many have a value is kept."""
    return f"select item_id from facet {where}", f"select coalesce(sum(items), 0) from facet_count {where}"  # noqa: S608


def _of_several_values(where: str) -> tuple[str, str]:
    """Return what selects the items, and what counts them; an item may have two of the values.

    The plus keeps SQLite from reading the facets of all items when it is to give the items in order.
    """
    narrow = f"item_id from facet {where}"
    return f"select +{narrow}", f"select count(*) from (select distinct +{narrow})"  # noqa: S608


def _decade(op: str, value: str) -> Condition:
    """A decade is named by its first year."""
    words = values_of(op, value)
    if op not in ("eq", "in") or not all(re.fullmatch(r"[0-9]{1,3}0", word) for word in words):
        raise _refused("decade", "the first year of one, like 1990, with eq or in")
    firsts = list(map(int, words))
    sql = " or ".join(["year between ? and ?"] * len(firsts))
    values = tuple(year for first in firsts for year in (first, first + 9))
    years = tuple(year for first in firsts for year in range(first, first + 10))
    narrow = f"select id from item indexed by item_wall_year where kind in {{kinds}} and year in ({_marks(years)})"  # noqa: S608
    return Condition(sql=f"({sql})", values=values, narrow=narrow, narrow_values=years, field="decade")


def _text(op: str, value: str) -> Condition:
    if op == "contains":
        return Condition(sql="instr(sort_title, ?) > 0", values=(fold(value),), field="sort_title")
    return _compared("sort_title", op, tuple(map(fold, values_of(op, value))))


def _number(field: str, op: str, value: str) -> Condition:
    words = values_of(op, value)
    if not all(_NUMBER.fullmatch(word) for word in words):
        raise _refused(field, "a whole number")
    return _compared(field, op, tuple(map(int, words)))


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _compared(field: str, op: str, values: tuple[str | int, ...]) -> Condition:
    if op != "in" and op not in COMPARISONS:
        raise _refused(field, f"compared with {', '.join([*COMPARISONS, 'in'])}")
    sql = f"{field} in ({_marks(values)})" if op == "in" else f"{field} {COMPARISONS[op]} ?"
    if op == "ne":
        return Condition(sql=sql, values=values, field=field)
    narrow = f"select id from item indexed by {_INDEXES[field]} where kind in {{kinds}} and {sql}"  # noqa: S608
    return Condition(sql=sql, values=values, narrow=narrow, narrow_values=values, field=field)


def _truth(field: str, op: str, value: str) -> bool:
    if op != "eq" or value not in ("true", "false"):
        raise _refused(field, "true or false, with eq")
    return value == "true"


def since(value: str, now: datetime) -> str:
    """Return a time "so many days ago" ("-P30D") as a time, to the hour so that counts can be kept; others as given."""
    ago = _DAYS_AGO.fullmatch(value)
    if ago is None:
        return value
    return (now.replace(minute=0, second=0, microsecond=0) - timedelta(days=int(ago[1]))).isoformat()


def _time_ms(value: str) -> int:
    try:
        when = datetime.fromisoformat(value)
    except ValueError as error:
        raise _refused("added_at", "a time like 2026-11-21T12:00:00Z, or days ago like -P30D") from error
    if when.tzinfo is None:
        raise _refused("added_at", "a time with its zone, like 2026-11-21T12:00:00Z")
    return round(when.timestamp() * 1000)


def _refused(field: str, wanted: str) -> Invalid:
    return Invalid(f"{field} must be {wanted}.", code="invalid_filter", details={"field": field})

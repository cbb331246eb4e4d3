"""The place in a wall after which a page goes on, as the text that a client gives back. Pure."""

import base64
from dataclasses import dataclass, replace

from app.contract import codec
from app.contract.errors import Invalid
from app.engine.browse.wall import After, Condition, Wall

NULLABLE = frozenset({"year"})
LARGEST = 2**63 - 1
"""What the database takes as a whole number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What a cursor says."""

    column: str
    is_descending: bool
    value: str | int | None
    item_id: int


def write_cursor(wall: Wall, last: After) -> str:
    """Return the cursor after an item. It only fits a wall in the same order."""
    content = _Content(column=wall.column, is_descending=wall.is_descending, value=last.value, item_id=last.item_id)
    return base64.urlsafe_b64encode(codec.encode(content)).decode().rstrip("=")


def read_cursor(wall: Wall, cursor: str) -> After:
    """Return the place that a cursor names.

    Raises:
        Invalid: it is none of ours, or of a wall in another order ("invalid_cursor").
    """
    try:
        content = codec.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), _Content)
    except (ValueError, Invalid) as error:
        raise _refused() from error
    numbers = [number for number in (content.value, content.item_id) if isinstance(number, int)]
    is_ours = (content.column, content.is_descending) == (wall.column, wall.is_descending)
    if not is_ours or any(abs(number) > LARGEST for number in numbers):
        raise _refused()
    return After(value=content.value, item_id=content.item_id)


def after(wall: Wall, last: After) -> Wall:
    """Return what is left of a wall after an item. SQLite puts unknown values first."""
    column, compared = wall.column, "<" if wall.is_descending else ">"
    if last.value is None:
        rest = "" if wall.is_descending else f" or {column} is not null"
        condition = Condition(sql=f"(({column} is null and id {compared} ?){rest})", values=(last.item_id,))
    elif wall.is_descending and column in NULLABLE:
        sql = f"(({column}, id) < (?, ?) or {column} is null)"
        condition = Condition(sql=sql, values=(last.value, last.item_id))
    else:
        condition = Condition(sql=f"({column}, id) {compared} (?, ?)", values=(last.value, last.item_id))
    return replace(wall, start=condition)


def _refused() -> Invalid:
    return Invalid(
        "This cursor does not belong to this list; begin without one, and keep the same sort.", code="invalid_cursor"
    )

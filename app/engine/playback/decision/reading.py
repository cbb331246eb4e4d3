"""Reads JSON written by strangers: what is missing or of the wrong kind is unknown, never an error."""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

LARGEST = 10**15
MAX_WORDS = 200
_TRUE = frozenset({"true", "1", "yes"})
_FALSE = frozenset({"false", "0", "no"})


@lru_cache(maxsize=1024)
def fold(key: str) -> str:
    """Return a key without case and underscores: "MaxBitrate" and "max_bitrate" are the same."""
    return key.replace("_", "").casefold()


def parse_number(value: object) -> float | None:
    """Return a finite number of sensible size, also from text, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and abs(number) <= LARGEST else None


class Fields:
    """One JSON object, whatever it holds."""

    def __init__(self, value: object) -> None:
        pairs = value.items() if isinstance(value, Mapping) else ()
        self._values: dict[str, Any] = {fold(str(key)): item for key, item in pairs}

    @property
    def names(self) -> frozenset[str]:
        """The folded names that have a value."""
        return frozenset(name for name, value in self._values.items() if value is not None)

    def text(self, *names: str) -> str:
        """Return the first text or number of these names, stripped; "" when there is none."""
        for name in names:
            value = self._values.get(fold(name))
            if isinstance(value, str) and value.strip():
                return value.strip()
            if (number := parse_number(value)) is not None:
                return f"{number:g}"
        return ""

    def words(self, name: str) -> tuple[str, ...]:
        """Return a comma separated list, or a JSON list of texts, in lower case."""
        value = self._values.get(fold(name))
        parts = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(part.strip().casefold() for part in parts[:MAX_WORDS] if isinstance(part, str) and part.strip())

    def number(self, *names: str) -> float | None:
        """Return the first number of these names."""
        return next(
            (found for name in names if (found := parse_number(self._values.get(fold(name)))) is not None), None
        )

    def whole(self, *names: str) -> int | None:
        """Return the first number of these names, cut to an integer."""
        number = self.number(*names)
        return None if number is None else int(number)

    def flag(self, *names: str) -> bool | None:
        """Return the first truth value of these names; None when nobody says."""
        for name in names:
            value = self._values.get(fold(name))
            if isinstance(value, bool):
                return value
            word = str(value).strip().casefold()
            if word in _TRUE | _FALSE:
                return word in _TRUE
        return None

    def rows(self, name: str) -> tuple["Fields", ...]:
        """Return a list of objects; entries of another kind are left out."""
        value = self._values.get(fold(name))
        return tuple(Fields(row) for row in value if isinstance(row, Mapping)) if isinstance(value, list) else ()

    def value(self, name: str) -> object:
        """Return whatever stands there."""
        return self._values.get(fold(name))

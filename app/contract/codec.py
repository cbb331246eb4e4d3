"""JSON to and from the values of this package.

Dataclasses, enums, tuples and aware datetimes go through msgspec; unknown fields are ignored, so that
an older client understands a newer engine.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from app.contract.errors import Invalid

T = TypeVar("T")


def encode(value: object) -> bytes:
    """Return a value as UTF-8 JSON."""
    return msgspec.json.encode(value)


def decode(data: bytes | str, kind: type[T]) -> T:
    """Return JSON as a value of `kind`.

    Raises:
        Invalid: it is no JSON, or a field is missing or of the wrong type; the message names the field.
    """
    return _checked(lambda: msgspec.json.decode(data, type=kind))


def convert(value: object, kind: type[T], *, from_text: bool = False) -> T:
    """Return plain dicts and lists as a value of `kind`.

    With `from_text` numbers and booleans may come as text, as they do in a query string.

    Raises:
        Invalid: a field is missing or of the wrong type; the message names the field.
    """
    return _checked(lambda: msgspec.convert(value, type=kind, strict=not from_text))


def plain(value: object) -> Any:
    """Return a value as dicts, lists, text and numbers, ready for any JSON encoder."""
    return msgspec.to_builtins(value)


def _checked(read: Callable[[], T]) -> T:
    try:
        return read()
    except msgspec.DecodeError as error:  # ValidationError is one of these
        raise Invalid(str(error), code="invalid_body") from error

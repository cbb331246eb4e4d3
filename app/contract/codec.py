"""JSON to and from the values of this package.

Dataclasses, enums, tuples and aware datetimes go through msgspec; unknown fields are ignored, so that
an older client understands a newer engine.
"""

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

import msgspec

from app.contract.errors import Invalid

T = TypeVar("T")

_known: set[object] = set()
_learning = Lock()


def encode(value: object) -> bytes:
    """Return a value as UTF-8 JSON."""
    return msgspec.json.encode(value)


def decode(data: bytes | str, kind: type[T]) -> T:
    """Return JSON as a value of `kind`.

    Raises:
        Invalid: it is no JSON, or a field is missing or of the wrong type; the message names the field.
    """
    _learn(kind)
    return _checked(lambda: msgspec.json.decode(data, type=kind))


def convert(value: object, kind: type[T], *, from_text: bool = False) -> T:
    """Return plain dicts and lists as a value of `kind`.

    With `from_text` numbers and booleans may come as text, as they do in a query string.

    Raises:
        Invalid: a field is missing or of the wrong type; the message names the field.
    """
    _learn(kind)
    return _checked(lambda: msgspec.convert(value, type=kind, strict=not from_text))


def plain(value: object) -> Any:
    """Return a value as dicts, lists, text and numbers, ready for any JSON encoder."""
    return msgspec.to_builtins(value)


def _learn(kind: object) -> None:
    """Have msgspec look at a type and at all that it names, in one thread at a time.

    It keeps what it finds in the classes, and begins to keep it before it is done: another thread that meets the same
    class for the first time just then reads half of it, and the process crashes.
    """
    if kind in _known:
        return
    with _learning:
        msgspec.json.Decoder(kind)
        _known.add(kind)


def _checked(read: Callable[[], T]) -> T:
    try:
        return read()
    except msgspec.DecodeError as error:  # ValidationError is one of these
        raise Invalid(str(error), code="invalid_body") from error

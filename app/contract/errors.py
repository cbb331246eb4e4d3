"""The failures that one process tells another.

    MarqueeError
    ├── Invalid          the question makes no sense as asked      400
    ├── Unauthenticated  nobody, or a token that does not count    401
    ├── Denied           known, but not allowed                    403
    ├── NotFound         no such thing                             404
    ├── Conflict         it clashes with what is there             409
    ├── Unsupported      we know what it is, and cannot do it      415
    └── Unavailable      a disk, a service or a worker is away     503

All of these are expected: they are shown calmly and logged in one line. Anything else is a bug.
"""

from collections.abc import Mapping
from typing import ClassVar

Details = Mapping[str, object]


class MarqueeError(Exception):
    """An expected failure, with a stable code and a sentence that says what to do.

    Attributes:
        code: Stable and lower case; clients decide by it ("source_not_found").
        message: English, for a log or a developer; the desktop words the code itself.
        details: JSON-ready facts ("path", "allowed", …).
    """

    status: ClassVar[int] = 500
    default_code: ClassVar[str] = "internal"

    def __init__(self, message: str, *, code: str | None = None, details: Details | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.details: dict[str, object] = dict(details or {})


class Invalid(MarqueeError):
    """The question makes no sense as asked."""

    status = 400
    default_code = "invalid"


class Unauthenticated(MarqueeError):
    """No token, or one that does not count."""

    status = 401
    default_code = "unauthenticated"


class Denied(MarqueeError):
    """Known, but not allowed."""

    status = 403
    default_code = "denied"


class NotFound(MarqueeError):
    """No such thing."""

    status = 404
    default_code = "not_found"


class Conflict(MarqueeError):
    """It clashes with what is there."""

    status = 409
    default_code = "conflict"


class Unsupported(MarqueeError):
    """We know what it is and cannot do it."""

    status = 415
    default_code = "unsupported"


class Unavailable(MarqueeError):
    """A disk, a service or a worker is away; trying later may help."""

    status = 503
    default_code = "unavailable"


KINDS: tuple[type[MarqueeError], ...] = (
    Invalid,
    Unauthenticated,
    Denied,
    NotFound,
    Conflict,
    Unsupported,
    Unavailable,
)


def error_for(status: int, code: str, message: str, details: Details | None = None) -> MarqueeError:
    """Return the error that an engine's answer stands for.

    A status without a kind of its own (429, 500 …) gives a plain MarqueeError.
    """
    kind = next((kind for kind in KINDS if kind.status == status), MarqueeError)
    return kind(message, code=code, details=details)

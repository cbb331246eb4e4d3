"""What time it is: aware UTC in Python, milliseconds since 1970 in the database."""

import time
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """Return the time in UTC, in whole milliseconds, as the database keeps it."""
    return from_ms(now_ms())


def now_ms() -> int:
    """Return the milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def from_ms(ms: int) -> datetime:
    """Return the moment that a number of the database stands for; any year that a datetime can hold."""
    return _EPOCH + timedelta(milliseconds=ms)


def to_ms(moment: datetime) -> int:
    """Return the number under which the database keeps an aware moment."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)

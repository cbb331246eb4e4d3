"""Decides which bytes of a file a request gets: RFC 9110, conditional requests and ranges. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from app.contract.units import SizeBytes

_RANGE = re.compile(r"(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A file as it is now.

    Attributes:
        etag: Strong, with its quotes.
        modified: Aware, whole seconds: HTTP knows no smaller ones.
    """

    size_bytes: SizeBytes
    etag: str
    modified: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The answer: a status, and for 200 and 206 the bytes."""

    status: int
    start: int = 0
    count: int = 0


def select(method: str, headers: Mapping[str, str], entity: Entity) -> Selection:
    """Return what to answer: 200, 206, 304, 412 or 416.

    A request for several ranges gets the whole file, as the RFC allows: no player asks so, and answers in
    parts would cost the zero-copy path. So does a range that makes no sense or a unit other than bytes.
    """
    if _is_stale(headers, entity):
        return Selection(status=412)
    if _is_known(headers, entity):
        return Selection(status=304)
    whole = Selection(status=200, count=entity.size_bytes)
    if method != "GET" or "Range" not in headers or not _is_range_meant(headers, entity):
        return whole
    return _cut(headers["Range"], entity.size_bytes) or whole


def _is_stale(headers: Mapping[str, str], entity: Entity) -> bool:
    if "If-Match" in headers:
        return not _matches(headers["If-Match"], entity.etag, is_weak_enough=False)
    limit = _time(headers.get("If-Unmodified-Since"))
    return limit is not None and entity.modified > limit


def _is_known(headers: Mapping[str, str], entity: Entity) -> bool:
    if "If-None-Match" in headers:
        return _matches(headers["If-None-Match"], entity.etag, is_weak_enough=True)
    limit = _time(headers.get("If-Modified-Since"))
    return limit is not None and entity.modified <= limit


def _is_range_meant(headers: Mapping[str, str], entity: Entity) -> bool:
    """`If-Range` asks for the whole file when it has changed since."""
    validator = headers.get("If-Range")
    if validator is None:
        return True
    if '"' in validator:
        return validator.strip() == entity.etag
    return _time(validator) == entity.modified


def _cut(header: str, size: int) -> Selection | None:
    unit, _, specs = header.partition("=")
    match = _RANGE.fullmatch(specs.strip())
    if unit.strip().lower() != "bytes" or match is None or match[0] == "-":
        return None
    first, last = match["first"], match["last"]
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1 if last else size)
        if last and int(last) < start:
            return None
    if start >= size:
        return Selection(status=416)
    return Selection(status=206, start=start, count=stop - start)


def _matches(header: str, etag: str, *, is_weak_enough: bool) -> bool:
    tags = [tag.strip() for tag in header.split(",")]
    if is_weak_enough:
        tags = [tag.removeprefix("W/") for tag in tags]
    return "*" in tags or etag in tags


def _time(text: str | None) -> datetime | None:
    """Return an HTTP date, or None for a missing or broken one, which is to be ignored."""
    if text is None:
        return None
    try:
        time = parsedate_to_datetime(text)
    except ValueError:
        return None
    return time if time.tzinfo else None

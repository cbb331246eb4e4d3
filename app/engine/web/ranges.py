"""Sends a file: whole or in part, conditional, without a copy through Python, and without blocking the loop.

`sendfile` reads from the disk inside the event loop. That is as fast as it gets while the bytes are in memory, and
would stop everybody while a sleeping or vanished disk makes the kernel wait. So each window of the file is first
brought into memory by a thread, unless the kernel says that it is there already.
"""

import asyncio
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from aiohttp import web

from app.contract.errors import NotFound, Unavailable, Unsupported
from app.contract.units import SizeBytes
from app.engine.web import media_types
from app.engine.web.conditions import Entity, Selection, select
from app.engine.web.errors import PreconditionFailed, RangeNotSatisfiable

WINDOW_BYTES = 4 * 1024 * 1024
FIRST_WINDOW_BYTES = 256 * 1024
"""Small, so that a player that starts on a slow disk sees its first bytes soon."""
REVALIDATE = "private, no-cache"
IMMUTABLE = "private, max-age=31536000, immutable"

SENT_BYTES = web.RequestKey("sent_bytes", int)
"""How much of a file went out: the metrics read it, since `sendfile` passes aiohttp's own count by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    descriptor: int
    entity: Entity


async def file_response(
    request: web.Request,
    path: Path,
    *,
    media_type: str | None = None,
    etag: str | None = None,
    cache: str = REVALIDATE,
) -> web.StreamResponse:
    """Answer a request with a file.

    Args:
        request: GET or HEAD; its conditions and its range are obeyed.
        path: Checked by the caller: it may be read by whoever asks.
        media_type: None tells it by the file's name.
        etag: Strong, without quotes; None makes one from size and time.
        cache: Value of `Cache-Control`.

    Raises:
        NotFound: there is no such file.
        Unsupported: it is a folder, a pipe, a device.
        Unavailable: the disk or the permissions are in the way.
    """
    opened = await asyncio.to_thread(_open, path, etag)
    try:
        return await _answer(request, opened, media_type or media_types.media_type(path), cache)
    finally:
        await asyncio.to_thread(os.close, opened.descriptor)


async def _answer(request: web.Request, opened: _Open, media_type: str, cache: str) -> web.StreamResponse:
    selection = select(request.method, request.headers, opened.entity)
    if selection.status == 412:
        raise PreconditionFailed("The file is not as the request expects it to be.")
    if selection.status == 416:
        size = opened.entity.size_bytes
        raise RangeNotSatisfiable(f"The file has {size} bytes.", details={"size_bytes": size})
    response = web.StreamResponse(status=selection.status, headers=_headers(selection, opened.entity, media_type))
    response.headers["Cache-Control"] = cache
    if selection.status == 304:
        del response.headers["Content-Type"]
        response.content_type = media_type
        await response.prepare(request)
        return response
    response.content_length = selection.count
    await response.prepare(request)
    if request.method != "HEAD":
        await _send(request, opened.descriptor, selection)
    return response


def _headers(selection: Selection, entity: Entity, media_type: str) -> Mapping[str, str]:
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Type": media_type,
        "ETag": entity.etag,
        "Last-Modified": format_datetime(entity.modified, usegmt=True),
    }
    if selection.status == 206:
        end = selection.start + selection.count - 1
        headers["Content-Range"] = f"bytes {selection.start}-{end}/{entity.size_bytes}"
    return headers


async def _send(request: web.Request, descriptor: int, selection: Selection) -> None:
    loop = asyncio.get_running_loop()
    position, end = selection.start, selection.start + selection.count
    window = FIRST_WINDOW_BYTES
    with open(descriptor, "rb", buffering=0, closefd=False) as file:  # noqa: PTH123  # a descriptor has no path
        while position < end and request.transport is not None:
            count = min(window, end - position)
            if not _is_in_memory(descriptor, position, count):
                await asyncio.to_thread(_bring_into_memory, descriptor, position, count)
            try:
                sent = await loop.sendfile(request.transport, file, position, count)
            except (ConnectionError, RuntimeError):  # the player hung up; a closing transport is a RuntimeError
                break
            position += sent
            request[SENT_BYTES] = position - selection.start
            window = WINDOW_BYTES
            if sent < count:  # the file became shorter while it was sent
                break
    if position < end and request.transport is not None:
        request.transport.abort()  # the promised length cannot be kept, and the other side must notice


def _open(path: Path, etag: str | None) -> _Open:
    """Open first and look at what was opened, so that nobody can swap the file in between."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError as error:
        raise NotFound("The file is gone.", code="file_not_found") from error
    except OSError as error:
        raise Unavailable(f"The file cannot be read: {error.strerror}.", code="file_unavailable") from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise Unsupported("This is no regular file.", code="not_a_file")
    return _Open(descriptor=descriptor, entity=_entity(status, etag))


def _entity(status: os.stat_result, etag: str | None) -> Entity:
    return Entity(
        size_bytes=SizeBytes(status.st_size),
        etag=f'"{etag}"' if etag else f'"{status.st_size:x}-{status.st_mtime_ns:x}"',
        modified=datetime.fromtimestamp(int(status.st_mtime), UTC),
    )


def _is_in_memory(descriptor: int, position: int, count: int) -> bool:
    """Ask the kernel for one byte at each end, if it need not wait for them. Only Linux can tell."""
    if not hasattr(os, "RWF_NOWAIT"):
        return False
    byte = bytearray(1)
    try:
        return all(os.preadv(descriptor, [byte], at, os.RWF_NOWAIT) for at in (position, position + count - 1))
    except OSError:  # not there yet, or a file system that cannot tell
        return False


def _bring_into_memory(descriptor: int, position: int, count: int) -> None:
    """Read and forget; what stays is the kernel's copy. A bad disk shows itself in `sendfile` right after."""
    if not hasattr(os, "pread"):  # Windows sends files without blocking
        return
    try:
        os.pread(descriptor, count, position)
    except OSError:
        return

"""Sends a file: whole or in part, conditional, without a copy through Python, and without blocking the loop.

`sendfile` reads from the disk inside the event loop. That is as fast as it gets while the bytes are in memory, and
would stop everybody while a sleeping or vanished disk makes the kernel wait. So each window of the file is first
brought into memory by a thread, unless the kernel says that it is there already.
"""

import asyncio
import os
import stat
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from io import FileIO
from pathlib import Path
from typing import ParamSpec, TypeVar

import structlog
from aiohttp import web

from app.contract.errors import NotFound, Unavailable, Unsupported
from app.contract.units import SizeBytes
from app.engine.web import media_types
from app.engine.web.conditions import Entity, Selection, select
from app.engine.web.errors import PreconditionFailed, RangeNotSatisfiable
from app.engine.web.outlet import Outlet

log = structlog.get_logger(__name__)

WINDOW_BYTES = 8 * 1024 * 1024
"""What is looked at and sent at once; smaller ones spend more on looking (tests/bench/direct.py)."""
LOOK_EVERY_BYTES = 512 * 1024
READ_BYTES = 1024 * 1024
FIRST_WINDOW_BYTES = 256 * 1024
"""Small, so that a player that starts on a slow disk sees its first bytes soon."""
REVALIDATE = "private, no-cache"
IMMUTABLE = "private, max-age=31536000, immutable"

SENT_BYTES = web.RequestKey("sent_bytes", int)
"""How much of a file went out: the metrics read it, since `sendfile` passes aiohttp's own count by."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears how many bytes of a file went out just now; False ends the sending."""

    hear: Callable[[int], bool]


LISTENER = web.RequestKey("listener", Listener)
"""Set by whoever answers with a file and wants to know."""

_DISK = ThreadPoolExecutor(16, thread_name_prefix="disk")
"""Own threads: a vanished disk may hold some of them for minutes, and nobody else shall wait for that."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    file: FileIO
    entity: Entity


async def file_response(
    request: web.Request,
    path: Path,
    *,
    media_type: str | None = None,
    etag: str | None = None,
    cache: str = REVALIDATE,
    headers: Mapping[str, str] | None = None,
) -> web.StreamResponse:
    """Answer a request with a file.

    Args:
        request: GET or HEAD; its conditions and its range are obeyed.
        path: Checked by the caller: it may be read by whoever asks.
        media_type: None tells it by the file's name.
        etag: Strong, without quotes; None makes one from size and time.
        cache: Value of `Cache-Control`.
        headers: What else the answer is to say.

    Raises:
        NotFound: there is no such file.
        Unsupported: it is a folder, a pipe, a device.
        Unavailable: the disk or the permissions are in the way.
    """
    opened = await _opened(path, etag)
    try:
        said = {**(headers or {}), "Cache-Control": cache}
        return await _answer(request, opened, media_type or media_types.media_type(path), said)
    finally:
        _DISK.submit(opened.file.close)  # waited for by nobody: a request that is cancelled once more closes it, too


async def _answer(
    request: web.Request, opened: _Open, media_type: str, headers: Mapping[str, str]
) -> web.StreamResponse:
    selection = select(request.method, request.headers, opened.entity)
    check_selection(selection, opened.entity)
    shape = entity_headers(selection, opened.entity, media_type)
    response = web.StreamResponse(status=selection.status, headers={**shape, **headers})
    if selection.status == 304:
        del response.headers["Content-Type"]
        response.content_type = media_type
        await response.prepare(request)
        return response
    response.content_length = selection.count
    await response.prepare(request)
    if request.method != "HEAD":
        await _send(request, opened.file, selection)
    return response


def check_selection(selection: Selection, entity: Entity) -> None:
    """Do nothing when there is something to send.

    Raises:
        PreconditionFailed: the file is another one than the request expects.
        RangeNotSatisfiable: it is shorter.
    """
    if selection.status == 412:
        raise PreconditionFailed("The file is not as the request expects it to be.")
    if selection.status == 416:
        size = entity.size_bytes
        raise RangeNotSatisfiable(f"The file has {size} bytes.", details={"size_bytes": size})


def entity_headers(selection: Selection, entity: Entity, media_type: str) -> Mapping[str, str]:
    """Return the headers that tell what is sent."""
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


async def _send(request: web.Request, file: FileIO, selection: Selection) -> None:
    transport, listener = request.transport, request.get(LISTENER)
    if transport is None:
        return

    def hear(count: int) -> bool:
        request[SENT_BYTES] = request.get(SENT_BYTES, 0) + count
        return listener is None or listener.hear(count)

    with Outlet(transport, file, hear) as outlet:
        end, window = selection.start + selection.count, FIRST_WINDOW_BYTES
        position = selection.start
        while position < end:
            count = min(window, end - position)
            if not await _send_window(outlet, transport, file, position, count):
                transport.abort()  # the promised length cannot be kept any more, and the other side must notice
                return
            position, window = position + count, WINDOW_BYTES


async def _send_window(outlet: Outlet, transport: asyncio.Transport, file: FileIO, position: int, count: int) -> bool:
    """Tell whether all went out and more is wanted: not when the player hung up or the file became shorter."""
    if not _is_in_memory(file.fileno(), position, count):
        await _on_disk(_bring_into_memory, file.fileno(), position, count)
    if transport.is_closing():
        return False
    try:
        return await outlet.send(position, count)
    except ConnectionError:
        return False
    except OSError as error:
        log.warning("file_broke_off", reason=str(error))
        return False


async def _opened(path: Path, etag: str | None) -> _Open:
    """Open a file in a thread; when its request ends before that is done, it is closed right away."""
    opening = _DISK.submit(_open, path, etag)
    try:
        return await asyncio.wrap_future(opening)
    except asyncio.CancelledError:
        opening.add_done_callback(_close_unwanted)  # in that thread: the loop may have ended by then
        raise


def _close_unwanted(opening: Future[_Open]) -> None:
    if not opening.cancelled() and opening.exception() is None:
        opening.result().file.close()


async def _on_disk(function: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    return await asyncio.get_running_loop().run_in_executor(_DISK, partial(function, *args, **named))


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
    return _Open(file=FileIO(descriptor), entity=_entity(status, etag))


def _entity(status: os.stat_result, etag: str | None) -> Entity:
    return Entity(
        size_bytes=SizeBytes(status.st_size),
        etag=f'"{etag}"' if etag else f'"{status.st_size:x}-{status.st_mtime_ns:x}"',
        modified=datetime.fromtimestamp(int(status.st_mtime), UTC),
    )


def _is_in_memory(descriptor: int, position: int, count: int) -> bool:
    """Ask the kernel for one byte here and there, if it need not wait for them. Only Linux can tell."""
    if not hasattr(os, "RWF_NOWAIT"):
        return False
    byte = bytearray(1)
    try:
        looked_at = (*range(position, position + count, LOOK_EVERY_BYTES), position + count - 1)
        return all(os.preadv(descriptor, [byte], at, os.RWF_NOWAIT) for at in looked_at)
    except OSError:  # not there yet, or a file system that cannot tell
        return False


def _bring_into_memory(descriptor: int, position: int, count: int) -> None:
    """Read and forget; what stays is the kernel's copy. A bad disk shows itself in `sendfile` right after."""
    if not hasattr(os, "preadv"):  # Windows sends files without blocking
        return
    forgotten = bytearray(READ_BYTES)
    with suppress(OSError):
        for at in range(position, position + count, READ_BYTES):
            os.preadv(descriptor, [forgotten], at)

"""Lets a file flow into a connection as fast as the other side takes it, without a copy through Python.

`loop.sendfile` begins and ends its watch over the socket with every bite that the socket takes: more than a thousand
times a second where the line is fast. Here the socket is watched once for a whole window. Where that cannot be (no
`os.sendfile`, a connection with TLS), `loop.sendfile` does all of it.
"""

import asyncio
import os
from collections.abc import Callable
from io import FileIO
from types import TracebackType
from typing import Self


class Outlet:
    """Sends windows of one file to one connection.

    Args:
        transport: Nobody else writes to it meanwhile.
        file: Open; its position is not used.
        hear: Is told how many bytes went out just now; False ends the window.
    """

    def __init__(self, transport: asyncio.Transport, file: FileIO, hear: Callable[[int], bool]) -> None:
        self._transport, self._file, self._hear = transport, file, hear
        self._loop = asyncio.get_running_loop()
        self._is_first = True
        self._socket: int | None = None
        self._position = self._end = 0
        self._done: asyncio.Future[bool] = self._loop.create_future()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._socket is not None:
            os.close(self._socket)
            self._transport.resume_reading()

    async def send(self, position: int, count: int) -> bool:
        """Send a window; tell whether all of it went out, and more is wanted.

        Raises:
            OSError: the file cannot be read, or the other side is gone.
        """
        if self._is_first or not self._may_watch():
            self._is_first = False  # and with it went all of the answer's head that still waited in the transport
            sent = await self._loop.sendfile(self._transport, self._file, position, count)
            return self._hear(sent) and sent == count
        if self._socket is None:
            self._watch()
        return await self._flow(position, count)

    def _may_watch(self) -> bool:
        return hasattr(os, "sendfile") and self._transport.get_extra_info("sslcontext") is None

    def _watch(self) -> None:
        """Take a descriptor of our own for the socket: the loop lets nobody watch those of its transports."""
        self._socket = os.dup(self._transport.get_extra_info("socket").fileno())
        self._transport.pause_reading()  # as `loop.sendfile` does

    async def _flow(self, position: int, count: int) -> bool:
        assert self._socket is not None
        self._position, self._end = position, position + count
        self._done = self._loop.create_future()
        self._loop.add_writer(self._socket, self._write)
        try:
            return await self._done
        finally:
            self._loop.remove_writer(self._socket)

    def _write(self) -> None:
        if self._done.done():  # cancelled just now
            return
        try:
            self._bite()
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            self._done.set_exception(error)

    def _bite(self) -> None:
        assert self._socket is not None
        sent = os.sendfile(self._socket, self._file.fileno(), self._position, self._end - self._position)
        self._position += sent
        is_wanted, is_all = self._hear(sent), self._position == self._end
        if is_all or not sent or not is_wanted:
            self._done.set_result(is_all and is_wanted)

"""Pieces on the disk, found by what they are: shared by all viewers and restarts, never more than the quota.

A file is `ab/cd/<hash>`: four bytes with the length of the head, the head, the piece. It appears whole or not at all.
"""

import asyncio
import contextlib
import errno
import os
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path

import structlog

from app.contract.segments import Piece
from app.contract.units import SizeBytes

BLOCK_BYTES = 4096
"""Disks give out space in such pieces."""
UNFINISHED = ".part"
LEFT_FREE_BYTES = 256 * 1024 * 1024
LEFT_FREE_SHARE = 20
"""A disk is never filled to its end, but for 256 MiB or a twentieth of it: the database needs room to write, too."""
AHEAD_SHARE = 4
"""Of the quota that may be full of what nobody asked for yet. What is ahead of some would drive out what others are
about to fetch when it were more than half, and would be made again and again; the rest is for those who seek back."""
COMPLAIN_EVERY_S = 60.0
_LENGTH_BYTES = 4

log = structlog.get_logger(__name__)


class Shelf:
    """The pieces that were made.

    What finds no room on the disk is kept in memory, so that whoever waits for it gets it.

    Args:
        folder: Belongs to the shelf alone.
        quota: Bytes that it may hold; asked whenever a piece is added.
        memory: Bytes of pieces that may be in memory while the disk takes none.
    """

    def __init__(self, folder: Path, quota: Callable[[], SizeBytes], memory: Callable[[], SizeBytes]) -> None:
        self._folder = folder
        self._disk = asyncio.Lock()
        self._writing: dict[str, Piece] = {}
        self._quota = quota
        self._memory = memory
        self._sizes: OrderedDict[str, int] = OrderedDict()
        self._spare: OrderedDict[str, Piece] = OrderedDict()
        self._complained_at = -COMPLAIN_EVERY_S
        self._is_full = False
        self._is_opening = False
        self._makers = 0
        self.size_bytes = SizeBytes(0)
        self.fault = ""

    def __contains__(self, name: str) -> bool:
        """Tell whether a piece is there."""
        return name in self._sizes or name in self._spare or name in self._writing

    @contextlib.contextmanager
    def making(self) -> Iterator[None]:
        """Take part in the room for what is made ahead, for as long as the block runs."""
        self._makers += 1
        try:
            yield
        finally:
            self._makers -= 1

    @property
    def ahead_bytes(self) -> int:
        """What each of those who make pieces may make ahead."""
        return self._quota() // AHEAD_SHARE // max(self._makers, 1)

    async def open(self) -> None:
        """Learn what lies in the folder, and throw away what nobody can use. What is there is found meanwhile, too."""
        self._is_opening = True
        async with self._disk:  # a piece that is half written is no rubbish, and none is counted twice
            for name, size in await asyncio.to_thread(_look_through, self._folder):
                if name not in self._sizes:
                    self._count(name, size)
            with contextlib.suppress(OSError):  # whoever puts something there is told
                await self._make_room(0, await self._limit())
        self._is_opening = False

    async def find(self, name: str) -> Piece | None:
        """Return a piece, or None."""
        if (there := self._spare.get(name) or self._writing.get(name)) is not None:
            return there
        if name in self._sizes:
            self._sizes.move_to_end(name)
        elif not self._is_opening:
            return None
        piece = await asyncio.to_thread(_read, self._path(name))
        if piece is None and name in self._sizes:  # somebody cleared the folder, or the disk is bad
            self._drop(name)
        return piece

    async def put(self, name: str, piece: Piece) -> None:
        """Keep a piece; when the disk does not take it, in memory."""
        if name in self:
            return
        self._writing[name] = piece
        try:
            async with self._disk:
                await self._write(name, piece)
        except OSError as error:
            self._keep_spare(name, piece)
            self._complain(error)
        finally:
            del self._writing[name]

    async def find_fault(self) -> str:
        """Return why pieces cannot be kept at the moment; "" when they can, as on a disk that has room again."""
        with contextlib.suppress(OSError):
            if self._is_full and await asyncio.to_thread(_free, self._folder) > 0:
                self._is_full, self.fault = False, ""
        return self.fault

    async def _write(self, name: str, piece: Piece) -> None:
        """Make room, then write: at no moment there is more than the quota, or than the disk can spare."""
        size = _on_disk(_size(piece) + _LENGTH_BYTES)
        if size > self._quota():
            self._keep_spare(name, piece)
            return
        limit = await self._limit()
        await self._make_room(size, limit)
        if size > limit:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        await self._write_counted(name, size, piece)
        self._is_full, self.fault = False, ""

    async def _write_counted(self, name: str, size: int, piece: Piece) -> None:
        """Write, and count it from the start: whoever waits may be stopped, the thread that writes can not be."""
        self._count(name, size)
        writing = asyncio.ensure_future(asyncio.to_thread(_write, self._path(name), piece))
        try:
            await asyncio.shield(writing)
        except asyncio.CancelledError:
            await asyncio.wait([writing])  # until then the disk is not free for others
            if writing.exception() is not None:
                self._drop(name)
            raise
        except OSError:
            self._drop(name)
            raise

    async def _limit(self) -> int:
        """Return how much may lie here: the quota, or less when the disk is short of room."""
        free = await asyncio.to_thread(_free, self._folder)
        return min(self._quota(), self.size_bytes + free)

    async def _make_room(self, size: int, limit: int) -> None:
        """Delete the least used until the rest and `size` bytes more fit."""
        gone = []
        while self._sizes and self.size_bytes + size > limit:
            name = next(iter(self._sizes))
            self._drop(name)
            gone.append(self._path(name))
        if gone:
            await asyncio.to_thread(_delete, gone)

    def _count(self, name: str, size: int) -> None:
        self._sizes[name] = size
        self.size_bytes = SizeBytes(self.size_bytes + size)

    def _drop(self, name: str) -> None:
        self.size_bytes = SizeBytes(self.size_bytes - self._sizes.pop(name))

    def _keep_spare(self, name: str, piece: Piece) -> None:
        self._spare[name] = piece
        while len(self._spare) > 1 and sum(map(_size, self._spare.values())) > self._memory():
            self._spare.popitem(last=False)

    def _complain(self, error: OSError) -> None:
        self.fault = f"Converted films cannot be kept in {self._folder}: {error.strerror or error}. Make room there."
        self._is_full = error.errno == errno.ENOSPC
        at = asyncio.get_running_loop().time()
        if at - self._complained_at >= COMPLAIN_EVERY_S:
            self._complained_at = at
            log.warning("pieces_not_kept", folder=str(self._folder), reason=error.strerror or str(error))

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name[2:4] / name


def _size(piece: Piece) -> int:
    return len(piece.head) + len(piece.body)


def _on_disk(size: int) -> int:
    return -(-size // BLOCK_BYTES) * BLOCK_BYTES


def _free(folder: Path) -> int:
    """Return how many bytes the disk can spare; less than 0 when it is fuller than it should be."""
    folder.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(folder)
    return usage.free - min(LEFT_FREE_BYTES, usage.total // LEFT_FREE_SHARE)


def _look_through(folder: Path) -> list[tuple[str, int]]:
    """Return names and sizes, the least used first."""
    found: list[tuple[float, str, int]] = []
    for parent, _folders, names in os.walk(folder):
        for name in names:
            path = Path(parent) / name
            with contextlib.suppress(OSError):
                if name.endswith(UNFINISHED) or path.parent != folder / name[:2] / name[2:4]:
                    path.unlink()
                    continue
                status = path.stat()
                found.append((status.st_mtime, name, _on_disk(status.st_size)))
    return [(name, size) for _at, name, size in sorted(found)]


def _read(path: Path) -> Piece | None:
    try:
        content = path.read_bytes()
        with contextlib.suppress(OSError):
            os.utime(path)  # so that the order of use outlives a restart
    except OSError:
        return None
    split = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES], "big")
    return Piece(head=content[_LENGTH_BYTES:split], body=content[split:]) if len(content) > split else None


def _write(path: Path, piece: Piece) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        with unfinished.open("wb") as file:
            file.write(len(piece.head).to_bytes(_LENGTH_BYTES, "big") + piece.head + piece.body)
        unfinished.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise


def _delete(paths: list[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()
            path.parent.rmdir()
            path.parent.parent.rmdir()

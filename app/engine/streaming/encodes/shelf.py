"""Pieces on the disk, found by what they are: shared by all viewers and restarts, never more than the quota.

A file is `ab/cd/<hash>`: four bytes with the length of the head, the head, the piece. It appears whole or not at all.
"""

import asyncio
import contextlib
import os
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import structlog

from app.contract.segments import Piece
from app.contract.units import SizeBytes

BLOCK_BYTES = 4096
"""Disks give out space in such pieces."""
UNFINISHED = ".part"
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
        self._is_opening = False
        self.size_bytes = SizeBytes(0)
        self.fault = ""

    def __contains__(self, name: str) -> bool:
        """Tell whether a piece is there."""
        return name in self._sizes or name in self._spare or name in self._writing

    async def open(self) -> None:
        """Learn what lies in the folder, and throw away what nobody can use. What is there is found meanwhile, too."""
        self._is_opening = True
        async with self._disk:  # a piece that is half written is no rubbish, and none is counted twice
            for name, size in await asyncio.to_thread(_look_through, self._folder):
                if name not in self._sizes:
                    self._sizes[name] = size
                    self.size_bytes = SizeBytes(self.size_bytes + size)
            await self._make_room(0)
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

    async def _write(self, name: str, piece: Piece) -> None:
        """Make room, then write: at no moment there is more than the quota."""
        size = _on_disk(_size(piece) + _LENGTH_BYTES)
        await self._make_room(size)
        if size > self._quota():
            self._keep_spare(name, piece)
            return
        await asyncio.to_thread(_write, self._path(name), piece)
        self._sizes[name] = size
        self.size_bytes = SizeBytes(self.size_bytes + size)
        self.fault = ""

    async def _make_room(self, size: int) -> None:
        """Delete the least used until the rest and `size` bytes more fit."""
        gone = []
        while self._sizes and self.size_bytes + size > self._quota():
            name = next(iter(self._sizes))
            self._drop(name)
            gone.append(self._path(name))
        if gone:
            await asyncio.to_thread(_delete, gone)

    def _drop(self, name: str) -> None:
        self.size_bytes = SizeBytes(self.size_bytes - self._sizes.pop(name))

    def _keep_spare(self, name: str, piece: Piece) -> None:
        self._spare[name] = piece
        while len(self._spare) > 1 and sum(map(_size, self._spare.values())) > self._memory():
            self._spare.popitem(last=False)

    def _complain(self, error: OSError) -> None:
        self.fault = f"Converted films cannot be kept in {self._folder}: {error.strerror or error}. Make room there."
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

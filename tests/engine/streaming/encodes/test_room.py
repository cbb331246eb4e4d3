"""Room on the disk: who may make how much ahead, a disk that is short of it, and writers that are stopped."""

import asyncio
import shutil
import threading
from collections import namedtuple
from pathlib import Path

import pytest

from app.contract.segments import Piece
from app.contract.units import SizeBytes
from app.engine.streaming.encodes import shelf as shelves
from app.engine.streaming.encodes.order import Place
from app.engine.streaming.encodes.shelf import AHEAD_SHARE, BLOCK_BYTES, LEFT_FREE_BYTES, Shelf

Usage = namedtuple("Usage", "total used free")


def a_shelf(folder: Path, blocks: int = 10) -> Shelf:
    return Shelf(folder, quota=lambda: SizeBytes(blocks * BLOCK_BYTES), memory=lambda: SizeBytes(100_000))


def a_piece(number: int) -> Piece:
    return Piece(head=b"head", body=bytes([number]) * (BLOCK_BYTES - 100))


def name(number: int) -> str:
    return Place(track="film", number=number).name


def files(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file())


def leave_free(monkeypatch: pytest.MonkeyPatch, blocks: int) -> None:
    """Have a large disk with only so much room beside what is never taken."""
    usage = Usage(1 << 40, 0, LEFT_FREE_BYTES + blocks * BLOCK_BYTES)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)


def test_those_who_make_pieces_share_what_may_be_made_ahead(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path, blocks=AHEAD_SHARE * 2)

    assert shelf.ahead_bytes == 2 * BLOCK_BYTES
    with shelf.making(), shelf.making():
        assert shelf.ahead_bytes == BLOCK_BYTES
    with shelf.making():
        assert shelf.ahead_bytes == 2 * BLOCK_BYTES


async def test_a_disk_that_is_short_of_room_is_not_filled_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = a_shelf(tmp_path)
    for number in range(4):
        await shelf.put(name(number), a_piece(number))

    leave_free(monkeypatch, -2)
    await shelf.put(name(4), a_piece(4))

    assert [number for number in range(5) if name(number) in shelf] == [3, 4]
    assert shelf.size_bytes == 2 * BLOCK_BYTES
    assert shelf.fault == ""


async def test_what_lies_there_makes_way_for_others_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        await a_shelf(tmp_path).put(name(number), a_piece(number))
    leave_free(monkeypatch, -3)

    shelf = a_shelf(tmp_path)
    await shelf.open()

    assert shelf.size_bytes == BLOCK_BYTES


async def test_a_full_disk_is_told_and_no_more_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = a_shelf(tmp_path)
    leave_free(monkeypatch, 0)
    await shelf.put(name(1), a_piece(1))

    assert "No space left on device" in shelf.fault
    assert await shelf.find(name(1)) == a_piece(1)
    assert shelf.size_bytes == 0

    monkeypatch.undo()
    await shelf.put(name(2), a_piece(2))

    assert shelf.fault == ""
    assert shelf.size_bytes == BLOCK_BYTES


@pytest.mark.parametrize("is_full", [False, True])
async def test_a_piece_is_counted_though_its_writer_was_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_full: bool
) -> None:
    writes, begun, may_end = shelves._write, threading.Event(), threading.Event()

    def slow(path: Path, piece: Piece) -> None:
        begun.set()
        assert may_end.wait(10)
        if is_full:
            raise OSError(28, "No space left on device")
        writes(path, piece)

    monkeypatch.setattr(shelves, "_write", slow)
    shelf = a_shelf(tmp_path)
    putting = asyncio.ensure_future(shelf.put(name(1), a_piece(1)))
    await asyncio.to_thread(begun.wait, 10)
    putting.cancel()
    await asyncio.sleep(0)
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await putting

    assert files(tmp_path) == (not is_full)
    assert shelf.size_bytes == BLOCK_BYTES * files(tmp_path)
    assert (name(1) in shelf) == (not is_full)

"""Pieces on the disk."""

import asyncio
import contextlib
import os
from pathlib import Path

import pytest

from app.contract.segments import Piece
from app.contract.units import SizeBytes
from app.engine.streaming.encodes import shelf as shelves
from app.engine.streaming.encodes.order import Place
from app.engine.streaming.encodes.shelf import BLOCK_BYTES, Shelf

BLOCKS = 10


def a_shelf(folder: Path, blocks: int = BLOCKS, memory: int = 100_000) -> Shelf:
    return Shelf(folder, quota=lambda: SizeBytes(blocks * BLOCK_BYTES), memory=lambda: SizeBytes(memory))


def a_piece(number: int) -> Piece:
    return Piece(head=b"head", body=bytes([number]) * (BLOCK_BYTES - 100))


def name(number: int) -> str:
    return Place(track="film", number=number).name


def on_disk(folder: Path) -> int:
    """Return the bytes of all files; one that is renamed or deleted meanwhile counts nothing."""
    total = 0
    for parent, _folders, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                total += Path(parent, name).stat().st_size
    return total


async def test_a_piece_comes_back_as_it_was(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    await shelf.put(name(1), a_piece(1))

    assert await shelf.find(name(1)) == a_piece(1)
    assert await shelf.find(name(2)) is None
    assert (tmp_path / name(1)[:2] / name(1)[2:4] / name(1)).is_file()


async def test_pieces_outlive_a_restart_and_rubbish_does_not(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    for number in range(3):
        await shelf.put(name(number), a_piece(number))
    (tmp_path / "stray").write_bytes(b"x")
    (tmp_path / name(9)[:2]).mkdir(exist_ok=True)
    unfinished = tmp_path / name(1)[:2] / name(1)[2:4] / f"{name(8)}.part"
    unfinished.write_bytes(b"half")

    again = a_shelf(tmp_path)
    await again.open()

    assert again.size_bytes == shelf.size_bytes
    assert await again.find(name(2)) == a_piece(2)
    assert not unfinished.exists()
    assert not (tmp_path / "stray").exists()


async def test_there_is_never_more_than_the_quota_and_the_least_used_go_first(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    for number in range(BLOCKS):
        await shelf.put(name(number), a_piece(number))
    await shelf.find(name(0))

    for number in range(BLOCKS, BLOCKS + 4):
        await shelf.put(name(number), a_piece(number))
        assert on_disk(tmp_path) <= BLOCKS * BLOCK_BYTES

    assert name(0) in shelf
    assert [number for number in range(BLOCKS) if name(number) not in shelf] == [1, 2, 3, 4]


async def test_a_storm_of_writers_keeps_to_the_quota(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    most, is_over = 0, False

    async def watch() -> None:
        nonlocal most
        while not is_over:
            most = max(most, on_disk(tmp_path))
            await asyncio.sleep(0)

    watching = asyncio.ensure_future(watch())
    await asyncio.gather(*(shelf.put(name(number), a_piece(number % 250)) for number in range(200)))
    is_over = True
    await watching

    assert 0 < most <= BLOCKS * BLOCK_BYTES
    assert shelf.size_bytes <= BLOCKS * BLOCK_BYTES
    assert on_disk(tmp_path) <= shelf.size_bytes


async def test_a_smaller_quota_is_kept_to_from_the_start(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    for number in range(BLOCKS):
        await shelf.put(name(number), a_piece(number))
        stamp = 1_000_000 + number
        os.utime(tmp_path / name(number)[:2] / name(number)[2:4] / name(number), (stamp, stamp))

    smaller = a_shelf(tmp_path, blocks=3)
    await smaller.open()

    assert [number for number in range(BLOCKS) if name(number) in smaller] == [7, 8, 9]


async def test_what_the_disk_does_not_take_is_there_all_the_same_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _piece: Piece) -> None:
        raise OSError(28, "No space left on device")

    shelf = a_shelf(tmp_path, memory=2 * BLOCK_BYTES)
    monkeypatch.setattr(shelves, "_write", full)
    for number in range(4):
        await shelf.put(name(number), a_piece(number))

    assert await shelf.find(name(3)) == a_piece(3)
    assert name(0) not in shelf
    assert "No space left on device" in shelf.fault
    assert shelf.size_bytes == 0
    monkeypatch.undo()
    await shelf.put(name(7), a_piece(7))
    assert shelf.fault == ""


async def test_a_half_written_piece_leaves_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / name(1)[:2]
    blocked_by = b"a file where a folder should be"
    blocked.write_bytes(blocked_by)
    shelf = a_shelf(tmp_path)

    await shelf.put(name(1), a_piece(1))

    assert await shelf.find(name(1)) == a_piece(1)
    assert shelf.fault
    assert on_disk(tmp_path) == len(blocked_by)


async def test_a_piece_that_somebody_deleted_is_no_more(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    await shelf.put(name(1), a_piece(1))
    (tmp_path / name(1)[:2] / name(1)[2:4] / name(1)).unlink()

    assert await shelf.find(name(1)) is None
    assert name(1) not in shelf
    assert shelf.size_bytes == 0


async def test_a_piece_larger_than_the_quota_is_given_out_and_not_kept(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path, blocks=1)
    large = Piece(head=b"", body=b"x" * 3 * BLOCK_BYTES)

    await shelf.put(name(1), large)

    assert await shelf.find(name(1)) == large
    assert on_disk(tmp_path) == 0


async def test_pieces_that_come_while_the_folder_is_looked_through_are_counted_once(tmp_path: Path) -> None:
    await a_shelf(tmp_path).put(name(1), a_piece(1))
    shelf = a_shelf(tmp_path)

    await asyncio.gather(shelf.put(name(1), a_piece(1)), shelf.put(name(2), a_piece(2)), shelf.open())

    assert shelf.size_bytes == 2 * BLOCK_BYTES
    assert shelf.fault == ""
    assert await shelf.find(name(2)) == a_piece(2)


async def test_pieces_are_found_while_the_folder_is_looked_through(tmp_path: Path) -> None:
    await a_shelf(tmp_path).put(name(1), a_piece(1))
    shelf = a_shelf(tmp_path)

    async with shelf._disk:
        opening = asyncio.ensure_future(shelf.open())
        await asyncio.sleep(0)
        assert await shelf.find(name(1)) == a_piece(1)
        assert await shelf.find(name(2)) is None
    await opening

    assert shelf.size_bytes == BLOCK_BYTES

"""Damages good media files in the ways that disks, downloads and attackers do."""

import random
from collections.abc import Callable
from pathlib import Path

Damage = Callable[[bytes, random.Random], bytes]


def truncated(data: bytes, chance: random.Random) -> bytes:
    """Only the beginning arrived; too little of it to tell anything."""
    return data[: chance.randrange(1, 64)]


def noise(data: bytes, chance: random.Random) -> bytes:
    """Not one byte is what it was."""
    return chance.randbytes(min(len(data), 4096))


def zeroed(data: bytes, chance: random.Random) -> bytes:
    """The disk gave zeros."""
    return bytes(len(data) or chance.randrange(1, 4096))


def empty(_data: bytes, _chance: random.Random) -> bytes:
    """The download never began."""
    return b""


def headless(data: bytes, chance: random.Random) -> bytes:
    """The beginning is garbage and the end is cut."""
    return chance.randbytes(512) + data[512 : len(data) // 4]


def flipped(data: bytes, _chance: random.Random) -> bytes:
    """Every bit of it is the other one."""
    return bytes(byte ^ 0xFF for byte in data)


def endless(data: bytes, _chance: random.Random) -> bytes:
    """A good beginning, then lengths that no disk could hold: of an EBML element, of an MP4 box."""
    return data[:40] + b"\x01" + b"\xff" * 7 + bytes.fromhex("00000001 6d6f6f76 7fffffffffffffff") + data[-64:]


def shuffled(data: bytes, chance: random.Random) -> bytes:
    """All of it is there, in another order."""
    parts = [data[start : start + 16] for start in range(0, len(data), 16)]
    chance.shuffle(parts)
    return b"\0" + b"".join(parts)


KINDS: tuple[Damage, ...] = (truncated, noise, zeroed, empty, headless, flipped, endless, shuffled)


def damage_many(good: Path, folder: Path, count: int) -> list[Path]:
    """Write `count` damaged copies of a good file, always the same ones."""
    chance, data = random.Random(20261121), good.read_bytes()  # repeatable, not secret
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number in range(count):
        path = folder / f"Broken {number:03} (2020){good.suffix}"
        path.write_bytes(KINDS[number % len(KINDS)](data, chance))
        written.append(path)
    return written

"""Damages good media files in the ways that disks, downloads and attackers do."""

import random
from collections.abc import Callable, Sequence
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


def pricked(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, anywhere."""
    pricks = bytearray(data)
    for _ in range(chance.choice((1, 8, 64))):
        pricks[chance.randrange(len(pricks))] = chance.randrange(256)
    return bytes(pricks)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(64, len(data))]


def holed(data: bytes, chance: random.Random) -> bytes:
    """A block of the disk gave zeros."""
    start, size = chance.randrange(len(data)), chance.choice((16, 512, 4096))
    return data[:start] + bytes(min(size, len(data) - start)) + data[start + size :]


def swollen(data: bytes, chance: random.Random) -> bytes:
    """A number near the beginning is as large as can be."""
    start = chance.randrange(min(len(data), 2048) - 4)
    return data[:start] + b"\xff" * 4 + data[start + 4 :]


def swapped(data: bytes, chance: random.Random) -> bytes:
    """Two blocks changed places."""
    size = max(len(data) // 16, 1)
    one, other = sorted(chance.randrange(len(data) - size) // size * size for _ in range(2))
    if one == other:
        return data
    return (
        data[:one]
        + data[other : other + size]
        + data[one + size : other]
        + data[one : one + size]
        + data[other + size :]
    )


KINDS: tuple[Damage, ...] = (truncated, noise, zeroed, empty, headless, flipped, endless, shuffled)

"""After which nothing can be read."""
SCRATCHES: tuple[Damage, ...] = (pricked, cut, holed, swollen, swapped)
"""After which most can still be read."""


def damage_many(good: Path, folder: Path, count: int, kinds: Sequence[Damage] = KINDS) -> list[Path]:
    """Write `count` damaged copies of a good file, always the same ones."""
    chance, data = random.Random(20261121), good.read_bytes()  # repeatable, not secret
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number in range(count):
        path = folder / f"Broken {number:03} (2020){good.suffix}"
        path.write_bytes(kinds[number % len(kinds)](data, chance))
        written.append(path)
    return written

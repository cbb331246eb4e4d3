"""Reads from a file's own tables what FFmpeg's binding tells only with a decoded picture, which takes far longer.

MP4: boxes of ISO/IEC 14496-12; the turn is the matrix of `tkhd`. Dolby Vision is told by a `dvcC`, `dvvC` or `dvwC`
record: a box of the sample entry in MP4, and the same four letters as a BlockAddIDType among Matroska's tracks.
"""

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.worker.dolby import DolbyVision, find_record, read_entry, read_mapping

HEAD_BYTES = 256 * 1024
"""Matroska's tracks lie in front of its pictures, within this much."""
FIRST_BYTES = 16 * 1024
"""That much is mostly enough."""
LONGEST_ENTRY_BYTES = 64 * 1024
MOST_BOXES = 1_000
CLUSTER = b"\x1f\x43\xb6\x75"
"""Element of Matroska in which pictures lie (RFC 9559, section 5.1.3)."""
_MATRIX_START = {0: 40, 1: 52}
"""Of `tkhd`, by its version: the times before it are 32 or 64 bits long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the tables tell of the film's pictures.

    Attributes:
        rotation: Degrees to turn them clockwise, 0 ≤ rotation < 360.
        dolby: Of which kind its Dolby Vision is; None also when the record cannot be read.
    """

    rotation: int = 0
    is_dolby: bool = False
    dolby: DolbyVision | None = None


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    end: int


def read_mp4(path: Path) -> Hints:
    """Return the hints of the first film track. A broken table tells nothing. Raises OSError."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        for moov in _find(file, _Box(b"", 0, size), b"moov"):
            for track in _find(file, moov, b"trak"):
                if _is_film(file, track):
                    entry = _sample_entry(file, track)
                    at = find_record(entry)
                    dolby = read_entry(entry, at) if at >= 0 else None
                    return Hints(rotation=_rotation(file, track), is_dolby=at >= 0, dolby=dolby)
    return Hints()


def read_matroska(path: Path) -> Hints:
    """Return the hints of a Matroska file. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(FIRST_BYTES)
        if CLUSTER not in head:
            head += file.read(HEAD_BYTES - FIRST_BYTES)
    tracks = head.partition(CLUSTER)[0]
    at = find_record(tracks)
    return Hints(is_dolby=at >= 0, dolby=read_mapping(tracks, at) if at >= 0 else None)


def _boxes(file: BinaryIO, parent: _Box) -> Iterator[_Box]:
    at = parent.start
    for _ in range(MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        if at + 8 > parent.end or len(head) < 8:
            return
        size, kind = struct.unpack(">I4s", head[:8])
        body = 8
        if size == 1 and len(head) == 16:
            size, body = struct.unpack(">Q", head[8:])[0], 16
        end = parent.end if size == 0 else at + size
        if end < at + body or end > parent.end:
            return
        yield _Box(kind, at + body, end)
        at = end


def _find(file: BinaryIO, parent: _Box, *kinds: bytes) -> Iterator[_Box]:
    """Return the boxes at the end of a way through boxes."""
    for box in _boxes(file, parent):
        if box.kind == kinds[0]:
            if len(kinds) > 1:
                yield from _find(file, box, *kinds[1:])
            else:
                yield box


def _body(file: BinaryIO, box: _Box, most: int) -> bytes:
    file.seek(box.start)
    return file.read(min(box.end - box.start, most))


def _is_film(file: BinaryIO, track: _Box) -> bool:
    return any(_body(file, box, 12)[8:] == b"vide" for box in _find(file, track, b"mdia", b"hdlr"))


def _rotation(file: BinaryIO, track: _Box) -> int:
    for box in _find(file, track, b"tkhd"):
        body = _body(file, box, 96)
        start = _MATRIX_START.get(body[0] if body else -1)
        if start is not None and len(body) >= start + 8:
            a, b = struct.unpack(">ii", body[start : start + 8])
            return round(math.degrees(math.atan2(b, a))) % 360
    return 0


def _sample_entry(file: BinaryIO, track: _Box) -> bytes:
    """Return the description of the pictures; b"" without one."""
    tables = _find(file, track, b"mdia", b"minf", b"stbl", b"stsd")
    return next((_body(file, box, LONGEST_ENTRY_BYTES) for box in tables), b"")

"""Reads an ".idx" and the pictures in the ".sub" beside it: when each is shown, and where it lies in the other file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.contract.media import MediaFault
from app.worker.checks import Fault, reading

MOST_BYTES = 4 * 1024 * 1024
MOST_PICTURES = 50_000
LARGEST_PICTURE = 64 * 1024
"""Its length is told in 16 bits."""
_TIME = re.compile(r"^timestamp:\s*(\d{1,3}):(\d{2}):(\d{2}):(\d{3}),\s*filepos:\s*([0-9a-fA-F]{1,12})\s*$")
_INDEX = re.compile(r"^id:.{0,60}index:\s*(\d{1,2})")
_PACK, _PRIVATE = b"\0\0\x01\xba", b"\0\0\x01\xbd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What an ".idx" tells of its first language.

    Attributes:
        places: (start_ms, where in the ".sub") of each picture.
    """

    text: str
    stream: int
    places: tuple[tuple[int, int], ...]


def read_idx(path: Path) -> Listed:
    """Return what an ".idx" tells. Raises Fault."""
    with reading(path), path.open("rb") as file:
        text = file.read(MOST_BYTES).decode("latin-1").replace("\r\n", "\n")
    places: list[tuple[int, int]] = []
    streams: list[int] = []
    for line in text.split("\n"):
        if found := _INDEX.match(line):
            streams.append(int(found[1]))
        elif len(streams) < 2 and len(places) < MOST_PICTURES and (found := _TIME.match(line)):
            hours, minutes, seconds, part = (int(found[number]) for number in range(1, 5))
            places.append((((hours * 60 + minutes) * 60 + seconds) * 1000 + part, int(found[5], 16)))
    if not places:
        raise Fault(MediaFault.UNREADABLE, "It lists no subtitles.")
    return Listed(text=text, stream=streams[0] if streams else 0, places=tuple(places))


def sub_of(path: Path) -> Path:
    """Return the file with the pictures of an ".idx". Raises Fault when it is not really in the same folder."""
    names = (path.with_suffix(suffix) for suffix in (".sub", ".SUB", ".Sub"))
    found = next((name for name in names if name.exists()), None)
    if found is None or found.resolve().parent != path.resolve().parent:
        raise Fault(MediaFault.VANISHED, "The pictures that it lists are not beside it.")
    return found


def pictures_between(listed: Listed, path: Path, start_ms: int, end_ms: int) -> Iterator[tuple[int, bytes]]:
    """Yield (start_ms, packet) of the pictures that begin between two times. Raises Fault."""
    with reading(path), path.open("rb") as file:
        for at_ms, place in listed.places:
            if start_ms <= at_ms < end_ms:
                file.seek(place)
                if packet := picture_in(file.read(2 * LARGEST_PICTURE), listed.stream):
                    yield at_ms, packet


def picture_in(content: bytes, stream: int) -> bytes:
    """Return the picture that begins with the first pack of some bytes; b"" when there is none."""
    found = bytearray()
    at = 0
    while at + 14 <= len(content):
        start = content[at : at + 4]
        if start == _PACK:
            at += 14 + (content[at + 13] & 7)
            continue
        length = int.from_bytes(content[at + 4 : at + 6], "big")
        if start[:3] != b"\0\0\x01":
            break
        if start == _PRIVATE and length > 4:
            body = content[at + 9 + content[at + 8] : at + 6 + length]
            if body[:1] == bytes((0x20 + stream,)):
                found += body[1:]
        at += 6 + length
        if len(found) >= 2 and len(found) >= int.from_bytes(found[:2], "big"):
            return bytes(found[: int.from_bytes(found[:2], "big")])
    return b""

"""Writes drawn subtitles as discs and television have them: PGS, VobSub and DVB, each a plain box in a colour."""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fakes.joining import put_streams_into
from tests.fakes.subtitles import Written

FULL = (1920, 1080)
HEAD = "size: 720x576\npalette: 000000, ff0000, 00ff00, 0000ff" + ", 808080" * 12 + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of one colour, shown for a while. `size` is of the whole picture that it stands in."""

    start_ms: int
    end_ms: int
    x: int = 600
    y: int = 900
    width: int = 720
    height: int = 60
    size: tuple[int, int] = FULL
    is_forced: bool = False


def pgs_set(box: Box, *, number: int = 0, is_shown: bool = True) -> bytes:
    """Return the segments of one display set: a white box, or nothing."""
    places = struct.pack(">HBBHH", 0, 0, 0x40 if box.is_forced else 0, box.x, box.y) if is_shown else b""
    state = 0x80 if is_shown else 0
    composition = struct.pack(">HHBHBBBB", *box.size, 0x10, number, state, 0, 0, int(is_shown)) + places
    window = struct.pack(">BBHHHH", 1, 0, box.x, box.y, box.width, box.height)
    if not is_shown:
        return _segment(0x16, composition) + _segment(0x17, window) + _segment(0x80, b"")
    palette = bytes((0, 0, 1, 235, 128, 128, 255))
    row = _pgs_run(1, box.width) + b"\0\0"
    pixels = struct.pack(">HH", box.width, box.height) + row * box.height
    drawing = struct.pack(">HBB", 0, 0, 0xC0) + len(pixels).to_bytes(3, "big") + pixels
    parts = ((0x16, composition), (0x17, window), (0x14, palette), (0x15, drawing), (0x80, b""))
    return b"".join(_segment(kind, content) for kind, content in parts)


def sup(boxes: Iterable[Box]) -> bytes:
    """Return a ".sup" file."""
    out = bytearray()
    for number, box in enumerate(boxes):
        for at_ms, is_shown in ((box.start_ms, True), (box.end_ms, False)):
            content, at = pgs_set(box, number=number * 2 + (not is_shown), is_shown=is_shown), 0
            while at < len(content):
                size = 3 + int.from_bytes(content[at + 1 : at + 3], "big")
                out += b"PG" + struct.pack(">II", at_ms * 90, 0) + content[at : at + size]
                at += size
    return bytes(out)


def put_pgs_into(film: Path, boxes: Iterable[Box]) -> Path:
    """Put PGS into a film (mkv), behind its own streams, and return its path."""
    source = film.with_name("draft.sup")
    source.write_bytes(sup(boxes))
    put_streams_into(film, source)
    source.unlink()
    return film


def spu(box: Box) -> bytes:
    """Return the picture of a VobSub: a box of the second colour of its palette."""
    row = _spu_row(1, box.width)
    above, below = row * ((box.height + 1) // 2), row * (box.height // 2)
    last = (box.end_ms - box.start_ms) * 90 // 1024
    area = (box.x << 12 | box.x + box.width - 1).to_bytes(3, "big")
    area += (box.y << 12 | box.y + box.height - 1).to_bytes(3, "big")
    show = b"\x00" if box.is_forced else b""
    first_at = 4 + len(above) + len(below)
    fields = struct.pack(">HH", 4, 4 + len(above))
    commands = show + b"\x03\x00\x10\x04\x00\xf0\x05" + area + b"\x06" + fields + b"\x01\xff"
    second_at = first_at + 4 + len(commands)
    control = struct.pack(">HH", 0, second_at) + commands + struct.pack(">HH", last, second_at) + b"\x02\xff"
    content = above + below + control
    return struct.pack(">HH", 4 + len(content), first_at) + content


def write_vobsub(path: Path, boxes: Iterable[Box]) -> Path:
    """Write an ".idx" and the ".sub" beside it; returns the first."""
    listed, pictures = [f"# VobSub index file, v7\n{HEAD}langidx: 0\nid: en, index: 0\n"], bytearray()
    for box in boxes:
        seconds, part = divmod(box.start_ms, 1000)
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{part:03}"
        listed.append(f"timestamp: {clock}, filepos: {len(pictures):09x}\n")
        content = spu(box)
        for at in range(0, len(content), 2000):
            body = b"\x80\x80\x05" + bytes(5) + b"\x20" + content[at : at + 2000]
            pack = b"\0\0\x01\xba" + bytes(9) + b"\xf8" + b"\0\0\x01\xbd" + struct.pack(">H", len(body)) + body
            pictures += pack.ljust(2048, b"\xff")
    path.write_text("".join(listed), "latin-1")
    path.with_suffix(".sub").write_bytes(bytes(pictures))
    return path


def dvb_page(box: Box, *, is_shown: bool = True) -> bytes:
    """Return the packet of a DVB page: a yellow box, or nothing."""
    place = struct.pack(">BBHH", 0, 0, box.x, box.y) if is_shown else b""
    parts = [(0x14, struct.pack(">BHH", 0, box.size[0] - 1, box.size[1] - 1)), (0x10, bytes((30, 0x08)) + place)]
    if is_shown:
        region = struct.pack(">BBHHBBBB", 0, 8, box.width, box.height, 2 << 5 | 2 << 2, 0, 0, 0)
        colours = bytes((0, 0, 1, 0x41, 210, 146, 16, 0))
        runs = _dvb_row(1, box.width) + b"\xf0"
        above, below = runs * ((box.height + 1) // 2), runs * (box.height // 2)
        drawing = struct.pack(">HBHH", 0, 0, len(above), len(below)) + above + below
        parts += [(0x11, region + struct.pack(">HHH", 0, 0, 0)), (0x12, colours), (0x13, drawing)]
    parts.append((0x80, b""))
    return b"".join(struct.pack(">BBHH", 0x0F, kind, 1, len(body)) + body for kind, body in parts)


def vobsub(boxes: Iterable[Box], **facts: Any) -> Written:
    """Return a VobSub to be put into a film."""
    events = [(box.start_ms, box.end_ms, spu(box)) for box in boxes]
    return Written(codec="dvdsub", events=events, head=HEAD.encode(), **facts)


def dvb(boxes: Iterable[Box], **facts: Any) -> Written:
    """Return DVB subtitles to be put into a film."""
    events = []
    for box in boxes:
        events.append((box.start_ms, box.end_ms, dvb_page(box)))
        events.append((box.end_ms, box.end_ms + 1, dvb_page(box, is_shown=False)))
    return Written(codec="dvbsub", events=events, head=b"\0\1\0\1\x10", **facts)


def _segment(kind: int, content: bytes) -> bytes:
    return struct.pack(">BH", kind, len(content)) + content


def _pgs_run(colour: int, count: int) -> bytes:
    return bytes((0, 0xC0 | count >> 8, count & 0xFF, colour))


def _spu_row(colour: int, count: int) -> bytes:
    """Return a row as runs of at most 255 pixels, in nibbles."""
    nibbles = ""
    while count:
        run = min(count, 255)
        count -= run
        value = run << 2 | colour
        nibbles += f"{value:0{1 if run < 4 else 2 if run < 16 else 3 if run < 64 else 4}x}"
    return bytes.fromhex(nibbles + "0" * (len(nibbles) % 2))


def _dvb_row(colour: int, count: int) -> bytes:
    """Return a row of 4-bit runs of at most 280 pixels."""
    bits = ""
    while count >= 25:
        run = min(count, 280)
        count -= run
        bits += "000011 11".replace(" ", "") + f"{run - 25:08b}{colour:04b}"
    bits += f"{colour:04b}" * count + "00000000"
    return b"\x11" + int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


WRITERS: Mapping[str, Any] = {"dvd_subtitle": vobsub, "dvb_subtitle": dvb}

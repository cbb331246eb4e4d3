"""Reads VobSub, the drawn subtitles of DVDs: one picture of four colours, and commands that tell when and where."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.worker.subtitles.images import Colour, Screen, Shape, is_sane

MOST_COMMANDS = 200
_UNIT_MS = 1024 / 90
_SIZE = re.compile(r"^size:\s*(\d{1,4})x(\d{1,4})", re.MULTILINE)
_PALETTE = re.compile(r"^palette:\s*([0-9a-fA-F, \t]{6,300})", re.MULTILINE)
_GREYS = tuple((level * 17, level * 17, level * 17) for level in range(16))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands in front of all pictures. Sizes are 0 when untold."""

    width: int = 0
    height: int = 0
    palette: tuple[tuple[int, int, int], ...] = _GREYS


@dataclass(slots=True)
class _Picture:
    start_ms: float = 0
    end_ms: float | None = None
    is_forced: bool = False
    colours: Sequence[int] = (0, 0, 0, 0)
    covers: Sequence[int] = (0, 0, 0, 0)
    box: tuple[int, int, int, int] = (0, 0, -1, -1)
    fields: tuple[int, int] = (0, 0)


def read_head(text: str) -> Head:
    """Return what an ".idx" tells, or the start of a stream inside a film."""
    head = Head()
    if found := _SIZE.search(text[:20_000]):
        head = replace(head, width=int(found[1]), height=int(found[2]))
    if found := _PALETTE.search(text[:20_000]):
        words = [word.strip() for word in found[1].split(",")]
        told = [int(word, 16) for word in words[:16] if re.fullmatch("[0-9a-fA-F]{6}", word)]
        colours = [(number >> 16, number >> 8 & 0xFF, number & 0xFF) for number in told]
        head = replace(head, palette=(*colours, *_GREYS[len(colours) :]))
    return head


def read_picture(head: Head, start_ms: int, packet: bytes) -> Iterator[Screen]:
    """Yield what a packet shows: one screen, or none when it is damaged."""
    if len(packet) < 4:
        return
    picture = _commands(packet)
    left, top, right, bottom = picture.box
    width, height = right - left + 1, bottom - top + 1
    if not is_sane(width, height):
        return
    palette = [_colour(head, *pair) for pair in zip(picture.colours, picture.covers, strict=True)]
    shape = Shape(
        x=left,
        y=top,
        width=width,
        height=height,
        pixels=_pixels(packet, picture.fields, width, height),
        palette=tuple(palette),
        is_forced=picture.is_forced,
    )
    yield Screen(
        start_ms=start_ms + round(picture.start_ms),
        end_ms=None if picture.end_ms is None else start_ms + round(picture.end_ms),
        width=head.width,
        height=head.height,
        shapes=(shape,),
    )


def _commands(packet: bytes) -> _Picture:
    picture, at = _Picture(), int.from_bytes(packet[2:4], "big")
    for _ in range(MOST_COMMANDS):
        if at + 4 > len(packet):
            break
        when = int.from_bytes(packet[at : at + 2], "big") * _UNIT_MS
        following = int.from_bytes(packet[at + 2 : at + 4], "big")
        _obey(picture, packet, at + 4, when)
        if following <= at:
            break
        at = following
    return picture


def _obey(picture: _Picture, packet: bytes, at: int, when: float) -> None:
    while at < len(packet):
        command, told = packet[at], packet[at + 1 : at + 7]
        if command == 0x00:
            picture.is_forced, at = True, at + 1
        elif command == 0x01:
            picture.start_ms, at = when, at + 1
        elif command == 0x02:
            picture.end_ms, at = when, at + 1
        elif command in (0x03, 0x04) and len(told) >= 2:
            four = (told[1] & 15, told[1] >> 4, told[0] & 15, told[0] >> 4)
            if command == 0x03:
                picture.colours = four
            else:
                picture.covers = four
            at += 3
        elif command == 0x05 and len(told) == 6:
            across, down = int.from_bytes(told[:3], "big"), int.from_bytes(told[3:], "big")
            picture.box = (across >> 12, down >> 12, across & 0xFFF, down & 0xFFF)
            at += 7
        elif command == 0x06 and len(told) >= 4:
            picture.fields = (int.from_bytes(told[:2], "big"), int.from_bytes(told[2:4], "big"))
            at += 5
        elif command == 0x07 and len(told) >= 2:
            at += 1 + max(int.from_bytes(told[:2], "big"), 2)
        else:
            return


def _colour(head: Head, colour: int, cover: int) -> Colour:
    red, green, blue = head.palette[colour]
    return red, green, blue, cover * 17


def _pixels(packet: bytes, fields: tuple[int, int], width: int, height: int) -> bytes:
    """Return the pixels: even rows lie in the first field, odd ones in the second."""
    rows = [b""] * height
    for parity, start in enumerate(fields):
        nibble = start * 2
        for number in range(parity, height, 2):
            rows[number], nibble = _row(packet, nibble, width)
    return b"".join(rows)


def _row(packet: bytes, nibble: int, width: int) -> tuple[bytes, int]:
    row = bytearray()
    end = len(packet) * 2
    while len(row) < width and nibble < end:
        value = 0
        for bound in (4, 16, 64, 0):
            value = value << 4 | (packet[nibble // 2] >> (0 if nibble % 2 else 4) & 15 if nibble < end else 0)
            nibble += 1
            if value >= bound:
                break
        count = value >> 2 or width
        row += bytes((value & 3,)) * min(count, width - len(row))
    return bytes(row).ljust(width, b"\0"), nibble + nibble % 2

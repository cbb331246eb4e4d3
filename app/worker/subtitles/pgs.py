"""Reads PGS, the drawn subtitles of Blu-ray discs: segments that tell palettes, objects and where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.worker.subtitles.images import CLEAR, Colour, Screen, Shape, from_video, is_sane

MOST_OBJECTS = 64
MOST_SHAPES = 8
_PALETTE, _OBJECT, _COMPOSITION, _END = 0x14, 0x15, 0x16, 0x80
_HD_HEIGHT = 576


@dataclass(slots=True)
class _Drawing:
    width: int
    height: int
    length: int
    content: bytearray = field(default_factory=bytearray)


@dataclass(frozen=True, slots=True)
class _Place:
    number: int
    x: int
    y: int
    is_forced: bool


@dataclass(slots=True)
class Pgs:
    """Understands one stream, packet by packet."""

    width: int = 0
    height: int = 0
    _palettes: dict[int, dict[int, Colour]] = field(default_factory=dict)
    _drawings: dict[int, _Drawing] = field(default_factory=dict)
    _places: list[_Place] = field(default_factory=list)
    _palette: int = 0
    _is_composed: bool = False

    def read(self, start_ms: int, packet: bytes) -> Iterator[Screen]:
        """Yield what is to be seen from this packet on; mostly one screen, or none when more packets belong to it."""
        at = 0
        while at + 3 <= len(packet):
            kind, size = packet[at], int.from_bytes(packet[at + 1 : at + 3], "big")
            segment = packet[at + 3 : at + 3 + size]
            at += 3 + size
            if kind == _COMPOSITION:
                self._compose(segment)
            elif kind == _PALETTE and len(segment) >= 2:
                self._mix(segment)
            elif kind == _OBJECT and len(segment) >= 4:
                self._draw(segment)
            elif kind == _END and self._is_composed:
                self._is_composed = False
                yield Screen(start_ms=start_ms, width=self.width, height=self.height, shapes=tuple(self._shapes()))

    def _compose(self, segment: bytes) -> None:
        if len(segment) < 11:
            return
        self.width, self.height = int.from_bytes(segment[:2], "big"), int.from_bytes(segment[2:4], "big")
        if segment[7] & 0x80:  # an epoch begins: nothing of before is meant any more
            self._palettes.clear()
            self._drawings.clear()
        self._palette = segment[9]
        self._places = []
        at = 11
        for _ in range(min(segment[10], MOST_SHAPES)):
            one = segment[at : at + 8]
            if len(one) < 8:
                break
            x, y = int.from_bytes(one[4:6], "big"), int.from_bytes(one[6:8], "big")
            self._places.append(_Place(int.from_bytes(one[:2], "big"), x, y, bool(one[3] & 0x40)))
            at += 16 if one[3] & 0x80 else 8
        self._is_composed = True

    def _mix(self, segment: bytes) -> None:
        palette = self._palettes.setdefault(segment[0], {})
        for at in range(2, len(segment) - 4, 5):
            index, luma, red, blue, cover = segment[at : at + 5]
            palette[index] = from_video(luma, red, blue, cover, is_hd=self.height > _HD_HEIGHT)

    def _draw(self, segment: bytes) -> None:
        number = int.from_bytes(segment[:2], "big")
        if segment[3] & 0x80 and len(segment) >= 11:
            width, height = int.from_bytes(segment[7:9], "big"), int.from_bytes(segment[9:11], "big")
            length = int.from_bytes(segment[4:7], "big") - 4
            if is_sane(width, height) and (len(self._drawings) < MOST_OBJECTS or number in self._drawings):
                self._drawings[number] = _Drawing(width, height, length, bytearray(segment[11:]))
        elif (drawing := self._drawings.get(number)) is not None and len(drawing.content) < drawing.length:
            drawing.content += segment[4:]

    def _shapes(self) -> Iterator[Shape]:
        told = self._palettes.get(self._palette, {})
        palette = tuple(told.get(index, CLEAR) for index in range(256))
        for place in self._places:
            drawing = self._drawings.get(place.number)
            if drawing is not None:
                yield Shape(
                    x=place.x,
                    y=place.y,
                    width=drawing.width,
                    height=drawing.height,
                    pixels=unpacked(bytes(drawing.content), drawing.width, drawing.height),
                    palette=palette,
                    is_forced=place.is_forced,
                )


def unpacked(content: bytes, width: int, height: int) -> bytes:
    """Return the pixels of an object; what is missing has the colour 255, which is clear in all palettes we know."""
    rows: list[bytes] = []
    row = bytearray()
    at, end = 0, len(content)
    while at < end and len(rows) < height:
        colour, count = content[at], 1
        at += 1
        if not colour:
            if at >= end:
                break
            flags = content[at]
            at += 1
            count = flags & 0x3F
            if flags & 0x40 and at < end:
                count = count << 8 | content[at]
                at += 1
            if flags & 0x80 and at < end:
                colour = content[at]
                at += 1
            if not flags:
                rows.append(bytes(row[:width]).ljust(width, b"\xff"))
                row = bytearray()
                continue
        row += bytes((colour,)) * min(count, width - len(row))
    return b"".join(rows).ljust(width * height, b"\xff")

"""Reads DVB subtitles, the drawn ones of television: pages of regions with objects in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.worker.subtitles.images import CLEAR, Colour, Screen, Shape, from_video, is_sane

MOST_REGIONS = 64
MOST_PLACES = 1_000
_PAGE, _REGION, _COLOURS, _OBJECT, _DISPLAY = 0x10, 0x11, 0x12, 0x13, 0x14
_SYNC = 0x0F
_MAPS = {(2, 4): bytes((0, 7, 8, 15)), (2, 8): bytes((0, 0x77, 0x88, 0xFF)), (4, 8): bytes(n * 17 for n in range(16))}
_BITS = {0x10: 2, 0x11: 4, 0x12: 8}


@dataclass(slots=True)
class _Region:
    width: int
    height: int
    colours: int
    depth: int
    pixels: bytearray
    places: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Dvb:
    """Understands one stream, packet by packet."""

    width: int = 720
    height: int = 576
    _regions: dict[int, _Region] = field(default_factory=dict)
    _colours: dict[int, dict[int, Colour]] = field(default_factory=dict)
    _page: list[tuple[int, int, int]] = field(default_factory=list)
    _timeout_ms: int = 0

    def read(self, start_ms: int, packet: bytes) -> Iterator[Screen]:
        """Yield what is to be seen from this packet on."""
        at = 2 if packet[:2] == b"\x20\0" else 0
        is_page = False
        while at + 6 <= len(packet) and packet[at] == _SYNC:
            kind, size = packet[at + 1], int.from_bytes(packet[at + 4 : at + 6], "big")
            self._take(kind, packet[at + 6 : at + 6 + size])
            is_page = is_page or kind == _PAGE
            at += 6 + size
        if is_page:
            shapes = tuple(self._shapes())
            yield Screen(
                start_ms=start_ms,
                end_ms=start_ms + self._timeout_ms if self._timeout_ms else None,
                width=self.width,
                height=self.height,
                shapes=shapes,
            )

    def _take(self, kind: int, segment: bytes) -> None:
        if kind == _PAGE and len(segment) >= 2:
            self._turn(segment)
        elif kind == _REGION and len(segment) >= 10:
            self._lay(segment)
        elif kind == _COLOURS and len(segment) >= 2:
            self._mix(segment)
        elif kind == _OBJECT and len(segment) >= 7:
            self._draw(segment)
        elif kind == _DISPLAY and len(segment) >= 5:
            self.width = int.from_bytes(segment[1:3], "big") + 1
            self.height = int.from_bytes(segment[3:5], "big") + 1

    def _turn(self, segment: bytes) -> None:
        self._timeout_ms = segment[0] * 1000
        if segment[1] & 0x0C:  # a new beginning, not a change of what is there
            self._regions.clear()
            self._colours.clear()
        self._page = [
            (segment[at], _number(segment, at + 2), _number(segment, at + 4))
            for at in range(2, min(len(segment) - 5, 2 + 6 * MOST_REGIONS), 6)
        ]

    def _lay(self, segment: bytes) -> None:
        number, is_filled = segment[0], bool(segment[1] & 8)
        width, height = int.from_bytes(segment[2:4], "big"), int.from_bytes(segment[4:6], "big")
        depth = {1: 2, 2: 4, 3: 8}.get(segment[6] >> 2 & 7, 4)
        if not is_sane(width, height) or (len(self._regions) >= MOST_REGIONS and number not in self._regions):
            return
        region = self._regions.get(number)
        if region is None or (region.width, region.height) != (width, height):
            region = self._regions[number] = _Region(width, height, segment[7], depth, bytearray(width * height))
            is_filled = True
        region.colours, region.depth = segment[7], depth
        if is_filled:
            fill = {8: segment[8], 4: segment[9] >> 4, 2: segment[9] >> 2 & 3}[depth]
            region.pixels[:] = bytes((fill,)) * len(region.pixels)
        region.places = []
        at = 10
        while at + 6 <= len(segment) and len(region.places) < MOST_PLACES:
            kind = segment[at + 2] >> 6
            x, y = _number(segment, at + 2) & 0xFFF, _number(segment, at + 4) & 0xFFF
            region.places.append((_number(segment, at), x, y))
            at += 8 if kind in (1, 2) else 6

    def _mix(self, segment: bytes) -> None:
        colours = self._colours.setdefault(segment[0], {})
        at = 2
        while at + 4 <= len(segment):
            index, is_full = segment[at], segment[at + 1] & 1
            if is_full:
                luma, red, blue, clear = segment[at + 2 : at + 6].ljust(4, b"\xff")
            else:
                told = int.from_bytes(segment[at + 2 : at + 4], "big")
                luma, red, blue, clear = told >> 8 & 0xFC, told >> 2 & 0xF0, told << 2 & 0xF0, told << 6 & 0xC0
            clear = 255 if not luma else clear
            colours[index] = from_video(luma, red, blue, 255 - clear, is_hd=self.height > 576)
            at += 6 if is_full else 4

    def _draw(self, segment: bytes) -> None:
        number, coding = int.from_bytes(segment[:2], "big"), segment[2] >> 2 & 3
        first, second = int.from_bytes(segment[3:5], "big"), int.from_bytes(segment[5:7], "big")
        if coding:
            return  # letters of a font: nobody sends them
        above = segment[7 : 7 + first]
        below = segment[7 + first : 7 + first + second] or above
        for region in self._regions.values():
            for own, x, y in region.places:
                if own == number:
                    _paint(region, x, y, above)
                    _paint(region, x, y + 1, below)

    def _shapes(self) -> Iterator[Shape]:
        for number, x, y in self._page:
            region = self._regions.get(number)
            if region is None:
                continue
            told = self._colours.get(region.colours, {})
            palette = tuple(told.get(index, _usual(index, region.depth)) for index in range(1 << region.depth))
            yield Shape(
                x=x, y=y, width=region.width, height=region.height, pixels=bytes(region.pixels), palette=palette
            )


def _number(segment: bytes, at: int) -> int:
    return int.from_bytes(segment[at : at + 2], "big")


def _usual(index: int, depth: int) -> Colour:
    """Return a colour that nobody told: nothing for 0, else the bits are red, green, blue and darkness."""
    if not index:
        return CLEAR
    if depth == 2:
        return ((255, 255, 255, 255), (0, 0, 0, 255), (127, 127, 127, 255))[index - 1]
    level = 127 if index & 8 else 255
    return (level * (index & 1), level * (index >> 1 & 1), level * (index >> 2 & 1), 255)


def _paint(region: _Region, x: int, y: int, content: bytes) -> None:
    """Draw every second row of an object."""
    at, across = 0, x
    while at < len(content) and y < region.height:
        kind = content[at]
        at += 1
        if kind == 0xF0:
            across, y = x, y + 2
        elif bits := _BITS.get(kind):
            at, across = _string(region, content, at, (across, y), bits)
        elif kind in (0x20, 0x21, 0x22):
            at += {0x20: 2, 0x21: 4, 0x22: 16}[kind]
        else:
            return


def _string(region: _Region, content: bytes, at: int, place: tuple[int, int], bits: int) -> tuple[int, int]:
    """Draw a run of pixels; returns where its bytes end, and the pixel behind it."""
    reader = _Bits(content, at * 8)
    across, y = place
    table = _MAPS.get((bits, region.depth))
    while reader.at < len(content) * 8:
        colour, count = _RUNS[bits](reader)
        if not count:
            break
        value = table[colour] if table else colour & (1 << region.depth) - 1
        start = y * region.width + min(across, region.width)
        count = min(count, region.width - across) if across < region.width else 0
        region.pixels[start : start + count] = bytes((value,)) * count
        across += count
    return (reader.at + 7) // 8, across


@dataclass(slots=True)
class _Bits:
    content: bytes
    at: int

    def take(self, count: int) -> int:
        value = 0
        for _ in range(count):
            byte = self.content[self.at // 8] if self.at // 8 < len(self.content) else 0
            value = value << 1 | byte >> (7 - self.at % 8) & 1
            self.at += 1
        return value


def _two(bits: _Bits) -> tuple[int, int]:
    if colour := bits.take(2):
        return colour, 1
    if bits.take(1):
        count = 3 + bits.take(3)
        return bits.take(2), count
    if bits.take(1):
        return 0, 1
    kind = bits.take(2)
    if kind < 2:
        return 0, kind * 2
    count = 12 + bits.take(4) if kind == 2 else 29 + bits.take(8)
    return bits.take(2), count


def _four(bits: _Bits) -> tuple[int, int]:
    if colour := bits.take(4):
        return colour, 1
    if not bits.take(1):
        count = bits.take(3)
        return 0, count + 2 if count else 0
    if not bits.take(1):
        count = 4 + bits.take(2)
        return bits.take(4), count
    kind = bits.take(2)
    if kind < 2:
        return 0, 1 + kind
    count = 9 + bits.take(4) if kind == 2 else 25 + bits.take(8)
    return bits.take(4), count


def _eight(bits: _Bits) -> tuple[int, int]:
    if colour := bits.take(8):
        return colour, 1
    is_coloured, count = bits.take(1), bits.take(7)
    return (bits.take(8) if is_coloured else 0), count


_RUNS = {2: _two, 4: _four, 8: _eight}

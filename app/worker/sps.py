"""Reads what a film of H.264 says of its pictures in front of them, so that none has to be decoded.

The sequence parameter set of ITU-T H.264, 7.3.2.1.1, with the usability information of its annex E, as the record of
ISO/IEC 14496-15 holds it (`avcC`).
"""

from dataclasses import dataclass

_WITH_CHROMA = frozenset((100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135))
"""Numbers of profiles that tell how colours are stored; the others store them as 4:2:0 with 8 bits."""
_NAMES = {(1, 8): "yuv420p", (1, 10): "yuv420p10le", (2, 8): "yuv422p", (2, 10): "yuv422p10le"}
_SHAPES = (
    *((0, 0), (1, 1), (12, 11), (10, 11), (16, 11), (40, 33), (24, 11), (20, 11), (32, 11)),
    *((80, 33), (18, 11), (15, 11), (64, 33), (160, 99), (4, 3), (3, 2), (2, 1)),
)
"""Of a pixel, by their numbers (table E-1); the first is untold."""
_EXTENDED_SHAPE = 255
_UNTOLD = 2
LONGEST_SET_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Look:
    """How the pictures of a film are stored.

    Attributes:
        pixel_format: FFmpeg's name.
        transfer: Number of FFmpeg's AVColorTransferCharacteristic, which is H.264's own; likewise `primaries`.
        references: How many pictures a decoder has to keep.
        shape: Width to height of a pixel; (0, 0) when untold.
    """

    pixel_format: str
    bit_depth: int
    transfer: int = _UNTOLD
    primaries: int = _UNTOLD
    references: int = 0
    shape: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signal:
    is_full: bool = False
    transfer: int = _UNTOLD
    primaries: int = _UNTOLD
    shape: tuple[int, int] = (0, 0)


def read_h264(record: bytes) -> Look | None:
    """Return how pictures are stored; None when the record does not tell, or tells something rare."""
    if len(record) < 8 or record[0] != 1 or not record[5] & 31:
        return None
    length = int.from_bytes(record[6:8], "big")
    try:
        return _look(_Bits(record[9 : 8 + min(length, LONGEST_SET_BYTES)]))
    except (IndexError, ValueError):  # cut short, or no such set
        return None


class _Bits:
    """A row of bits, the bytes taken out that only keep start codes from occurring."""

    def __init__(self, data: bytes) -> None:
        self._text = bin(int.from_bytes(b"\x01" + data.replace(b"\x00\x00\x03", b"\x00\x00"), "big"))[3:]
        self._at = 0

    def number(self, bits: int) -> int:
        part = self._text[self._at : self._at + bits]
        if len(part) < bits:
            raise IndexError
        self._at += bits
        return int(part, 2)

    def flag(self) -> bool:
        return self.number(1) == 1

    def golomb(self) -> int:
        """Return an unsigned number of variable length (9.1)."""
        zeros = self._text.index("1", self._at) - self._at
        self._at += zeros
        return self.number(zeros + 1) - 1

    def skip(self, numbers: int) -> None:
        """Skip numbers of variable length, signed or not."""
        for _ in range(numbers):
            self.golomb()


def _look(bits: _Bits) -> Look | None:
    profile = bits.number(8)
    bits.number(16)  # constraints, level
    bits.golomb()
    chroma, depth = _stored(bits) if profile in _WITH_CHROMA else (1, 8)
    _skip_order(bits)
    references = bits.golomb()
    _skip_size(bits)
    signal = _signal(bits) if bits.flag() else _Signal()
    name = _NAMES.get((chroma, depth))
    # FFmpeg has names of their own for the full range of values.
    if name is None or signal.is_full:
        return None
    return Look(name, depth, signal.transfer, signal.primaries, references, signal.shape)


def _stored(bits: _Bits) -> tuple[int, int]:
    """Return the chroma format and the bits of a value. Raises ValueError for what is rare."""
    chroma = bits.golomb()
    if chroma not in (1, 2):
        raise ValueError
    depth, depth_of_colour = bits.golomb() + 8, bits.golomb() + 8
    bits.flag()
    has_matrix = bits.flag()
    if has_matrix or depth != depth_of_colour:
        raise ValueError
    return chroma, depth


def _skip_order(bits: _Bits) -> None:
    """Skip how frames are numbered."""
    bits.skip(1)
    order = bits.golomb()
    if order == 0:
        bits.skip(1)
    elif order == 1:
        bits.flag()
        bits.skip(2)
        bits.skip(bits.golomb())


def _skip_size(bits: _Bits) -> None:
    """Skip gaps, width, height, fields and cropping."""
    bits.flag()
    bits.skip(2)
    if not bits.flag():
        bits.flag()
    bits.flag()
    if bits.flag():
        bits.skip(4)


def _signal(bits: _Bits) -> _Signal:
    shape = _shape(bits) if bits.flag() else (0, 0)
    if bits.flag():
        bits.flag()
    if not bits.flag():
        return _Signal(shape=shape)
    bits.number(3)
    is_full = bits.flag()
    if not bits.flag():
        return _Signal(shape=shape, is_full=is_full)
    primaries, transfer = bits.number(8), bits.number(8)
    return _Signal(shape=shape, is_full=is_full, primaries=primaries, transfer=transfer)


def _shape(bits: _Bits) -> tuple[int, int]:
    number = bits.number(8)
    if number == _EXTENDED_SHAPE:
        return bits.number(16), bits.number(16)
    return _SHAPES[number] if number < len(_SHAPES) else (0, 0)

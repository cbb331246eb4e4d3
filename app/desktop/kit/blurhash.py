"""Reads a BlurHash into a handful of pixels, to stand where a picture will be."""

import math
from functools import lru_cache

from PySide6.QtGui import QColor, QImage, QPixmap

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_HEAD = 6
_PART = 2


@lru_cache(maxsize=1024)
def placeholder(code: str, width: int = 8, height: int = 12) -> QPixmap | None:
    """Return a tiny picture to be stretched smoothly; None when the code is no BlurHash."""
    image = decode(code, width, height)
    return None if image is None else QPixmap.fromImage(image)


def decode(code: str, width: int, height: int) -> QImage | None:
    """Return the picture of a BlurHash; None when the code is none."""
    if len(code) < _HEAD or any(letter not in _VALUES for letter in code):
        return None
    rows, columns = divmod(_VALUES[code[0]], 9)
    rows, columns = rows + 1, columns + 1
    if len(code) != _HEAD - _PART + _PART * rows * columns:
        return None
    waves = _waves(code, rows * columns)
    across = [[math.cos(math.pi * x * i / width) for i in range(columns)] for x in range(width)]
    down = [[math.cos(math.pi * y * j / height) for j in range(rows)] for y in range(height)]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for y in range(height):
        for x in range(width):
            factors = [across[x][i] * down[y][j] for j in range(rows) for i in range(columns)]
            red, green, blue = (
                _to_srgb(sum(wave[part] * factor for wave, factor in zip(waves, factors, strict=True)))
                for part in range(3)
            )
            image.setPixel(x, y, (0xFF << 24) | (red << 16) | (green << 8) | blue)
    return image


def average(code: str) -> QColor | None:
    """Return the mean colour of a BlurHash; None when the code is none."""
    if len(code) < _HEAD or any(letter not in _VALUES for letter in code):
        return None
    return QColor((_number(code[2:6]) & 0xFFFFFF) | (0xFF << 24))


def _waves(code: str, count: int) -> list[tuple[float, float, float]]:
    largest = (_VALUES[code[1]] + 1) / 166
    mean = _number(code[2:6])
    waves = [(_to_linear(mean >> 16 & 255), _to_linear(mean >> 8 & 255), _to_linear(mean & 255))]
    for index in range(1, count):
        value = _number(code[4 + index * _PART : 6 + index * _PART])
        parts = (value // (19 * 19), value // 19 % 19, value % 19)
        red, green, blue = (math.copysign(((part - 9) / 9) ** 2, part - 9) * largest for part in parts)
        waves.append((red, green, blue))
    return waves


def _number(text: str) -> int:
    value = 0
    for letter in text:
        value = value * 83 + _VALUES[letter]
    return value


def _to_linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _to_srgb(value: float) -> int:
    part = min(max(value, 0.0), 1.0)
    curved = part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    return int(curved * 255 + 0.5)

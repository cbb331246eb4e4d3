"""BlurHash: some twenty letters that stand for a blurred picture (https://blurha.sh)."""

import math
from collections.abc import Sequence
from functools import cache

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
COMPONENTS_X, COMPONENTS_Y = 4, 3
BYTES_PER_PIXEL = 3

Rgb = tuple[float, float, float]


def blurhash(pixels: bytes, width: int, height: int) -> str:
    """Return the hash of 4 x 3 components.

    `pixels` holds rows from top to bottom, each pixel as red, green and blue, one byte each. A copy of some twenty
    pixels a side gives the same letters as the whole picture.
    """
    linear = _linear_light()
    rows = [
        [
            tuple(linear[pixels[(y * width + x) * BYTES_PER_PIXEL + channel]] for channel in range(BYTES_PER_PIXEL))
            for x in range(width)
        ]
        for y in range(height)
    ]
    factors = [_factor(rows, x, y) for y in range(COMPONENTS_Y) for x in range(COMPONENTS_X)]
    return _letters(factors)


def _factor(rows: Sequence[Sequence[tuple[float, ...]]], i: int, j: int) -> Rgb:
    height, width = len(rows), len(rows[0])
    across = [math.cos(math.pi * i * x / width) for x in range(width)]
    red = green = blue = 0.0
    for y, row in enumerate(rows):
        down = math.cos(math.pi * j * y / height)
        for weight, (r, g, b) in zip(across, row, strict=True):
            basis = weight * down
            red += basis * r
            green += basis * g
            blue += basis * b
    scale = (1 if i == j == 0 else 2) / (width * height)
    return red * scale, green * scale, blue * scale


def _letters(factors: Sequence[Rgb]) -> str:
    average, *details = factors
    loudest = max(abs(value) for detail in details for value in detail)
    step = max(0, min(82, math.floor(loudest * 166 - 0.5)))
    scale = (step + 1) / 166
    size = (COMPONENTS_X - 1) + (COMPONENTS_Y - 1) * 9
    colour = (_byte(average[0]) << 16) + (_byte(average[1]) << 8) + _byte(average[2])
    return (
        _digits(size, 1)
        + _digits(step, 1)
        + _digits(colour, 4)
        + "".join(_digits(_detail(detail, scale), 2) for detail in details)
    )


def _detail(detail: Rgb, scale: float) -> int:
    red, green, blue = (
        max(0, min(18, math.floor(math.copysign(math.sqrt(abs(value / scale)), value) * 9 + 9.5))) for value in detail
    )
    return red * 19 * 19 + green * 19 + blue


def _digits(value: int, length: int) -> str:
    return "".join(DIGITS[value // 83 ** (length - place - 1) % 83] for place in range(length))


def _byte(light: float) -> int:
    light = max(0.0, min(1.0, light))
    curved = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return int(curved * 255 + 0.5)


@cache
def _linear_light() -> tuple[float, ...]:
    """Return the light of each of the 256 values of sRGB."""
    values = (step / 255 for step in range(256))
    return tuple(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values)

"""What the readers of drawn subtitles give, and how it becomes PNG files."""

import io
from dataclasses import dataclass

from PIL import Image

LARGEST_SIDE = 4096
LARGEST_PIXELS = 4096 * 2304
Colour = tuple[int, int, int, int]
"""Red, green, blue and how much it covers, 0 to 255 each."""
CLEAR: Colour = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A picture with a palette. `pixels` are its rows from above, a byte each."""

    x: int
    y: int
    width: int
    height: int
    pixels: bytes
    palette: tuple[Colour, ...]
    is_forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What is to be seen from a time on; no shapes is nothing.

    Attributes:
        end_ms: When it ends by itself; None when it stays until the next one.
        width: Of the picture that the places are meant for; 0 when untold.
    """

    start_ms: int
    end_ms: int | None = None
    width: int = 0
    height: int = 0
    shapes: tuple[Shape, ...] = ()


def is_sane(width: int, height: int) -> bool:
    """Tell whether a picture is one that a film may have."""
    return 0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE and width * height <= LARGEST_PIXELS


def png_of(shape: Shape) -> bytes:
    """Return a shape as a PNG file with its transparency."""
    colours = (*shape.palette, *[CLEAR] * (256 - len(shape.palette)))[:256]
    image = Image.frombytes("P", (shape.width, shape.height), shape.pixels)
    image.putpalette(bytes(value for colour in colours for value in colour[:3]))
    out = io.BytesIO()
    image.save(out, "PNG", transparency=bytes(colour[3] for colour in colours))
    return out.getvalue()


def from_video(luma: int, red: int, blue: int, cover: int, *, is_hd: bool) -> Colour:
    """Return a colour of video (limited range, BT.709 for HD, else BT.601); `red` and `blue` are differences."""
    y, r, b = 1.164 * (luma - 16), red - 128, blue - 128
    if is_hd:
        rgb = (y + 1.793 * r, y - 0.213 * b - 0.533 * r, y + 2.112 * b)
    else:
        rgb = (y + 1.596 * r, y - 0.392 * b - 0.813 * r, y + 2.017 * b)
    first, second, third = (min(max(round(value), 0), 255) for value in rgb)
    return first, second, third, cover

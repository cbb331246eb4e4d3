"""Draws subtitles as they lie over a picture: texts with an outline, and bitmaps where their film has them."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from app.worker.burn_text import Text, Words

TEXT_SHARE = 1 / 19
"""Of a picture's height: a line of text."""
LINE_SHARE = 1.2
"""Of a line's height: to the next line."""
OUTLINE_SHARE = 1 / 14
MARGIN_SHARE = 0.05
WIDEST_SHARE = 0.9
LEAST_PX = 9
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
_PLAIN = ("DejaVuSans", "LiberationSans-Regular", "NotoSans-Regular", "Arial", "arial", "Helvetica", "segoeui")
_BOLD = ("DejaVuSans-Bold", "LiberationSans-Bold", "NotoSans-Bold", "Arial Bold", "arialbd", "segoeuib")
_ITALIC = ("DejaVuSans-Oblique", "LiberationSans-Italic", "NotoSans-Italic", "Arial Italic", "ariali", "segoeuii")
_BOTH = ("DejaVuSans-BoldOblique", "LiberationSans-BoldItalic", "NotoSans-BoldItalic", "Arial Bold Italic", "arialbi")
_FAR_EAST = (
    "NotoSansCJK-Regular",
    "NotoSansCJKsc-Regular",
    "wqy-zenhei",
    "DroidSansFallbackFull",
    "msgothic",
    "PingFang",
)
_FAR_EAST_START, _FAR_EAST_END = 0x2E80, 0xFFEF
_SUFFIXES = (".ttf", ".otf", ".ttc")

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class Drawn:
    """What lies over a picture: an image with its own transparency, and where its corner is."""

    image: Image.Image
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bitmap:
    """A picture of words, and where it lies on a canvas."""

    image: Image.Image
    x: int
    y: int


def draw_texts(texts: Sequence[Text], size: tuple[int, int]) -> Drawn | None:
    """Return texts over a picture of a size; those of the same place stand above each other."""
    width, height = size
    canvas = Image.new("RGBA", size)
    pen = ImageDraw.Draw(canvas)
    px = max(round(height * TEXT_SHARE), LEAST_PX)
    step, margin = round(px * LINE_SHARE), round(height * MARGIN_SHARE)
    used: dict[int, int] = {}
    for text in texts:
        lines = [wrapped for line in text.lines for wrapped in _wrapped(line, px, round(width * WIDEST_SHARE))]
        row, column = (text.place - 1) // 3, (text.place - 1) % 3
        before = used.get(row, 0)
        top = (
            height - margin - step * len(lines) - before,
            (height - step * len(lines)) // 2 + before,
            margin + before,
        )
        used[row] = before + step * len(lines)
        for number, line in enumerate(lines):
            long = sum(_length(words, px) for words in line)
            left = (margin, (width - long) / 2, width - margin - long)[column]
            _draw(pen, line, (left, top[row] + number * step), px)
    return _cropped(canvas)


def draw_bitmaps(
    bitmaps: Iterable[Bitmap], canvas_size: tuple[int, int], film: tuple[int, int], size: tuple[int, int]
) -> Drawn | None:
    """Return bitmaps over a picture of a size.

    Args:
        canvas_size: That the places of the bitmaps belong to; the film lies in its middle.
        film: Width and height of the film's own pictures, as they are shown.
    """
    scale = size[0] / canvas_size[0]
    # A film that was cut off above and below keeps the canvas of the disc.
    film_height = film[1] * canvas_size[0] / film[0]
    above = (canvas_size[1] - film_height) / 2
    canvas = Image.new("RGBA", size)
    for bitmap in bitmaps:
        width = min(max(round(bitmap.image.width * scale), 1), size[0])
        height = min(max(round(bitmap.image.height * scale), 1), size[1])
        x = min(max(round(bitmap.x * scale), 0), size[0] - width)
        y = min(max(round((bitmap.y - above) * scale * size[1] / (film_height * scale)), 0), size[1] - height)
        canvas.alpha_composite(bitmap.image.resize((width, height), Image.Resampling.BILINEAR), (x, y))
    return _cropped(canvas)


def _cropped(canvas: Image.Image) -> Drawn | None:
    """Return the part that is not empty, with even corners as pictures need them."""
    box = canvas.getchannel("A").getbbox()
    if box is None:
        return None
    left, top = box[0] & ~1, box[1] & ~1
    right, bottom = min(box[2] + (box[2] & 1), canvas.width), min(box[3] + (box[3] & 1), canvas.height)
    return Drawn(canvas.crop((left, top, right, bottom)), left, top)


def _draw(pen: ImageDraw.ImageDraw, line: Iterable[Words], at: tuple[float, float], px: int) -> None:
    x, y = at
    outline = max(round(px * OUTLINE_SHARE), 1)
    for words in line:
        font = _font_of(words, px)
        pen.text(
            (x, y), words.text, font=font, fill=(*words.style.colour, 255), stroke_width=outline, stroke_fill="black"
        )
        x += font.getlength(words.text)


def _wrapped(line: Sequence[Words], px: int, widest: int) -> list[list[Words]]:
    """Break a line where it is too long, at spaces, and inside a word that alone is too long."""
    lines: list[list[Words]] = [[]]
    long = 0.0
    for words in line:
        for part in _parts(words, px, widest):
            length = _length(part, px)
            if lines[-1] and long + _length(replace_text(part, part.text.rstrip()), px) > widest:
                lines.append([])
                long = 0.0
                part = replace_text(part, part.text.lstrip(" "))
            lines[-1].append(part)
            long += length
    return [_joined(found) for found in lines]


def _parts(words: Words, px: int, widest: int) -> Iterable[Words]:
    for word in words.text.replace(" ", " \0").split("\0"):
        rest = word
        while len(rest) > 1 and _length(replace_text(words, rest), px) > widest:
            count = max(len(rest) * widest // round(_length(replace_text(words, rest), px) + 1), 1)
            yield replace_text(words, rest[:count])
            rest = rest[count:]
        if rest:
            yield replace_text(words, rest)


def _joined(line: Iterable[Words]) -> list[Words]:
    joined: list[Words] = []
    for words in line:
        if joined and joined[-1].style == words.style:
            joined[-1] = replace_text(words, joined[-1].text + words.text)
        else:
            joined.append(words)
    if joined:
        joined[-1] = replace_text(joined[-1], joined[-1].text.rstrip())
    return joined


def replace_text(words: Words, text: str) -> Words:
    """Return other words that look the same."""
    return replace(words, text=text)


def _length(words: Words, px: int) -> float:
    return _font_of(words, px).getlength(words.text)


def _font_of(words: Words, px: int) -> Font:
    if any(_FAR_EAST_START <= ord(sign) <= _FAR_EAST_END for sign in words.text):
        return _font(_FAR_EAST + _PLAIN, px)
    style = words.style
    names = (_PLAIN, _ITALIC, _BOLD, _BOTH)[2 * style.is_bold + style.is_italic]
    return _font(names + _PLAIN, px)


@functools.lru_cache(maxsize=32)
def _font(names: tuple[str, ...], px: int) -> Font:
    """Return the first of some fonts that is there; Pillow's own when there is none."""
    for name in names:
        if name in _fonts():
            return ImageFont.truetype(_fonts()[name], px)
    return ImageFont.load_default(px)


@functools.cache
def _fonts() -> dict[str, str]:
    """Return where the fonts of the system are, by their names."""
    folders = [Path(folder) for folder in FOLDERS]
    found = (file for folder in folders if folder.is_dir() for file in folder.rglob("*") if file.suffix in _SUFFIXES)
    return {file.stem: str(file) for file in found}

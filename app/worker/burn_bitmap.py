"""Reads the bitmaps of subtitles that were drawn by their maker: those of Blu-rays, DVDs and broadcasts."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from av.codec import CodecContext
from PIL import Image

from app.worker.burn_raster import Bitmap

CODECS = {"hdmv_pgs_subtitle": (1920, 1080), "pgssub": (1920, 1080), "dvd_subtitle": (720, 576), "dvbsub": (720, 576)}
"""And the canvas that their places belong to where they do not tell."""
CODECS |= {"dvdsub": (720, 576), "dvb_subtitle": (720, 576), "xsub": (720, 576)}
MOST_PIXELS = 4096 * 2304
_SIZE = re.compile(rb"size:\s*(\d{2,4})x(\d{2,4})")
_PALETTE_BYTES = 1024
_PGS_CANVAS, _DVB_COLOURS, _DVB_CANVAS, _DVB_START = 0x16, 0x12, 0x14, 0x0F
_LEAST_PX, _MOST_PX = 16, 8192


def bitmaps(found: Any) -> tuple[Bitmap, ...]:
    """Return what FFmpeg decoded as pictures with transparency.

    PyAV tells the signs of a bitmap but not their colours. An encoder of broadcasts writes these out.
    """
    rects = [(number, rect) for number, rect in enumerate(found.rects) if _is_drawable(rect)]
    if not rects:
        return ()
    context: Any = CodecContext.create("dvbsub", "w")
    context.time_base = Fraction(1, 1000)
    palettes = dict(_palettes(bytes(context.encode_subtitle(found))))
    return tuple(_bitmap(rect, palettes[number]) for number, rect in rects if number in palettes)


def _is_drawable(rect: Any) -> bool:
    return rect.type == b"bitmap" and 0 < rect.width * rect.height <= MOST_PIXELS and len(rect.planes) > 0


def _bitmap(rect: Any, colours: bytes) -> Bitmap:
    size = (rect.width, rect.height)
    image = Image.frombytes("P", size, bytes(rect.planes[0])[: size[0] * size[1]])
    image.putpalette(colours, "RGBA")
    return Bitmap(image=image.convert("RGBA"), x=max(rect.x, 0), y=max(rect.y, 0))


def _palettes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the colours of each bitmap, as RGBA, from the segments of a broadcast (EN 300 743, 7.2.4)."""
    for kind, segment in _segments(content):
        if kind == _DVB_COLOURS:
            colours = bytearray(_PALETTE_BYTES)
            for at in range(2, len(segment) - 5, 6):
                y, cr, cb, clear = segment[at + 2 : at + 6]
                colours[4 * segment[at] : 4 * segment[at] + 4] = bytes((*_rgb(y, cb, cr), 255 - clear))
            yield segment[0], bytes(colours)


def _rgb(y: int, cb: int, cr: int) -> Iterator[int]:
    """Return a colour of BT.601 with its narrow range as red, green and blue."""
    light = 1.164 * (y - 16)
    for part in (1.596 * (cr - 128), -0.392 * (cb - 128) - 0.813 * (cr - 128), 2.017 * (cb - 128)):
        yield min(max(round(light + part), 0), 255)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2 if content[:1] == b"\x20" else 0
    while at + 6 <= len(content) and content[at] == _DVB_START:
        end = at + 6 + int.from_bytes(content[at + 4 : at + 6], "big")
        yield content[at + 1], content[at + 6 : end]
        at = end


def canvas_of(codec: str, extradata: bytes, packet: bytes, before: tuple[int, int] | None) -> tuple[int, int]:
    """Return the size of the canvas of bitmaps; what an earlier packet said holds on."""
    told = None
    if "pgs" in codec:
        told = _pgs(packet)
    elif codec.startswith("dvb"):
        told = _dvb(packet)
    elif found := _SIZE.search(extradata):
        told = int(found[1]), int(found[2])
    if told and all(_LEAST_PX <= length <= _MOST_PX for length in told):
        return told
    return before or CODECS[codec]


def _pgs(packet: bytes) -> tuple[int, int] | None:
    """Return the size in a presentation composition segment: one begins each picture."""
    if len(packet) < 7 or packet[0] != _PGS_CANVAS:
        return None
    return int.from_bytes(packet[3:5], "big"), int.from_bytes(packet[5:7], "big")


def _dvb(packet: bytes) -> tuple[int, int] | None:
    """Return the size in a display definition segment (EN 300 743, 7.2.1)."""
    for kind, segment in _segments(packet):
        if kind == _DVB_CANVAS and len(segment) >= 5:
            return int.from_bytes(segment[1:3], "big") + 1, int.from_bytes(segment[3:5], "big") + 1
    return None

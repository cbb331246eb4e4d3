"""Finds the fonts that are attached to a film, for players that draw ASS."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from av.container import InputContainer

from app.contract.media import MediaFault
from app.contract.subtitles import Font, FontFile
from app.worker.checks import Fault, reading
from app.worker.containers import opened

MOST_FONTS = 200
LARGEST_BYTES = 64 * 1024 * 1024
LONGEST_NAME = 120
# A font is known by its first bytes: a name or a type that a file tells of itself is not believed.
_KINDS = (
    (b"\0\1\0\0", "font/ttf"),
    (b"true", "font/ttf"),
    (b"OTTO", "font/otf"),
    (b"ttcf", "font/collection"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
)


def list_fonts(path: Path) -> list[Font]:
    """Return the fonts of a file. Raises Fault."""
    with reading(path), opened(path, is_decoded=False) as container:
        return [font for font, _ in attached(container)]


def read_font(path: Path, index: int) -> FontFile:
    """Return a font. Raises Fault when there is none with this number."""
    with reading(path), opened(path, is_decoded=False) as container:
        for font, content in attached(container):
            if font.index == index:
                return FontFile(font=font, content=content)
    raise Fault(MediaFault.UNREADABLE, "It has no such font.")


def attached(container: InputContainer) -> Iterator[tuple[Font, bytes]]:
    """Yield the fonts of an open film and what is in them."""
    count = 0
    for stream in container.streams:
        attached: Any = stream
        if stream.type != "attachment" or count >= MOST_FONTS:
            continue
        content = bytes(attached.data or b"")
        media_type = next((kind for mark, kind in _KINDS if content.startswith(mark)), "")
        if media_type and len(content) <= LARGEST_BYTES:
            count += 1
            name = _name(str(attached.name or ""), media_type)
            yield Font(index=stream.index, name=name, media_type=media_type, size_bytes=len(content)), content


def _name(told: str, media_type: str) -> str:
    """Return the last part of a name, without what is no letter, number or sign of file names."""
    last = PureWindowsPath(PurePosixPath(told).name).name
    kept = "".join(letter for letter in last if letter.isalnum() or letter in " ._-()")[-LONGEST_NAME:].strip(" .")
    return kept or f"font.{media_type.rpartition('/')[2]}"

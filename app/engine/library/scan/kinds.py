"""Which files are media, which lie beside media, and which are nothing to us."""

from enum import StrEnum

from app.contract.library import SourceKind
from app.engine.library.names.words import (
    AUDIO_EXTENSIONS,
    LYRICS_EXTENSIONS,
    PICTURE_EXTENSIONS,
    SUBTITLE_EXTENSIONS,
    VIDEO_EXTENSIONS,
)

_DISC_IMAGES = frozenset(("iso", "img", "vob", "ifo", "bup"))


class FileKind(StrEnum):
    """What a file is to the library; the words of `side_file.kind`, and MEDIA."""

    MEDIA = "media"
    PICTURE = "picture"
    SUBTITLE = "subtitle"
    NFO = "nfo"
    LYRICS = "lyrics"
    EXTRA = "extra"


_SIDES = (
    (PICTURE_EXTENSIONS, FileKind.PICTURE),
    (SUBTITLE_EXTENSIONS, FileKind.SUBTITLE),
    (frozenset(("nfo",)), FileKind.NFO),
    (LYRICS_EXTENSIONS, FileKind.LYRICS),
)


def kind_of(name: str, source: SourceKind) -> FileKind | None:
    """Return what a file is, by its extension; None for nothing to us."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    for extensions, kind in _SIDES:
        if extension in extensions:
            return kind
    if extension in VIDEO_EXTENSIONS - _DISC_IMAGES:
        return FileKind.MEDIA
    is_music_welcome = source in (SourceKind.MUSIC, SourceKind.MIXED)
    return FileKind.MEDIA if extension in AUDIO_EXTENSIONS and is_music_welcome else None

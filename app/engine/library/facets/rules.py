"""Which words a file and an item are filtered by. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

FIELDS = ("genre", "year", "resolution", "range_type", "video_codec", "audio_language", "source")
OWN_FIELDS = frozenset({"year"})
"""These say something of an item itself and not of what lies in it."""
MAX_VALUE = 100
"""Letters of a value that are kept: a genre comes from a file's tags."""
_RESOLUTIONS = (("uhd", 3200, 1800), ("fullhd", 1800, 1000), ("hd", 1200, 700))
"""From which width or height on; a wide film has fewer lines than its name says."""
_LANGUAGES = {
    "alb": "sqi",
    "arm": "hye",
    "baq": "eus",
    "bur": "mya",
    "chi": "zho",
    "cze": "ces",
    "dut": "nld",
    "fre": "fra",
    "geo": "kat",
    "ger": "deu",
    "gre": "ell",
    "ice": "isl",
    "mac": "mkd",
    "may": "msa",
    "per": "fas",
    "rum": "ron",
    "slo": "slk",
    "tib": "bod",
    "wel": "cym",
}
"""ISO 639-2 has two codes for these."""
_UNTOLD = frozenset({"", "und", "mis", "zxx"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """What filters ask of a stream."""

    type: str
    codec: str = ""
    language: str = ""
    width_px: int = 0
    height_px: int = 0
    range_type: str = ""
    is_picture: bool = False


def resolution(width_px: int, height_px: int) -> str:
    """Return "sd", "hd", "fullhd" or "uhd"; "" when the size is not known."""
    if not width_px and not height_px:
        return ""
    return next((name for name, width, height in _RESOLUTIONS if width_px >= width or height_px >= height), "sd")


def language(code: str) -> str:
    """Return an ISO 639 code in one of its spellings; "" when it says nothing."""
    plain = code.strip().lower()
    return "" if plain in _UNTOLD else _LANGUAGES.get(plain, plain)


def of_streams(streams: Iterable[Stream]) -> set[tuple[str, str]]:
    """Return (field, value) for the streams of an item's files."""
    found: set[tuple[str, str]] = set()
    for stream in streams:
        if stream.type == "video" and not stream.is_picture:
            found |= {
                ("resolution", resolution(stream.width_px, stream.height_px)),
                ("range_type", stream.range_type),
                ("video_codec", stream.codec),
            }
        elif stream.type == "audio":
            found.add(("audio_language", language(stream.language)))
    return told(found)


def best_picture(streams: Iterable[Stream]) -> Stream | None:
    """Return the moving picture with the most lines; None when there is none."""
    films = (stream for stream in streams if stream.type == "video" and not stream.is_picture)
    return max(films, key=lambda stream: stream.height_px, default=None)


def of_item(genres: Iterable[str], year: int | None) -> set[tuple[str, str]]:
    """Return (field, value) for what an item says of itself."""
    return told({*(("genre", genre) for genre in genres), ("year", "" if year is None else str(year))})


def told(found: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return those that say something, of a bearable length."""
    return {(field, value.strip()[:MAX_VALUE]) for field, value in found if value.strip()}

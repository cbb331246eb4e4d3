"""Subtitles as workers take them out of files, and as players get them.

The tasks go to a media worker as those of contract/media.py do. Texts are answered as bytes: zlib-compressed JSON, a
list of `[start_ms, end_ms, text, settings]`, and for ASS also the zlib-compressed original as UTF-8. Times are the
file's own.
"""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

TEXT_CODECS = frozenset({"subrip", "ass", "ssa", "mov_text", "webvtt", "text"})
"""FFmpeg's names of the subtitles that are text."""
PICTURE_CODECS = frozenset({"hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle"})
"""Those that are pictures."""
TEXT_SUFFIXES = frozenset({"srt", "ass", "ssa", "vtt", "sub", "smi", "sami", "ttml"})
"""Of files beside a film that are read as text; a ".sub" may also hold the pictures of an ".idx"."""
PICTURE_SUFFIXES = frozenset({"idx", "sup", "pgs"})
STYLED = frozenset({"ass", "ssa"})


class Cue(NamedTuple):
    """Words that are shown for a while. A tuple, for a film has thousands of them.

    Attributes:
        text: As WebVTT has it between two empty lines: escaped, with balanced `b`, `i`, `u` and colour classes only.
        settings: Where it is shown, as WebVTT writes behind the times ("line:5% align:left"); "" is below.
    """

    start_ms: int
    end_ms: int
    text: str
    settings: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFound:
    """The text of one stream.

    Attributes:
        index: Its number inside the file, as FFmpeg counts; 0 for a file beside the film.
        codec: FFmpeg codec name; for a file beside the film that of what it really holds.
        cues_bytes: How much of the bytes are its cues; `script_bytes` behind them are the original ASS, else 0.
        is_cut: There was more than our limits allow.
    """

    index: int
    codec: str
    cue_count: int
    cues_bytes: int
    script_bytes: int = 0
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsFound:
    """The texts of a file; their bytes lie one after the other.

    Attributes:
        start_ms: The time of the file's first picture or sound, which players call 0.
    """

    start_ms: int = 0
    texts: tuple[TextFound, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsTask:
    """Take out all text streams of a file, which is read once from end to end; answers TextsFound and bytes."""

    task: ClassVar[str] = "texts"
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPartTask:
    """Take out what one text stream says between two times of the file; answers TextsFound and bytes.

    What has begun much earlier and is still shown may be missing.
    """

    task: ClassVar[str] = "text_part"
    path: str
    index: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SideTextTask:
    """Read a text file beside a film, in whatever encoding it is; answers TextsFound and bytes.

    Attributes:
        language: ISO 639 code that its name tells, which helps to tell the encoding; "" when untold.
        frame_rate: Of the film, for formats that count pictures.
    """

    task: ClassVar[str] = "side_text"
    path: str
    language: str = ""
    frame_rate: float = 25.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font that is attached to a file.

    Attributes:
        index: Its number inside the file, as FFmpeg counts.
        name: A file name without folders.
        media_type: "font/ttf" or the like, never anything that a browser would run.
    """

    index: int
    name: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FontsTask:
    """List the fonts that are attached to a file; answers a list of Font."""

    task: ClassVar[str] = "fonts"
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FontTask:
    """Take out a font; answers Font and its bytes."""

    task: ClassVar[str] = "font"
    path: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFile:
    """A font and its bytes."""

    font: Font
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture that is drawn over the film. Places and sizes are shares of the film's (0 to 1).

    Attributes:
        picture: Its number; the same picture may be shown several times.
    """

    picture: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureCue:
    """Pictures that are shown for a while."""

    start_ms: int
    end_ms: int
    pictures: tuple[Drawn, ...]
    is_forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturesMade:
    """What a stream of pictures shows in a part of the film.

    Attributes:
        sizes_bytes: Of the PNG files in the bytes, one after the other; their place is their number.
        is_cut: There was more than our limits allow.
    """

    cues: tuple[PictureCue, ...] = ()
    sizes_bytes: tuple[int, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturesTask:
    """Draw the subtitles that are shown between two times of a film; answers PicturesMade and PNG files.

    Here 0 is the beginning of the film, as players count, not the file's own time.

    Attributes:
        index: Of the stream; None for a file beside the film (".idx" with its ".sub", ".sup").
    """

    task: ClassVar[str] = "subtitle_pictures"
    path: str
    index: int | None = None
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureIndex:
    """Where the pictures of a subtitle are listed, block by block.

    Attributes:
        block_ms: How long each block of the film is.
        lists: Of the blocks, by their number; relative to this index.
    """

    block_ms: int
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureList:
    """The pictures of a subtitle in a part of the film, for players that draw them.

    Attributes:
        cues: Those that are shown in this part; one that goes on is told in the next part, too.
        urls: Of the pictures, by their number; relative to this list.
    """

    start_ms: int
    end_ms: int
    cues: tuple[PictureCue, ...]
    urls: tuple[str, ...]

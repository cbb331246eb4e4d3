"""What a closer look at a file finds in the background: pictures along a film, loudness, and where its parts are.

The second half is what a media worker is asked for it; see contract/media.py for how.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from app.contract.units import DurationMs

STEP_MS = 10_000
"""One picture for each ten seconds of a film."""
COLUMNS = ROWS = 10
"""Pictures of a sheet."""
WIDTH_PX = 320
ENGINE_VERSION = 1
"""Counts up when pictures are made in another way: then all are made anew."""


class MarkerKind(StrEnum):
    """What a part of a file is."""

    RECAP = "recap"
    INTRO = "intro"
    CREDITS = "credits"


class MarkerSource(StrEnum):
    """Who says so. What a user says stays, whatever is found later."""

    CHAPTERS = "chapters"
    FINGERPRINT = "fingerprint"
    USER = "user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A part of a file that a player offers to skip.

    Attributes:
        confidence: 0 to 1.
    """

    kind: MarkerKind
    start_ms: DurationMs
    end_ms: DurationMs
    source: MarkerSource = MarkerSource.USER
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerWish:
    """Where a part is, as a user says it.

    Attributes:
        asset_id: The version it is true for; None for the only one.
    """

    start_ms: DurationMs
    end_ms: DurationMs
    asset_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trickplay:
    """Small pictures along a film, many on a sheet, in the order of reading.

    Attributes:
        width_px: Of one picture; likewise `height_px`.
        count: Pictures on all sheets together.
        step_ms: Time from one picture to the next; the first is of the start.
        sheets: Signed paths of the sheets, `columns` × `rows` pictures each; the last one may have fewer rows.
        vtt_url: The same as WebVTT with `#xywh=`; `hls_url` as an HLS playlist of images, `bif_url` as one file (BIF).
    """

    width_px: int
    height_px: int
    columns: int
    rows: int
    count: int
    step_ms: DurationMs
    sheets: tuple[str, ...]
    vtt_url: str
    hls_url: str
    bif_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """How loud a file is (EBU R 128), measured once over all of its default sound.

    Attributes:
        integrated_lufs: -70 and less is silence.
        true_peak_db: Highest peak between samples, in dBTP; None when it was not measured.
        range_lu: Between the soft and the loud parts.
    """

    integrated_lufs: float
    true_peak_db: float | None = None
    range_lu: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterPicture:
    """A picture of a chapter.

    Attributes:
        number: Of the chapter in its file, from 0.
        url: Signed path.
    """

    number: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What is known about one file of an item; what was not looked at yet is None or empty.

    Attributes:
        gain_db: What brings the file to the loudness of all others, without passing full scale; None when unknown.
            Of music whose tags tell it, it is theirs.
        album_gain_db: The same for the album as a whole, so that its tracks keep their differences; None when the tags
            of the file do not tell it.
    """

    asset_id: str
    trickplay: Trickplay | None = None
    chapter_pictures: tuple[ChapterPicture, ...] = ()
    markers: tuple[Marker, ...] = ()
    loudness: Loudness | None = None
    gain_db: float | None = None
    album_gain_db: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTask:
    """Write one sheet of small pictures of a film as a JPEG; answers SheetMade.

    Only key frames are decoded: a picture is that of the last one before its time.

    Attributes:
        first: Number of its first picture, counted from the start of the film.
        count: Of its pictures.
    """

    task: ClassVar[str] = "sheet"
    path: str
    target: str
    first: int
    count: int
    step_ms: DurationMs = DurationMs(STEP_MS)
    columns: int = COLUMNS
    width_px: int = WIDTH_PX


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMade:
    """A sheet that a worker wrote.

    Attributes:
        width_px: Of one picture; likewise `height_px`.
        found: How many of the pictures could be decoded; the others show the one before.
    """

    width_px: int
    height_px: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BifTask:
    """Write the pictures of sheets as one BIF file, as Roku's players want it; answers None.

    Attributes:
        path: The folder with the sheets, "0.jpg" and so on.
        width_px: Of one picture; likewise `height_px`.
    """

    task: ClassVar[str] = "bif"
    path: str
    target: str
    count: int
    width_px: int
    height_px: int
    step_ms: DurationMs = DurationMs(STEP_MS)
    columns: int = COLUMNS
    rows: int = ROWS


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenesTask:
    """Write a good picture for each of some spans of a film into the folder `target`; answers ScenesMade.

    Attributes:
        spans_ms: Start and end of each; its picture is `chapter-<number>.jpg`.
        first: Number of the first span: a long film is looked at in parts.
    """

    task: ClassVar[str] = "scenes"
    path: str
    target: str
    spans_ms: tuple[tuple[int, int], ...]
    first: int = 0
    width_px: int = WIDTH_PX


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenesMade:
    """The numbers of the spans that have a picture."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoudnessTask:
    """Measure the loudness of a file's default sound; answers Loudness, or None for a file without sound."""

    task: ClassVar[str] = "loudness"
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromaTask:
    """Listen to the beginning and the end of an episode's default sound; answers Chroma, or None without sound.

    Attributes:
        head_ms: How much of the beginning; `tail_ms` of the end.
    """

    task: ClassVar[str] = "chroma"
    path: str
    head_ms: DurationMs
    tail_ms: DurationMs


@dataclass(frozen=True, slots=True, kw_only=True)
class Chroma:
    """What parts of a sound are known by: a word of 32 bits for each eighth of a second, as hexadecimal digits.

    Attributes:
        tail_start_ms: Where the tail begins.
    """

    head: str
    tail: str
    tail_start_ms: DurationMs


@dataclass(frozen=True, slots=True, kw_only=True)
class RefrainTask:
    """Find the longest part that two sounds have in common; answers Refrain, or None.

    Attributes:
        path: Names the first one, for messages.
        first: As in Chroma; likewise `second`.
        shortest_ms: What is shorter does not count; `longest_ms` likewise.
    """

    task: ClassVar[str] = "refrain"
    path: str
    first: str
    second: str
    shortest_ms: DurationMs
    longest_ms: DurationMs


@dataclass(frozen=True, slots=True, kw_only=True)
class Refrain:
    """A part that two sounds have in common.

    Attributes:
        first_ms: Where it starts in the first one; `second_ms` in the second one.
        likeness: How much of what sounds in one also sounds in the other, 0 to 1; chance makes 0.33 at most.
    """

    first_ms: DurationMs
    second_ms: DurationMs
    length_ms: DurationMs
    likeness: float


StudyTask = SheetTask | BifTask | ScenesTask | LoudnessTask | ChromaTask | RefrainTask

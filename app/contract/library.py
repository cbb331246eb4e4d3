"""Sources, what lies in them, and how a scan goes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from app.contract.events import Event
from app.contract.units import DurationMs


class SourceKind(StrEnum):
    """What a source folder is said to hold; a hint to the reading of names."""

    MOVIES = "movies"
    SHOWS = "shows"
    MUSIC = "music"
    MIXED = "mixed"


class ItemKind(StrEnum):
    """What an item of the catalogue is. Films, shows and artists are the top level."""

    FILM = "film"
    SHOW = "show"
    SEASON = "season"
    EPISODE = "episode"
    ARTIST = "artist"
    ALBUM = "album"
    TRACK = "track"


TOP_KINDS = (ItemKind.FILM, ItemKind.SHOW, ItemKind.ARTIST)
PLAYABLE_KINDS = (ItemKind.FILM, ItemKind.EPISODE, ItemKind.TRACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A folder to be added. `path` is absolute on the engine's machine."""

    path: str
    kind: SourceKind = SourceKind.MIXED


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A folder that Marquee reads.

    Attributes:
        online: False when the folder could not be listed at the last look; its items stay.
        scanned_at: End of the last whole scan; None before the first.
        file_count: Media files known in it.
        problem_count: Entries of its last scan report.
    """

    id: str
    path: str
    kind: SourceKind
    online: bool
    added_at: datetime
    scanned_at: datetime | None
    file_count: int
    problem_count: int


class ProblemKind(StrEnum):
    """Why a file or folder was not taken in."""

    UNREADABLE = "unreadable"
    """It is no media file that we can open, or it is damaged."""
    EMPTY = "empty"
    NOT_A_FILE = "not_a_file"
    """A FIFO, socket or device."""
    NO_PERMISSION = "no_permission"
    VANISHED = "vanished"
    BAD_NAME = "bad_name"
    """The name is no valid UTF-8."""
    LOOP = "loop"
    """A link that leads back into a folder above it, or out of the source."""
    TIMEOUT = "timeout"
    """Reading took longer than the limit, and the worker was ended."""
    CRASHED = "crashed"
    """Reading ended the worker."""
    IGNORED = "ignored"
    """Its owner said so; see the review queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One line of a scan report: what was skipped, and why.

    Attributes:
        path: Relative to the source; undecodable bytes shown as U+FFFD.
        detail: What the reader said, in English, or "".
    """

    source_id: str
    path: str
    kind: ProblemKind
    detail: str
    seen_at: datetime


class ScanState(StrEnum):
    """Where a scan stands."""

    QUEUED = "queued"
    WALKING = "walking"
    PROBING = "probing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The newest scan of one source.

    Attributes:
        found: Media files seen so far by the walk.
        done: Files that are finished: unchanged, probed or given up.
        total: Files to finish; grows while the walk goes on.
        added: New files taken in.
        changed: Files read again because size or time differ.
        missing: Files known before that are no longer there.
        problems: Entries of the report.
        rate: Files finished a second, over the last seconds.
        eta_ms: Estimated rest; None while it cannot be told.
        elapsed_ms: Since the start, until the end.
    """

    source_id: str
    job_id: str
    state: ScanState
    found: int = 0
    done: int = 0
    total: int = 0
    added: int = 0
    changed: int = 0
    missing: int = 0
    problems: int = 0
    rate: float = 0.0
    eta_ms: DurationMs | None = None
    elapsed_ms: DurationMs = DurationMs(0)


class LyricsSource(StrEnum):
    """Where lyrics come from."""

    FILE = "file"
    """A .lrc file of the same name beside the track."""
    EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True, kw_only=True)
class LyricLine:
    """A line of lyrics; `start_ms` is None in lyrics without times, and "" text is a pause."""

    text: str
    start_ms: DurationMs | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lyrics:
    """The lyrics of a track.

    Attributes:
        lines: In the order in which they are sung.
        is_synced: Every line has a time.
    """

    lines: tuple[LyricLine, ...]
    is_synced: bool
    source: LyricsSource


class Aspect(StrEnum):
    """What about an item changed."""

    FILE = "file"
    METADATA = "metadata"
    ARTWORK = "artwork"
    STATE = "state"
    """Watched, position."""
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsChanged(Event):
    """Items were added, changed or removed. `kinds` tells which walls may care.

    Attributes:
        user_id: Whose state of them changed (Aspect.STATE): nobody else hears it. "" is everybody's.
    """

    name: ClassVar[str] = "item.changed"
    ids: tuple[str, ...]
    kinds: tuple[ItemKind, ...]
    aspect: Aspect
    user_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesChanged(Event):
    """A source was added, removed, or went on- or offline."""

    name: ClassVar[str] = "source.changed"
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanProgress(Event):
    """A scan went on; at most a few times a second for each source."""

    name: ClassVar[str] = "scan.progress"
    scan: Scan

"""What Marquee is not sure about, why, and what its owner can answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from app.contract.events import Event
from app.contract.library import ItemKind


class DoubtKind(StrEnum):
    """Why something waits for its owner."""

    UNCERTAIN = "uncertain"
    """The name can be read, but on weak grounds."""
    CLASH = "clash"
    """Name and folder say different things."""
    DUPLICATE = "duplicate"
    """Two files are the same work in the same quality."""
    UNREADABLE = "unreadable"
    CONTRADICTION = "contradiction"
    """The NFO beside a file and its name disagree."""


class ReviewState(StrEnum):
    """Where an entry stands."""

    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


class Verdict(StrEnum):
    """What the owner says."""

    FILM = "film"
    SHOW = "show"
    RIGHT = "right"
    """It is right as it is."""
    IGNORE = "ignore"
    KEEP_BOTH = "keep_both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One decision about a file, or about all files of a folder.

    Attributes:
        title: "" keeps the one that was read; likewise None of the others.
        season: Of a show's episodes; of those in a folder all get the same.
        episode_offset: Added to the numbers that were read.
    """

    verdict: Verdict
    title: str = ""
    year: int | None = None
    season: int | None = None
    episode_offset: int = 0


class Scope(StrEnum):
    """What an answer is remembered for."""

    FILE = "file"
    FOLDER = "folder"
    """All files in the folder of the file and below it, and those that come later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """What the owner says to an entry."""

    answer: Answer
    scope: Scope = Scope.FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What Marquee takes a file for by its name, answers included.

    Attributes:
        kind: FILM or EPISODE.
        title: Of the film or the show; "" when nothing names it.
        season: None also where episodes are counted over all seasons.
        episode: The first that is in the file; None when nothing tells it.
    """

    kind: ItemKind
    title: str = ""
    year: int | None = None
    season: int | None = None
    episode: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEntry:
    """One thing that waits for its owner.

    Attributes:
        source_path: Of the folder that was added.
        path: Relative to the source.
        confidence: Of the reading that Marquee took, 0 to 1.
        reasons: Which rules decided or what was found, as codes and names; the desktop words them.
        offers: Answers that suit, the likeliest first.
        guess: None for a file that could not be read.
        answer: What counts for the file by now; None when nothing was answered.
    """

    id: str
    source_id: str
    path: str
    kind: DoubtKind
    confidence: float
    reasons: tuple[str, ...]
    offers: tuple[Answer, ...]
    state: ReviewState
    seen_at: datetime
    source_path: str = ""
    guess: Guess | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCounts:
    """How much waits. `kinds` leaves out those of which nothing does."""

    open_count: int
    kinds: Mapping[DoubtKind, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewChanged(Event):
    """Entries were filed, answered or closed. `open_count` is what is left."""

    name: ClassVar[str] = "review.changed"
    open_count: int

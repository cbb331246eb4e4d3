"""What was understood of an NFO file."""

from dataclasses import dataclass

from app.contract.library import ItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who took part.

    Attributes:
        role: "actor", "guest", "director", "writer", "producer", "composer", "artist" or another lower-case word.
        character: Who an actor plays; "" when untold.
        order: Place in the list of its role, from 0.
        picture: Address of a portrait, "" when none is told.
    """

    name: str
    role: str
    character: str = ""
    order: int = 0
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A verdict of 0 to 10. `name` is who gave it ("imdb", "tmdb", "default"); `votes` 0 when untold."""

    name: str
    value: float
    votes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """The id of a work at a provider: ("imdb", "tt0080684")."""

    provider: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A set of films that belong together."""

    name: str
    overview: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayNote:
    """What a player noted about watching. It is told and never applied: the state belongs to a user."""

    is_watched: bool = False
    play_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One work as an NFO describes it; what it does not tell is empty.

    Attributes:
        kind: None when only an address was found that does not tell it.
        premiered: ISO 8601 date, possibly only a year, or a year and month.
        season: Of an episode or season, with `episode`: told for comparison; the file name decides.
        names: Season names by number, of a show.
    """

    kind: ItemKind | None = None
    title: str = ""
    original_title: str = ""
    sort_title: str = ""
    alt_titles: tuple[str, ...] = ()
    year: int | None = None
    premiered: str = ""
    plot: str = ""
    outline: str = ""
    tagline: str = ""
    runtime_ms: int = 0
    certificate: str = ""
    status: str = ""
    genres: tuple[str, ...] = ()
    studios: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    ratings: tuple[Rating, ...] = ()
    refs: tuple[Ref, ...] = ()
    collections: tuple[Collection, ...] = ()
    season: int | None = None
    episode: int | None = None
    names: tuple[tuple[int, str], ...] = ()
    note: PlayNote = PlayNote()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nfo:
    """An NFO file as read.

    Attributes:
        records: One for each root; several only for a file with several episodes. () when nothing was understood.
        reasons: What was repaired or left out, in English sentences.
    """

    records: tuple[Record, ...] = ()
    reasons: tuple[str, ...] = ()

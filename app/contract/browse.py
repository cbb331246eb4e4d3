"""What screens list: cards, details, the home page."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.contract.library import ItemKind
from app.contract.media import Chapter, MediaStream
from app.contract.units import DurationMs, Kbps, SizeBytes


class PictureKind(StrEnum):
    """What a picture is for. Posters are 2:3, covers 1:1, thumbs and fanart 16:9."""

    POSTER = "poster"
    COVER = "cover"
    THUMB = "thumb"
    FANART = "fanart"
    LOGO = "logo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of an item.

    Attributes:
        url: Path on the engine, immutable for these bytes; append `&width=<px>` for a smaller one.
        placeholder: BlurHash of 4 x 3 components, to be shown until the picture is there.
        color: Dominant colour as "#rrggbb".
    """

    kind: PictureKind
    url: str
    width_px: int
    height_px: int
    placeholder: str
    color: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An item as a wall, a row or a list shows it.

    Attributes:
        number: Season, episode or track number.
        end_number: Last episode of a file that holds several; else None.
        season_number: Of an episode.
        disc_number: Of a track.
        parent_id: Season of an episode, show of a season, album of a track, artist of an album.
        top_id: Show of a season or episode, artist of an album or track.
        top_title: Its title.
        parent_title: Title of the parent.
        height_px: Of the best version's picture; 0 when there is none.
        range_type: "SDR", "HDR10", "HLG", "DOVI", or "" when unknown.
        position_ms: Where the asking user stopped; 0 when not started or finished.
        child_count: Episodes of a show or season, tracks of an album, albums of an artist.
        unwatched_count: Of those.
        is_missing: No file of it is there at the moment.
    """

    id: str
    kind: ItemKind
    title: str
    year: int | None
    sort_title: str = ""
    number: int | None = None
    end_number: int | None = None
    season_number: int | None = None
    disc_number: int | None = None
    parent_id: str | None = None
    parent_title: str = ""
    top_id: str | None = None
    top_title: str = ""
    duration_ms: DurationMs = DurationMs(0)
    height_px: int = 0
    range_type: str = ""
    added_at: datetime
    is_watched: bool = False
    position_ms: DurationMs = DurationMs(0)
    child_count: int = 0
    unwatched_count: int = 0
    is_missing: bool = False
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One file of an item.

    Attributes:
        file_name: Without its folder.
        folder: Absolute path of the folder on the engine's machine.
    """

    asset_id: str
    file_name: str
    folder: str
    container: str
    size_bytes: SizeBytes
    duration_ms: DurationMs
    bitrate_kbps: Kbps
    streams: tuple[MediaStream, ...]
    chapters: tuple[Chapter, ...] = ()
    is_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where one field of an item comes from.

    Attributes:
        field: "title", "year", "poster" …
        source: "file name", "folder", "tag", "local file", "embedded", "frame" …
        detail: The name or value that was read.
    """

    field: str
    source: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Somebody who took part in an item.

    Attributes:
        role: "actor", "guest", "director", "writer", "producer", "composer", "artist" …
        character: Who an actor plays; "" when untold.
        picture_url: Address of a portrait outside the engine; "" when none is told.
    """

    person_id: str
    name: str
    role: str
    character: str = ""
    picture_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A studio, tag or collection that an item belongs to. Only collections have an overview."""

    id: str
    name: str
    overview: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderId:
    """The id of an item at a provider ("imdb", "tmdb", "tvdb", "musicbrainz_release" …)."""

    provider: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody thinks of an item.

    Attributes:
        name: Who: "imdb", "tmdb", "metacritic", or "default" when untold.
        value: 0 to 10.
        votes: 0 when untold.
    """

    name: str
    value: float
    votes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is told about an item besides its fields; what nobody told is empty.

    Attributes:
        premiered: ISO 8601 date, possibly only a year, or a year and month.
        runtime_ms: As told; the card has the measured time.
        people: Actors first, in the order of their billing.
    """

    original_title: str = ""
    alt_titles: tuple[str, ...] = ()
    premiered: str = ""
    tagline: str = ""
    outline: str = ""
    certificate: str = ""
    status: str = ""
    runtime_ms: DurationMs = DurationMs(0)
    countries: tuple[str, ...] = ()
    people: tuple[Credit, ...] = ()
    studios: tuple[Group, ...] = ()
    tags: tuple[Group, ...] = ()
    collections: tuple[Group, ...] = ()
    provider_ids: tuple[ProviderId, ...] = ()
    ratings: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Everything a details page shows about an item, children excepted.

    Attributes:
        overview: Plain text; "" when nobody wrote one.
        previous_id: Episode or track before this one, in the order of play.
        next_id: The one after it.
        play_id: What "Play" starts: itself, or for a show, season, album the next one to watch.
        own_rating: What the asking user thinks of it, 0 to 10; None when they did not say.
    """

    card: Card
    overview: str = ""
    genres: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    origins: tuple[Origin, ...] = ()
    previous_id: str | None = None
    next_id: str | None = None
    play_id: str | None = None
    about: About = About()
    own_rating: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the home page.

    `key` is "continue_watching", "next_up", "recent_film", "recent_show" ….
    """

    key: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The home page; rows without cards are left out."""

    hero: Card | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value that a wall can be filtered by.

    Attributes:
        value: As the filter takes it.
        count: Items of the wall that have it, under the filters on other fields.
        title: What it is called when the value is an id; else "".
    """

    value: str
    count: int
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The values of one field, the most frequent first; years and decades the newest first."""

    field: str
    values: tuple[FacetValue, ...]

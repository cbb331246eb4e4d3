"""What was read from a name: the result of the parser, and the hints it may get."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the caller knows besides the name.

    Attributes:
        library: "movies", "tv", "anime", "music", "mixed", or "" when nobody said.
        is_folder: The path names a folder, not a file.
        root: Folder above which nothing has a meaning.
        video: Stem of the video that a sidecar belongs to.
    """

    library: str = ""
    is_folder: bool = False
    root: str = ""
    video: str = ""
    parent: str = ""

    @classmethod
    def of(cls, given: Mapping[str, object] | None) -> "Hints":
        """Return hints from a plain mapping; unknown keys do not matter."""
        if not given:
            return NO_HINTS
        library = str(given.get("library") or "")
        if len(given) == 1 and (known := _LIBRARIES.get(library)):
            return known
        return cls(
            library=library,
            is_folder=bool(given.get("dir")),
            root=str(given.get("library_root") or ""),
            video=str(given.get("video") or ""),
            parent=str(given.get("parent") or ""),
        )

    @property
    def is_series(self) -> bool:
        """Whether the folder is said to hold shows."""
        return self.library in ("tv", "anime")


NO_HINTS = Hints()
_LIBRARIES = {name: Hints(library=name) for name in ("movies", "tv", "anime", "music", "mixed")}


class Draft:
    """A reading in the making.

    It keeps only what was said: most names say a few things of many, and a scan makes two drafts of each name.
    """

    title: str = ""
    year: int | None = None
    seasons: tuple[int, ...] = ()
    episodes: tuple[float, ...] = ()
    absolute: tuple[float, ...] = ()
    air_date: date | None = None
    episode_title: str = ""
    part: int | None = None
    edition: str = ""
    resolution: str = ""
    source: str = ""
    languages: tuple[str, ...] = ()
    language: str = ""
    forced: bool = False
    default: bool = False
    hearing_impaired: bool = False
    sub_title: str = ""
    extra_type: str = ""
    special: bool = False
    is_season_folder: bool = False
    is_disc: bool = False
    ignored: bool = False
    stub: str = ""
    format_3d: str = ""
    release_group: str = ""
    type: str = ""
    alt_titles: tuple[str, ...] = ()
    country: str = ""
    tmdb_id: str = ""
    imdb_id: str = ""
    tvdb_id: str = ""
    hash: str = ""
    version: int | None = None
    artist: str = ""
    album: str = ""
    track: int | None = None
    disc: int | None = None
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()

    @classmethod
    def of(cls, **known: object) -> "Draft":
        """Return a draft that says something already; there is no constructor, for most drafts begin empty."""
        draft = cls()
        vars(draft).update(known)
        return draft

    def because(self, reason: str, confidence: float = 0.0) -> None:
        """Note why, and how sure that makes the reading."""
        self.reasons += (reason,)
        if confidence > self.confidence:
            self.confidence = confidence

    @property
    def has_number(self) -> bool:
        """Whether it says which episode this is."""
        return bool(self.episodes or self.absolute or self.air_date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a path says about the work, episode, extra or track in it.

    Attributes:
        episodes: Numbers within the season; `absolute` counts over all seasons. A recap may be 12.5.
        edition: Editions as they stand, parted by blanks.
        resolution: "1080p", "720p" …; source: "Blu-ray", "Web", "DVD", "HDTV" …
        extra_type: "trailer", "featurette" … for what is not the work itself.
        part: Of a film cut in several files, or of a mini-series.
        stub: Kind of the shelf medium a `.disc` file stands for.
        confidence: 0 to 1.
        reasons: Which rules decided, in the order they did.
    """

    title: str
    year: int | None
    seasons: tuple[int, ...]
    episodes: tuple[float, ...]
    absolute: tuple[float, ...]
    air_date: date | None
    episode_title: str
    part: int | None
    edition: str
    resolution: str
    source: str
    languages: tuple[str, ...]
    language: str
    forced: bool
    default: bool
    hearing_impaired: bool
    sub_title: str
    extra_type: str
    special: bool
    is_season_folder: bool
    is_disc: bool
    ignored: bool
    stub: str
    format_3d: str
    release_group: str
    type: str
    alt_titles: tuple[str, ...]
    country: str
    tmdb_id: str
    imdb_id: str
    tvdb_id: str
    hash: str
    version: int | None
    artist: str
    album: str
    track: int | None
    disc: int | None
    confidence: float
    reasons: tuple[str, ...]

    @property
    def season(self) -> int | None:
        """The first season, or None."""
        return self.seasons[0] if self.seasons else None


_FIELDS = tuple(Reading.__slots__)
_UNKNOWN = {field: getattr(Draft, field) for field in _FIELDS}
_LISTS = tuple(field for field, value in _UNKNOWN.items() if isinstance(value, tuple))
_PLAIN: dict[str, object] = {"season": None} | {
    field: value if value != "" else None for field, value in _UNKNOWN.items()
}


def finish(draft: Draft) -> Reading:
    """Return the finished reading."""
    return Reading(**(_UNKNOWN | vars(draft)))


def to_dict(draft: Draft) -> dict[str, object]:
    """Return a finished draft as plain values; what is unknown is None, lists are lists."""
    said = vars(draft)
    plain: dict[str, object] = {**_PLAIN, **said}
    for field in _LISTS:
        plain[field] = [*plain[field]]  # type: ignore[misc]
    if draft.seasons:
        plain["season"] = draft.seasons[0]
    if "air_date" in said and draft.air_date:
        plain["air_date"] = draft.air_date.isoformat()
    if "" in said.values():
        plain.update((field, None) for field, value in said.items() if value == "")
    return plain

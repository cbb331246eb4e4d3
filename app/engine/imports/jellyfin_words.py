"""The words of Jellyfin and Emby, and what they mean here. Field names are theirs."""

from dataclasses import dataclass, field, replace
from typing import Any

from app.contract.imports import RemoteLibrary
from app.contract.library import ItemKind
from app.contract.units import DurationMs
from app.engine.imports import rules
from app.engine.imports.remote import MAX_TEXT, Thing
from app.engine.library import Wanted

TICKS_PER_MS = 10_000
MOST_SHOWS = 200_000
TYPES = {
    ItemKind.FILM: "Movie,Video,MusicVideo",
    ItemKind.SHOW: "Series",
    ItemKind.EPISODE: "Episode",
    ItemKind.ARTIST: "MusicArtist",
    ItemKind.ALBUM: "MusicAlbum",
    ItemKind.TRACK: "Audio",
}
Shows = dict[str, Wanted]
"""Series and albums by their id, so that their episodes and tracks can name them in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """What a server says of itself."""

    Id: str
    ServerName: str = ""
    Version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A user."""

    Id: str
    Name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A library."""

    Name: str = ""
    ItemId: str = ""
    Id: str = ""
    CollectionType: str | None = None
    Locations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a list."""

    Items: tuple[dict[str, Any], ...]
    TotalRecordCount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What a user did with an item. Positions are in units of 100 ns."""

    Played: bool = False
    PlayCount: int | None = None
    PlaybackPositionTicks: int | None = None
    LastPlayedDate: str | None = None
    Rating: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A file of an item."""

    Path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A film, series, episode, artist, album or track."""

    Id: str
    Name: str = ""
    OriginalTitle: str = ""
    ProductionYear: int | None = None
    IndexNumber: int | None = None
    ParentIndexNumber: int | None = None
    SeriesId: str = ""
    SeriesName: str = ""
    AlbumId: str = ""
    Album: str = ""
    AlbumArtist: str = ""
    Artists: tuple[str, ...] = ()
    Path: str = ""
    DateCreated: str = ""
    RunTimeTicks: int = 0
    ProviderIds: dict[str, str | None] = field(default_factory=dict)
    MediaSources: tuple[Version, ...] = ()
    UserData: Deeds = field(default_factory=Deeds)


def library_of(folder: Folder) -> RemoteLibrary:
    """Return what a library means here."""
    return RemoteLibrary(
        id=(folder.ItemId or folder.Id)[:MAX_TEXT],
        title=folder.Name[:MAX_TEXT],
        kind=rules.source_kind(folder.CollectionType),
        folders=tuple(place[:MAX_TEXT] for place in folder.Locations if place),
    )


def thing_of(entry: Entry, kind: ItemKind, shows: Shows) -> Thing:
    """Return what an entry means; a series or album is noted in `shows` for what it holds."""
    wanted = _wanted(entry, kind, shows)
    if kind in (ItemKind.SHOW, ItemKind.ALBUM) and len(shows) < MOST_SHOWS:
        # The server's folder; it is mapped to the one here where the thing is looked for.
        shows[entry.Id] = replace(wanted, paths=(entry.Path,) if entry.Path else ())
    deeds = entry.UserData
    return Thing(
        id=entry.Id[:MAX_TEXT],
        wanted=wanted,
        paths=tuple(dict.fromkeys(path for path in (entry.Path, *(one.Path for one in entry.MediaSources)) if path)),
        is_watched=deeds.Played,
        position_ms=DurationMs(rules.amount_of((deeds.PlaybackPositionTicks or 0) // TICKS_PER_MS)),
        duration_ms=DurationMs(rules.amount_of(entry.RunTimeTicks // TICKS_PER_MS)),
        play_count=rules.amount_of(deeds.PlayCount),
        last_played_ms=rules.moment_ms(deeds.LastPlayedDate),
        rating=rules.rating_of(deeds.Rating),
        added_ms=rules.moment_ms(entry.DateCreated),
    )


def _wanted(entry: Entry, kind: ItemKind, shows: Shows) -> Wanted:
    season, number, year = map(rules.number_of, (entry.ParentIndexNumber, entry.IndexNumber, entry.ProductionYear))
    titles = tuple(title[:MAX_TEXT] for title in (entry.Name, entry.OriginalTitle) if title)
    if kind is ItemKind.EPISODE:
        show = shows.get(entry.SeriesId) or Wanted(kind=ItemKind.SHOW, titles=(entry.SeriesName[:MAX_TEXT],))
        return Wanted(kind=kind, titles=titles, season=season, number=number, above=show)
    artist = entry.AlbumArtist or next(iter(entry.Artists), "")
    above = Wanted(kind=ItemKind.ARTIST, titles=(artist[:MAX_TEXT],))
    if kind is ItemKind.TRACK:
        album = shows.get(entry.AlbumId) or Wanted(kind=ItemKind.ALBUM, titles=(entry.Album[:MAX_TEXT],), above=above)
        # Jellyfin writes 0 where a file has no number.
        disc, number = season or None, number or None
        return Wanted(kind=kind, titles=titles[:1], disc=disc, number=number, above=album)
    if kind is ItemKind.ALBUM:
        return Wanted(kind=kind, titles=titles, year=year, above=above)
    ids = rules.jellyfin_ids((name, value) for name, value in entry.ProviderIds.items() if value)
    return Wanted(kind=kind, ids=ids, titles=titles, year=None if kind is ItemKind.ARTIST else year)

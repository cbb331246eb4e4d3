"""Plex's words, and what they mean here. Field names are Plex's own."""

from dataclasses import dataclass
from typing import Any

from app.contract.library import ItemKind
from app.contract.units import DurationMs
from app.engine.imports import rules
from app.engine.imports.remote import MAX_TEXT, Thing
from app.engine.library import Wanted

MOST_SHOWS = 200_000
Shows = dict[str, Wanted]
"""Shows and albums by their key, so that their episodes and tracks can name them in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """The root of every answer."""

    friendlyName: str = ""
    version: str = ""
    myPlexUsername: str = ""
    Directory: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder of a library."""

    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A library."""

    key: str
    type: str = ""
    title: str = ""
    Location: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of a version."""

    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a thing."""

    Part: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderId:
    """An id of a provider ("tmdb://603")."""

    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A name of a collection."""

    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A film, show, episode, artist, album or track. Times are seconds since 1970, lengths milliseconds."""

    ratingKey: str
    title: str = ""
    originalTitle: str = ""
    year: int | None = None
    index: int | None = None
    parentIndex: int | None = None
    parentRatingKey: str = ""
    parentTitle: str = ""
    parentYear: int | None = None
    grandparentRatingKey: str = ""
    grandparentTitle: str = ""
    guid: str = ""
    grandparentGuid: str = ""
    viewCount: int = 0
    viewOffset: int = 0
    lastViewedAt: int | None = None
    addedAt: int | None = None
    duration: int = 0
    userRating: float | None = None
    Media: tuple[Version, ...] = ()
    Guid: tuple[ProviderId, ...] = ()
    Collection: tuple[Tag, ...] = ()


def thing_of(entry: Entry, kind: ItemKind, shows: Shows) -> Thing:
    """Return what an entry means; a show or album is noted in `shows` for what it holds."""
    wanted = _wanted(entry, kind, shows)
    if kind in (ItemKind.SHOW, ItemKind.ALBUM) and len(shows) < MOST_SHOWS:
        shows[entry.ratingKey] = wanted
    return Thing(
        id=entry.ratingKey[:MAX_TEXT],
        wanted=wanted,
        paths=tuple(part.file for version in entry.Media for part in version.Part if part.file),
        # A show that was seen in part has a viewCount too; only what has a file is watched by itself.
        is_watched=entry.viewCount > 0,
        position_ms=DurationMs(rules.amount_of(entry.viewOffset)),
        duration_ms=DurationMs(rules.amount_of(entry.duration)),
        play_count=rules.amount_of(entry.viewCount),
        last_played_ms=_ms(entry.lastViewedAt),
        rating=rules.rating_of(entry.userRating),
        added_ms=_ms(entry.addedAt),
        collections=tuple(tag.tag[:MAX_TEXT] for tag in entry.Collection if tag.tag),
    )


def _wanted(entry: Entry, kind: ItemKind, shows: Shows) -> Wanted:
    season, number, year = map(rules.number_of, (entry.parentIndex, entry.index, entry.year))
    titles = tuple(title[:MAX_TEXT] for title in (entry.title, entry.originalTitle) if title)
    if kind is ItemKind.EPISODE:
        show = shows.get(entry.grandparentRatingKey) or _show(entry)
        return Wanted(kind=kind, titles=titles, season=season, number=number, above=show)
    if kind is ItemKind.TRACK:
        album = shows.get(entry.parentRatingKey) or _album(entry)
        return Wanted(kind=kind, titles=titles[:1], disc=season, number=number, above=album)
    if kind is ItemKind.ALBUM:
        artist = Wanted(kind=ItemKind.ARTIST, titles=(entry.parentTitle[:MAX_TEXT],))
        return Wanted(kind=kind, titles=titles, year=year, above=artist)
    ids = rules.plex_ids(entry.guid, (one.id for one in entry.Guid))
    return Wanted(kind=kind, ids=ids, titles=titles, year=None if kind is ItemKind.ARTIST else year)


def _show(entry: Entry) -> Wanted:
    ids = rules.plex_ids(entry.grandparentGuid, ()) or rules.plex_show_ids(entry.guid)
    return Wanted(kind=ItemKind.SHOW, ids=ids, titles=(entry.grandparentTitle[:MAX_TEXT],))


def _album(entry: Entry) -> Wanted:
    artist = Wanted(kind=ItemKind.ARTIST, titles=(entry.grandparentTitle[:MAX_TEXT],))
    return Wanted(
        kind=ItemKind.ALBUM,
        titles=(entry.parentTitle[:MAX_TEXT],),
        year=rules.number_of(entry.parentYear),
        above=artist,
    )


def _ms(seconds: int | None) -> int | None:
    return seconds * 1000 if seconds is not None and 0 < seconds < 10**10 else None

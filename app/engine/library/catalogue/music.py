"""Places a track: embedded tags decide, names fill the gaps. Pure."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from app.contract.library import ItemKind
from app.engine.library.catalogue.rules import VARIOUS_ARTISTS, Fact, Node, Placement, merging_key, sort_title
from app.engine.library.local.links import make_ref
from app.engine.library.local.record import Ref
from app.engine.library.names import Reading

_UNKNOWN_ARTIST = "Unknown artist"
_UNKNOWN_ALBUM = "Unknown album"
_VARIOUS = frozenset(("various artists", "various", "va", "verschiedene interpreten", "artistes divers"))
_NUMBER = re.compile(r"\s*(\d{1,4})")
_YEAR = re.compile(r"(?<!\d)((?:18|19|20)\d\d)(?!\d)")
_GENRES = re.compile(r"\s*[;/\0]\s*")
_MAX_TEXT = 500


def place_track(path: str, reading: Reading, tags: Mapping[str, str]) -> Placement:
    """Return artist, album and track of a music file."""
    album_artist, is_known = _album_artist(reading, tags)
    artist = _node_artist(album_artist, path, tags)
    album = _node_album(path, reading, tags)
    return Placement(nodes=(artist, album, _node_track(path, reading, tags)), is_album_artist_known=is_known)


def _tag(tags: Mapping[str, str], *names: str) -> str:
    return next((value.strip()[:_MAX_TEXT] for name in names if (value := tags.get(name, "")).strip()), "")


def _number(text: str) -> int | None:
    found = _NUMBER.match(text)
    return int(found.group(1)) if found and int(found.group(1)) else None


def _album_artist(reading: Reading, tags: Mapping[str, str]) -> tuple[str, bool]:
    told = _tag(tags, "album_artist", "albumartist", "album artist")
    if told:
        return (VARIOUS_ARTISTS if merging_key(told) in _VARIOUS else told), True
    if (
        _tag(tags, "compilation", "itunescompilation", "tcmp") in ("1", "true", "yes")
        or merging_key(reading.artist) in _VARIOUS
    ):
        return VARIOUS_ARTISTS, True
    own = _tag(tags, "artist", "performer")
    if own:
        return own, False
    return (reading.artist, True) if reading.artist else (_UNKNOWN_ARTIST, False)


def _node_artist(name: str, path: str, tags: Mapping[str, str]) -> Node:
    return Node(
        kind=ItemKind.ARTIST,
        identity=f"artist|{merging_key(name)}",
        title=name,
        sort_title=sort_title(_tag(tags, "albumartistsort", "album_artist-sort", "artistsort") or name),
        facts=(_fact("title", name, path, (_tag(tags, "album_artist", "albumartist", "artist"))),),
        refs=_refs(tags, musicbrainz_artist="musicbrainz_albumartistid"),
    )


def _node_album(path: str, reading: Reading, tags: Mapping[str, str]) -> Node:
    told = _tag(tags, "album")
    title = told or reading.album or _UNKNOWN_ALBUM
    found = _YEAR.search(_tag(tags, "originaldate", "originalyear", "date", "year", "tyer", "tdrc"))
    year = int(found.group(1)) if found else reading.year
    facts = [_fact("title", title, path, told)]
    if year:
        facts.append(_fact("year", str(year), path, found.group(1) if found else ""))
    genres = tuple(dict.fromkeys(genre for genre in _GENRES.split(_tag(tags, "genre")) if genre))
    return Node(
        kind=ItemKind.ALBUM,
        identity=f"album|{merging_key(title)}",
        title=title,
        sort_title=sort_title(title),
        year=year,
        genres=genres,
        facts=tuple(facts),
        refs=_refs(
            tags, musicbrainz_release="musicbrainz_albumid", musicbrainz_release_group="musicbrainz_releasegroupid"
        ),
    )


def _node_track(path: str, reading: Reading, tags: Mapping[str, str]) -> Node:
    told = _tag(tags, "title")
    title = told or reading.title or PurePosixPath(path).stem
    number = _number(_tag(tags, "track", "tracknumber")) or reading.track
    disc = _number(_tag(tags, "disc", "discnumber", "disk")) or reading.disc or 1
    return Node(
        kind=ItemKind.TRACK,
        identity=f"track|{disc}|{number or ''}|{merging_key(title)}",
        title=title,
        sort_title=sort_title(title),
        number=number,
        disc_number=disc,
        facts=(_fact("title", title, path, told),),
        refs=_refs(tags, musicbrainz_recording="musicbrainz_trackid"),
    )


def _refs(tags: Mapping[str, str], **names: str) -> tuple[Ref, ...]:
    """Return ids at MusicBrainz; a tag of several artists has several ids and tells none."""
    told = ((provider, _tag(tags, name)) for provider, name in names.items())
    return tuple(ref for provider, value in told if value and (ref := make_ref(provider, value)))


def _fact(field: str, value: str, path: str, tag: str) -> Fact:
    if tag:
        return Fact(field=field, source="tag", detail=tag)
    pure = PurePosixPath(path)
    is_name = value == pure.stem or (field == "title" and value in pure.name)
    return Fact(
        field=field, source="file name" if is_name else "folder", detail=pure.name if is_name else str(pure.parent)
    )

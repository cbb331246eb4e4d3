"""Finds the ids of works in addresses of their providers, and checks ids. Pure."""

import re

from app.contract.library import ItemKind
from app.engine.library.local.record import Ref

_LONGEST = 64 * 1024
_LINKS = (
    ("imdb", re.compile(r"imdb\.com/(?:[a-z]{2}/)?title/(tt\d{5,10})", re.IGNORECASE), None),
    ("tmdb", re.compile(r"(?:themoviedb|tmdb)\.org/movie/(\d{1,10})", re.IGNORECASE), ItemKind.FILM),
    ("tmdb", re.compile(r"(?:themoviedb|tmdb)\.org/tv/(\d{1,10})", re.IGNORECASE), ItemKind.SHOW),
    (
        "tvdb",
        re.compile(r"thetvdb\.com/[^\s<>\"']{0,60}?(?:\bid=|series/|seriesid=)(\d{1,10})(?!\w)", re.IGNORECASE),
        ItemKind.SHOW,
    ),
    ("tvmaze", re.compile(r"tvmaze\.com/shows/(\d{1,10})", re.IGNORECASE), ItemKind.SHOW),
    (
        "anidb",
        re.compile(r"anidb\.net/(?:anime/|a|perl-bin/animedb\.pl\?show=anime&aid=)(\d{1,8})", re.IGNORECASE),
        None,
    ),
    ("musicbrainz_artist", re.compile(r"musicbrainz\.org/artist/([0-9a-f-]{36})", re.IGNORECASE), ItemKind.ARTIST),
    ("musicbrainz_release", re.compile(r"musicbrainz\.org/release/([0-9a-f-]{36})", re.IGNORECASE), ItemKind.ALBUM),
    (
        "musicbrainz_release_group",
        re.compile(r"musicbrainz\.org/release-group/([0-9a-f-]{36})", re.IGNORECASE),
        ItemKind.ALBUM,
    ),
)
_BARE_IMDB = re.compile(r"(?<![\w/])tt\d{7,10}(?!\w)")
_NAMES = {
    "themoviedb": "tmdb",
    "moviedb": "tmdb",
    "thetvdb": "tvdb",
    "musicbrainzartist": "musicbrainz_artist",
    "musicbrainzalbum": "musicbrainz_release",
    "musicbrainzalbumartist": "musicbrainz_artist",
    "musicbrainzreleasegroup": "musicbrainz_release_group",
    "musicbrainztrack": "musicbrainz_recording",
    "tmdbcol": "tmdb_collection",
    "tmdbset": "tmdb_collection",
}
_NAME = re.compile(r"[a-z0-9_]{1,40}")
_VALUE = re.compile(r"[\w.:/+-]{1,100}")
_NUMERIC = frozenset(("tmdb", "tvdb", "tvmaze", "anidb", "tmdb_collection"))
_IMDB = re.compile(r"tt\d{5,10}")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def find_links(text: str) -> tuple[tuple[Ref, ...], ItemKind | None]:
    """Return the ids in the addresses of a text, and what the addresses say that the work is."""
    text = text[:_LONGEST]
    refs: dict[str, Ref] = {}
    told: ItemKind | None = None
    for provider, pattern, kind in _LINKS:
        if (found := pattern.search(text)) and (ref := make_ref(provider, found.group(1))):
            refs.setdefault(provider, ref)
            told = told or kind
    if "imdb" not in refs and (bare := _BARE_IMDB.search(text)):
        refs["imdb"] = Ref(provider="imdb", value=bare.group())
    return tuple(refs.values()), told


def make_ref(provider: str, value: str) -> Ref | None:
    """Return an id under the usual name of its provider; None for one that cannot be of this provider."""
    name = provider.strip().lower().replace("-", "_").replace(" ", "_")
    name = _NAMES.get(name, name)
    value = value.strip()
    if name == "imdb" or name.startswith("musicbrainz"):
        value = value.lower()
    if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value) or value in ("0", "-1") or not _is_of(name, value):
        return None
    return Ref(provider=name, value=value)


def _is_of(provider: str, value: str) -> bool:
    if provider in _NUMERIC:
        return value.isascii() and value.isdigit()
    if provider == "imdb":
        return _IMDB.fullmatch(value) is not None
    return not provider.startswith("musicbrainz") or _UUID.fullmatch(value) is not None

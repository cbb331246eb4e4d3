"""Reads the path of a track: Artist/Album (Year)/Disc 1/03 - Title."""

import re
from functools import lru_cache

from app.engine.library.names import parts, titles
from app.engine.library.names.paths import Folders
from app.engine.library.names.reading import Draft

_TRACK = re.compile(r"^(?:(\d{1,2})[-.](\d{1,3})|(\d{1,3}))(?:[ ._-]{1,4}|\. )(?=\S)")
_YEAR = re.compile(r"[(\[]((?:19|20)\d\d)[^)\]]{0,30}[)\]]|^((?:19|20)\d\d)[ ._-]{1,3}(?=\S)")
_KINDS = frozenset(
    [
        "albums",
        "album",
        "eps",
        "ep",
        "singles",
        "single",
        "live",
        "compilations",
        "compilation",
        "soundtracks",
        "demos",
        "remixes",
        "bootlegs",
        "music",
        "musik",
    ]
)
_DISC_DIGIT = 100
_artist = lru_cache(maxsize=1024)(titles.clean)
"""All tracks of an artist ask for the same name."""


def read(folders: Folders, stem: str) -> Draft:
    """Return artist, album, disc, track and title as the names say; gaps stay empty."""
    draft = Draft()
    draft.type = "music"
    rest = list(folders)
    if rest and (disc := parts.disc_of(rest[-1].strip())) is not None:
        draft.disc = disc
        rest.pop()
    if rest:
        _album(draft, rest.pop())
    while rest and rest[-1].lower() in _KINDS:
        rest.pop()
    if rest and not draft.artist:
        draft.artist = _artist(rest[-1])
    _track(draft, stem)
    draft.because("music path", 0.5)
    return draft


def _album(draft: Draft, name: str) -> None:
    artist, draft.album, year = _of_album(name)
    if artist:
        draft.artist = artist
    if year:
        draft.year = year


@lru_cache(maxsize=1024)
def _of_album(name: str) -> tuple[str, str, int | None]:
    """Return artist, title and year as an album's folder says them; kept, since all its tracks ask."""
    year = None
    if found := _YEAR.search(name):
        year = int(found.group(1) or found.group(2))
        name = f"{name[: found.start()]} {name[found.end() :]}"
    artist, dash, album = name.partition(" - ")
    if dash and artist.strip() and album.strip():
        return titles.clean(artist), titles.clean(album), year
    return "", titles.clean(name), year


def _track(draft: Draft, stem: str) -> None:
    found = _TRACK.match(stem)
    if found is None:
        draft.title = _title(draft, stem)
        return
    if found.group(1):
        draft.disc, draft.track = int(found.group(1)), int(found.group(2))
    else:
        number = int(found.group(3))
        if number > _DISC_DIGIT and draft.disc in (None, number // _DISC_DIGIT):
            draft.disc, number = number // _DISC_DIGIT, number % _DISC_DIGIT
        draft.track = number
    draft.title = _title(draft, stem[found.end() :])


def _title(draft: Draft, text: str) -> str:
    """Such as "Artist - Title" loses an artist that the folder names already."""
    artist, dash, title = text.partition(" - ")
    if dash and draft.artist and titles.clean(artist).casefold() == draft.artist.casefold():
        return titles.clean(title)
    return titles.clean(text)

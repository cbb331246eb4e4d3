"""Pure rules of the catalogue: keys under which things merge, and how titles are sorted."""

import re
import unicodedata
from dataclasses import dataclass

from app.contract.library import ItemKind
from app.engine.library.local.record import Ref

MUSIC_KINDS = (ItemKind.ARTIST, ItemKind.ALBUM, ItemKind.TRACK)
VARIOUS_ARTISTS = "Various Artists"
_ARTICLES = re.compile(
    (
        r"^(?:the|an?|der|die|das|ein|eine|les?|la|los?|las|el|un|une|una|uno|il|lo|gli|i|de|het"
        r"|een|den|det|os?|as) +(?=\S)|^(?:l|d)['’](?=\S)"
    ),
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,9}")
_NUMBER_WIDTH = 10
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Where a field of an item comes from: "file name", "folder" or "tag", and the text that was read."""

    field: str
    source: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An item as a file asks for it.

    Attributes:
        identity: The key under which it merges with what other files ask for.
        alternatives: Range of identities that mean the same work: exact keys, or a prefix that ends with "*".
        refs: Ids at providers that names or tags tell.
    """

    kind: ItemKind
    identity: str
    title: str
    sort_title: str
    year: int | None = None
    number: int | None = None
    end_number: int | None = None
    season_number: int | None = None
    disc_number: int | None = None
    genres: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The line from the top (show, artist, or the film itself) down to the item that a file holds.

    Attributes:
        is_album_artist_known: False when only the track's own artist is told, so that an album in the same folder
            may turn out to be a compilation.
    """

    nodes: tuple[Node, ...]
    is_album_artist_known: bool = True


def fold(text: str) -> str:
    """Return text in lower case without diacritics, as people type it."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).casefold()


def merging_key(title: str) -> str:
    """Return the form of a title under which spellings of it are the same."""
    return (
        _NOT_LETTERS.sub(" ", fold(title).replace("&", " and ").replace("'", "").replace("’", "")).strip()
        or fold(title).strip()
    )


def without_article(title: str) -> str:
    """Return a title in lower case without diacritics and without the article that it begins with."""
    return _ARTICLES.sub("", fold(title).strip())


def sort_title(title: str) -> str:
    """Return the text that a title sorts by: without its article, numbers padded, letters folded."""
    text = without_article(title)
    text = _NUMBER.sub(lambda found: found.group().zfill(_NUMBER_WIDTH), text)
    return _NOT_LETTERS.sub(" ", text).strip() or fold(title).strip()

"""SQL that finds items for typed words: search_key, search_fts, and the vocabulary for mistyped ones.

No step reads more than a fixed number of rows: everything found comes out of an index in the order that is wanted.
"""

import sqlite3
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from app.engine.library.search.rules import corrections, mistakes_forgiven
from app.engine.library.search.store import ITEM_BITS, TIERS
from app.engine.library.search.vocabulary import store as vocabulary

FEW = 1
"""With fewer items found than that, mistakes in typing are thought of."""
SHORT_LIST = 120
"""So many items with all words are put in order of how well they fit."""
MEANT = 6
"""So many corrections of one word are tried."""
_LAST = "\U0010ffff"
_ITEM = (1 << ITEM_BITS) - 1
_TIERS = tuple(sorted(set(TIERS.values())))


def find(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> tuple[int, ...]:
    """Return items for typed words, the best first.

    Titles that are the text come first, then those that begin with it, then items with words that begin with the
    typed ones, at last those with words that were perhaps meant. Within each, films, shows and artists come before
    albums, episodes, tracks and seasons.
    """
    if not words:
        return ()
    found = list(dict.fromkeys((*_titled(connection, words, limit), *_beginning(connection, words, limit))))[:limit]
    if len(found) < limit and all(vocabulary.has_beginning(connection, word) for word in words):
        found += _with_words(connection, [[_beginning_with(word)] for word in words], limit, set(found))
    if len(found) < min(FEW, limit):
        found += _corrected(connection, words, limit, set(found))
    return tuple(found[:limit])


def _titled(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> list[int]:
    key = " ".join(words)
    rows = connection.execute(
        f"select item_id from search_key where tier in {_TIERS} and key = ? order by tier, item_id limit ?",
        (key, limit),
    )
    return [row[0] for row in rows]


def _beginning(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> list[int]:
    found: list[int] = []
    for tier in _TIERS:
        rows = connection.execute(
            "select item_id from search_key where tier = ? and key >= ? and key < ? order by key limit ?",
            (tier, " ".join(words), " ".join(words) + _LAST, limit - len(found)),
        )
        found += [row[0] for row in rows]
        if len(found) >= limit:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Found:
    row_id: int
    title: str
    aliases: str


def _with_words(
    connection: sqlite3.Connection,
    choices: Sequence[Sequence[str]],
    limit: int,
    known: set[int],
    others: Sequence[_Found] | None = None,
) -> list[int]:
    """Items with one term of every choice; those with all of them in a title before the others of their tier.

    Args:
        others: The first of those with all of them anywhere, when these are known already.
    """
    most = max(SHORT_LIST, limit) + len(known)
    titled = _matches(connection, f"{{title aliases}} : ({_asked(choices)})", most)
    if len(titled) == most:
        others = ()
    elif others is None:
        others = _matches(connection, _asked(choices), most)
    short = {one.row_id: one for one in (*titled, *others) if one.row_id & _ITEM not in known}
    in_title = {one.row_id for one in titled}
    return _ranked(short.values(), in_title)[: limit - len(known)]


def _with_few(
    connection: sqlite3.Connection, choices: Sequence[Sequence[str]], limit: int, known: set[int]
) -> list[int]:
    """The same, for words that few items have: asked once, and the titles are looked at here."""
    most = max(SHORT_LIST, limit) + len(known)
    found = _matches(connection, _asked(choices), most)
    if len(found) == most:
        return _with_words(connection, choices, limit, known, found)
    short = [one for one in found if one.row_id & _ITEM not in known]
    in_title = {one.row_id for one in short if _has_all(f"{one.title} {one.aliases}".split(), choices)}
    return _ranked(short, in_title)[: limit - len(known)]


def _matches(connection: sqlite3.Connection, asked: str, most: int) -> list[_Found]:
    rows = connection.execute(
        "select rowid, title, aliases from search_fts where search_fts match ? order by rowid limit ?", (asked, most)
    )
    return [_Found(*row) for row in rows]


def _asked(choices: Sequence[Sequence[str]]) -> str:
    return " AND ".join(f"({' OR '.join(choice)})" for choice in choices)


def _has_all(words: Sequence[str], choices: Sequence[Sequence[str]]) -> bool:
    return all(any(_is_among(term, words) for term in choice) for choice in choices)


def _is_among(term: str, words: Sequence[str]) -> bool:
    plain = term.strip('"*')
    return any(word.startswith(plain) for word in words) if term.endswith("*") else plain in words


def _ranked(found: Iterable[_Found], in_title: Container[int]) -> list[int]:
    ranked = sorted(
        found,
        key=lambda one: (one.row_id >> ITEM_BITS, one.row_id not in in_title, len(one.title), one.title, one.row_id),
    )
    return [one.row_id & _ITEM for one in ranked]


def _beginning_with(word: str) -> str:
    """Words are letters and digits only, so nothing in them can be read as a query."""
    return f'"{word}"*'


def _corrected(connection: sqlite3.Connection, words: Sequence[str], limit: int, known: set[int]) -> list[int]:
    """Items with words near the typed ones: first only unknown words are thought to be wrong, then every word.

    Single letters beside longer words would cost more than they tell.
    """
    tried = [[_beginning_with(word)] for word in words]
    words = [word for word in words if len(word) > 1] or words
    kept = [[_beginning_with(word)] if vocabulary.has_beginning(connection, word) else [] for word in words]
    unknown = [place for place in range(len(words)) if not kept[place]]
    meant = _Meant(connection, words)
    for doubted in (unknown, range(len(words))):
        for forgiven in (1, 2):
            if not all(meant.list_terms(place, forgiven) for place in unknown):
                continue
            choices = [
                [*kept[place], *(meant.list_terms(place, forgiven) if place in doubted else ())]
                for place in range(len(words))
            ]
            if choices == tried:
                continue
            tried = choices
            if found := _with_few(connection, choices, limit, known):
                return found
    return []


class _Meant:
    """What typed words may mean; looked for when it is asked, as most mistakes are single ones."""

    def __init__(self, connection: sqlite3.Connection, words: Sequence[str]) -> None:
        self._connection = connection
        self._words = words
        self._found: dict[tuple[int, int], list[str]] = {}

    def list_terms(self, place: int, forgiven: int) -> list[str]:
        """Return terms for the words near the one at a place; they are whole ones, which are faster to look up."""
        return [f'"{word}"' for mistakes in range(1, forgiven + 1) for word in self._list_words(place, mistakes)]

    def _list_words(self, place: int, mistakes: int) -> list[str]:
        if (place, mistakes) not in self._found:
            self._found[place, mistakes] = self._look(self._words[place], mistakes, place < len(self._words) - 1)
        return self._found[place, mistakes]

    def _look(self, word: str, mistakes: int, is_whole: bool) -> list[str]:
        if mistakes > mistakes_forgiven(word):
            return []
        known = vocabulary.list_similar(self._connection, word, mistakes, is_whole=is_whole)
        return corrections(word, known, mistakes, is_whole=is_whole, most=MEANT).get(mistakes, [])
